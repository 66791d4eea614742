// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Writes documents as Logstash's output `elasticsearch` does, by its options `hosts`, `user`, `password`, `index`, `action`, `document_id`. */
final class Bulk {
    /** How many were written for the first time, written over, there before, and refused for good; and why the last one was. */
    record Outcome(int created, int updated, int conflicts, int refused, String reason) {}

    private static final Set<String> KNOWN = Set.of(
        "hosts", "user", "password", "ssl_enabled", "ssl_certificate_authorities", "index", "action", "document_id",
        "data_stream", "ilm_enabled", "manage_template"
    );
    /** What may go away by itself. */
    private static final Set<Integer> AGAIN = Set.of(429, 502, 503, 504);

    private final HttpClient http;
    private final URI address;
    private final String login;
    private final String index;
    private final String action;
    private final String documentId;

    Bulk(JsonNode options) throws GeneralSecurityException, IOException {
        options.fieldNames().forEachRemaining(option -> {
            if (!KNOWN.contains(option)) throw new IllegalArgumentException("the option " + option + " of elasticsearch is not known here");
        });
        for (String off : List.of("data_stream", "ilm_enabled", "manage_template")) {
            if (options.path(off).asBoolean(true)) throw new IllegalArgumentException(off + " is only known here as false");
        }
        http = HttpClient.newBuilder().sslContext(trust(Path.of(options.get("ssl_certificate_authorities").asText()))).build();
        address = URI.create(options.get("hosts").get(0).asText() + "/_bulk");
        String words = options.get("user").asText() + ":" + options.get("password").asText();
        login = "Basic " + Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
        index = options.get("index").asText();
        action = options.get("action").asText();
        documentId = options.get("document_id").asText();
    }

    /** Returns when every event is written or refused for good. */
    Outcome write(List<Event> events) throws IOException, InterruptedException {
        int created = 0, updated = 0, conflicts = 0, refused = 0;
        String reason = "";
        List<Event> rest = events;
        while (!rest.isEmpty()) {
            JsonNode items = send(rest);
            List<Event> again = new ArrayList<>();
            for (int i = 0; i < rest.size(); i++) {
                JsonNode item = items.get(i).get(action);
                int status = item.get("status").asInt();
                if (status == 201) created++;
                else if (status == 200) updated++;
                else if (status == 409 && action.equals("create")) conflicts++;
                else if (AGAIN.contains(status)) again.add(rest.get(i));
                else {
                    reason = status + " " + item.path("error").path("type").asText() + ": " + item.path("error").path("reason").asText();
                    // Logstash tries this again without an end: nothing is lost, and nothing moves.
                    if (status == 403) throw new IOException(reason);
                    refused++;
                }
            }
            rest = again;
        }
        return new Outcome(created, updated, conflicts, refused, reason);
    }

    private JsonNode send(List<Event> events) throws IOException, InterruptedException {
        var lines = new StringBuilder();
        for (Event event : events) {
            Map<String, String> target = Map.of("_index", event.fill(index), "_id", event.fill(documentId));
            lines.append(Filters.JSON.writeValueAsString(Map.of(action, target))).append('\n');
            lines.append(Filters.JSON.writeValueAsString(event.document())).append('\n');
        }
        var request = HttpRequest.newBuilder(address)
            .timeout(Duration.ofMinutes(1))
            .header("Authorization", login)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
            .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) throw new IOException("_bulk answers " + response.statusCode() + ": " + response.body());
        return Filters.JSON.readTree(response.body()).get("items");
    }

    private static SSLContext trust(Path authorities) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(authorities)) {
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("authority" + number++, certificate);
            }
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
