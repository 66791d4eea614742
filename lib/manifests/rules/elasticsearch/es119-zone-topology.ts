// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchKind } from "./kinds.ts";
import { nodeSetsOf } from "./node-sets.ts";
import { sampleNodes } from "./samples.ts";

const byRack = { name: "warm", zoneAwareness: { topologyKey: "example.org/rack" } };

export const zoneTopology: ObjectRule = {
  id: "ES119",
  name: "zone-topology",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "All nodeSets with zoneAwareness use the same topologyKey.",
  why: "Every node waits for its zone before it starts, and the operator writes that wait once for all of them. It refuses two keys.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/validation/validations.go:157 (validZoneAwarenessTopologyKeys)",
  ],
  failing: [
    { title: "a key and the default", objects: [sampleNodes({ zoneAwareness: {} }, byRack)] },
    {
      title: "two keys",
      objects: [sampleNodes({ zoneAwareness: { topologyKey: "topology.kubernetes.io/region" } }, byRack)],
    },
  ],
  passing: [
    {
      title: "the default, said and unsaid",
      objects: [
        sampleNodes(
          { zoneAwareness: {} },
          { name: "b", zoneAwareness: { topologyKey: "topology.kubernetes.io/zone" } },
        ),
      ],
    },
    { title: "one of two", objects: [sampleNodes({}, byRack)] },
  ],
  *check(manifest, { set }) {
    const aware = nodeSetsOf(manifest, set).flatMap(({ value, path, name }) =>
      value["zoneAwareness"] == null
        ? []
        : [{ name, path, key: textAt(value, "zoneAwareness", "topologyKey")?.trim() || "topology.kubernetes.io/zone" }],
    );
    const [first, ...rest] = aware;
    for (const { name, path, key } of rest) {
      if (first === undefined || key === first.key) continue;
      yield {
        message: `nodeSet ${name} spreads by ${key}, nodeSet ${first.name} by ${first.key}`,
        at: { path: [...path, "zoneAwareness", "topologyKey"], field: "zoneAwareness.topologyKey" },
        seen: key,
        allowed: first.key,
        hint: "use one key for all",
      };
    }
  },
};
