// SPDX-License-Identifier: Apache-2.0
import type { ManifestRule } from "../../rule.ts";
import { foreignNamespace } from "./br101-foreign-namespace.ts";
import { sinkVersion } from "./br102-sink-version.ts";
import { indexOutsideRole } from "./br103-index-outside-role.ts";
import { connectReplication } from "./br104-connect-replication.ts";
import { connectorSecret } from "./br105-connector-secret.ts";
import { trustedCertificates } from "./br106-trusted-certificates.ts";
import { sharedConnect } from "./br107-shared-connect.ts";
import { tasksOverPartitions } from "./br108-tasks-over-partitions.ts";
import { threadsOverPartitions } from "./br109-threads-over-partitions.ts";
import { pemPassword } from "./br110-pem-password.ts";
import { connectBuild } from "./br111-connect-build.ts";
import { connectOption } from "./br112-connect-option.ts";
import { connectorOption } from "./br113-connector-option.ts";
import { superuserByName } from "./br114-superuser-by-name.ts";
import { notOnClaim } from "./br115-not-on-claim.ts";
import { memoryQueue } from "./br116-memory-queue.ts";
import { pipelineSecret } from "./br117-pipeline-secret.ts";
import { unstableId } from "./br118-unstable-id.ts";
import { pipelineText } from "./br119-pipeline-text.ts";
import { pipelineVariable } from "./br120-pipeline-variable.ts";
import { quotedLogin } from "./br121-quoted-login.ts";
import { queueSpace } from "./br122-queue-space.ts";
import { connectMount } from "./br123-connect-mount.ts";
import { unverifiedAddress } from "./br124-unverified-address.ts";
import { dashboardRoute } from "./br125-dashboard-route.ts";
import { lagExporter } from "./br126-lag-exporter.ts";
import { dataStreamOption } from "./br127-data-stream-option.ts";
import { fewerReplicas } from "./br201-fewer-replicas.ts";

/**
 * In the order of their ids. Of what concerns bridges too, these are other groups': the Secret of the superuser (ES122), an Elasticsearch that
 * is not there (ES127), versions (ES126, ES204), claims that change (ES201, ES202).
 */
export const bridgeRules: readonly ManifestRule[] = [
  foreignNamespace,
  sinkVersion,
  indexOutsideRole,
  connectReplication,
  connectorSecret,
  trustedCertificates,
  sharedConnect,
  tasksOverPartitions,
  threadsOverPartitions,
  pemPassword,
  connectBuild,
  connectOption,
  connectorOption,
  superuserByName,
  notOnClaim,
  memoryQueue,
  pipelineSecret,
  unstableId,
  pipelineText,
  pipelineVariable,
  quotedLogin,
  queueSpace,
  connectMount,
  unverifiedAddress,
  dashboardRoute,
  lagExporter,
  dataStreamOption,
  fewerReplicas,
];
