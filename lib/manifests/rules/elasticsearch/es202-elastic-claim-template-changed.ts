// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { type ClaimTemplate, claimTemplates, earlierTemplates, storageSteps } from "./claims.ts";
import { flatSettings } from "./flat-settings.ts";
import { elasticsearchKind, isAutoscaled, logstashKind } from "./kinds.ts";
import { sampleClaimTemplate, sampleLogstash, sampleNodes } from "./samples.ts";

const claim = (spec: Fields, name?: string): Fields =>
  sampleNodes({ volumeClaimTemplates: [sampleClaimTemplate("20Gi", spec, name)] });
const queue = (spec: Fields): Fields =>
  sampleLogstash({ volumeClaimTemplates: [sampleClaimTemplate("20Gi", spec, "logstash-data")] });

export const claimTemplateChanged: ObjectRule = {
  id: "ES202",
  name: "elastic-claim-template-changed",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind, logstashKind],
  what: "Of the claim templates of a set only the storage changes: class, access modes, names and labels stay.",
  why: "Claims cannot change these, and neither can a StatefulSet. The operator refuses the change, and every later one with it.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/validation/volume_validation.go:72",
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/logstash/validation/validations.go:122",
  ],
  failing: [
    {
      title: "another class",
      objects: [claim({ storageClassName: "fast" })],
      earlier: [claim({ storageClassName: "slow" })],
    },
    { title: "a class that was the default", objects: [claim({ storageClassName: "fast" })], earlier: [claim({})] },
    { title: "access modes", objects: [queue({ accessModes: ["ReadWriteMany"] })], earlier: [queue({})] },
    { title: "another name", objects: [claim({}, "elasticsearch-data")], earlier: [claim({}, "data")] },
    { title: "none any more", objects: [sampleNodes({ volumeClaimTemplates: [] })], earlier: [sampleNodes()] },
  ],
  passing: [
    {
      title: "more storage",
      objects: [sampleNodes({ volumeClaimTemplates: [sampleClaimTemplate("40Gi")] })],
      earlier: [sampleNodes()],
    },
    {
      title: "a nodeSet of another name",
      objects: [
        sampleNodes({
          name: "fast",
          volumeClaimTemplates: [sampleClaimTemplate("20Gi", { storageClassName: "fast" })],
        }),
      ],
      earlier: [sampleNodes()],
    },
  ],
  *check(manifest, { set }) {
    const earlier = set.earlierOf(manifest);
    if (earlier === undefined || isAutoscaled(manifest, set)) return;
    for (const { of, path, claims } of claimTemplates(manifest)) {
      const before = earlierTemplates(earlier, of)?.claims;
      if (before === undefined) continue;
      const hint =
        of === ""
          ? "keep it, or make another Logstash"
          : "keep it, or give the nodeSet another name: its data moves to new volumes";
      const [then, now] = [names(before), names(claims)];
      if (then !== now) {
        yield {
          message: `${of === "" ? "the claims" : `the claims of nodeSet ${of}`} were ${then}, and are ${now}`,
          at: { path, field: "volumeClaimTemplates" },
          seen: now,
          allowed: then,
          hint,
        };
        continue;
      }
      for (const [index, { name, value, path: place }] of claims.entries()) {
        const [was, is] = [fixed(before[index]?.value), fixed(value)];
        for (const setting of new Set([...was.keys(), ...is.keys()])) {
          if (was.get(setting) === is.get(setting)) continue;
          yield {
            message: `${setting} of the claim ${name} cannot change`,
            at: { path: placeOf(place, setting), field: `volumeClaimTemplates.${setting}` },
            seen: is.get(setting) ?? "nothing",
            allowed: was.get(setting) ?? "nothing",
            hint,
          };
        }
      }
    }
  },
};

function names(claims: readonly ClaimTemplate[]): string {
  return claims.map(({ name }) => name).join(", ") || "none";
}

/** All that cannot change, as texts; what a cluster adds without a meaning is left out. */
function fixed(claim: unknown): ReadonlyMap<string, string> {
  const storage = storageSteps.join(".");
  return new Map(
    [...flatSettings(claim)]
      .filter(([name, value]) => value != null && name !== storage && !name.startsWith("status."))
      .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** Keys of labels hold dots themselves. */
function placeOf(path: readonly (string | number)[], setting: string): readonly (string | number)[] {
  const label = /^metadata\.(labels|annotations)\.(.+)$/s.exec(setting);
  return [...path, ...(label === null ? setting.split(".") : ["metadata", label[1] ?? "", label[2] ?? ""])];
}
