// SPDX-License-Identifier: Apache-2.0
package bivouac.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** Where the cluster is: for the administrator, with a certificate, and for users, by the listener they come to. */
record Connection(org.apache.kafka.clients.admin.Admin admin, SequencedMap<String, String> listeners, String authority) {

    static Connection of(JsonNode question) {
        String authority = question.required("authority").asText();
        var own = new HashMap<String, Object>(trust(authority));
        own.put("bootstrap.servers", question.required("bootstrap").asText());
        own.putAll(certificate(question.required("administrator")));
        var listeners = new LinkedHashMap<String, String>();
        question.required("listeners").properties().forEach(each -> listeners.put(each.getKey(), each.getValue().asText()));
        return new Connection(org.apache.kafka.clients.admin.Admin.create(own), listeners, authority);
    }

    /** What every client of a listener needs, whoever it is. */
    Map<String, Object> client(String listener) {
        var properties = new HashMap<String, Object>(trust(authority));
        properties.put("bootstrap.servers", listeners.get(listener));
        return properties;
    }

    static Map<String, Object> certificate(JsonNode identity) {
        return Map.of("security.protocol", "SSL", "ssl.keystore.type", "PEM",
            "ssl.keystore.certificate.chain", identity.required("certificate").asText(),
            "ssl.keystore.key", identity.required("key").asText());
    }

    static Map<String, Object> password(String name, String password) {
        var properties = new HashMap<String, Object>();
        properties.put("security.protocol", "SASL_SSL");
        properties.put("sasl.mechanism", "SCRAM-SHA-512");
        properties.put("sasl.jaas.config", jaas(name, password));
        return properties;
    }

    /** As in the key `sasl.jaas.config` of the Secret of a KafkaUser. */
    static String jaas(String name, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + name
            + "\" password=\"" + password + "\";";
    }

    private static Map<String, String> trust(String authority) {
        return Map.of("ssl.truststore.type", "PEM", "ssl.truststore.certificates", authority);
    }
}
