// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The nodes of a Kafka resource, in this process and on loopback: `start` once, then `stopNode` and `startNode`. With as
 * many nodes as the manifests say nothing is changed but sizes of the machine; with fewer, factors of replication are cut.
 */
public final class Broker {
    /** What a node of a test does not need; the manifest's own value always wins. */
    private static final Map<String, String> SMALL = Map.of(
        "log.cleaner.dedupe.buffer.size", "4194304",
        "offsets.topic.num.partitions", "3",
        "transaction.state.log.num.partitions", "3",
        "share.coordinator.state.topic.num.partitions", "3",
        "group.initial.rebalance.delay.ms", "0",
        "num.network.threads", "2",
        "num.io.threads", "2",
        "background.threads", "2",
        // Rather a failure than a wait without an end.
        "server.max.startup.time.ms", "600000");
    /** Key → Kafka's default; none of these can be more than the number of brokers. */
    private static final Map<String, Integer> FACTORS = Map.of(
        "default.replication.factor", 1,
        "min.insync.replicas", 1,
        "offsets.topic.replication.factor", 3,
        "transaction.state.log.replication.factor", 3,
        "transaction.state.log.min.isr", 2,
        "share.coordinator.state.topic.replication.factor", 3,
        "share.coordinator.state.topic.min.isr", 2);

    private final Map<Integer, Properties> properties = new TreeMap<>();
    private final Map<Integer, KafkaRaftServer> servers = new ConcurrentHashMap<>();
    private Loopback place;

    private Broker() {}

    public static void main(String[] arguments) throws IOException {
        var broker = new Broker();
        Lines.serve(broker::answer);
    }

    private Object answer(JsonNode question) throws Exception {
        int node = question.path("node").asInt();
        return switch (question.required("verb").asText()) {
            case "start" -> start(question);
            case "stopNode" -> {
                var server = servers.remove(node);
                if (server == null) throw new IllegalStateException("node " + node + " does not run");
                server.shutdown();
                server.awaitShutdown();
                yield Map.of();
            }
            case "startNode" -> {
                run(node);
                yield Map.of();
            }
            case "issue" -> identity(place.authority.issue("CN=" + question.required("user").asText()));
            default -> throw new IllegalArgumentException("no such verb");
        };
    }

    private Object start(JsonNode question) throws Exception {
        JsonNode kafka = null;
        for (JsonNode manifest : question.required("manifests")) {
            if (manifest.path("kind").asText().equals("Kafka")) kafka = manifest;
        }
        if (kafka == null) throw new IllegalArgumentException("none of the manifests is a Kafka");
        Cluster whole = Cluster.of(kafka, question.get("manifests"));
        int wanted = question.path("nodes").asInt(1);
        Cluster cluster = wanted == whole.nodes().size() ? whole : whole.cutTo(wanted);

        place = new Loopback(question.required("directory").asText(), cluster, new Authority());
        var cut = new TreeMap<String, List<Integer>>();
        for (var node : cluster.nodes()) {
            Properties rendered = Rendering.of(cluster, place, node);
            if (cluster.brokers() < whole.brokers()) cutFactors(rendered, (int) cluster.brokers(), cut);
            SMALL.forEach(rendered::putIfAbsent);
            properties.put(node.id(), rendered);
        }
        format(cluster);
        // Nodes wait for each other: a quorum needs most of them.
        var starts = new ArrayList<Thread>();
        var failures = new ConcurrentHashMap<Integer, Exception>();
        for (int id : properties.keySet()) {
            starts.add(Thread.ofPlatform().start(() -> {
                try {
                    run(id);
                } catch (Exception failure) {
                    failures.put(id, failure);
                }
            }));
        }
        for (Thread each : starts) each.join();
        for (Exception failure : failures.values()) throw failure;
        return description(cluster, cut);
    }

    /** Returns when the node serves: as a broker it is then registered and unfenced. */
    private void run(int node) {
        var server = new KafkaRaftServer(new KafkaConfig(properties.get(node)), Time.SYSTEM);
        server.startup();
        servers.put(node, server);
    }

    private static void cutFactors(Properties rendered, int brokers, Map<String, List<Integer>> cut) {
        FACTORS.forEach((key, standard) -> {
            int asked = Integer.parseInt(rendered.getProperty(key, standard.toString()));
            if (asked <= brokers) return;
            rendered.setProperty(key, String.valueOf(brokers));
            cut.put(key, List.of(asked, brokers));
        });
    }

    /** As kafka-storage.sh does. No user is in it: the administrator has a certificate, as the operators do. */
    private void format(Cluster cluster) throws Exception {
        String clusterId = Uuid.randomUuid().toString();
        String version = cluster.kafka().getSpec().getKafka().getMetadataVersion();
        for (Properties rendered : properties.values()) {
            var config = new KafkaConfig(rendered);
            var formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setNodeId(config.nodeId())
                .setClusterId(clusterId)
                .setControllerListenerName(Rendering.CONTROL_PLANE)
                .setMetadataLogDirectory(config.metadataLogDir());
            List.of(rendered.getProperty("log.dirs").split(",")).forEach(formatter::addDirectory);
            if (version != null) formatter.setReleaseVersion(MetadataVersion.fromVersionString(version, false));
            formatter.run();
        }
    }

    private Object description(Cluster cluster, Object cut) throws Exception {
        var listeners = new LinkedHashMap<String, String>();
        for (var listener : cluster.kafka().getSpec().getKafka().getListeners()) {
            listeners.put(listener.getName(), place.bootstrap(Rendering.identifier(listener)));
        }
        return Map.of(
            "nodes", cluster.nodes().stream().map(Cluster.Node::id).toList(),
            "listeners", listeners,
            "authority", place.authority(),
            "cut", cut,
            "bootstrap", place.bootstrap(Rendering.REPLICATION),
            "administrator", identity(place.authority.issue("O=io.strimzi,CN=cluster-operator")));
    }

    private static Map<String, String> identity(Authority.Identity identity) {
        return Map.of("certificate", identity.certificate(), "key", identity.key());
    }

    private static final class Loopback implements Rendering.Place {
        private final String directory;
        private final Cluster cluster;
        private final Authority authority;
        private final Map<String, Integer> ports = new HashMap<>();
        private final Map<Integer, Authority.Identity> identities = new HashMap<>();

        Loopback(String directory, Cluster cluster, Authority authority) throws Exception {
            this.directory = directory;
            this.cluster = cluster;
            this.authority = authority;
            // All are held until the last is known, so that none is given twice.
            var held = new ArrayList<ServerSocket>();
            try {
                for (var node : cluster.nodes()) {
                    identities.put(node.id(), authority.issue("O=io.strimzi,CN=" + cluster.name() + "-kafka"));
                    var names = new ArrayList<>(List.of(Rendering.CONTROL_PLANE, Rendering.REPLICATION));
                    cluster.kafka().getSpec().getKafka().getListeners().forEach(each -> names.add(Rendering.identifier(each)));
                    for (String name : names) {
                        var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                        held.add(socket);
                        ports.put(node.id() + name, socket.getLocalPort());
                    }
                }
            } finally {
                for (var socket : held) socket.close();
            }
        }

        String bootstrap(String listener) {
            return String.join(",", cluster.nodes().stream().filter(Cluster.Node::broker).map(node -> address(node, listener)).toList());
        }

        @Override
        public String address(Cluster.Node node, String listener) {
            return "127.0.0.1:" + ports.get(node.id() + listener);
        }

        @Override
        public String directory(Cluster.Node node, int volume) {
            return directory + "/data-" + volume + "/kafka-log" + node.id();
        }

        @Override
        public String authority() {
            return authority.certificate();
        }

        @Override
        public String certificate(Cluster.Node node) {
            return identities.get(node.id()).certificate();
        }

        @Override
        public String key(Cluster.Node node) {
            return identities.get(node.id()).key();
        }
    }
}
