// SPDX-License-Identifier: Apache-2.0
import { slug } from "../../../model/light.ts";
import type { KubernetesCheck } from "../probe.ts";
import { ingress } from "../samples.ts";

export const hostsRefused: KubernetesCheck = {
  code: "VK155",
  name: "hosts-refused",
  proves: "The team cannot publish a host of another team, a wildcard, or one outside of the event's domain.",
  hint: "Put the event's admission policies and their bindings back: bivouac up.",
  probes(asking) {
    const { guardRails, others, event } = asking.team;
    if (guardRails === undefined || asking.isOff("hosts")) return [];
    const { domain = "event.invalid" } = guardRails;
    const neighbours = others
      .slice(0, 1)
      .map((namespace) => `app.${namespace.slice(slug(event).length + 1)}.${domain}`);
    const hosts = [...neighbours, "www.bivouac-verify.invalid", domain, `*.${domain}`, `bivouac-verify.${domain}`];
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
