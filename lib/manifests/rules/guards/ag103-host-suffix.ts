// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import { isHostBelow } from "../../guards.ts";
import type { Manifest } from "../../manifest.ts";
import type { ObjectRule } from "../../rule.ts";
import { fieldsIn, type Found, hostSuffix, routeKinds, textsIn } from "./facts.ts";
import { sampleIngress, sampleIngressRule, sampleRails, sampleRoute } from "./samples.ts";

const settings = sampleRails();

export const hostSuffixRule: ObjectRule = {
  id: "AG103",
  name: "host-suffix",
  severity: "error",
  scope: "object",
  kinds: ["Ingress.networking.k8s.io", ...routeKinds],
  what: "Hosts end in the team's own domain.",
  why: "The event's admission refuses others: whoever claims a host gets its visitors and its certificate.",
  sources: ["guards hosts and routes of lib/kubernetes/objects/guards"],
  failing: [
    {
      title: "another team's host",
      objects: [sampleIngress({ rules: [sampleIngressRule("web.bee.hack.example.org")] })],
      settings,
    },
    { title: "one that only ends alike", objects: [sampleRoute({ hostnames: ["plant.hack.example.org"] })], settings },
    {
      title: "in tls alone",
      objects: [
        sampleIngress({
          rules: [sampleIngressRule("ant.hack.example.org")],
          tls: [{ hosts: ["hack.example.org"], secretName: "web" }],
        }),
      ],
      settings,
    },
    {
      title: "teams publish no hosts",
      objects: [sampleRoute()],
      settings: sampleRails({ domain: undefined }),
    },
  ],
  passing: [
    { title: "below the team's domain", objects: [sampleRoute()], settings },
    {
      title: "the team's domain itself",
      objects: [sampleIngress({ rules: [sampleIngressRule("ant.hack.example.org")] })],
      settings,
    },
    { title: "the domain is not known", objects: [sampleRoute({ hostnames: ["example.org"] })] },
  ],
  *check(manifest, { settings: known }) {
    const suffix = hostSuffix(known);
    if (suffix === undefined) return;
    for (const { value, path } of hostsOf(manifest))
      if (suffix === "" || !isHostBelow(value, suffix))
        yield {
          message: suffix === "" ? "teams publish no hosts here" : "the host is not this team's",
          at: { path, field: "host" },
          seen: value,
          ...(suffix === "" ? {} : { allowed: `${suffix} and names below it` }),
          hint: suffix === "" ? "ask the organizers for a domain" : `write app.${suffix}`,
        };
  },
};

function hostsOf({ kind, value }: Manifest): Found<string>[] {
  if (kind !== "Ingress") return textsIn(value, [], "spec", "hostnames");
  const rules = fieldsIn(value, [], "spec", "rules").flatMap((rule) => {
    const host = textAt(rule.value, "host") ?? "";
    return host === "" ? [] : [{ value: host, path: [...rule.path, "host"] }];
  });
  return [...rules, ...fieldsIn(value, [], "spec", "tls").flatMap((tls) => textsIn(tls.value, tls.path, "hosts"))];
}
