// SPDX-License-Identifier: Apache-2.0

// What Strimzi keeps for itself. Source: constants of io.strimzi:api 1.2.0, as `javap -constants` prints them:
// io.strimzi.api.kafka.model.kafka.KafkaClusterSpec and io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener.

/** FORBIDDEN_PREFIXES: options of brokers that begin so are dropped. */
export const forbiddenPrefixes: readonly string[] = [
  "listeners",
  "advertised.",
  "broker.",
  "listener.",
  "host.name",
  "port",
  "inter.broker.listener.name",
  "sasl.",
  "ssl.",
  "security.",
  "password.",
  "log.dir",
  "zookeeper.connect",
  "zookeeper.set.acl",
  "zookeeper.ssl",
  "zookeeper.clientCnxnSocket",
  "authorizer.",
  "super.user",
  "cruise.control.metrics.topic",
  "cruise.control.metrics.reporter.bootstrap.servers",
  "node.id",
  "process.roles",
  "controller.",
  "metadata.log.dir",
  "zookeeper.metadata.migration.enable",
  "client.quota.callback.static.kafka.admin.",
  "client.quota.callback.static.produce",
  "client.quota.callback.static.fetch",
  "client.quota.callback.static.storage.per.volume.limit.min.available.",
  "client.quota.callback.static.excluded.principal.name.list",
  "prometheus.metrics.reporter.",
  "cordoned.log.dirs",
];

/** FORBIDDEN_PREFIX_EXCEPTIONS, whole names. */
export const forbiddenExceptions: readonly string[] = [
  "zookeeper.connection.timeout.ms",
  "sasl.server.max.receive.size",
  "ssl.cipher.suites",
  "ssl.protocol",
  "ssl.enabled.protocols",
  "ssl.secure.random.implementation",
  "cruise.control.metrics.topic.num.partitions",
  "cruise.control.metrics.topic.replication.factor",
  "cruise.control.metrics.topic.retention.ms",
  "cruise.control.metrics.topic.auto.create.retries",
  "cruise.control.metrics.topic.auto.create.timeout.ms",
  "cruise.control.metrics.topic.min.insync.replicas",
  "broker.session.timeout.ms",
  "broker.heartbeat.interval.ms",
  "controller.socket.timeout.ms",
  "controller.quorum.election.backoff.max.ms",
  "controller.quorum.election.timeout.ms",
  "controller.quorum.fetch.timeout.ms",
];

/** ALLOWED_PER_LISTENER_CONFIGS, after `listener.name.<name>-<port>.`. */
export const allowedPerListener: readonly string[] = [
  "connections.max.reauth.ms",
  "max.connections",
  "max.connection.creation.rate",
];

/** LISTENER_NAME_REGEX. */
export const listenerName = /^[a-z0-9]{1,11}$/;

/** Metrics and JMX. Strimzi's ListenersValidator, FORBIDDEN_PORTS and LOWEST_ALLOWED_PORT_NUMBER. */
export const forbiddenPorts: readonly number[] = [9404, 9999];
export const lowestPort = 9092;
