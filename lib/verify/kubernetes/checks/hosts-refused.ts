// SPDX-License-Identifier: Apache-2.0
import type { KubernetesCheck } from "../probe.ts";
import { ingress } from "../samples.ts";

export const hostsRefused: KubernetesCheck = {
  code: "VK155",
  name: "hosts-refused",
  proves: "The team cannot publish a host of another team, a wildcard, or one outside of the event's domain.",
  hint: "Put the event's admission policies and their bindings back: bivouac up.",
  probes(asking) {
    const { guardRails } = asking.team;
    if (guardRails === undefined) return [];
    const { domain = "event.invalid" } = guardRails;
    const hosts = ["www.bivouac-verify.invalid", domain, `*.${domain}`, `bivouac-verify.${domain}`];
    return hosts.map((host) => ({
      probe: `create an Ingress for ${host}`,
      expected: "refused",
      ask: () =>
        asking.refused({
          method: "POST",
          path: asking.path("apis/networking.k8s.io/v1:ingresses"),
          body: ingress(host),
        }),
    }));
  },
};
