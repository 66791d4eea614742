// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.engine;

import java.io.IOException;
import java.util.List;
import org.elasticsearch.Build;
import org.elasticsearch.action.ActionListener;
import org.elasticsearch.action.ActionRequest;
import org.elasticsearch.action.ActionRequestValidationException;
import org.elasticsearch.action.ActionResponse;
import org.elasticsearch.action.ActionType;
import org.elasticsearch.action.support.ActionFilters;
import org.elasticsearch.action.support.TransportAction;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.io.stream.StreamOutput;
import org.elasticsearch.common.util.concurrent.EsExecutors;
import org.elasticsearch.injection.guice.Inject;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestRequest.Method;
import org.elasticsearch.rest.action.RestToXContentListener;
import org.elasticsearch.tasks.Task;
import org.elasticsearch.transport.TransportService;
import org.elasticsearch.xcontent.ToXContentObject;
import org.elasticsearch.xcontent.XContentBuilder;

/** What answers at `/`, for those who may `monitor`. */
final class Root extends BaseRestHandler {
    static final ActionType<Answer> ACTION = new ActionType<>("cluster:monitor/main");

    static final class Question extends ActionRequest {
        @Override
        public ActionRequestValidationException validate() {
            return null;
        }
    }

    static final class Answer extends ActionResponse implements ToXContentObject {
        private final String node;
        private final String cluster;
        private final String uuid;

        Answer(ClusterService service) {
            this.node = service.getNodeName();
            this.cluster = service.getClusterName().value();
            this.uuid = service.state().metadata().clusterUUID();
        }

        @Override
        public void writeTo(StreamOutput out) {
            throw new UnsupportedOperationException("there is one node");
        }

        @Override
        public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
            builder.startObject().field("name", node).field("cluster_name", cluster).field("cluster_uuid", uuid);
            builder.startObject("version").field("number", Build.current().version());
            return builder.endObject().field("tagline", "You Know, for Search").endObject();
        }
    }

    public static final class Action extends TransportAction<Question, Answer> {
        private final ClusterService cluster;

        @Inject
        public Action(TransportService transport, ActionFilters filters, ClusterService cluster) {
            super(ACTION.name(), filters, transport.getTaskManager(), EsExecutors.DIRECT_EXECUTOR_SERVICE);
            this.cluster = cluster;
        }

        @Override
        protected void doExecute(Task task, Question question, ActionListener<Answer> listener) {
            listener.onResponse(new Answer(cluster));
        }
    }

    @Override
    public String getName() {
        return "lab_root";
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(Method.GET, "/"), new Route(Method.HEAD, "/"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
        return channel -> client.execute(ACTION, new Question(), new RestToXContentListener<>(channel));
    }
}
