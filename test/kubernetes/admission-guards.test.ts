// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { AdmissionGuards, guards } from "../../lib/kubernetes/index.ts";
import { defaultGuardRails } from "../../lib/model/guard-rails.ts";
import type { GuardRails } from "../../lib/model/index.ts";
import { faultsOf, objectsOf } from "./fixture.ts";

const build = (rails: Partial<GuardRails> = {}) => objectsOf((scope) => make(scope, rails));
const faults = (rails: Partial<GuardRails>) => faultsOf((scope) => make(scope, rails));

function make(scope: ConstructorParameters<typeof AdmissionGuards>[0], rails: Partial<GuardRails>): AdmissionGuards {
  return new AdmissionGuards(scope, "Guards", { event: "lugano_2022", guardRails: { ...defaultGuardRails, ...rails } });
}

describe("AdmissionGuards", () => {
  test("makes a policy and a binding that denies", () => {
    const [policy, binding] = build().filter(({ metadata }) => metadata.name === "lugano-2022-bounded-tokens");
    const labels = { "app.kubernetes.io/managed-by": "bivouac", "bivouac.dev/event": "lugano_2022" };
    const refuses = "Secrets that hold a ServiceAccount's token without an end";
    expect(policy).toEqual({
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: {
        name: "lugano-2022-bounded-tokens",
        labels,
        annotations: {
          "bivouac.dev/why": `${refuses}: a team may make Secrets, so it could give itself an access that outlives its kubeconfig and the event`,
        },
      },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          namespaceSelector: { matchLabels: { "bivouac.dev/event": "lugano_2022" } },
          resourceRules: [
            { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["secrets"] },
          ],
        },
        validations: [
          {
            expression: "!has(object.type) || object.type != 'kubernetes.io/service-account-token'",
            messageExpression:
              '"Secret " + object.metadata.name + " of type kubernetes.io/service-account-token holds a token without an end: pods get their own, people ask their organizers"',
            message: refuses,
          },
        ],
      },
    });
    expect(binding).toEqual({
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name: "lugano-2022-bounded-tokens", labels },
      spec: { policyName: "lugano-2022-bounded-tokens", validationActions: ["Deny"] },
    });
  });

  test("has no policy for images and storage classes unless they are limited", () => {
    const names = (rails: Partial<GuardRails>) => new Set(build(rails).map(({ metadata }) => metadata.name));
    const usual = names({});
    expect([...names({ registries: ["ghcr.io/"] })].filter((name) => !usual.has(name))).toEqual(["lugano-2022-images"]);
    expect([...names({ digests: true })].filter((name) => !usual.has(name))).toEqual(["lugano-2022-images"]);
    expect([...names({ storageClasses: [] })].filter((name) => !usual.has(name))).toEqual([
      "lugano-2022-storage-classes",
    ]);
  });

  test("a guard that is off keeps its policy, refuses nothing and says why", () => {
    const objects = build({ off: [{ guard: "services", reason: "the workshop is about LoadBalancers" }] });
    const bindings = objects.filter(({ kind }) => kind === "ValidatingAdmissionPolicyBinding");
    const audited = bindings.filter((each) => JSON.stringify(each["spec"]).includes("Audit"));
    expect(audited).toMatchObject([
      {
        metadata: {
          name: "lugano-2022-services",
          annotations: { "bivouac.dev/off": "the workshop is about LoadBalancers" },
        },
        spec: { validationActions: ["Audit"] },
      },
    ]);
    expect(bindings).toHaveLength(guards.length - 2);
  });

  test.each<[Partial<GuardRails>, string]>([
    [{ registries: ["https://ghcr.io/"] }, 'registries "https://ghcr.io/" has a scheme'],
    [{ registries: ["GHCR.io/"] }, 'registries "GHCR.io/" holds a capital, a space, * or @'],
    [{ registries: ["library/nginx"] }, 'registries "library/nginx" does not begin with a registry\'s host'],
    [{ registries: [""] }, 'registries "" does not begin with a registry\'s host'],
    [{ registries: ["index.docker.io/"] }, 'registries "index.docker.io/" is docker.io by its old name'],
    [{ registries: ["ghcr.io//a"] }, 'registries "ghcr.io//a" is not the name of a repository'],
    [{ registries: ["ghcr.io/a:1"] }, 'registries "ghcr.io/a:1" is not the name of a repository'],
    [{ domain: "*.example.org" }, 'domain "*.example.org" is not a domain'],
    [{ domain: "Example.org" }, 'domain "Example.org" is not a domain'],
    [{ domain: "example.org." }, 'domain "example.org." is not a domain'],
    [{ domain: "org" }, 'domain "org" is not a domain'],
    [{ storageClasses: ["fast ssd"] }, 'storageClasses "fast ssd" is not a name'],
    [{ priorityClasses: [""] }, 'priorityClasses "" is not a name'],
    [{ nodeKeys: [""] }, 'nodeKeys "" is not the key of a label or taint'],
    [{ nodeKeys: ["example.org/*"] }, 'nodeKeys "example.org/*" is not the key of a label or taint'],
    [{ gateway: { namespace: "a b", name: "web" } }, 'gateway.namespace "a b" is not a name'],
    [{ off: [{ guard: "hots", reason: "a typing error" }] }, 'off: there is no guard "hots"'],
    [{ off: [{ guard: "hosts", reason: " " }] }, 'off: guard "hosts" has no reason'],
  ])("says what is wrong with %j", (rails, message) => {
    expect(faults(rails)).toEqual([expect.stringContaining(`BV601 chart/Guards ${message}`)]);
  });

  test("takes what is right", () => {
    expect(
      faults({
        registries: ["docker.io/library/", "ghcr.io", "localhost:5000/", "registry.example.org:5000/a_b/c"],
        domain: "apps.example.org",
        storageClasses: ["fast"],
        priorityClasses: ["team.high"],
        nodeKeys: ["nvidia.com/gpu", "gpu"],
        gateway: { namespace: "gateways", name: "shared" },
      }),
    ).toEqual([]);
  });
});
