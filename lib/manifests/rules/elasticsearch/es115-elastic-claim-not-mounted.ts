// SPDX-License-Identifier: Apache-2.0
import { type Fields, listAt, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { claimTemplates } from "./claims.ts";
import { elasticsearchKind } from "./kinds.ts";
import { labelOf, nodeSetsOf } from "./node-sets.ts";
import { sampleClaimTemplate, sampleNodes } from "./samples.ts";

const other = { volumeClaimTemplates: [sampleClaimTemplate("20Gi", {}, "data")] };
const mounted = (name: string): Fields => ({
  spec: {
    containers: [{ name: "elasticsearch", volumeMounts: [{ name, mountPath: "/usr/share/elasticsearch/data" }] }],
  },
});

export const claimNotMounted: ObjectRule = {
  id: "ES115",
  name: "elastic-claim-not-mounted",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "The claim for the data is called elasticsearch-data, or a container mounts the claims that there are.",
  why: "The operator mounts the claim of that name and no other. The data would lie in the container and go with it, so it refuses the cluster.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/validation/volume_validation.go:27 (validPVCNaming)",
    "https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/volume-claim-templates",
  ],
  failing: [
    { title: "another name", objects: [sampleNodes(other)] },
    {
      title: "one of two is mounted",
      objects: [
        sampleNodes({
          volumeClaimTemplates: [sampleClaimTemplate("20Gi", {}, "data"), sampleClaimTemplate("1Gi", {}, "logs")],
          podTemplate: mounted("data"),
        }),
      ],
    },
  ],
  passing: [
    { title: "the name that it wants", objects: [sampleNodes()] },
    { title: "another that is mounted", objects: [sampleNodes({ ...other, podTemplate: mounted("data") })] },
  ],
  *check(manifest, { set }) {
    const lists = claimTemplates(manifest);
    for (const [index, each] of nodeSetsOf(manifest, set).entries()) {
      const claims = lists[index]?.claims ?? [];
      if (claims.some(({ name }) => name === "elasticsearch-data")) continue;
      const mounts = listAt(each.value, "podTemplate", "spec", "containers")
        .flatMap((container) => listAt(container, "volumeMounts"))
        .map((mount) => textAt(mount, "name"));
      for (const { name, path } of claims.filter((claim) => !mounts.includes(claim.name)))
        yield {
          message: `${labelOf(each)}: nothing mounts the claim ${name}`,
          at: { path: [...path, "metadata", "name"], field: "volumeClaimTemplates.metadata.name" },
          seen: name,
          allowed: "elasticsearch-data",
          hint: "call it elasticsearch-data",
        };
    }
  },
};
