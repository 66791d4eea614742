// SPDX-License-Identifier: Apache-2.0
import { type Fields, fieldsAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import { labelTest } from "../../network/index.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleContainer, sampleDeployment } from "../../samples.ts";
import type { ManifestSet } from "../../settings.ts";
import { samplePolicy } from "./samples.ts";
import { type PodView, podsIn, policyKinds, type RuleView, ruleViews } from "./views.ts";

const container = sampleContainer({ ports: [{ name: "http", containerPort: 8080 }] });
const app: Fields = { ...sampleDeployment({ containers: [container] }), metadata: { name: "app", namespace: "team" } };
const from = [{ podSelector: {} }];

export const unknownNamedPort: ObjectRule = {
  id: "NP105",
  name: "unknown-named-port",
  severity: "warning",
  scope: "object",
  kinds: policyKinds,
  what: "A port by name is a port of a pod that the rule is for.",
  why: "A name that no pod has, or has for another protocol, opens nothing.",
  sources: ["https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/"],
  failing: [
    { title: "a slip in the name", objects: [app, samplePolicy({ ingress: [{ from, ports: [{ port: "https" }] }] })] },
    {
      title: "of another protocol",
      objects: [app, samplePolicy({ ingress: [{ from, ports: [{ port: "http", protocol: "UDP" }] }] })],
    },
    {
      title: "outwards",
      objects: [app, samplePolicy({ policyTypes: ["Egress"], egress: [{ to: from, ports: [{ port: "web" }] }] })],
    },
  ],
  passing: [
    { title: "the container's name", objects: [app, samplePolicy({ ingress: [{ from, ports: [{ port: "http" }] }] })] },
    { title: "a number", objects: [app, samplePolicy({ ingress: [{ from, ports: [{ port: 9999 }] }] })] },
    { title: "the pods are not known", objects: [samplePolicy({ ingress: [{ from, ports: [{ port: "https" }] }] })] },
  ],
  *check(manifest, { set }) {
    for (const rule of ruleViews(manifest)) {
      const named = rule.ports.filter(({ value }) => textAt(value, "port") !== undefined);
      if (named.length === 0) continue;
      const pods = destinations(rule, manifest, set);
      if (pods.length === 0) continue;
      for (const { value, path } of named) {
        const name = textAt(value, "port");
        const protocol = textAt(value, "protocol") ?? "TCP";
        const known = pods.flatMap(({ pod }) => pod.ports ?? []).filter((port) => port.protocol === protocol);
        if (known.some((port) => port.name === name)) continue;
        const names = [...new Set(known.flatMap((port) => port.name ?? []))];
        yield {
          message: `no pod that the rule is for has a ${protocol} port of this name`,
          at: { path: [...path, "port"], field: `${rule.direction}.ports.port` },
          seen: name,
          allowed: names.length === 0 ? "no port has a name: write the number" : names.join(", "),
          hint: "write a name from the containers' ports, or the number",
        };
      }
    }
  },
};

/** The pods of the set whose ports are meant; none when the rule reaches pods that are not known. */
function destinations(rule: RuleView, { value, namespace }: Manifest, set: ManifestSet): readonly PodView[] {
  const pods = podsIn(set, namespace);
  if (rule.direction === "ingress") {
    const selected = labelTest(fieldsAt(value, "spec", "podSelector") ?? {});
    return pods.filter(({ pod }) => selected(pod.labels));
  }
  const selectors = rule.peers.map((peer) =>
    fieldsAt(peer.value, "namespaceSelector") === undefined ? fieldsAt(peer.value, "podSelector") : undefined,
  );
  if (selectors.length === 0 || selectors.includes(undefined)) return [];
  const tests = selectors.map((selector) => labelTest(selector ?? {}));
  return pods.filter(({ pod }) => tests.some((test) => test(pod.labels)));
}
