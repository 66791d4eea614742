// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.KafkaUserTlsClientAuthentication;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleClusterResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.apache.kafka.security.authorizer.AclEntry;

/** The rules of a KafkaUser as Kafka's ACLs, as the user operator makes them (SimpleAclRule, SimpleAclRuleResource). */
final class Acls {
    private Acls() {}

    static Set<AclBinding> of(KafkaUser user) {
        var bindings = new LinkedHashSet<AclBinding>();
        for (AclRule rule : rulesOf(user)) {
            ResourcePattern resource = resourceOf(rule);
            for (var operation : rule.getOperations()) {
                bindings.add(new AclBinding(resource, new AccessControlEntry(
                    principalOf(user), rule.getHost() == null ? "*" : rule.getHost(),
                    SecurityUtils.operation(operation.toValue()),
                    rule.getType() == AclRuleType.DENY ? AclPermissionType.DENY : AclPermissionType.ALLOW)));
            }
        }
        return bindings;
    }

    /** Operations that Kafka never asks for on such a resource: a rule with one of them grants nothing. */
    static void check(KafkaUser user, List<Fault> faults) {
        int index = 0;
        for (AclRule rule : rulesOf(user)) {
            String at = "spec.authorization.acls[" + index++ + "]";
            ResourcePattern resource;
            try {
                resource = resourceOf(rule);
            } catch (IllegalArgumentException incomplete) {
                faults.add(new Fault("kafka", at + ".resource", incomplete.getMessage()));
                continue;
            }
            Set<AclOperation> supported = AclEntry.supportedOperations(resource.resourceType());
            if (rule.getOperations() == null) continue;
            for (var operation : rule.getOperations()) {
                AclOperation asked = SecurityUtils.operation(operation.toValue());
                if (asked != AclOperation.ALL && !supported.contains(asked)) {
                    faults.add(new Fault("kafka", at + ".operations",
                        asked + " means nothing on a " + resource.resourceType() + "; it takes " + supported));
                }
            }
        }
    }

    static String principalOf(KafkaUser user) {
        String name = user.getMetadata().getName();
        return user.getSpec().getAuthentication() instanceof KafkaUserTlsClientAuthentication ? "User:CN=" + name : "User:" + name;
    }

    private static List<AclRule> rulesOf(KafkaUser user) {
        return user.getSpec() != null && user.getSpec().getAuthorization() instanceof KafkaUserAuthorizationSimple simple
            && simple.getAcls() != null ? simple.getAcls() : List.of();
    }

    private static ResourcePattern resourceOf(AclRule rule) {
        return switch (rule.getResource()) {
            case AclRuleTopicResource topic -> pattern(ResourceType.TOPIC, topic.getName(), topic.getPatternType());
            case AclRuleGroupResource group -> pattern(ResourceType.GROUP, group.getName(), group.getPatternType());
            case AclRuleTransactionalIdResource id -> pattern(ResourceType.TRANSACTIONAL_ID, id.getName(), id.getPatternType());
            case AclRuleClusterResource ignored ->
                new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL);
            case null -> throw new IllegalArgumentException("is required");
            default -> throw new IllegalArgumentException("is of an unknown type");
        };
    }

    private static ResourcePattern pattern(ResourceType type, String name, AclResourcePatternType kind) {
        if (name == null) throw new IllegalArgumentException("needs a name");
        return new ResourcePattern(type, name, kind == AclResourcePatternType.PREFIX ? PatternType.PREFIXED : PatternType.LITERAL);
    }
}
