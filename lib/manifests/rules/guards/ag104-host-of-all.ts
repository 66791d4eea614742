// SPDX-License-Identifier: Apache-2.0
import { at, listAt, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { fieldsIn, routeKinds, textsIn } from "./facts.ts";
import { sampleIngress, sampleIngressRule, sampleRoute } from "./samples.ts";

const backend = { service: { name: "web", port: { number: 80 } } };

export const hostOfAll: ObjectRule = {
  id: "AG104",
  name: "host-of-all",
  severity: "error",
  scope: "object",
  kinds: ["Ingress.networking.k8s.io", ...routeKinds],
  what: "Ingresses and routes name their hosts one by one.",
  why: "Without a host, or with a wildcard, they take the visitors of every host of the controller or gateway, those of other teams too. The event's admission refuses them.",
  sources: [
    "https://kubernetes.io/docs/concepts/services-networking/ingress/#default-backend",
    "https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec",
  ],
  failing: [
    { title: "a rule without a host", objects: [sampleIngress({ rules: [sampleIngressRule()] })] },
    { title: "a default backend", objects: [sampleIngress({ defaultBackend: backend })] },
    { title: "a wildcard", objects: [sampleIngress({ rules: [sampleIngressRule("*.ant.hack.example.org")] })] },
    { title: "a route without hostnames", objects: [sampleRoute({ hostnames: [] })] },
  ],
  passing: [
    { title: "a host", objects: [sampleIngress({ rules: [sampleIngressRule("web.ant.hack.example.org")] })] },
    { title: "a route with its host", objects: [sampleRoute()] },
  ],
  *check({ kind, value }) {
    const hint = "write each host that is meant";
    const told = (message: string, path: readonly (string | number)[], field: string, seen?: string) => ({
      message,
      at: { path, field },
      ...(seen === undefined ? {} : { seen }),
      hint,
    });
    if (kind !== "Ingress") {
      if (listAt(value, "spec", "hostnames").length === 0)
        yield told("the route takes all hosts of its gateway", ["spec", "hostnames"], "hostnames", "none");
      for (const host of textsIn(value, [], "spec", "hostnames"))
        if (host.value.includes("*"))
          yield told("a wildcard takes hosts of others", host.path, "hostnames", host.value);
      return;
    }
    if (at(value, "spec", "defaultBackend") !== undefined)
      yield told(
        "the default backend takes all hosts that nobody claims",
        ["spec", "defaultBackend"],
        "defaultBackend",
      );
    for (const rule of fieldsIn(value, [], "spec", "rules")) {
      const host = textAt(rule.value, "host") ?? "";
      if (host === "") yield told("a rule without a host takes all hosts", rule.path, "host", "none");
      else if (host.includes("*")) yield told("a wildcard takes hosts of others", [...rule.path, "host"], "host", host);
    }
    for (const tls of fieldsIn(value, [], "spec", "tls"))
      for (const host of textsIn(tls.value, tls.path, "hosts"))
        if (host.value.includes("*")) yield told("a wildcard takes hosts of others", host.path, "hosts", host.value);
  },
};
