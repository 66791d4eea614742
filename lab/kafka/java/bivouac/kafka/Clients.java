// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Clients in the name of a user: `listener` (default: the first), `user`, and `password` (default: the right one) or
 * `identity`, a certificate and its key.
 */
final class Clients {
    private final Connection connection;
    private final Users users;

    Clients(Connection connection, Users users) {
        this.connection = connection;
        this.users = users;
    }

    /** For a client elsewhere. The answer has the password in it. */
    Map<String, Object> properties(JsonNode question) {
        String listener = question.hasNonNull("listener")
            ? question.get("listener").asText() : connection.listeners().firstEntry().getKey();
        Map<String, Object> properties = connection.client(listener);
        if (question.hasNonNull("identity")) {
            properties.putAll(Connection.certificate(question.get("identity")));
        } else {
            String user = question.required("user").asText();
            String password = question.hasNonNull("password") ? question.get("password").asText() : users.passwordOf(user);
            properties.putAll(Connection.password(user, password));
        }
        // A refusal is to come as itself, not as a timeout of a minute of tries.
        properties.put("request.timeout.ms", "10000");
        properties.put("default.api.timeout.ms", "20000");
        question.path("config").properties().forEach(each -> properties.put(each.getKey(), each.getValue().asText()));
        return properties;
    }

    /** `records` of key and value, or `count` of `size` bytes. How many were acknowledged, and how long the broker held us back. */
    Object produce(JsonNode question) throws Exception {
        Map<String, Object> properties = properties(question);
        properties.putIfAbsent("max.block.ms", "20000");
        properties.putIfAbsent("delivery.timeout.ms", "60000");
        String topic = question.required("topic").asText();
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (JsonNode record : question.path("records")) {
                sent.add(producer.send(new ProducerRecord<>(topic, record.path("key").asText(null), record.path("value").asText(null))));
            }
            for (int index = 0; index < question.path("count").asInt(); index++) {
                sent.add(producer.send(new ProducerRecord<>(topic, "x".repeat(question.path("size").asInt(1)))));
            }
            producer.flush();
            for (var each : sent) each.get();
            return Map.of("acknowledged", sent.size(), "throttled", metric(producer.metrics().values(), "produce-throttle-time-max"));
        }
    }

    /** Reads until there are `expect` records, or for `seconds` (60): whatever has come by then is the answer. */
    Object consume(JsonNode question) {
        Map<String, Object> properties = properties(question);
        properties.put("group.id", question.required("group").asText());
        properties.putIfAbsent("auto.offset.reset", "earliest");
        properties.putIfAbsent("enable.auto.commit", "false");
        int expect = question.path("expect").asInt(1);
        Instant end = Instant.now().plusSeconds(question.path("seconds").asInt(60));
        var records = new ArrayList<Map<String, Object>>();
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(question.required("topic").asText()));
            while (records.size() < expect && Instant.now().isBefore(end)) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> records.add(asMap(record)));
            }
            if (question.path("commit").asBoolean(true)) consumer.commitSync();
            return Map.of("records", records, "throttled", metric(consumer.metrics().values(), "fetch-throttle-time-max"));
        }
    }

    private static Map<String, Object> asMap(ConsumerRecord<String, String> record) {
        var map = new LinkedHashMap<String, Object>();
        map.put("partition", record.partition());
        map.put("offset", record.offset());
        map.put("key", record.key());
        map.put("value", record.value());
        return map;
    }

    private static double metric(Iterable<? extends org.apache.kafka.common.Metric> metrics, String name) {
        double most = 0;
        for (var each : metrics) {
            if (each.metricName().name().equals(name) && each.metricValue() instanceof Double value && value > most) most = value;
        }
        return most;
    }

    Object createTopic(JsonNode question) throws Exception {
        try (Admin admin = Admin.create(new HashMap<>(properties(question)))) {
            var topic = new NewTopic(question.required("topic").asText(), Optional.of(1), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
            return Map.of();
        }
    }

    /** Committed offsets of a group, by `topic-partition`. */
    Object offsets(String group) throws Exception {
        var offsets = new TreeMap<String, Long>();
        connection.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get()
            .forEach((partition, offset) -> offsets.put(partition.toString(), offset.offset()));
        return offsets;
    }
}
