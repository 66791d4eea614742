// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { downgradeAnnotation, stackKinds } from "./kinds.ts";
import { sampleElasticsearch, sampleKibana } from "./samples.ts";
import { compareVersions, readVersion } from "./versions.ts";

export const versionDowngrade: ObjectRule = {
  id: "ES204",
  name: "elastic-version-downgrade",
  severity: "error",
  scope: "object",
  kinds: stackKinds,
  what: "The version is not older than before.",
  why: "A node does not start on data that a later version wrote, and the operator refuses the change. The way back is a snapshot.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/validation/validations.go:464 (noDowngrades)",
    "https://www.elastic.co/docs/deploy-manage/upgrade",
  ],
  failing: [
    { title: "a minor back", objects: [sampleElasticsearch({ version: "9.3.0" })], earlier: [sampleElasticsearch()] },
    { title: "a patch back", objects: [sampleKibana({ version: "9.4.2" })], earlier: [sampleKibana()] },
  ],
  passing: [
    { title: "forward", objects: [sampleElasticsearch()], earlier: [sampleElasticsearch({ version: "9.3.0" })] },
    {
      title: "allowed by hand",
      objects: [sampleElasticsearch({ version: "9.3.0" }, { annotations: { [downgradeAnnotation]: "true" } })],
      earlier: [sampleElasticsearch()],
    },
  ],
  *check(manifest, { set }) {
    const [now, then] = [manifest, set.earlierOf(manifest)].map((each) => textAt(each?.value, "spec", "version"));
    const [own, before] = [readVersion(now), readVersion(then)];
    if (own === undefined || before === undefined || compareVersions(own, before) >= 0) return;
    if (manifest.annotations[downgradeAnnotation] === "true") return;
    yield {
      message: `${manifest.kind} goes back from ${then} to ${now}`,
      at: { path: ["spec", "version"], field: "version" },
      seen: now,
      allowed: `${then} or later`,
      hint: `write ${then}; to go back, restore a snapshot into a new cluster`,
    };
  },
};
