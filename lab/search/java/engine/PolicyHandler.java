// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.engine;

import java.io.IOException;
import java.util.List;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.common.Strings;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestRequest.Method;
import org.elasticsearch.xcontent.XContentParser;

/** PUT and GET of named policies below one path. What they call are upstream's actions, so that security guards them as ever. */
abstract class PolicyHandler extends BaseRestHandler {
    private final String path;

    PolicyHandler(String path) {
        this.path = path;
    }

    /** What to do with a body, read by upstream's parser; its exceptions are the answer. */
    abstract RestChannelConsumer put(String name, XContentParser body, NodeClient client) throws IOException;

    abstract RestChannelConsumer get(String[] names, NodeClient client);

    @Override
    public String getName() {
        return "lab" + path.replace('/', '_');
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(Method.PUT, path + "/{name}"), new Route(Method.GET, path + "/{name}"), new Route(Method.GET, path));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) throws IOException {
        String name = request.param("name");
        // How long to wait for a master: there is one node.
        request.param("master_timeout");
        request.param("timeout");
        if (request.method() == Method.GET) return get(Strings.splitStringByCommaToArray(name), client);
        try (XContentParser parser = request.contentParser()) {
            return put(name, parser, client);
        }
    }
}
