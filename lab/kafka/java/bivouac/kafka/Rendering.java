// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import io.strimzi.api.kafka.model.common.EnvironmentVariableRack;
import io.strimzi.api.kafka.model.common.Rack;
import io.strimzi.api.kafka.model.common.TopologyLabelRack;
import io.strimzi.api.kafka.model.kafka.KafkaAuthorizationCustom;
import io.strimzi.api.kafka.model.kafka.KafkaAuthorizationSimple;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerAuthenticationScramSha512;
import io.strimzi.api.kafka.model.kafka.listener.KafkaListenerAuthenticationTls;
import io.strimzi.api.kafka.model.kafka.quotas.QuotasPluginStrimzi;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * server.properties of a node, from the Kafka resource, as the operator writes it.
 * Upstream: cluster-operator KafkaBrokerConfigurationBuilder, 1.2.0. Left out: OAuth and custom authentication, tiered
 * storage, Cruise Control's and Prometheus' reporters, whose classes are not on Maven Central.
 */
final class Rendering {
    static final String CONTROL_PLANE = "CONTROLPLANE-9090";
    static final String REPLICATION = "REPLICATION-9091";
    private static final String QUOTAS = "client.quota.callback.";

    /** What of a node is not in the manifests. */
    interface Place {
        /** Host and port to listen on and to advertise. `listener` is the whole name, such as TLS-9093. */
        String address(Cluster.Node node, String listener);

        String directory(Cluster.Node node, int volume);

        /** PEM: the authority of the cluster; certificate and key of the node. */
        String authority();

        String certificate(Cluster.Node node);

        String key(Cluster.Node node);
    }

    private final Cluster cluster;
    private final Place place;
    private final Cluster.Node node;
    private final Properties properties = new Properties();

    private Rendering(Cluster cluster, Place place, Cluster.Node node) {
        this.cluster = cluster;
        this.place = place;
        this.node = node;
    }

    static Properties of(Cluster cluster, Place place, Cluster.Node node) {
        var rendering = new Rendering(cluster, place, node);
        rendering.user();
        rendering.kraft();
        rendering.listeners();
        rendering.authorization();
        if (node.broker()) rendering.quotas();
        rendering.rack();
        return rendering.properties;
    }

    /** `TLS-9093` for the listener `tls` on port 9093. */
    static String identifier(GenericKafkaListener listener) {
        return (listener.getName() + "-" + listener.getPort()).toUpperCase(Locale.ENGLISH);
    }

    private void user() {
        Prefixes.KAFKA.allowed(cluster.kafka().getSpec().getKafka().getConfig())
            .forEach((key, value) -> properties.setProperty(key, String.valueOf(value)));
    }

    private void kraft() {
        properties.setProperty("node.id", String.valueOf(node.id()));
        properties.setProperty("process.roles", node.roles());
        properties.setProperty("controller.listener.names", CONTROL_PLANE);
        properties.setProperty("controller.quorum.voters", cluster.nodes().stream()
            .filter(Cluster.Node::controller)
            .map(each -> each.id() + "@" + place.address(each, CONTROL_PLANE))
            .collect(Collectors.joining(",")));
        var directories = new ArrayList<String>();
        for (int volume = 0; volume < node.volumes(); volume++) directories.add(place.directory(node, volume));
        properties.setProperty("log.dirs", String.join(",", directories));
    }

    private void listeners() {
        var addresses = new ArrayList<String>();
        var protocols = new ArrayList<String>();
        mutual(CONTROL_PLANE);
        protocols.add(CONTROL_PLANE + ":SSL");
        if (node.controller()) addresses.add(CONTROL_PLANE);
        if (node.broker()) {
            mutual(REPLICATION);
            protocols.add(REPLICATION + ":SSL");
            addresses.add(REPLICATION);
            properties.setProperty("inter.broker.listener.name", REPLICATION);
            for (var listener : cluster.kafka().getSpec().getKafka().getListeners()) {
                addresses.add(identifier(listener));
                protocols.add(identifier(listener) + ":" + protocol(listener));
                clients(listener);
            }
        }
        String all = addresses.stream().map(name -> name + "://" + place.address(node, name)).collect(Collectors.joining(","));
        properties.setProperty("listeners", all);
        properties.setProperty("advertised.listeners", all);
        properties.setProperty("listener.security.protocol.map", String.join(",", protocols));
        properties.setProperty("sasl.enabled.mechanisms", "");
        properties.setProperty("ssl.endpoint.identification.algorithm", "HTTPS");
    }

    /** Nodes show each other certificates of the cluster's own authority. */
    private void mutual(String listener) {
        keys(listener);
        trust(listener);
    }

    private void keys(String listener) {
        set(listener, "ssl.keystore.type", "PEM");
        set(listener, "ssl.keystore.certificate.chain", place.certificate(node));
        set(listener, "ssl.keystore.key", place.key(node));
    }

    private void trust(String listener) {
        set(listener, "ssl.truststore.type", "PEM");
        set(listener, "ssl.truststore.certificates", place.authority());
        set(listener, "ssl.client.auth", "required");
    }

    private static String protocol(GenericKafkaListener listener) {
        String transport = listener.isTls() ? "SSL" : "PLAINTEXT";
        return listener.getAuth() instanceof KafkaListenerAuthenticationScramSha512 ? "SASL_" + transport : transport;
    }

    private void clients(GenericKafkaListener listener) {
        String name = identifier(listener);
        if (listener.isTls()) keys(name);
        switch (listener.getAuth()) {
            case KafkaListenerAuthenticationScramSha512 ignored -> {
                set(name, "sasl.enabled.mechanisms", "SCRAM-SHA-512");
                set(name, "scram-sha-512.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;");
            }
            case KafkaListenerAuthenticationTls ignored -> trust(name);
            case null -> { }
            default -> throw new IllegalArgumentException(
                "listener " + listener.getName() + ": the lab knows no authentication " + listener.getAuth().getType());
        }
        var configuration = listener.getConfiguration();
        if (configuration == null) return;
        if (configuration.getMaxConnections() != null) {
            set(name, "max.connections", String.valueOf(configuration.getMaxConnections()));
        }
        if (configuration.getMaxConnectionCreationRate() != null) {
            set(name, "max.connection.creation.rate", String.valueOf(configuration.getMaxConnectionCreationRate()));
        }
    }

    private void set(String listener, String key, String value) {
        properties.setProperty("listener.name." + listener.toLowerCase(Locale.ENGLISH) + "." + key, value);
    }

    private void authorization() {
        var authorization = cluster.kafka().getSpec().getKafka().getAuthorization();
        if (authorization == null) return;
        var superUsers = new ArrayList<String>();
        for (String part : List.of("kafka", "entity-topic-operator", "entity-user-operator", "kafka-exporter", "cruise-control")) {
            superUsers.add(principal(part));
        }
        superUsers.add("User:CN=cluster-operator,O=io.strimzi");
        List<String> added = switch (authorization) {
            case KafkaAuthorizationSimple simple -> {
                properties.setProperty("authorizer.class.name", KafkaAuthorizationSimple.KRAFT_AUTHORIZER_CLASS_NAME);
                yield simple.getSuperUsers();
            }
            case KafkaAuthorizationCustom custom -> {
                properties.setProperty("authorizer.class.name", custom.getAuthorizerClass());
                yield custom.getSuperUsers();
            }
            default -> throw new IllegalArgumentException("the lab knows no authorization " + authorization.getType());
        };
        if (added != null) added.forEach(each -> superUsers.add("User:" + each));
        properties.setProperty("super.users", String.join(";", superUsers));
    }

    private String principal(String part) {
        return "User:CN=" + cluster.name() + "-" + part + ",O=io.strimzi";
    }

    /** `type: kafka` is no configuration: the operator sets the default user's quotas in the running cluster. */
    private void quotas() {
        if (!(cluster.kafka().getSpec().getKafka().getQuotas() instanceof QuotasPluginStrimzi quotas)) return;
        properties.setProperty(QUOTAS + "class", "io.strimzi.kafka.quotas.StaticQuotaCallback");
        String fixed = QUOTAS + "static.";
        optional(fixed + "produce", quotas.getProducerByteRate());
        optional(fixed + "fetch", quotas.getConsumerByteRate());
        optional(fixed + "storage.per.volume.limit.min.available.bytes", quotas.getMinAvailableBytesPerVolume());
        optional(fixed + "storage.per.volume.limit.min.available.ratio", quotas.getMinAvailableRatioPerVolume());
        var excluded = new ArrayList<String>();
        for (String part : List.of("kafka", "cruise-control")) excluded.add(principal(part));
        if (quotas.getExcludedPrincipals() != null) excluded.addAll(quotas.getExcludedPrincipals());
        properties.setProperty(fixed + "excluded.principal.name.list", String.join(";", excluded));
        String client = fixed + "kafka.admin.";
        Map.of(
            "bootstrap.servers", place.address(node, REPLICATION), "security.protocol", "SSL",
            "ssl.keystore.type", "PEM", "ssl.keystore.certificate.chain", place.certificate(node),
            "ssl.keystore.key", place.key(node),
            "ssl.truststore.type", "PEM", "ssl.truststore.certificates", place.authority()
        ).forEach((key, value) -> properties.setProperty(client + key, value));
    }

    private void optional(String key, Object value) {
        if (value != null) properties.setProperty(key, String.valueOf(value));
    }

    /** The value is the label of the Kubernetes node; here every node stands in a rack of its own. */
    private void rack() {
        Rack rack = cluster.kafka().getSpec().getKafka().getRack();
        if (node.broker() && (rack instanceof TopologyLabelRack || rack instanceof EnvironmentVariableRack)) {
            properties.setProperty("broker.rack", "rack-" + node.id());
        }
    }
}
