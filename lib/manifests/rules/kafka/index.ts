// SPDX-License-Identifier: Apache-2.0
import type { ManifestRule } from "../../rule.ts";
import { rolesMissing } from "./ka101-roles-missing.ts";
import { evenControllers } from "./ka102-even-controllers.ts";
import { replicationAboveBrokers } from "./ka103-replication-above-brokers.ts";
import { topicReplicasAboveBrokers } from "./ka104-topic-replicas-above-brokers.ts";
import { minInSync } from "./ka105-min-in-sync.ts";
import { replicationUnset } from "./ka106-replication-unset.ts";
import { topicReplicasUnset } from "./ka107-topic-replicas-unset.ts";
import { retentionOverDisk } from "./ka108-retention-over-disk.ts";
import { forbiddenOption } from "./ka109-forbidden-option.ts";
import { listenerName } from "./ka110-listener-name.ts";
import { listenerPort } from "./ka111-listener-port.ts";
import { listenerTls } from "./ka112-listener-tls.ts";
import { plaintextListener } from "./ka113-plaintext-listener.ts";
import { openListener } from "./ka114-open-listener.ts";
import { authorizationMissing } from "./ka115-authorization-missing.ts";
import { listenerPeers } from "./ka116-listener-peers.ts";
import { aclUnknownTopic } from "./ka117-acl-unknown-topic.ts";
import { userWithoutListener } from "./ka118-user-without-listener.ts";
import { userQuotasIgnored } from "./ka119-user-quotas-ignored.ts";
import { mountOutside } from "./ka120-mount-outside.ts";
import { metadataNewer } from "./ka121-metadata-newer.ts";
import { kafkaVersion } from "./ka122-kafka-version.ts";
import { storage } from "./ka123-storage.ts";
import { singleEphemeral } from "./ka124-single-ephemeral.ts";
import { derivedNames } from "./ka125-derived-names.ts";
import { operatorResources } from "./ka126-operator-resources.ts";
import { topicFinalizers } from "./ka127-topic-finalizers.ts";
import { autoCreate } from "./ka128-auto-create.ts";
import { quotaVolumes } from "./ka129-quota-volumes.ts";
import { removedVersion } from "./ka130-removed-version.ts";
import { cruiseControl } from "./ka131-cruise-control.ts";
import { consumersAbovePartitions } from "./ka132-consumers-above-partitions.ts";
import { rackOfNodes } from "./ka133-rack-of-nodes.ts";
import { topicNames } from "./ka134-topic-names.ts";
import { heapSize } from "./ka135-heap.ts";
import { clusterLabel } from "./ka136-cluster-label.ts";
import { storageShrink } from "./ka201-storage-shrink.ts";
import { storageChanged } from "./ka202-storage-changed.ts";
import { scaleDown } from "./ka203-scale-down.ts";
import { brokersRemoved } from "./ka204-brokers-removed.ts";
import { downgrade } from "./ka205-downgrade.ts";
import { topicChange } from "./ka206-topic-change.ts";

/** In the order of their ids. */
export const kafkaRules: readonly ManifestRule[] = [
  rolesMissing,
  evenControllers,
  replicationAboveBrokers,
  topicReplicasAboveBrokers,
  minInSync,
  replicationUnset,
  topicReplicasUnset,
  retentionOverDisk,
  forbiddenOption,
  listenerName,
  listenerPort,
  listenerTls,
  plaintextListener,
  openListener,
  authorizationMissing,
  listenerPeers,
  aclUnknownTopic,
  userWithoutListener,
  userQuotasIgnored,
  mountOutside,
  metadataNewer,
  kafkaVersion,
  storage,
  singleEphemeral,
  derivedNames,
  operatorResources,
  topicFinalizers,
  autoCreate,
  quotaVolumes,
  removedVersion,
  cruiseControl,
  consumersAbovePartitions,
  rackOfNodes,
  topicNames,
  heapSize,
  clusterLabel,
  storageShrink,
  storageChanged,
  scaleDown,
  brokersRemoved,
  downgrade,
  topicChange,
];
