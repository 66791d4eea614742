// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { fieldsIn, type Found, namespaceIn, routeKinds } from "./facts.ts";
import { sampleRails, sampleRoute } from "./samples.ts";
import type { Fields } from "../../fields.ts";

const settings = sampleRails();

export const routeReferences: ObjectRule = {
  id: "AG106",
  name: "route-references",
  severity: "error",
  scope: "object",
  kinds: routeKinds,
  what: "Routes hang at the event's gateway and lead to Services of their own namespace.",
  why: "The event's admission refuses others: the gateway may connect where network policies keep teams out.",
  sources: ["https://gateway-api.sigs.k8s.io/guides/multiple-ns/", "guard routes of lib/kubernetes/objects/guards"],
  failing: [
    {
      title: "a Service of another team",
      objects: [sampleRoute({ rules: [{ backendRefs: [{ name: "db", namespace: "lugano-bee", port: 80 }] }] })],
      settings,
    },
    {
      title: "a kind that stands for any address",
      objects: [
        sampleRoute({
          rules: [{ backendRefs: [{ group: "networking.istio.io", kind: "Hostname", name: "example.org", port: 80 }] }],
        }),
      ],
    },
    {
      title: "a mirror in another namespace",
      objects: [
        sampleRoute({
          rules: [
            {
              filters: [
                {
                  type: "RequestMirror",
                  requestMirror: { backendRef: { name: "db", namespace: "lugano-bee", port: 80 } },
                },
              ],
              backendRefs: [{ name: "web", port: 80 }],
            },
          ],
        }),
      ],
      settings,
    },
    { title: "another gateway", objects: [sampleRoute({ parentRefs: [{ name: "own" }] })], settings },
  ],
  passing: [
    { title: "the event's gateway and a Service beside it", objects: [sampleRoute()], settings },
    {
      title: "the own namespace by its name",
      objects: [sampleRoute({ rules: [{ backendRefs: [{ name: "web", namespace: "lugano-ant", port: 80 }] }] })],
      settings,
    },
  ],
  *check(manifest, { settings: { guardRails, ...known } }) {
    const own = namespaceIn(manifest, known);
    for (const { value, path } of backendsOf(manifest.value)) {
      const kind = textAt(value, "kind") ?? "Service";
      const namespace = textAt(value, "namespace");
      const foreign = namespace !== undefined && own !== undefined && namespace !== own;
      if (kind !== "Service" || (textAt(value, "group") ?? "") !== "" || foreign)
        yield {
          message: "the route leads elsewhere than to a Service of its namespace",
          at: { path, field: "backendRefs" },
          seen: `${kind} ${namespace === undefined ? "" : `${namespace}/`}${textAt(value, "name") ?? ""}`,
          allowed: "Services of this namespace",
          hint: "name one of your own Services",
        };
    }
    if (guardRails === undefined) return;
    const { gateway } = guardRails;
    for (const { value, path } of fieldsIn(manifest.value, [], "spec", "parentRefs")) {
      const kind = textAt(value, "kind") ?? "Gateway";
      const group = textAt(value, "group") ?? "gateway.networking.k8s.io";
      const namespace = textAt(value, "namespace") ?? own;
      const ours =
        gateway !== undefined &&
        kind === "Gateway" &&
        group === "gateway.networking.k8s.io" &&
        (namespace === undefined || namespace === gateway.namespace) &&
        textAt(value, "name") === gateway.name;
      if (!ours)
        yield {
          message: "the route hangs at another gateway than the event's",
          at: { path, field: "parentRefs" },
          seen: `${kind} ${namespace === undefined ? "" : `${namespace}/`}${textAt(value, "name") ?? ""}`,
          allowed:
            gateway === undefined ? "none: the event has no gateway" : `Gateway ${gateway.namespace}/${gateway.name}`,
          hint:
            gateway === undefined ? "ask the organizers for a gateway" : "name the event's gateway with its namespace",
        };
    }
  },
};

function backendsOf(route: Fields): Found<Fields>[] {
  return fieldsIn(route, [], "spec", "rules").flatMap((rule) => {
    const refs = fieldsIn(rule.value, rule.path, "backendRefs");
    return [...refs, ...[rule, ...refs].flatMap(filterBackends)];
  });
}

// Mirrors and asks before each request are backends too.
function filterBackends({ value, path }: Found<Fields>): Found<Fields>[] {
  return fieldsIn(value, path, "filters").flatMap((filter) =>
    ["requestMirror", "externalAuth"].flatMap((kind) => {
      const ref = fieldsAt(filter.value, kind, "backendRef");
      return ref === undefined ? [] : [{ value: ref, path: [...filter.path, kind, "backendRef"] }];
    }),
  );
}
