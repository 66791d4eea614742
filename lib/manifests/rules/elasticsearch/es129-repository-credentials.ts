// SPDX-License-Identifier: Apache-2.0
import { type Fields, listAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { clusterOf, repositoryOf, requestsOf } from "./bootstrap.ts";
import { sampleBootstrap, sampleElasticsearch, sampleRequest } from "./samples.ts";

/** Settings of the keystore that each type wants, without the client's name. */
const settings: Readonly<Record<string, string>> = {
  s3: "s3.client.default.access_key and secret_key",
  gcs: "gcs.client.default.credentials_file",
  azure: "azure.client.default.account and key",
};
const repository = (type: string): Fields =>
  sampleBootstrap(sampleRequest("/_snapshot/backup", { type, settings: { bucket: "backup" } }));

export const repositoryCredentials: ObjectRule = {
  id: "ES129",
  name: "repository-credentials",
  severity: "error",
  scope: "object",
  kinds: ["ConfigMap"],
  what: "A snapshot repository in an object store comes with spec.secureSettings of the Elasticsearch.",
  why: "Its keys are taken from the nodes' keystore alone. Without them the repository is refused when it is verified, or the first snapshot fails.",
  sources: [
    "https://www.elastic.co/docs/deploy-manage/tools/snapshot-and-restore/s3-repository",
    "https://www.elastic.co/docs/deploy-manage/tools/snapshot-and-restore/cloud-on-k8s",
  ],
  failing: [
    { title: "s3", objects: [sampleElasticsearch(), repository("s3")] },
    { title: "an empty list", objects: [sampleElasticsearch({ secureSettings: [] }), repository("s3")] },
  ],
  passing: [
    {
      title: "with its keys",
      objects: [sampleElasticsearch({ secureSettings: [{ secretName: "s3-keys" }] }), repository("s3")],
    },
    { title: "a shared file system", objects: [sampleElasticsearch(), repository("fs")] },
  ],
  *check(manifest, { set }) {
    const cluster = clusterOf(manifest, set);
    if (cluster === undefined || listAt(cluster.value, "spec", "secureSettings").length > 0) return;
    for (const request of requestsOf(manifest)) {
      const found = repositoryOf(request);
      const wanted = found !== undefined && Object.hasOwn(settings, found.type) ? settings[found.type] : undefined;
      if (found === undefined || wanted === undefined) continue;
      yield {
        message: `repository ${found.name} is of type ${found.type}, and Elasticsearch ${cluster.name} has no secureSettings`,
        at: { path: request.path, field: "secureSettings" },
        seen: `type: ${found.type}`,
        allowed: `a Secret with ${wanted}`,
        hint: "name that Secret in spec.secureSettings of the Elasticsearch",
      };
    }
  },
};
