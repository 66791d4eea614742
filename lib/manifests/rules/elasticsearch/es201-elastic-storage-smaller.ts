// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { claimTemplates, earlierTemplates, storageOf, storageSteps } from "./claims.ts";
import { elasticsearchKind, isAutoscaled, logstashKind } from "./kinds.ts";
import { sampleClaimTemplate, sampleLogstash, sampleNodes } from "./samples.ts";

const sized = (storage: string): Fields => sampleNodes({ volumeClaimTemplates: [sampleClaimTemplate(storage)] });
const queue = (storage: string): Fields =>
  sampleLogstash({ volumeClaimTemplates: [sampleClaimTemplate(storage, {}, "logstash-data")] });

export const storageSmaller: ObjectRule = {
  id: "ES201",
  name: "elastic-storage-smaller",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind, logstashKind],
  what: "A claim template does not ask for less storage than before.",
  why: "A volume cannot shrink; the operator refuses the change, or a cluster without its webhook stops at it until it is taken back.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/common/volume/validations/validations.go:28",
    "https://github.com/elastic/cloud-on-k8s/issues/325",
  ],
  failing: [
    { title: "half", objects: [sized("10Gi")], earlier: [sized("20Gi")] },
    { title: "a Logstash, and 1G is less than 1Gi", objects: [queue("1G")], earlier: [queue("1Gi")] },
  ],
  passing: [
    { title: "more", objects: [sized("40Gi")], earlier: [sized("20Gi")] },
    { title: "the same in another unit", objects: [sized("20480Mi")], earlier: [sized("20Gi")] },
    { title: "a new one", objects: [sized("10Gi")] },
  ],
  *check(manifest, { set }) {
    const earlier = set.earlierOf(manifest);
    if (earlier === undefined || isAutoscaled(manifest, set)) return;
    for (const { of, claims } of claimTemplates(manifest)) {
      const before = earlierTemplates(earlier, of)?.claims ?? [];
      for (const { name, value, path } of claims) {
        const now = storageOf(value);
        const then = storageOf(before.find((each) => each.name === name)?.value);
        if (now === undefined || then === undefined || now.compare(then) >= 0) continue;
        yield {
          message: `the claim ${name}${of === "" ? "" : ` of nodeSet ${of}`} had ${then.canonical}: ${now.canonical} is less`,
          at: { path: [...path, ...storageSteps], field: "volumeClaimTemplates.storage" },
          seen: now.canonical,
          allowed: `${then.canonical} or more`,
          hint:
            of === ""
              ? "make another Logstash with less, and delete this one"
              : "to have less, give the nodeSet another name: its data moves to new volumes",
        };
      }
    }
  },
};
