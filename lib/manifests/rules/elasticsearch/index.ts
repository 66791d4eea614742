// SPDX-License-Identifier: Apache-2.0
import type { ManifestRule } from "../../rule.ts";
import { elasticName } from "./es101-elastic-name.ts";
import { nodeSetName } from "./es102-node-set-name.ts";
import { derivedName } from "./es103-elastic-derived-name.ts";
import { stackVersion } from "./es104-stack-version.ts";
import { masterMissing } from "./es105-master-missing.ts";
import { masterCount } from "./es106-master-count.ts";
import { mixedRoleSettings } from "./es107-mixed-role-settings.ts";
import { unknownNodeRole } from "./es108-unknown-node-role.ts";
import { heapOverHalf } from "./es109-heap-over-half.ts";
import { heapResized } from "./es110-heap-resized.ts";
import { heapTooLarge } from "./es111-heap-too-large.ts";
import { memoryRequest } from "./es112-elastic-memory-request.ts";
import { memoryTooSmall } from "./es113-elastic-memory-too-small.ts";
import { cpuRequest } from "./es114-elastic-cpu-request.ts";
import { claimNotMounted } from "./es115-elastic-claim-not-mounted.ts";
import { claimStorage } from "./es116-elastic-claim-storage.ts";
import { reservedSetting } from "./es117-elastic-reserved-setting.ts";
import { certificateAddress } from "./es118-certificate-address.ts";
import { zoneTopology } from "./es119-zone-topology.ts";
import { enterpriseOnly } from "./es120-enterprise-only.ts";
import { memoryMaps } from "./es121-memory-maps.ts";
import { superuserSecret } from "./es122-superuser-secret.ts";
import { singleNode } from "./es123-elastic-single-node.ts";
import { unboundedSurge } from "./es124-unbounded-surge.ts";
import { writtenPassword } from "./es125-written-password.ts";
import { newerThanElasticsearch } from "./es126-newer-than-elasticsearch.ts";
import { elasticsearchMissing } from "./es127-elasticsearch-missing.ts";
import { replicasWithoutNodes } from "./es128-replicas-without-nodes.ts";
import { repositoryCredentials } from "./es129-repository-credentials.ts";
import { storageSmaller } from "./es201-elastic-storage-smaller.ts";
import { claimTemplateChanged } from "./es202-elastic-claim-template-changed.ts";
import { nodeSetReplaced } from "./es203-node-set-replaced.ts";
import { versionDowngrade } from "./es204-elastic-version-downgrade.ts";
import { upgradePath } from "./es205-elastic-upgrade-path.ts";
import { scaledBelowReplicas } from "./es206-scaled-below-replicas.ts";
import { fewerMasters } from "./es207-fewer-masters.ts";
import { storageNotExpandable } from "./es208-elastic-storage-not-expandable.ts";

/** In the order of their ids. */
export const elasticsearchRules: readonly ManifestRule[] = [
  elasticName,
  nodeSetName,
  derivedName,
  stackVersion,
  masterMissing,
  masterCount,
  mixedRoleSettings,
  unknownNodeRole,
  heapOverHalf,
  heapResized,
  heapTooLarge,
  memoryRequest,
  memoryTooSmall,
  cpuRequest,
  claimNotMounted,
  claimStorage,
  reservedSetting,
  certificateAddress,
  zoneTopology,
  enterpriseOnly,
  memoryMaps,
  superuserSecret,
  singleNode,
  unboundedSurge,
  writtenPassword,
  newerThanElasticsearch,
  elasticsearchMissing,
  replicasWithoutNodes,
  repositoryCredentials,
  storageSmaller,
  claimTemplateChanged,
  nodeSetReplaced,
  versionDowngrade,
  upgradePath,
  scaledBelowReplicas,
  fewerMasters,
  storageNotExpandable,
];
