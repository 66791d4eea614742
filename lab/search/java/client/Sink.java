// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A stand-in for Logstash, which no registry has: a consumer with the group of a pipeline, its filters, its document ids and its
 * order of things: read, write, then commit. It has no queue on a disk; what Logstash would have in there is read again.
 *
 * The first line of standard input says what to do, as JSON: `kafka`, the properties of the consumers; `topics`, `threads`;
 * `filter` and `elasticsearch` from the pipeline; `dieAfter`, a number of written documents after which it ends without a commit.
 * Each line of output is a batch that is written, or committed, or the reason for the end. It ends when standard input does.
 */
public final class Sink {
    private final JsonNode settings;
    private final Filters filters;
    private final Bulk bulk;
    private final AtomicInteger written = new AtomicInteger();

    private Sink(JsonNode settings) throws Exception {
        this.settings = settings;
        filters = new Filters(settings.get("filter"));
        bulk = new Bulk(settings.get("elasticsearch"));
    }

    public static void main(String[] arguments) throws Exception {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            var sink = new Sink(Filters.JSON.readTree(input.readLine()));
            for (int thread = 0; thread < sink.settings.get("threads").asInt(); thread++) {
                int number = thread;
                Thread.ofPlatform().daemon().start(() -> sink.consume(number));
            }
            while (input.readLine() != null) continue;
            System.exit(0);
        } catch (Exception refused) {
            fail(refused);
        }
    }

    private void consume(int thread) {
        Map<String, Object> properties = new HashMap<>();
        settings.get("kafka").properties().forEach(entry -> properties.put(entry.getKey(), entry.getValue().asText()));
        properties.put("client.id", properties.get("client.id") + "-" + thread);
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            List<String> topics = new ArrayList<>();
            settings.get("topics").forEach(topic -> topics.add(topic.asText()));
            consumer.subscribe(topics);
            while (true) {
                List<Event> events = new ArrayList<>();
                for (var message : consumer.poll(Duration.ofSeconds(1))) events.add(event(message));
                if (events.isEmpty()) continue;
                var outcome = bulk.write(events);
                say("written", Map.of("messages", events.size(), "outcome", outcome));
                if (written.addAndGet(events.size()) >= settings.path("dieAfter").asInt(Integer.MAX_VALUE)) {
                    // As a kill would: nothing is closed, nothing is committed.
                    Runtime.getRuntime().halt(137);
                }
                try {
                    consumer.commitSync();
                } catch (CommitFailedException refused) {
                    // Others have the partitions now, and read again what is written.
                    continue;
                }
                say("committed", Map.of("messages", events.size()));
            }
        } catch (Exception refused) {
            fail(refused);
        }
    }

    private Event event(ConsumerRecord<String, String> message) {
        var event = new Event();
        event.set("@timestamp", Instant.now().toString());
        event.set("@version", "1");
        event.set("message", message.value());
        event.set("[event][original]", message.value());
        Map<String, Object> origin = new LinkedHashMap<>();
        origin.put("topic", message.topic());
        origin.put("partition", message.partition());
        origin.put("offset", message.offset());
        origin.put("key", message.key());
        origin.put("timestamp", message.timestamp());
        event.set("[@metadata][kafka]", origin);
        filters.apply(event);
        return event;
    }

    private static synchronized void say(String what, Object value) throws Exception {
        System.out.println(Filters.JSON.writeValueAsString(Map.of(what, value)));
        System.out.flush();
    }

    /** The reason goes out as a line, then everything ends. */
    private static void fail(Exception refused) {
        try {
            say("failed", Map.of("exception", refused.getClass().getSimpleName(), "message", String.valueOf(refused.getMessage())));
        } catch (Exception unsaid) {
            unsaid.printStackTrace();
        }
        Runtime.getRuntime().halt(1);
    }
}
