// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the filters of Logstash do, as far as our pipelines use them. What is not known here is refused before the first message. */
final class Filters {
    static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final Map<String, Set<String>> KNOWN = Map.of(
        "mutate", Set.of("rename", "copy", "add_field", "remove_field"),
        "date", Set.of("match"),
        "json", Set.of("source")
    );

    private final JsonNode steps;

    Filters(JsonNode steps) {
        check(steps);
        this.steps = steps;
    }

    void apply(Event event) {
        for (JsonNode step : steps) apply(step, event);
    }

    private static void check(JsonNode steps) {
        for (JsonNode step : steps) {
            if (step.has("if")) {
                check(step.get("steps"));
                continue;
            }
            String plugin = step.get("plugin").asText();
            Set<String> options = KNOWN.get(plugin);
            if (options == null) throw new IllegalArgumentException("the filter " + plugin + " is not known here");
            step.get("options").fieldNames().forEachRemaining(option -> {
                if (!options.contains(option)) throw new IllegalArgumentException("the option " + option + " of " + plugin + " is not known here");
            });
        }
    }

    private static void apply(JsonNode step, Event event) {
        if (step.has("if")) {
            JsonNode condition = step.get("if");
            if (event.get(condition.get("in").asText()) instanceof List<?> list && list.contains(condition.get("text").asText())) {
                for (JsonNode inner : step.get("steps")) apply(inner, event);
            }
            return;
        }
        JsonNode options = step.get("options");
        switch (step.get("plugin").asText()) {
            case "mutate" -> mutate(options, event);
            case "date" -> date(options.get("match"), event);
            case "json" -> json(options.get("source").asText(), event);
            default -> throw new IllegalStateException("checked before");
        }
    }

    /** The order is the filter's own, whatever the order in the text; fields are added and removed last. */
    private static void mutate(JsonNode options, Event event) {
        pairs(options.get("rename"), (from, to) -> {
            Object value = event.remove(from);
            if (value != null) event.set(to, value);
        });
        pairs(options.get("copy"), (from, to) -> {
            Object value = event.get(from);
            if (value != null) event.set(to, value);
        });
        pairs(options.get("add_field"), (field, value) -> event.add(event.fill(field), event.fill(value)));
        if (options.has("remove_field")) {
            for (JsonNode field : options.get("remove_field")) event.remove(event.fill(field.asText()));
        }
    }

    private interface Pair {
        void take(String key, String value);
    }

    private static void pairs(JsonNode hash, Pair pair) {
        if (hash != null) hash.properties().forEach(entry -> pair.take(entry.getKey(), entry.getValue().asText()));
    }

    private static void date(JsonNode match, Event event) {
        if (match.size() != 2 || !match.get(1).asText().equals("UNIX_MS")) throw new IllegalArgumentException("date: only UNIX_MS is known here");
        Object millis = event.get(match.get(0).asText());
        if (millis == null) return;
        event.set("@timestamp", Instant.ofEpochMilli(Long.parseLong(String.valueOf(millis))).toString());
    }

    /** An object's fields become the event's, `@metadata` included; what is no object gets a tag. */
    private static void json(String source, Event event) {
        Object text = event.get(source);
        if (text == null) return;
        try {
            Map<?, ?> fields = JSON.readValue(String.valueOf(text), Map.class);
            if (fields == null) throw new IllegalArgumentException("null is no object");
            fields.forEach((name, value) -> {
                if (name.equals("@timestamp")) timestamp(value, event);
                else event.set("[" + name + "]", value);
            });
        } catch (JsonProcessingException | IllegalArgumentException refused) {
            event.set("tags", List.of("_jsonparsefailure"));
        }
    }

    private static void timestamp(Object value, Event event) {
        try {
            event.set("@timestamp", OffsetDateTime.parse(String.valueOf(value)).toInstant().toString());
        } catch (DateTimeException refused) {
            event.set("_@timestamp", value);
            event.set("tags", List.of("_timestampparsefailure"));
        }
    }
}
