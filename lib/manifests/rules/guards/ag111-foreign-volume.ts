// SPDX-License-Identifier: Apache-2.0
import { at, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { claimsOf } from "./claims.ts";
import { sampleClaim } from "./samples.ts";

export const foreignVolume: ObjectRule = {
  id: "AG111",
  name: "foreign-volume",
  severity: "error",
  scope: "object",
  what: "Claims ask for a new volume, not for one that exists.",
  why: "A volume that exists may hold another team's data: it is bound to whoever asks first. The event's admission lets only organizers ask.",
  sources: ["https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume"],
  failing: [
    { title: "by its name", objects: [sampleClaim({ volumeName: "pv-7" })] },
    { title: "by an empty class", objects: [sampleClaim({ storageClassName: "" })] },
    { title: "by labels", objects: [sampleClaim({ selector: { matchLabels: { disk: "ssd" } } })] },
  ],
  passing: [
    { title: "a new volume", objects: [sampleClaim()] },
    { title: "of a class", objects: [sampleClaim({ storageClassName: "fast" })] },
  ],
  *check(manifest) {
    for (const { value, path } of claimsOf(manifest)) {
      const field =
        (textAt(value, "volumeName") ?? "") !== ""
          ? "volumeName"
          : textAt(value, "storageClassName") === ""
            ? "storageClassName"
            : (at(value, "selector") ?? null) !== null
              ? "selector"
              : undefined;
      if (field !== undefined)
        yield {
          message: "the claim asks for a volume that exists already",
          at: { path: [...path, field], field },
          seen: JSON.stringify(at(value, field)),
          hint: `leave ${field} out and a new volume is made, or ask the organizers to bind it`,
        };
    }
  },
};
