// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.engine;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.elasticsearch.action.ActionListener;
import org.elasticsearch.action.support.ActionFilters;
import org.elasticsearch.action.support.HandledTransportAction;
import org.elasticsearch.action.support.master.AcknowledgedResponse;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.metadata.ItemUsage;
import org.elasticsearch.common.util.concurrent.EsExecutors;
import org.elasticsearch.core.CheckedFunction;
import org.elasticsearch.core.TimeValue;
import org.elasticsearch.injection.guice.Inject;
import org.elasticsearch.rest.action.RestChunkedToXContentListener;
import org.elasticsearch.rest.action.RestToXContentListener;
import org.elasticsearch.tasks.Task;
import org.elasticsearch.transport.TransportService;
import org.elasticsearch.xcontent.NamedXContentRegistry;
import org.elasticsearch.xcontent.ParseField;
import org.elasticsearch.xcontent.XContentParser;
import org.elasticsearch.xpack.core.ilm.AllocateAction;
import org.elasticsearch.xpack.core.ilm.DeleteAction;
import org.elasticsearch.xpack.core.ilm.DownsampleAction;
import org.elasticsearch.xpack.core.ilm.ForceMergeAction;
import org.elasticsearch.xpack.core.ilm.LifecycleAction;
import org.elasticsearch.xpack.core.ilm.LifecyclePolicy;
import org.elasticsearch.xpack.core.ilm.LifecycleType;
import org.elasticsearch.xpack.core.ilm.MigrateAction;
import org.elasticsearch.xpack.core.ilm.ReadOnlyAction;
import org.elasticsearch.xpack.core.ilm.RolloverAction;
import org.elasticsearch.xpack.core.ilm.SearchableSnapshotAction;
import org.elasticsearch.xpack.core.ilm.SetPriorityAction;
import org.elasticsearch.xpack.core.ilm.ShrinkAction;
import org.elasticsearch.xpack.core.ilm.TimeseriesLifecycleType;
import org.elasticsearch.xpack.core.ilm.UnfollowAction;
import org.elasticsearch.xpack.core.ilm.WaitForSnapshotAction;
import org.elasticsearch.xpack.core.ilm.action.GetLifecycleAction;
import org.elasticsearch.xpack.core.ilm.action.ILMActions;
import org.elasticsearch.xpack.core.ilm.action.PutLifecycleRequest;

/** `_ilm/policy`: read and checked by upstream's `PutLifecycleRequest` and `LifecyclePolicy`. */
final class LifecyclePolicies extends PolicyHandler {
    LifecyclePolicies() {
        super("/_ilm/policy");
    }

    /** The actions by their names, as the absent module registers them; not `freeze`, which has done nothing since version 8. */
    static List<NamedXContentRegistry.Entry> grammar() {
        Map<String, CheckedFunction<XContentParser, LifecycleAction, IOException>> actions = Map.ofEntries(
            Map.entry(AllocateAction.NAME, AllocateAction::parse),
            Map.entry(DeleteAction.NAME, DeleteAction::parse),
            Map.entry(DownsampleAction.NAME, DownsampleAction::parse),
            Map.entry(ForceMergeAction.NAME, ForceMergeAction::parse),
            Map.entry(MigrateAction.NAME, MigrateAction::parse),
            Map.entry(ReadOnlyAction.NAME, ReadOnlyAction::parse),
            Map.entry(RolloverAction.NAME, RolloverAction::parse),
            Map.entry(SearchableSnapshotAction.NAME, SearchableSnapshotAction::parse),
            Map.entry(SetPriorityAction.NAME, SetPriorityAction::parse),
            Map.entry(ShrinkAction.NAME, ShrinkAction::parse),
            Map.entry(UnfollowAction.NAME, UnfollowAction::parse),
            Map.entry(WaitForSnapshotAction.NAME, WaitForSnapshotAction::parse)
        );
        List<NamedXContentRegistry.Entry> entries = new ArrayList<>();
        entries.add(
            new NamedXContentRegistry.Entry(
                LifecycleType.class,
                new ParseField(TimeseriesLifecycleType.TYPE),
                parser -> TimeseriesLifecycleType.INSTANCE
            )
        );
        actions.forEach(
            (name, parse) -> entries.add(new NamedXContentRegistry.Entry(LifecycleAction.class, new ParseField(name), parse))
        );
        return entries;
    }

    @Override
    RestChannelConsumer put(String name, XContentParser body, NodeClient client) throws IOException {
        PutLifecycleRequest request = PutLifecycleRequest.parseRequest(new PutLifecycleRequest.Factory() {
            @Override
            public PutLifecycleRequest create(LifecyclePolicy policy) {
                return new PutLifecycleRequest(TimeValue.MINUS_ONE, TimeValue.MINUS_ONE, policy);
            }

            @Override
            public String getPolicyName() {
                return name;
            }
        }, body);
        return channel -> client.execute(ILMActions.PUT, request, new RestToXContentListener<>(channel));
    }

    @Override
    RestChannelConsumer get(String[] names, NodeClient client) {
        var request = new GetLifecycleAction.Request(TimeValue.MINUS_ONE, names);
        return channel -> client.execute(GetLifecycleAction.INSTANCE, request, new RestChunkedToXContentListener<>(channel));
    }

    static final class Store extends Kept<LifecyclePolicy> {}

    /** `cluster:admin/ilm/put`; the framework has called `PutLifecycleRequest.validate` before. */
    public static final class Put extends HandledTransportAction<PutLifecycleRequest, AcknowledgedResponse> {
        private final Store store;

        @Inject
        public Put(TransportService transport, ActionFilters filters, Store store) {
            super(ILMActions.PUT.name(), transport, filters, PutLifecycleRequest::new, EsExecutors.DIRECT_EXECUTOR_SERVICE);
            this.store = store;
        }

        @Override
        protected void doExecute(Task task, PutLifecycleRequest request, ActionListener<AcknowledgedResponse> listener) {
            LifecyclePolicy.validatePolicyName(request.getPolicy().getName());
            store.put(request.getPolicy().getName(), request.getPolicy());
            listener.onResponse(AcknowledgedResponse.TRUE);
        }
    }

    /** `cluster:admin/ilm/get`. */
    public static final class Get extends HandledTransportAction<GetLifecycleAction.Request, GetLifecycleAction.Response> {
        private final Store store;

        @Inject
        public Get(TransportService transport, ActionFilters filters, Store store) {
            super(GetLifecycleAction.NAME, transport, filters, GetLifecycleAction.Request::new, EsExecutors.DIRECT_EXECUTOR_SERVICE);
            this.store = store;
        }

        @Override
        protected void doExecute(Task task, GetLifecycleAction.Request request, ActionListener<GetLifecycleAction.Response> listener) {
            ActionListener.completeWith(
                listener,
                () -> new GetLifecycleAction.Response(
                    store.get(
                        request.getPolicyNames(),
                        (policy, version, millis) -> new GetLifecycleAction.LifecyclePolicyResponseItem(
                            policy,
                            version,
                            Instant.ofEpochMilli(millis).toString(),
                            ItemUsage.EMPTY
                        )
                    )
                )
            );
        }
    }
}
