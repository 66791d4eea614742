// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the topic operator does with a KafkaTopic. Factors of replication above the number of brokers are cut. */
final class Topics {
    private static final String MINIMUM = "min.insync.replicas";

    private final Admin admin;

    Topics(Admin admin) {
        this.admin = admin;
    }

    static String nameOf(KafkaTopic topic) {
        String name = topic.getSpec() == null ? null : topic.getSpec().getTopicName();
        return name == null ? topic.getMetadata().getName() : name;
    }

    /** What was done: created, partitions, config; nothing the second time. */
    List<String> apply(KafkaTopic topic) throws Exception {
        String name = nameOf(topic);
        int brokers = admin.describeCluster().nodes().get().size();
        var config = new TreeMap<String, String>();
        var given = topic.getSpec().getConfig();
        if (given != null) given.forEach((key, value) -> config.put(key, String.valueOf(value)));
        config.computeIfPresent(MINIMUM, (key, value) -> String.valueOf(Math.min(Integer.parseInt(value), brokers)));

        TopicDescription existing = describe(name);
        Integer partitions = topic.getSpec().getPartitions();
        if (existing == null) {
            // -1 and absence both mean the broker's default.
            Optional<Short> replicas = Optional.ofNullable(topic.getSpec().getReplicas())
                .filter(each -> each > 0).map(each -> (short) Math.min(each, brokers));
            var wanted = new NewTopic(name, Optional.ofNullable(partitions).filter(each -> each > 0), replicas).configs(config);
            admin.createTopics(List.of(wanted)).all().get();
            Waiting.until("topic " + name, () -> describe(name) != null);
            return List.of("created");
        }
        var done = new ArrayList<String>();
        int has = existing.partitions().size();
        if (partitions != null && partitions < has) {
            throw new IllegalArgumentException("topic " + name + " has " + has + " partitions and cannot have " + partitions);
        }
        if (partitions != null && partitions > has) {
            admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all().get();
            Waiting.until("partitions of " + name, () -> describe(name).partitions().size() == partitions);
            done.add("partitions");
        }
        if (applyConfig(name, config)) done.add("config");
        return done;
    }

    private boolean applyConfig(String name, Map<String, String> wanted) throws Exception {
        Map<String, String> has = ownConfig(name);
        var changes = new ArrayList<AlterConfigOp>();
        var keys = new HashSet<>(has.keySet());
        keys.addAll(wanted.keySet());
        for (String key : keys) {
            if (!wanted.containsKey(key)) {
                changes.add(new AlterConfigOp(new ConfigEntry(key, null), AlterConfigOp.OpType.DELETE));
            } else if (!wanted.get(key).equals(has.get(key))) {
                changes.add(new AlterConfigOp(new ConfigEntry(key, wanted.get(key)), AlterConfigOp.OpType.SET));
            }
        }
        if (changes.isEmpty()) return false;
        admin.incrementalAlterConfigs(Map.of(resource(name), changes)).all().get();
        Waiting.until("configuration of " + name, () -> ownConfig(name).equals(wanted));
        return true;
    }

    /** The second time there is nothing to delete, as for an operator that was restarted. */
    void delete(String name) throws Exception {
        try {
            admin.deleteTopics(List.of(name)).all().get();
            Waiting.until("end of topic " + name, () -> describe(name) == null);
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) throw failure;
        }
    }

    /** Every topic but Kafka's own: partitions, replicas, and what of its configuration is not a broker's default. */
    Object describe() throws Exception {
        var all = new TreeMap<String, Object>();
        for (String name : admin.listTopics().names().get()) {
            TopicDescription topic = describe(name);
            if (topic == null) continue;
            all.put(name, Map.of(
                "partitions", topic.partitions().size(),
                "replicas", topic.partitions().getFirst().replicas().size(),
                "inSync", topic.partitions().stream().mapToInt(each -> each.isr().size()).min().orElse(0),
                "config", ownConfig(name)));
        }
        return all;
    }

    private TopicDescription describe(String name) throws Exception {
        try {
            return admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException) return null;
            throw failure;
        }
    }

    private Map<String, String> ownConfig(String name) throws Exception {
        Config config = admin.describeConfigs(List.of(resource(name))).all().get().get(resource(name));
        var own = new TreeMap<String, String>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) own.put(entry.name(), entry.value());
        }
        return own;
    }

    private static ConfigResource resource(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }
}
