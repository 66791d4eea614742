// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.strimzi.api.kafka.model.kafka.JbodStorage;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.nodepool.ProcessRoles;
import java.util.ArrayList;
import java.util.List;

/** A Kafka resource and the nodes of its pools, numbered as the operator does in a new cluster. */
record Cluster(Kafka kafka, List<Node> nodes) {

    record Node(int id, String pool, boolean broker, boolean controller, int volumes) {
        String roles() {
            return broker && controller ? "broker,controller" : broker ? "broker" : "controller";
        }
    }

    String name() {
        return kafka.getMetadata().getName();
    }

    long brokers() {
        return nodes.stream().filter(Node::broker).count();
    }

    /** The same cluster with that many nodes, each a broker and a controller. */
    Cluster cutTo(int count) {
        var cut = new ArrayList<Node>();
        for (int id = 0; id < count; id++) cut.add(new Node(id, "lab", true, true, 1));
        return new Cluster(kafka, cut);
    }

    static Cluster of(JsonNode kafka, Iterable<JsonNode> manifests) throws JsonProcessingException {
        var nodes = new ArrayList<Node>();
        String name = kafka.at("/metadata/name").asText();
        for (JsonNode manifest : manifests) {
            if (!manifest.path("kind").asText().equals("KafkaNodePool")) continue;
            if (!manifest.path("metadata").path("labels").path("strimzi.io/cluster").asText().equals(name)) continue;
            var pool = Model.of(KafkaNodePool.class, manifest);
            var roles = pool.getSpec().getRoles();
            int volumes = pool.getSpec().getStorage() instanceof JbodStorage jbod ? jbod.getVolumes().size() : 1;
            for (int member = 0; member < pool.getSpec().getReplicas(); member++) {
                nodes.add(new Node(nodes.size(), pool.getMetadata().getName(),
                    roles.contains(ProcessRoles.BROKER), roles.contains(ProcessRoles.CONTROLLER), volumes));
            }
        }
        return new Cluster(Model.of(Kafka.class, kafka), nodes);
    }
}
