// SPDX-License-Identifier: Apache-2.0
export { ElasticsearchCluster } from "./elasticsearch-cluster.ts";
export { IndexBootstrap } from "./index-bootstrap.ts";
export { bootstrapRequests, type ElasticsearchRequest } from "./bootstrap-requests.ts";
export type { BootstrapDataStream, IndexBootstrapProps, SnapshotSchedule } from "./bootstrap-props.ts";
export { Kibana } from "./kibana.ts";
export { teamRole } from "./objects.ts";
export type {
  ElasticsearchClusterProps,
  ElasticsearchIndexPrivileges,
  ElasticsearchRole,
  KibanaProps,
  NodeSet,
} from "./props.ts";
export { type ElasticsearchNode, elasticsearchSizes } from "./sizes.ts";
