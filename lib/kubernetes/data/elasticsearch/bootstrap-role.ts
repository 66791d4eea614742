// SPDX-License-Identifier: Apache-2.0
import type { ElasticsearchRole } from "./props.ts";

/** What the user of a bootstrap Job may do: templates, policies, pipelines, repositories; it reads and writes no document. */
export const bootstrapRole: ElasticsearchRole = {
  cluster: [
    "monitor",
    "manage_ilm",
    "manage_index_templates",
    "manage_ingest_pipelines",
    "manage_slm",
    "cluster:admin/repository/put",
    "cluster:admin/repository/get",
    "cluster:admin/repository/verify",
  ],
};
