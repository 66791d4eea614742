// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import io.strimzi.api.kafka.model.connect.KafkaConnect;
import io.strimzi.api.kafka.model.connector.KafkaConnector;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.storage.internals.log.LogConfig;

/** Kafka's own validation of what the custom resources pass on to it. */
final class Validators {
    /** A configuration that is one of many: only its own keys are known, so what is under a prefix is not judged here. */
    private static final List<String> FREE_IN_BROKER = List.of("config.providers.", "listener.name.", "client.quota.callback.");
    private static final List<String> FREE_IN_CONNECT = List.of(
        "config.providers.", "key.converter.", "value.converter.", "header.converter.", "metrics.context.");

    private interface Validation {
        void run() throws Exception;
    }

    private Validators() {}

    static void topic(KafkaTopic topic, List<Fault> faults) {
        var spec = topic.getSpec();
        String name = spec.getTopicName() != null ? spec.getTopicName() : topic.getMetadata().getName();
        try {
            Topic.validate(name);
        } catch (InvalidTopicException invalid) {
            faults.add(new Fault("kafka", "metadata.name", invalid.getMessage()));
        }
        Map<String, String> config = texts(spec.getConfig());
        Set<String> known = Set.copyOf(LogConfig.nonInternalConfigNames());
        unknown(config.keySet(), known, List.of(), "spec.config", faults);
        config.keySet().retainAll(known);
        attempt("spec.config", faults, () -> LogConfig.validate(config));
    }

    static void broker(Cluster cluster, List<Fault> faults) {
        var spec = cluster.kafka().getSpec().getKafka();
        Map<String, Object> given = Prefixes.KAFKA.allowed(spec.getConfig());
        var known = new HashSet<String>();
        KafkaConfig.configNames().foreach(known::add);
        unknown(given.keySet(), known, FREE_IN_BROKER, "spec.kafka.config", faults);
        if (spec.getMetadataVersion() != null) {
            attempt("spec.kafka.metadataVersion", faults, () -> MetadataVersion.fromVersionString(spec.getMetadataVersion(), false));
        }
        for (var node : cluster.nodes().isEmpty() ? cluster.cutTo(1).nodes() : cluster.nodes()) {
            var rendered = cluster.nodes().isEmpty() ? cluster.cutTo(1) : cluster;
            int before = faults.size();
            attempt("spec.kafka", faults, () -> new KafkaConfig(Rendering.of(rendered, new Paper(), node)));
            // The nodes differ in names only: one complaint is enough.
            if (faults.size() > before) return;
        }
    }

    static void connect(KafkaConnect connect, List<Fault> faults) {
        var spec = connect.getSpec();
        Map<String, String> given = texts(Prefixes.CONNECT.allowed(spec.getConfig()));
        var rendered = new HashMap<>(given);
        rendered.put("bootstrap.servers", spec.getBootstrapServers());
        rendered.put("group.id", spec.getGroupId());
        rendered.put("config.storage.topic", spec.getConfigStorageTopic());
        rendered.put("offset.storage.topic", spec.getOffsetStorageTopic());
        rendered.put("status.storage.topic", spec.getStatusStorageTopic());
        // The operator's default, KafkaConnectConfiguration.
        rendered.putIfAbsent("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        rendered.putIfAbsent("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        attempt("spec.config", faults, () -> {
            var own = new HashSet<>(new DistributedConfig(rendered).values().keySet());
            var others = new HashSet<String>();
            Stream.of("producer.", "consumer.", "admin.").forEach(client -> names(client).forEach(name -> others.add(client + name)));
            own.addAll(others);
            unknown(given.keySet(), own, FREE_IN_CONNECT, "spec.config", faults);
        });
        for (String client : List.of("producer.", "consumer.", "admin.")) {
            var own = new HashMap<String, String>();
            given.forEach((key, value) -> {
                if (key.startsWith(client)) own.put(key.substring(client.length()), value);
            });
            values(definition(client), own, "spec.config", client, faults);
        }
    }

    /** A sink's own keys are known to its plugin only; those that Connect reads are judged. */
    static void connector(KafkaConnector connector, List<Fault> faults) {
        var spec = connector.getSpec();
        Map<String, String> given = texts(Prefixes.CONNECTOR.allowed(spec.getConfig()));
        values(SinkConnectorConfig.configDef(), given, "spec.config", "", faults);
        if (!given.containsKey("topics") && !given.containsKey("topics.regex")) return;
        attempt("spec.config", faults, () -> SinkConnectorConfig.validate(given));
    }

    /** Each key alone, with all complaints, and without asking for what is not there. */
    private static void values(ConfigDef definition, Map<String, String> given, String path, String prefix, List<Fault> faults) {
        var known = new HashMap<>(given);
        known.keySet().retainAll(definition.names());
        definition.validate(known).stream()
            .filter(value -> known.containsKey(value.name()))
            .forEach(value -> value.errorMessages().forEach(message ->
                faults.add(new Fault("kafka", at(path, prefix + value.name()), message))));
    }

    private static ConfigDef definition(String client) {
        return switch (client) {
            case "producer." -> ProducerConfig.configDef();
            case "consumer." -> ConsumerConfig.configDef();
            default -> AdminClientConfig.configDef();
        };
    }

    private static Set<String> names(String client) {
        return definition(client).names();
    }

    private static Map<String, String> texts(Map<String, Object> config) {
        var texts = new TreeMap<String, String>();
        if (config != null) config.forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    private static void unknown(Set<String> keys, Set<String> known, List<String> free, String path, List<Fault> faults) {
        for (String key : keys) {
            if (known.contains(key) || free.stream().anyMatch(key::startsWith)) continue;
            faults.add(new Fault("kafka", at(path, key), "Kafka knows no such key and ignores it"));
        }
    }

    private static String at(String path, String key) {
        return path + "[\"" + key + "\"]";
    }

    private static void attempt(String path, List<Fault> faults, Validation validation) {
        try {
            validation.run();
        } catch (Exception refused) {
            faults.add(new Fault("kafka", path, Lines.describe(refused).get("message")));
        }
    }

    /** Names as they are in a namespace, and no keys: nothing is started from this. */
    private record Paper() implements Rendering.Place {
        @Override
        public String address(Cluster.Node node, String listener) {
            return "node-" + node.id() + ".invalid:" + listener.substring(listener.lastIndexOf('-') + 1);
        }

        @Override
        public String directory(Cluster.Node node, int volume) {
            return "/var/lib/kafka/data-" + volume + "/kafka-log" + node.id();
        }

        @Override
        public String authority() {
            return "authority";
        }

        @Override
        public String certificate(Cluster.Node node) {
            return "certificate";
        }

        @Override
        public String key(Cluster.Node node) {
            return "key";
        }
    }
}
