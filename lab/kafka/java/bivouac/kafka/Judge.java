// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.kafka.model.connect.KafkaConnect;
import io.strimzi.api.kafka.model.connector.KafkaConnector;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** `{"manifests": […]}` in, the faults of each out. The manifests of one question belong together. */
public final class Judge {
    /** Taken by the agents in the pod. Upstream: ListenersValidator.FORBIDDEN_PORTS. */
    private static final Set<Integer> TAKEN_PORTS = Set.of(9404, 9999);

    private Judge() {}

    public static void main(String[] arguments) throws IOException {
        Lines.serve(Judge::answer);
    }

    private static Object answer(JsonNode question) throws JsonProcessingException {
        var manifests = new ArrayList<JsonNode>();
        var resources = new ArrayList<HasMetadata>();
        var verdicts = new ArrayList<List<Fault>>();
        for (JsonNode manifest : question.required("manifests")) {
            var faults = new ArrayList<Fault>();
            manifests.add(manifest);
            resources.add(Model.read(manifest, faults));
            verdicts.add(faults);
        }
        // A pool that cannot be read is at fault itself; the cluster is judged without it.
        var readable = new ArrayList<JsonNode>();
        for (int at = 0; at < manifests.size(); at++) {
            if (verdicts.get(at).isEmpty()) readable.add(manifests.get(at));
        }
        for (int at = 0; at < manifests.size(); at++) {
            if (verdicts.get(at).isEmpty()) judge(resources.get(at), manifests.get(at), readable, verdicts.get(at));
        }
        return Map.of("verdicts", verdicts);
    }

    /** What Strimzi says first: Kafka never sees what the operator does not pass on. */
    private static void judge(HasMetadata resource, JsonNode manifest, List<JsonNode> all, List<Fault> faults)
        throws JsonProcessingException {
        switch (resource) {
            case Kafka kafka -> {
                Prefixes.KAFKA.check(kafka.getSpec().getKafka().getConfig(), "spec.kafka.config", faults);
                checkListeners(kafka, faults);
                if (faults.isEmpty()) Validators.broker(Cluster.of(manifest, all), faults);
            }
            case KafkaTopic topic -> {
                Prefixes.NONE.check(topic.getSpec().getConfig(), "spec.config", faults);
                if (faults.isEmpty()) Validators.topic(topic, faults);
            }
            case KafkaUser user -> Acls.check(user, faults);
            case KafkaConnect connect -> {
                Prefixes.CONNECT.check(connect.getSpec().getConfig(), "spec.config", faults);
                if (faults.isEmpty()) Validators.connect(connect, faults);
            }
            case KafkaConnector connector -> {
                Prefixes.CONNECTOR.check(connector.getSpec().getConfig(), "spec.config", faults);
                if (faults.isEmpty()) Validators.connector(connector, faults);
            }
            default -> { }
        }
    }

    private static void checkListeners(Kafka kafka, List<Fault> faults) {
        var names = new HashSet<String>();
        var ports = new HashSet<Integer>();
        int index = 0;
        for (var listener : kafka.getSpec().getKafka().getListeners()) {
            String at = "spec.kafka.listeners[" + index++ + "]";
            if (!names.add(listener.getName())) faults.add(new Fault("strimzi", at + ".name", "is taken"));
            if (!ports.add(listener.getPort()) || TAKEN_PORTS.contains(listener.getPort())) {
                faults.add(new Fault("strimzi", at + ".port", "is taken"));
            }
        }
    }
}
