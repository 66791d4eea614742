// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../../manifests/index.ts";
import { millis } from "../amounts.ts";
import type { KubernetesCheck } from "../probe.ts";
import { service } from "../samples.ts";

export const servicesRefused: KubernetesCheck = {
  code: "VK152",
  name: "services-refused",
  proves:
    "Services that open ports of nodes, order load balancers, take addresses or point out of the cluster are refused.",
  hint: "Put the quota and the event's admission policies back: bivouac up.",
  probes(asking) {
    const none = (key: string): boolean => millis(asking.plannedQuota[key]) === 0n;
    const guarded = asking.team.guardRails !== undefined && !asking.isOff("services");
    const bad: readonly (readonly [string, boolean, Fields, string?])[] = [
      ["of type NodePort", none("services.nodeports"), { type: "NodePort" }, "services.nodeports"],
      ["of type LoadBalancer", none("services.loadbalancers"), { type: "LoadBalancer" }, "services.loadbalancers"],
      [
        "of type ExternalName",
        guarded,
        { type: "ExternalName", externalName: "kubernetes.default.svc", selector: null },
      ],
      ["with external addresses", guarded, { externalIPs: ["192.0.2.1"] }],
    ];
    return bad
      .filter(([, planned]) => planned)
      .map(([what, , spec, key]) => ({
        probe: `create a Service ${what}`,
        expected: "refused",
        ask: () =>
          asking.refused(
            { method: "POST", path: asking.path("services"), body: service(spec) },
            ["policy", "rights", ...(key === undefined ? [] : (["quota"] as const))],
            key,
          ),
      }));
  },
};
