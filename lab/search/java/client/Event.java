// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An event of Logstash: fields in fields, spoken of as `[outer][inner]`; `@metadata` is for the pipeline only. */
final class Event {
    private static final Pattern PART = Pattern.compile("\\[([^\\[\\]]+)]");
    private static final Pattern REFERENCE = Pattern.compile("%\\{([^}]+)}");

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** What is written of it. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>(fields);
        document.remove("@metadata");
        return document;
    }

    Object get(String reference) {
        Object found = fields;
        for (String part : parts(reference)) {
            if (!(found instanceof Map<?, ?> map) || !map.containsKey(part)) return null;
            found = map.get(part);
        }
        return found;
    }

    void set(String reference, Object value) {
        Map<String, Object> place = fields;
        List<String> parts = parts(reference);
        for (String part : parts.subList(0, parts.size() - 1)) place = inner(place, part);
        place.put(parts.getLast(), value);
    }

    /** As `add_field`: a second value makes a list. */
    void add(String reference, Object value) {
        Object before = get(reference);
        if (before == null) {
            set(reference, value);
            return;
        }
        List<Object> values = new ArrayList<>(before instanceof List<?> list ? list : List.of(before));
        values.add(value);
        set(reference, values);
    }

    /** The value that it had. */
    Object remove(String reference) {
        Object found = fields;
        List<String> parts = parts(reference);
        for (String part : parts.subList(0, parts.size() - 1)) found = found instanceof Map<?, ?> map ? map.get(part) : null;
        return found instanceof Map<?, ?> map ? map.remove(parts.getLast()) : null;
    }

    /** Puts the values of `%{reference}` into a text; a reference to nothing stays as it is written. */
    String fill(String text) {
        return REFERENCE.matcher(text).replaceAll(found -> {
            Object value = get(found.group(1));
            return Matcher.quoteReplacement(value == null ? found.group() : String.valueOf(value));
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inner(Map<String, Object> outer, String name) {
        if (outer.get(name) instanceof Map<?, ?> there) return (Map<String, Object>) there;
        Map<String, Object> made = new LinkedHashMap<>();
        outer.put(name, made);
        return made;
    }

    private static List<String> parts(String reference) {
        if (!reference.startsWith("[")) return List.of(reference);
        List<String> parts = PART.matcher(reference).results().map(part -> part.group(1)).toList();
        if (parts.stream().mapToInt(part -> part.length() + 2).sum() != reference.length()) {
            throw new IllegalArgumentException("not a reference to a field: " + reference);
        }
        return parts;
    }
}
