// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.engine;

import java.io.IOException;
import java.util.Map;
import org.elasticsearch.action.ActionListener;
import org.elasticsearch.action.support.ActionFilters;
import org.elasticsearch.action.support.HandledTransportAction;
import org.elasticsearch.action.support.master.AcknowledgedResponse;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.metadata.ProjectId;
import org.elasticsearch.common.util.concurrent.EsExecutors;
import org.elasticsearch.core.TimeValue;
import org.elasticsearch.injection.guice.Inject;
import org.elasticsearch.repositories.RepositoriesService;
import org.elasticsearch.rest.action.RestToXContentListener;
import org.elasticsearch.tasks.Task;
import org.elasticsearch.transport.TransportService;
import org.elasticsearch.xcontent.XContentParser;
import org.elasticsearch.xpack.core.slm.SnapshotLifecyclePolicy;
import org.elasticsearch.xpack.core.slm.SnapshotLifecyclePolicyItem;
import org.elasticsearch.xpack.core.slm.SnapshotLifecyclePolicyMetadata;
import org.elasticsearch.xpack.core.slm.SnapshotLifecycleStats.SnapshotPolicyStats;
import org.elasticsearch.xpack.core.slm.action.GetSnapshotLifecycleAction;
import org.elasticsearch.xpack.core.slm.action.PutSnapshotLifecycleAction;

/** `_slm/policy`: read and checked by upstream's `SnapshotLifecyclePolicy`; its repository must be there, as for the real one. */
final class SnapshotPolicies extends PolicyHandler {
    SnapshotPolicies() {
        super("/_slm/policy");
    }

    @Override
    RestChannelConsumer put(String name, XContentParser body, NodeClient client) throws IOException {
        var request = PutSnapshotLifecycleAction.Request.parseRequest(TimeValue.MINUS_ONE, TimeValue.MINUS_ONE, name, body);
        return channel -> client.execute(PutSnapshotLifecycleAction.INSTANCE, request, new RestToXContentListener<>(channel));
    }

    @Override
    RestChannelConsumer get(String[] names, NodeClient client) {
        var request = new GetSnapshotLifecycleAction.Request(TimeValue.MINUS_ONE, TimeValue.MINUS_ONE, names);
        return channel -> client.execute(GetSnapshotLifecycleAction.INSTANCE, request, new RestToXContentListener<>(channel));
    }

    static final class Store extends Kept<SnapshotLifecyclePolicy> {}

    /** `cluster:admin/slm/put`; the framework has called the request's `validate` before. */
    public static final class Put extends HandledTransportAction<PutSnapshotLifecycleAction.Request, AcknowledgedResponse> {
        private final Store store;
        private final RepositoriesService repositories;

        @Inject
        public Put(TransportService transport, ActionFilters filters, Store store, RepositoriesService repositories) {
            super(
                PutSnapshotLifecycleAction.NAME,
                transport,
                filters,
                PutSnapshotLifecycleAction.Request::new,
                EsExecutors.DIRECT_EXECUTOR_SERVICE
            );
            this.store = store;
            this.repositories = repositories;
        }

        @Override
        protected void doExecute(Task task, PutSnapshotLifecycleAction.Request request, ActionListener<AcknowledgedResponse> listener) {
            String repository = request.getLifecycle().getRepository();
            if (repositories.repositoryOrNull(ProjectId.DEFAULT, repository) == null) {
                throw new IllegalArgumentException("no such repository [" + repository + "]");
            }
            store.put(request.getLifecycleId(), request.getLifecycle());
            listener.onResponse(AcknowledgedResponse.TRUE);
        }
    }

    /** `cluster:admin/slm/get`. */
    public static final class Get extends HandledTransportAction<GetSnapshotLifecycleAction.Request, GetSnapshotLifecycleAction.Response> {
        private final Store store;

        @Inject
        public Get(TransportService transport, ActionFilters filters, Store store) {
            super(
                GetSnapshotLifecycleAction.NAME,
                transport,
                filters,
                GetSnapshotLifecycleAction.Request::new,
                EsExecutors.DIRECT_EXECUTOR_SERVICE
            );
            this.store = store;
        }

        @Override
        protected void doExecute(
            Task task,
            GetSnapshotLifecycleAction.Request request,
            ActionListener<GetSnapshotLifecycleAction.Response> listener
        ) {
            ActionListener.completeWith(
                listener,
                () -> new GetSnapshotLifecycleAction.Response(store.get(request.getLifecycleIds(), Get::item))
            );
        }

        private static SnapshotLifecyclePolicyItem item(SnapshotLifecyclePolicy policy, long version, long millis) {
            var kept = SnapshotLifecyclePolicyMetadata.builder()
                .setPolicy(policy)
                .setHeaders(Map.of())
                .setVersion(version)
                .setModifiedDate(millis)
                .build();
            return new SnapshotLifecyclePolicyItem(kept, null, new SnapshotPolicyStats(policy.getId()));
        }
    }
}
