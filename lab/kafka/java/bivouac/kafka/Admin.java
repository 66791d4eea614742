// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * In the place of the topic operator and the user operator: `apply` and `delete` manifests. And clients for tests, in
 * the name of a user: `produce`, `consume`, `createTopic`. `connect` comes first.
 */
public final class Admin {
    private Connection connection;
    private Topics topics;
    private Users users;
    private Clients clients;

    private Admin() {}

    public static void main(String[] arguments) throws IOException {
        var admin = new Admin();
        Lines.serve(admin::answer);
    }

    private Object answer(JsonNode question) throws Exception {
        String verb = question.required("verb").asText();
        if (verb.equals("connect")) {
            connection = Connection.of(question);
            topics = new Topics(connection.admin());
            users = new Users(connection.admin());
            clients = new Clients(connection, users);
            return Map.of();
        }
        if (connection == null) throw new IllegalStateException("not connected");
        return switch (verb) {
            case "apply" -> apply(question.required("manifests"));
            case "delete" -> delete(question.required("manifests"));
            case "topics" -> topics.describe();
            case "users" -> users.describe();
            case "offsets" -> clients.offsets(question.required("group").asText());
            case "properties" -> clients.properties(question);
            case "produce" -> clients.produce(question);
            case "consume" -> clients.consume(question);
            case "createTopic" -> clients.createTopic(question);
            default -> throw new IllegalArgumentException("no such verb");
        };
    }

    /** The cluster's quotas, topics, users: only the order of a test's own questions is to matter. */
    private Object apply(JsonNode manifests) throws Exception {
        var done = new TreeMap<String, Object>();
        for (JsonNode manifest : manifests) {
            if (kind(manifest).equals("Kafka")) users.applyDefaults(Model.of(Kafka.class, manifest));
        }
        for (JsonNode manifest : manifests) {
            if (kind(manifest).equals("KafkaTopic")) {
                var topic = Model.of(KafkaTopic.class, manifest);
                done.put("topic/" + Topics.nameOf(topic), topics.apply(topic));
            }
        }
        for (JsonNode manifest : manifests) {
            if (kind(manifest).equals("KafkaUser")) {
                var user = Model.of(KafkaUser.class, manifest);
                done.put("user/" + user.getMetadata().getName(), users.apply(user));
            }
        }
        return done;
    }

    private Object delete(JsonNode manifests) throws Exception {
        for (JsonNode manifest : manifests) {
            switch (kind(manifest)) {
                case "KafkaTopic" -> topics.delete(Topics.nameOf(Model.of(KafkaTopic.class, manifest)));
                case "KafkaUser" -> users.delete(Model.of(KafkaUser.class, manifest));
                default -> { }
            }
        }
        return Map.of();
    }

    private static String kind(JsonNode manifest) {
        return manifest.path("kind").asText();
    }
}
