// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.engine;

import java.util.List;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestRequest.Method;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;

/** What a cluster says of which no node is being shut down. Nothing can be shut down: what asks for it is refused. */
final class NodeShutdowns extends BaseRestHandler {
    @Override
    public String getName() {
        return "lab_node_shutdowns";
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(Method.GET, "/_nodes/shutdown"), new Route(Method.GET, "/_nodes/{nodeId}/shutdown"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
        request.param("nodeId");
        return channel -> {
            var answer = channel.newBuilder().startObject().startArray("nodes").endArray().endObject();
            channel.sendResponse(new RestResponse(RestStatus.OK, answer));
        };
    }
}
