// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { samplePod } from "../../samples.ts";
import { claimsOf } from "./claims.ts";
import { sampleClaim, sampleRails } from "./samples.ts";

const settings = sampleRails({ storageClasses: ["fast"] });
const inPod = (storageClassName: string) =>
  samplePod({
    volumes: [
      {
        name: "scratch",
        ephemeral: {
          volumeClaimTemplate: {
            spec: { storageClassName, accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
          },
        },
      },
    ],
  });

export const storageClass: ObjectRule = {
  id: "AG110",
  name: "storage-class",
  severity: "error",
  scope: "object",
  what: "Claims name a storage class that the organizers allow, or none.",
  why: "The event's admission refuses others, of the classes that the cluster has: they may lie on hardware of others or keep volumes for ever.",
  sources: ["guard storage-classes of lib/kubernetes/objects/guards"],
  failing: [
    { title: "another class", objects: [sampleClaim({ storageClassName: "slow" })], settings },
    { title: "in an ephemeral volume", objects: [inPod("slow")], settings },
  ],
  passing: [
    { title: "an allowed class", objects: [sampleClaim({ storageClassName: "fast" }), inPod("fast")], settings },
    { title: "no class", objects: [sampleClaim()], settings },
    { title: "any class is allowed", objects: [sampleClaim({ storageClassName: "slow" })], settings: sampleRails() },
    {
      title: "the cluster's default",
      objects: [sampleClaim({ storageClassName: "usual" })],
      around: [
        {
          apiVersion: "storage.k8s.io/v1",
          kind: "StorageClass",
          metadata: { name: "usual", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
          provisioner: "example.org/disks",
        },
      ],
      settings,
    },
  ],
  *check(manifest, { settings: { guardRails }, set }) {
    const allowed = guardRails?.storageClasses;
    if (allowed === undefined) return;
    for (const { value, path } of claimsOf(manifest)) {
      const name = textAt(value, "storageClassName") ?? "";
      if (name === "" || allowed.includes(name)) continue;
      const usual = set
        .of("storage.k8s.io", "StorageClass")
        .some(
          (each) => each.name === name && each.annotations["storageclass.kubernetes.io/is-default-class"] === "true",
        );
      if (!usual)
        yield {
          message: "the organizers do not allow this storage class",
          at: { path: [...path, "storageClassName"], field: "storageClassName" },
          seen: name,
          allowed: allowed.length === 0 ? "only the cluster's default" : allowed.join(", "),
          hint: "leave storageClassName out, or ask the organizers",
        };
    }
  },
};
