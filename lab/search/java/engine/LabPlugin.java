// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.settings.SecureSetting;
import org.elasticsearch.common.settings.Setting;
import org.elasticsearch.common.util.BigArrays;
import org.elasticsearch.env.Environment;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.index.analysis.PreConfiguredTokenFilter;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.indices.recovery.RecoverySettings;
import org.elasticsearch.plugins.ActionPlugin;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.plugins.RepositoryPlugin;
import org.elasticsearch.repositories.RepositoriesMetrics;
import org.elasticsearch.repositories.Repository;
import org.elasticsearch.repositories.SnapshotMetrics;
import org.elasticsearch.rest.RestHandler;
import org.elasticsearch.xcontent.NamedXContentRegistry;
import org.elasticsearch.xpack.core.ilm.LifecycleSettings;
import org.elasticsearch.xpack.core.ilm.RolloverAction;
import org.elasticsearch.xpack.core.ilm.action.GetLifecycleAction;
import org.elasticsearch.xpack.core.ilm.action.ILMActions;
import org.elasticsearch.xpack.core.slm.action.GetSnapshotLifecycleAction;
import org.elasticsearch.xpack.core.slm.action.PutSnapshotLifecycleAction;

/**
 * Maven Central's server comes with security and without the other modules of a distribution. This adds what our requests
 * need from those: what answers at `/`, ILM and SLM policies read by upstream's own parsers and kept in memory, the settings that
 * name them, a repository type `s3` with its keys, and the analysis of the index that native roles and users are kept in. And what
 * an operator asks and writes: which nodes are being shut down (none), policies of its file (none). Nothing acts on a policy.
 */
public final class LabPlugin extends Plugin implements ActionPlugin, AnalysisPlugin, RepositoryPlugin {
    @Override
    public Collection<?> createComponents(PluginServices services) {
        return List.of(new LifecyclePolicies.Store(), new SnapshotPolicies.Store());
    }

    @Override
    public Collection<ActionHandler> getActions() {
        return List.of(
            new ActionHandler(Root.ACTION, Root.Action.class),
            new ActionHandler(ILMActions.PUT, LifecyclePolicies.Put.class),
            new ActionHandler(GetLifecycleAction.INSTANCE, LifecyclePolicies.Get.class),
            new ActionHandler(PutSnapshotLifecycleAction.INSTANCE, SnapshotPolicies.Put.class),
            new ActionHandler(GetSnapshotLifecycleAction.INSTANCE, SnapshotPolicies.Get.class)
        );
    }

    @Override
    public List<Setting<?>> getSettings() {
        return List.of(
            LifecycleSettings.LIFECYCLE_NAME_SETTING,
            LifecycleSettings.LIFECYCLE_INDEXING_COMPLETE_SETTING,
            LifecycleSettings.LIFECYCLE_STEP_WAIT_TIME_THRESHOLD_SETTING,
            LifecycleSettings.LIFECYCLE_SKIP_SETTING,
            RolloverAction.LIFECYCLE_ROLLOVER_ALIAS_SETTING,
            keyOfBuckets("access_key"),
            keyOfBuckets("secret_key")
        );
    }

    private static Setting<?> keyOfBuckets(String name) {
        return Setting.affixKeySetting("s3.client.", name, key -> SecureSetting.secureString(key, null));
    }

    @Override
    public List<NamedXContentRegistry.Entry> getNamedXContent() {
        return LifecyclePolicies.grammar();
    }

    @Override
    public Collection<RestHandler> getRestHandlers(
        RestHandlersServices services,
        Supplier<DiscoveryNodes> nodes,
        Predicate<NodeFeature> features
    ) {
        return List.of(new Root(), new LifecyclePolicies(), new SnapshotPolicies(), new NodeShutdowns());
    }

    @Override
    public Map<String, Repository.Factory> getRepositories(
        Environment environment,
        NamedXContentRegistry registry,
        ClusterService cluster,
        BigArrays arrays,
        RecoverySettings recovery,
        RepositoriesMetrics metrics,
        SnapshotMetrics snapshots
    ) {
        return Map.of(
            "s3",
            (project, metadata) -> new BucketRepository(project, metadata, environment, registry, cluster, arrays, recovery, snapshots)
        );
    }

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of(
            "pattern_capture",
            AnalysisPlugin.requiresAnalysisSettings((index, environment, name, settings) -> EmailAnalysis.patternCapture(name, settings))
        );
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of("uax_url_email", (index, environment, name, settings) -> EmailAnalysis.tokenizer(name));
    }

    @Override
    public List<PreConfiguredTokenFilter> getPreConfiguredTokenFilters() {
        return List.of(EmailAnalysis.unique());
    }
}
