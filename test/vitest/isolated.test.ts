// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { networkFloor, teamIsolation } from "../../lib/kubernetes/index.ts";
import { manifestMatchers } from "../../lib/vitest/index.ts";

expect.extend(manifestMatchers);

const owner = { event: "e", team: "ada", nodeNetworks: ["192.0.2.0/24"] };
const policies = teamIsolation(owner);
const namespace = (name: string, team: string) => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels: { "bivouac.dev/event": "e", "bivouac.dev/team": team } },
});
const policy = (spec: object, name = "extra") => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name, namespace: "e-ada" },
  spec: { podSelector: {}, ...spec },
});
const without = (name: string) => policies.filter(({ metadata }) => metadata.name !== name);
const told = (received: unknown, options = {}): string => {
  try {
    expect(received).toBeIsolated(options);
  } catch (error) {
    return (error as Error).message;
  }
  return "isolated";
};

describe("toBeIsolated", () => {
  test("what TeamIsolation makes is isolated", () => {
    expect(policies).toBeIsolated({ nodeNetworks: ["192.0.2.0/24"] });
    expect([namespace("e-ada", "ada"), ...policies]).toBeIsolated({ around: [namespace("e-eve", "eve")] });
    expect(() => expect(policies).not.toBeIsolated()).toThrow(
      "expected namespace e-ada (4 objects) to have a way in or out that isolation closes, but there is none",
    );
  });

  test("no policy at all is not", () => {
    expect(told([namespace("e-ada", "ada")])).toBe(
      [
        "expected namespace e-ada (1 object) to be isolated:",
        "  from outside the namespace: kube-system/any-pod → e-ada/any-pod TCP 22 is open: egress allowed: no policy takes part, ingress allowed: no policy takes part",
        "  to another namespace: e-ada/any-pod → kube-system/any-pod TCP 22 is open: egress allowed: no policy takes part, ingress allowed: no policy takes part",
        "  to private, node or metadata addresses: e-ada/any-pod → 10.0.0.1 TCP 22 is open: egress allowed: no policy takes part",
      ].join("\n"),
    );
  });

  test("a missing policy for DNS, and node networks that nobody named", () => {
    expect(told(without("allow-dns"))).toContain(
      "DNS: e-ada/any-pod → kube-system/kube-dns UDP 53 is closed: egress denied: none of",
    );
    expect(told(policies, { nodeNetworks: ["198.51.100.0/24"] })).toContain(
      "e-ada/any-pod → 198.51.100.0 TCP 22 is open: egress allowed by NetworkPolicy e-ada/allow-internet",
    );
  });

  test("one port to one label is found, and named with its policy", () => {
    const hole = policy({
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { "bivouac.dev/team": "eve" } } }],
          ports: [{ port: 7777, protocol: "SCTP" }],
        },
      ],
    });
    const around = [namespace("e-eve", "eve")];
    expect(told([...policies, hole], { around })).toBe(
      [
        "expected namespace e-ada (5 objects) to be isolated:",
        "  from outside the namespace: e-eve/any-pod → e-ada/any-pod SCTP 7777 is open: egress allowed: no policy takes part, ingress allowed by NetworkPolicy e-ada/extra",
      ].join("\n"),
    );
    expect([...policies, hole]).toBeIsolated({ around, ingressFrom: ["e-eve"] });
  });

  test("a policy that opens egress, unless a floor of the cluster holds", () => {
    const hole = policy({ policyTypes: ["Egress"], egress: [{}] });
    const own = [namespace("e-ada", "ada"), ...policies, hole];
    expect(told(own)).toContain("e-ada/any-pod → 10.0.0.1 TCP 22 is open: egress allowed by NetworkPolicy e-ada/extra");
    const floor = networkFloor({ event: "e", teams: ["ada"], networkPolicies: "cluster" });
    expect(own).toBeIsolated({ around: [...floor] });
  });

  test("a policy that lets addresses in, which pods may have", () => {
    const hole = policy({ policyTypes: ["Ingress"], ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }] });
    expect(told([...policies, hole])).toContain(
      "from outside the namespace: 10.0.0.1 → e-ada/any-pod TCP 22 is open: ingress allowed by NetworkPolicy e-ada/extra",
    );
  });

  test("wants one namespace", () => {
    expect(told([])).toBe(
      "toBeIsolated wants the manifests of a namespace: there is neither a Namespace nor a NetworkPolicy",
    );
    expect(told([namespace("a", "a"), namespace("b", "b")])).toBe(
      "toBeIsolated: manifests of a, b; say which with { namespace }",
    );
  });
});
