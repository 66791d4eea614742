// SPDX-License-Identifier: Apache-2.0
package bivouac.lab.engine;

import java.io.IOException;
import org.elasticsearch.cluster.metadata.ProjectId;
import org.elasticsearch.cluster.metadata.RepositoryMetadata;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.blobstore.BlobPath;
import org.elasticsearch.common.blobstore.BlobStore;
import org.elasticsearch.common.blobstore.fs.FsBlobStore;
import org.elasticsearch.common.util.BigArrays;
import org.elasticsearch.env.Environment;
import org.elasticsearch.indices.recovery.RecoverySettings;
import org.elasticsearch.repositories.SnapshotMetrics;
import org.elasticsearch.repositories.blobstore.BlobStoreRepository;
import org.elasticsearch.xcontent.NamedXContentRegistry;

/** A repository of type `s3` whose bucket is a folder below `path.repo`: snapshots are real, the object store is not. */
final class BucketRepository extends BlobStoreRepository {
    private final Environment environment;

    BucketRepository(
        ProjectId project,
        RepositoryMetadata metadata,
        Environment environment,
        NamedXContentRegistry registry,
        ClusterService cluster,
        BigArrays arrays,
        RecoverySettings recovery,
        SnapshotMetrics metrics
    ) {
        super(project, metadata, registry, cluster, arrays, recovery, BlobPath.EMPTY, metrics);
        this.environment = environment;
        if (metadata.settings().get("bucket", "").isEmpty()) {
            throw new IllegalArgumentException("No bucket defined for s3 repository");
        }
    }

    @Override
    protected BlobStore createBlobStore() throws IOException {
        var settings = getMetadata().settings();
        var bucket = environment.repoDirs()[0].resolve(settings.get("bucket")).resolve(settings.get("base_path", ""));
        return new FsBlobStore(128 * 1024, bucket, isReadOnly());
    }
}
