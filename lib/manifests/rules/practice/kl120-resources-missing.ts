// SPDX-License-Identifier: Apache-2.0
import { at, listAt, textAt } from "../../fields.ts";
import type { ManifestSet } from "../../settings.ts";
import type { ContainerRule } from "../../rule.ts";
import { sampleContainer, samplePod } from "../../samples.ts";

const pod = (resources: unknown): Readonly<Record<string, unknown>> =>
  samplePod({ containers: [sampleContainer({ resources })] });
const limits = {
  apiVersion: "v1",
  kind: "LimitRange",
  metadata: { name: "limits" },
  spec: { limits: [{ type: "Container", default: { cpu: "500m", memory: "512Mi" }, defaultRequest: { cpu: "500m" } }] },
};

export const resourcesMissing: ContainerRule = {
  id: "KL120",
  name: "resources-missing",
  severity: "info",
  scope: "container",
  what: "A container says how much CPU it needs and how much memory it may take, where nothing gives it defaults.",
  why: "Without a request the scheduler takes it for nothing, and without a memory limit it can push others off the node. Under a quota it is refused, which other rules tell.",
  sources: ["kube-linter unset-cpu-requirements", "kube-linter unset-memory-requirements"],
  failing: [
    { title: "nothing", objects: [pod({})] },
    { title: "no memory limit", objects: [pod({ requests: { cpu: "1", memory: "1Gi" } })] },
  ],
  passing: [
    { title: "both", objects: [samplePod()] },
    { title: "the namespace gives defaults", objects: [pod({})], around: [limits] },
  ],
  *check({ kind, value, path }, { owner, spec }, { set }) {
    if (kind === "ephemeral" || at(spec, "resources") !== undefined || governed(set, owner.namespace)) return;
    const missing = [
      ...(known(value, "requests", "cpu") || known(value, "limits", "cpu") ? [] : ["requests.cpu"]),
      ...(known(value, "limits", "memory") ? [] : ["limits.memory"]),
    ];
    if (missing.length === 0) return;
    yield {
      message: `the container does not say ${missing.join(" and ")}`,
      at: { path: [...path, "resources"], field: "resources" },
      hint: "name what it needs",
    };
  },
};

function known(value: unknown, bound: string, resource: string): boolean {
  const found = at(value, "resources", bound, resource);
  return typeof found === "string" || typeof found === "number";
}

const tables = new WeakMap<ManifestSet, ReadonlySet<string>>();

/** A LimitRange fills in, or a quota refuses: either way it is not this rule's business. */
function governed(set: ManifestSet, namespace: string): boolean {
  let namespaces = tables.get(set);
  if (namespaces === undefined) {
    const ranges = set
      .of("", "LimitRange")
      .filter(({ value }) => listAt(value, "spec", "limits").some((item) => textAt(item, "type") === "Container"));
    namespaces = new Set([...set.of("", "ResourceQuota"), ...ranges].map((each) => each.namespace));
    tables.set(set, namespaces);
  }
  return namespaces.has(namespace);
}
