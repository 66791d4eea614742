// SPDX-License-Identifier: Apache-2.0
import { type Fields, flagAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ObjectRule } from "../../rule.ts";
import type { ManifestSet } from "../../settings.ts";
import { claimTemplates, earlierTemplates, storageOf, storageSteps } from "./claims.ts";
import { elasticsearchKind, logstashKind } from "./kinds.ts";
import { sampleClaimTemplate, sampleNodes } from "./samples.ts";

const sized = (storage: string, spec: Fields = {}): Fields =>
  sampleNodes({ volumeClaimTemplates: [sampleClaimTemplate(storage, spec)] });
const storageClass = (name: string, allowVolumeExpansion?: boolean, annotations?: Fields): Fields => ({
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name, ...(annotations === undefined ? {} : { annotations }) },
  provisioner: "cinder.csi.openstack.org",
  ...(allowVolumeExpansion === undefined ? {} : { allowVolumeExpansion }),
});
const isDefault = { "storageclass.kubernetes.io/is-default-class": "true" };

export const storageNotExpandable: ObjectRule = {
  id: "ES208",
  name: "elastic-storage-not-expandable",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind, logstashKind],
  what: "A claim template asks for more than before only where its storage class lets volumes grow.",
  why: "The operator looks at the class and refuses the change when it does not.",
  sources: ["elastic/cloud-on-k8s v3.5.0 pkg/controller/common/volume/validations/validations.go:67"],
  failing: [
    {
      title: "the class says nothing",
      objects: [sized("40Gi", { storageClassName: "local" })],
      around: [storageClass("local")],
      earlier: [sized("20Gi", { storageClassName: "local" })],
    },
    {
      title: "the default class does not",
      objects: [sized("40Gi")],
      around: [storageClass("slow", false, isDefault)],
      earlier: [sized("20Gi")],
    },
  ],
  passing: [
    {
      title: "it does",
      objects: [sized("40Gi")],
      around: [storageClass("slow", true, isDefault)],
      earlier: [sized("20Gi")],
    },
    { title: "a class that is not known here", objects: [sized("40Gi")], earlier: [sized("20Gi")] },
    {
      title: "the same size",
      objects: [sized("20Gi")],
      around: [storageClass("slow", false, isDefault)],
      earlier: [sized("20Gi")],
    },
  ],
  *check(manifest, { set }) {
    const earlier = set.earlierOf(manifest);
    if (earlier === undefined) return;
    for (const { of, claims } of claimTemplates(manifest)) {
      const before = earlierTemplates(earlier, of)?.claims ?? [];
      for (const { name, value, path } of claims) {
        const now = storageOf(value);
        const then = storageOf(before.find((each) => each.name === name)?.value);
        if (now === undefined || then === undefined || now.compare(then) <= 0) continue;
        const found = classOf(set, textAt(value, "spec", "storageClassName"));
        if (found === undefined || flagAt(found.value, "allowVolumeExpansion") === true) continue;
        yield {
          message: `volumes of the class ${found.name} cannot grow from ${then.canonical} to ${now.canonical}`,
          at: { path: [...path, ...storageSteps], field: "volumeClaimTemplates.storage" },
          seen: now.canonical,
          allowed: then.canonical,
          hint:
            of === ""
              ? "ask the organizers for a class with allowVolumeExpansion"
              : "ask the organizers for a class with allowVolumeExpansion, and give the nodeSet another name to move there",
        };
      }
    }
  },
};

function classOf(set: ManifestSet, name: string | undefined): Manifest | undefined {
  const classes = set.of("storage.k8s.io", "StorageClass");
  if (name) return classes.find((each) => each.name === name);
  return classes.find(
    ({ annotations }) =>
      annotations["storageclass.kubernetes.io/is-default-class"] === "true" ||
      annotations["storageclass.beta.kubernetes.io/is-default-class"] === "true",
  );
}
