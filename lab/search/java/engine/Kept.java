// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.engine;

import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;
import org.elasticsearch.ResourceNotFoundException;

/** Policies by name, in memory, with the number of times each was put. */
abstract class Kept<P> {
    private record Version<P>(long number, long millis, P policy) {}

    interface Item<P, R> {
        R of(P policy, long version, long millis);
    }

    private final SortedMap<String, Version<P>> policies = new ConcurrentSkipListMap<>();

    void put(String name, P policy) {
        BiFunction<String, Version<P>, Version<P>> next = (key, before) ->
            new Version<>(before == null ? 1 : before.number + 1, System.currentTimeMillis(), policy);
        policies.compute(name, next);
    }

    /** Those of the names, or all when there are none. */
    <R> List<R> get(String[] names, Item<P, R> item) {
        List<String> wanted = List.of(names);
        for (String name : wanted) {
            if (!policies.containsKey(name)) throw new ResourceNotFoundException("policy not found: {}", name);
        }
        return policies.entrySet().stream()
            .filter(entry -> wanted.isEmpty() || wanted.contains(entry.getKey()))
            .map(entry -> item.of(entry.getValue().policy, entry.getValue().number, entry.getValue().millis))
            .toList();
    }
}
