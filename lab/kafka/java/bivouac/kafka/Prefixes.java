// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import io.strimzi.api.kafka.model.connect.KafkaConnectSpec;
import io.strimzi.api.kafka.model.connector.AbstractConnectorSpec;
import io.strimzi.api.kafka.model.kafka.KafkaClusterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Keys of a `config` that the operator drops with a warning, because it sets them itself. */
record Prefixes(List<String> forbidden, List<String> exceptions, List<String> names) {
    static final Prefixes KAFKA =
        new Prefixes(split(KafkaClusterSpec.FORBIDDEN_PREFIXES), split(KafkaClusterSpec.FORBIDDEN_PREFIX_EXCEPTIONS), List.of());
    static final Prefixes CONNECT =
        new Prefixes(split(KafkaConnectSpec.FORBIDDEN_PREFIXES), split(KafkaConnectSpec.FORBIDDEN_PREFIX_EXCEPTIONS), List.of());
    static final Prefixes CONNECTOR = new Prefixes(List.of(), List.of(), split(AbstractConnectorSpec.FORBIDDEN_PARAMETERS));

    static final Prefixes NONE = new Prefixes(List.of(), List.of(), List.of());

    private static List<String> split(String list) {
        return Arrays.stream(list.split(",")).map(String::trim).map(each -> each.toLowerCase(Locale.ENGLISH)).toList();
    }

    boolean forbids(String key) {
        String lower = key.toLowerCase(Locale.ENGLISH);
        return names.contains(lower)
            || (forbidden.stream().anyMatch(lower::startsWith) && exceptions.stream().noneMatch(lower::startsWith));
    }

    Map<String, Object> allowed(Map<String, Object> config) {
        var rest = new TreeMap<String, Object>();
        if (config != null) config.forEach((key, value) -> {
            if (!forbids(key)) rest.put(key, value);
        });
        return rest;
    }

    void check(Map<String, Object> config, String path, List<Fault> faults) {
        if (config == null) return;
        for (var entry : config.entrySet()) {
            String at = path + "[\"" + entry.getKey() + "\"]";
            if (forbids(entry.getKey())) {
                faults.add(new Fault("strimzi", at, "the operator sets this key itself and drops it from here"));
            }
            switch (entry.getValue()) {
                case null -> faults.add(new Fault("strimzi", at, "has no value"));
                case String ignored -> { }
                case Number ignored -> { }
                case Boolean ignored -> { }
                default -> faults.add(new Fault("strimzi", at, "is neither text, number nor boolean"));
            }
        }
    }
}
