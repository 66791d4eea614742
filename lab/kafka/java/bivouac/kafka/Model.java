// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.strimzi.api.kafka.model.bridge.KafkaBridge;
import io.strimzi.api.kafka.model.connect.KafkaConnect;
import io.strimzi.api.kafka.model.connector.KafkaConnector;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.mirrormaker2.KafkaMirrorMaker2;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.rebalance.KafkaRebalance;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Strimzi's own classes of its custom resources. */
final class Model {
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Stream.<Class<? extends HasMetadata>>of(
            Kafka.class, KafkaNodePool.class, KafkaTopic.class, KafkaUser.class, KafkaConnect.class,
            KafkaConnector.class, KafkaMirrorMaker2.class, KafkaBridge.class, KafkaRebalance.class)
        .collect(Collectors.toMap(HasMetadata::getKind, Function.identity()));

    static final ObjectMapper STRICT = JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        // A "3" where the schema has an integer is refused by the apiserver.
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .build();

    private Model() {}

    /** The manifest as its class, or null with the faults why not. */
    static HasMetadata read(JsonNode manifest, List<Fault> faults) {
        String kind = manifest.path("kind").asText();
        Class<? extends HasMetadata> type = KINDS.get(kind);
        if (type == null) {
            faults.add(new Fault("strimzi", "kind", "\"" + kind + "\" is no kind of kafka.strimzi.io"));
            return null;
        }
        String apiVersion = HasMetadata.getApiVersion(type);
        if (!apiVersion.equals(manifest.path("apiVersion").asText())) {
            faults.add(new Fault("strimzi", "apiVersion", "is not " + apiVersion));
            return null;
        }
        try {
            HasMetadata resource = STRICT.treeToValue(manifest, type);
            new Strictness(faults).compare(manifest, resource, "");
            if (resource instanceof CustomResource<?, ?> custom && custom.getSpec() == null && faults.isEmpty()) {
                faults.add(new Fault("strimzi", "spec", "required"));
            }
            return resource;
        } catch (JsonMappingException mismatch) {
            faults.add(new Fault("strimzi", pathOf(mismatch), mismatch.getOriginalMessage()));
        } catch (JsonProcessingException broken) {
            faults.add(new Fault("strimzi", "", broken.getOriginalMessage()));
        }
        return null;
    }

    static <T extends HasMetadata> T of(Class<T> type, JsonNode manifest) throws JsonProcessingException {
        return STRICT.treeToValue(manifest, type);
    }

    private static String pathOf(JsonMappingException mismatch) {
        var path = new StringBuilder();
        for (var step : mismatch.getPath()) {
            if (step.getFieldName() == null) path.append('[').append(step.getIndex()).append(']');
            else path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
        }
        return path.toString();
    }
}
