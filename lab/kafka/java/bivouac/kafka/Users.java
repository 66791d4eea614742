// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.quotas.QuotasPluginKafka;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserQuotas;
import io.strimzi.api.kafka.model.user.KafkaUserScramSha512ClientAuthentication;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.ResourceNotFoundException;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.resource.ResourcePatternFilter;

/** What the user operator does with a KafkaUser. Its Secrets are kept here, for as long as this program runs. */
final class Users {
    private static final List<String> QUOTAS =
        List.of("producer_byte_rate", "consumer_byte_rate", "request_percentage", "controller_mutation_rate");

    private final Admin admin;
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    Users(Admin admin) {
        this.admin = admin;
    }

    String passwordOf(String user) {
        String password = passwords.get(user);
        if (password == null) throw new IllegalArgumentException("no user " + user + " was applied");
        return password;
    }

    /** `quotas.type: kafka`: what holds for users without quotas of their own. Upstream: DefaultKafkaQuotasManager. */
    void applyDefaults(Kafka kafka) throws Exception {
        if (!(kafka.getSpec().getKafka().getQuotas() instanceof QuotasPluginKafka defaults)) return;
        var wanted = quotasOf(null);
        wanted.put("producer_byte_rate", number(defaults.getProducerByteRate()));
        wanted.put("consumer_byte_rate", number(defaults.getConsumerByteRate()));
        wanted.put("request_percentage", number(defaults.getRequestPercentage()));
        wanted.put("controller_mutation_rate", defaults.getControllerMutationRate());
        var everybody = new HashMap<String, String>();
        everybody.put(ClientQuotaEntity.USER, null);
        applyQuotas(new ClientQuotaEntity(everybody), wanted);
    }

    /** The keys of the Secret that the operator makes; of a user with a certificate, none. */
    Map<String, String> apply(KafkaUser user) throws Exception {
        String name = user.getMetadata().getName();
        applyAcls(Acls.principalOf(user), Acls.of(user));
        applyQuotas(entityOf(user), quotasOf(user.getSpec().getQuotas()));
        if (!(user.getSpec().getAuthentication() instanceof KafkaUserScramSha512ClientAuthentication)) return Map.of();
        if (!passwords.containsKey(name)) {
            byte[] bytes = new byte[24];
            random.nextBytes(bytes);
            String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            var scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, scram, password))).all().get();
            Waiting.until("user " + name, () -> admin.describeUserScramCredentials().all().get().containsKey(name));
            passwords.put(name, password);
        }
        return Map.of("password", passwords.get(name), "sasl.jaas.config", Connection.jaas(name, passwords.get(name)));
    }

    private void applyAcls(String principal, Set<AclBinding> wanted) throws Exception {
        var has = new HashSet<>(admin.describeAcls(all(principal)).values().get());
        var missing = new HashSet<>(wanted);
        missing.removeAll(has);
        has.removeAll(wanted);
        if (!missing.isEmpty()) admin.createAcls(missing).all().get();
        if (!has.isEmpty()) admin.deleteAcls(has.stream().map(AclBinding::toFilter).toList()).all().get();
        Waiting.until("rights of " + principal, () -> Set.copyOf(admin.describeAcls(all(principal)).values().get()).equals(wanted));
    }

    private static AclBindingFilter all(String principal) {
        return new AclBindingFilter(ResourcePatternFilter.ANY,
            new AccessControlEntryFilter(principal, null, AclOperation.ANY, AclPermissionType.ANY));
    }

    private static Map<String, Double> quotasOf(KafkaUserQuotas quotas) {
        var wanted = new LinkedHashMap<String, Double>();
        QUOTAS.forEach(key -> wanted.put(key, null));
        if (quotas == null) return wanted;
        wanted.put("producer_byte_rate", number(quotas.getProducerByteRate()));
        wanted.put("consumer_byte_rate", number(quotas.getConsumerByteRate()));
        wanted.put("request_percentage", number(quotas.getRequestPercentage()));
        wanted.put("controller_mutation_rate", quotas.getControllerMutationRate());
        return wanted;
    }

    private static Double number(Number value) {
        return value == null ? null : value.doubleValue();
    }

    private static ClientQuotaEntity entityOf(KafkaUser user) {
        return entity(Acls.principalOf(user).substring("User:".length()));
    }

    private static ClientQuotaEntity entity(String name) {
        return new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, name));
    }

    /** A null takes a quota away. */
    private void applyQuotas(ClientQuotaEntity entity, Map<String, Double> wanted) throws Exception {
        var changes = new ArrayList<ClientQuotaAlteration.Op>();
        wanted.forEach((key, value) -> changes.add(new ClientQuotaAlteration.Op(key, value)));
        admin.alterClientQuotas(List.of(new ClientQuotaAlteration(entity, changes))).all().get();
    }

    void delete(KafkaUser user) throws Exception {
        String name = user.getMetadata().getName();
        applyAcls(Acls.principalOf(user), Set.of());
        applyQuotas(entityOf(user), quotasOf(null));
        try {
            admin.alterUserScramCredentials(
                List.of(new UserScramCredentialDeletion(name, ScramMechanism.SCRAM_SHA_512))).all().get();
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof ResourceNotFoundException)) throw failure;
        }
        passwords.remove(name);
    }

    /** Of each user with a password: mechanisms, ACLs and quotas, as the brokers know them. */
    Object describe() throws Exception {
        var all = new TreeMap<String, Object>();
        var acls = admin.describeAcls(AclBindingFilter.ANY).values().get();
        var quotas = admin.describeClientQuotas(ClientQuotaFilter.all()).entities().get();
        for (var entry : admin.describeUserScramCredentials().all().get().entrySet()) {
            String name = entry.getKey();
            all.put(name, Map.of(
                "mechanisms", entry.getValue().credentialInfos().stream().map(each -> each.mechanism().mechanismName()).toList(),
                "acls", acls.stream().filter(each -> each.entry().principal().equals("User:" + name)).map(Users::text).sorted().toList(),
                "quotas", quotas.getOrDefault(entity(name), Map.of())));
        }
        return all;
    }

    private static String text(AclBinding binding) {
        var pattern = binding.pattern();
        return binding.entry().permissionType() + " " + binding.entry().operation() + " " + pattern.resourceType() + " "
            + pattern.patternType() + " " + pattern.name() + " from " + binding.entry().host();
    }
}
