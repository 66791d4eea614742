// SPDX-License-Identifier: Apache-2.0

/**
 * The role that ECK gives to the user of every Logstash. One of the same name in an Elasticsearch's own roles replaces it.
 * elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/user/roles.go:248
 */
export const logstashRole = {
  name: "eck_logstash_user_role",
  cluster: [
    "monitor",
    "manage_ilm",
    "read_ilm",
    "manage_logstash_pipelines",
    "manage_index_templates",
    "cluster:admin/ingest/pipeline/get",
  ],
  indices: [
    "logstash",
    "logstash-*",
    "ecs-logstash",
    "ecs-logstash-*",
    "logs-*",
    "metrics-*",
    "synthetics-*",
    "traces-*",
  ],
  privileges: ["manage", "write", "create_index", "read", "view_index_metadata"],
} as const;
