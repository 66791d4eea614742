// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.engine;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.elasticsearch.cluster.ClusterState;
import org.elasticsearch.cluster.metadata.ProjectId;
import org.elasticsearch.reservedstate.ReservedProjectStateHandler;
import org.elasticsearch.reservedstate.ReservedStateHandlerProvider;
import org.elasticsearch.reservedstate.TransformState;
import org.elasticsearch.xcontent.XContentParser;

/** The operator's file of settings names policies also when it has none: those parts of the file, empty. A node that cannot read them never gets ready. */
public final class NoFilePolicies implements ReservedStateHandlerProvider {
    @Override
    public Collection<ReservedProjectStateHandler<?>> projectHandlers() {
        return List.of(new Nothing("ilm"), new Nothing("slm"));
    }

    private record Nothing(String name) implements ReservedProjectStateHandler<Map<String, Object>> {
        @Override
        public Map<String, Object> fromXContent(XContentParser parser) throws IOException {
            return parser.map();
        }

        @Override
        public TransformState transform(ProjectId project, Map<String, Object> policies, TransformState state) {
            if (!policies.isEmpty()) throw new IllegalArgumentException("the lab takes no " + name + " policies from a file");
            return state;
        }

        @Override
        public ClusterState remove(ProjectId project, TransformState state) {
            return state.state();
        }
    }
}
