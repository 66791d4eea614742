// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.client;

import co.elastic.clients.elasticsearch._types.Time;
import co.elastic.clients.elasticsearch.cluster.PutClusterSettingsRequest;
import co.elastic.clients.elasticsearch.cluster.PutComponentTemplateRequest;
import co.elastic.clients.elasticsearch.indices.CreateDataStreamRequest;
import co.elastic.clients.elasticsearch.indices.CreateIndexRequest;
import co.elastic.clients.elasticsearch.indices.PutDataLifecycleRequest;
import co.elastic.clients.elasticsearch.indices.PutIndexTemplateRequest;
import co.elastic.clients.elasticsearch.ingest.Processor;
import co.elastic.clients.elasticsearch.ingest.PutPipelineRequest;
import co.elastic.clients.elasticsearch.security.PutRoleRequest;
import co.elastic.clients.elasticsearch.security.PutUserRequest;
import co.elastic.clients.elasticsearch.snapshot.CreateRepositoryRequest;
import co.elastic.clients.json.JsonpMapper;
import co.elastic.clients.json.SimpleJsonpMapper;
import co.elastic.clients.json.WithJson;
import co.elastic.clients.transport.Endpoint;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads requests as JSON lines `{method, path, body}` and says of each whether the published REST API has it: Elastic's typed
 * client is generated from the API's specification, and its deserialisers refuse what the specification does not know.
 */
public final class Judge {
    private record Api(String path, Class<?> request) {}

    private static final List<Api> APIS = List.of(
        new Api("/_cluster/settings", PutClusterSettingsRequest.class),
        new Api("/_component_template/{name}", PutComponentTemplateRequest.class),
        new Api("/_data_stream/{name}", CreateDataStreamRequest.class),
        new Api("/_data_stream/{name}/_lifecycle", PutDataLifecycleRequest.class),
        new Api("/_ilm/policy/{name}", co.elastic.clients.elasticsearch.ilm.PutLifecycleRequest.class),
        new Api("/_index_template/{name}", PutIndexTemplateRequest.class),
        new Api("/_ingest/pipeline/{id}", PutPipelineRequest.class),
        new Api("/_security/role/{name}", PutRoleRequest.class),
        new Api("/_security/user/{username}", PutUserRequest.class),
        new Api("/_slm/policy/{policyId}", co.elastic.clients.elasticsearch.slm.PutLifecycleRequest.class),
        new Api("/_snapshot/{name}", CreateRepositoryRequest.class),
        new Api("/{index}", CreateIndexRequest.class)
    );

    private static final JsonpMapper STRICT = SimpleJsonpMapper.INSTANCE_REJECT_UNKNOWN_FIELDS;

    public static void main(String[] arguments) throws Exception {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            var answer = Json.createObjectBuilder();
            try (var reader = Json.createReader(new StringReader(line))) {
                answer.add("api", judge(reader.readObject()));
            } catch (InvocationTargetException refused) {
                answer.add("refused", message(refused.getCause()));
            } catch (Exception refused) {
                answer.add("refused", message(refused));
            }
            answers.println(answer.build());
        }
    }

    private static String message(Throwable refused) {
        return refused.getMessage() == null ? refused.getClass().getName() : refused.getMessage();
    }

    /** The API that the request is of; throws when the API does not take it. */
    private static String judge(JsonObject asked) throws Exception {
        String method = asked.getString("method");
        URI uri = URI.create(asked.getString("path"));
        for (Api api : APIS) {
            Map<String, String> parts = match(api.path, uri.getRawPath());
            if (parts != null) return judge(api, parts, method, uri, asked.get("body"));
        }
        throw new IllegalArgumentException("no API has the path " + uri.getPath());
    }

    private static String judge(Api api, Map<String, String> parts, String method, URI uri, JsonValue body) throws Exception {
        Object builder = Class.forName(api.request.getName() + "$Builder").getConstructor().newInstance();
        for (var part : parts.entrySet()) set(builder, part.getKey(), part.getValue());
        Map<String, String> query = query(uri.getRawQuery());
        for (var parameter : query.entrySet()) set(builder, camel(parameter.getKey()), parameter.getValue());
        if (body != null && body.getValueType() != JsonValue.ValueType.NULL) {
            if (!(builder instanceof WithJson<?> withJson)) throw new IllegalArgumentException("the API takes no body");
            var parser = STRICT.jsonProvider().createParser(new StringReader(body.toString()));
            withJson.withJson(parser, STRICT);
        }
        Object request = builder.getClass().getMethod("build").invoke(builder);
        @SuppressWarnings("unchecked")
        var endpoint = (Endpoint<Object, ?, ?>) api.request.getField("_ENDPOINT").get(null);
        same("method", endpoint.method(request), method);
        same("path", endpoint.requestUrl(request), uri.getRawPath());
        for (String parameter : query.keySet()) {
            if (!endpoint.queryParameters(request).containsKey(parameter)) {
                throw new IllegalArgumentException("the API has no query parameter " + parameter);
            }
        }
        if (request instanceof PutPipelineRequest pipeline) pipeline.processors().forEach(Judge::known);
        return endpoint.id();
    }

    /** Any name of a processor would do, since plugins may bring some. Types of fields and settings are left to an engine. */
    private static void known(Processor processor) {
        if (processor._isCustom()) throw new IllegalArgumentException("the API has no processor " + processor._customKind());
    }

    private static void same(String what, String published, String asked) {
        if (!published.equals(asked)) throw new IllegalArgumentException("the API's " + what + " is " + published + ", not " + asked);
    }

    /** The variable parts of a path by their names, or null when it is another API's. */
    private static Map<String, String> match(String template, String path) {
        String[] expected = template.split("/");
        String[] actual = path.split("/");
        if (expected.length != actual.length) return null;
        Map<String, String> parts = new LinkedHashMap<>();
        for (int i = 0; i < expected.length; i++) {
            boolean variable = expected[i].startsWith("{");
            // Only an index may stand where other APIs have their names, and no index begins with "_".
            if (variable && actual[i].startsWith("_")) return null;
            if (variable) parts.put(expected[i].substring(1, expected[i].length() - 1), actual[i]);
            else if (!expected[i].equals(actual[i])) return null;
        }
        return parts;
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (raw == null) return parameters;
        for (String pair : raw.split("&")) {
            String[] sides = pair.split("=", 2);
            parameters.put(sides[0], sides.length == 2 ? sides[1] : "");
        }
        return parameters;
    }

    private static String camel(String name) {
        var letters = new StringBuilder();
        for (String word : name.split("_")) {
            letters.append(letters.isEmpty() ? word : word.substring(0, 1).toUpperCase() + word.substring(1));
        }
        return letters.toString();
    }

    /** Calls the builder's setter of the one type that a text of a URL can be. */
    private static void set(Object builder, String name, String value) throws Exception {
        for (Method method : builder.getClass().getMethods()) {
            if (!method.getName().equals(name)) continue;
            Class<?>[] types = method.getParameterTypes();
            if (types.length == 2 && types[0] == String.class && types[1] == String[].class) {
                method.invoke(builder, value, new String[0]);
                return;
            }
            if (types.length != 1) continue;
            Object converted = convert(types[0], value);
            if (converted == null) continue;
            method.invoke(builder, converted);
            return;
        }
        throw new IllegalArgumentException("the API has no parameter " + name + " that takes " + value);
    }

    private static Object convert(Class<?> type, String value) {
        if (type == String.class) return value;
        if (type == Time.class) return Time.of(time -> time.time(value));
        if (type == Boolean.class) return value.equals("true") ? Boolean.TRUE : value.equals("false") ? Boolean.FALSE : null;
        if (type == Integer.class && value.matches("-?\\d+")) return Integer.valueOf(value);
        return null;
    }
}
