// SPDX-License-Identifier: Apache-2.0
import { at, listAt, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { claimTemplates, storageOf, storageSteps } from "./claims.ts";
import { elasticsearchKind, logstashKind } from "./kinds.ts";
import { labelOf, nodeSetsOf } from "./node-sets.ts";
import { sampleClaimTemplate, sampleLogstash, sampleNodes } from "./samples.ts";

export const claimStorage: ObjectRule = {
  id: "ES116",
  name: "elastic-claim-storage",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind, logstashKind],
  what: "Every claim template asks for some storage, and a data node has one.",
  why:
    "A claim without a size is refused by the apiserver, when the operator makes it. Without a template the operator claims 1Gi, which a " +
    "day of logs fills; a claim cannot be made another later, only larger.",
  sources: [
    "https://kubernetes.io/docs/concepts/storage/persistent-volumes/#resources",
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/common/defaults/pvc.go:18",
  ],
  failing: [
    { title: "none", objects: [sampleNodes({ volumeClaimTemplates: [sampleClaimTemplate(undefined)] })] },
    { title: "zero", objects: [sampleNodes({ volumeClaimTemplates: [sampleClaimTemplate("0")] })] },
    {
      title: "of a Logstash",
      objects: [sampleLogstash({ volumeClaimTemplates: [sampleClaimTemplate(undefined, {}, "logstash-data")] })],
    },
    { title: "no template: 1Gi", objects: [sampleNodes({ volumeClaimTemplates: undefined })] },
  ],
  passing: [
    { title: "20Gi", objects: [sampleNodes(), sampleLogstash()] },
    {
      title: "a volume of its own",
      objects: [
        sampleNodes({
          volumeClaimTemplates: undefined,
          podTemplate: { spec: { volumes: [{ name: "elasticsearch-data", emptyDir: {} }] } },
        }),
      ],
    },
  ],
  *check(manifest, { set }) {
    for (const { claims } of claimTemplates(manifest))
      for (const { name, value, path } of claims) {
        const storage = storageOf(value);
        if (storage !== undefined && storage.nanos > 0n) continue;
        const written = at(value, ...storageSteps);
        yield {
          message: `the claim ${name} asks for no storage`,
          at: { path: [...path, ...storageSteps], field: "volumeClaimTemplates.storage" },
          ...(typeof written === "string" || typeof written === "number" ? { seen: String(written) } : {}),
          hint: "set spec.resources.requests.storage, for example to 20Gi",
        };
      }
    if (manifest.kind !== "Elasticsearch") return;
    for (const each of nodeSetsOf(manifest, set)) {
      const volumes = listAt(each.value, "podTemplate", "spec", "volumes");
      if (!each.roles.holdsData || each.count === 0) continue;
      if (listAt(each.value, "volumeClaimTemplates").length > 0) continue;
      if (volumes.some((volume) => textAt(volume, "name") === "elasticsearch-data")) continue;
      yield {
        message: `${labelOf(each)} has no claim template: the operator claims 1Gi a node`,
        severity: "warning",
        at: { path: [...each.path, "volumeClaimTemplates"], field: "volumeClaimTemplates" },
        hint: "add a claim template elasticsearch-data with the size that the data needs",
      };
    }
  },
};
