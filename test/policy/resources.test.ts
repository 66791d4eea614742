// SPDX-License-Identifier: Apache-2.0
import policy from "@pulumi/policy";
import { describe, expect, test } from "vitest";
import { flavorPolicies } from "../../policy/policies.ts";
import { accessType, flavorType, lintResources, type PolicyResource, remedied } from "../../policy/resources.ts";

const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const size = { vcpus: 2, ram: 4096, disk: 20, isPublic: true };

const urnOf = (name: string): string => `urn:pulumi:dev::flavors::${flavorType}::${name}`;
const flavor = (name: string, props: object): PolicyResource => ({
  type: flavorType,
  urn: urnOf(name),
  props: { ...size, name, ...props },
});

/** The SDK's: reading an unknown value throws. */
function throwing(props: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return new Proxy(props, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      if (value === unknownValue) throw new Error(`${String(key)} can't be known during preview`);
      return typeof value === "object" && value !== null ? throwing(value as Readonly<Record<string, unknown>>) : value;
    },
  });
}

const said = async (resources: readonly PolicyResource[]): Promise<unknown[]> =>
  (await lintResources(resources, {})).map(({ code, severity, urn, field, seen }) => [
    code,
    severity,
    urn,
    field,
    seen,
  ]);

describe("remedied", () => {
  test("does the safe fixes and keeps secrets and unknown values as they were", async () => {
    const hidden = new policy.Secret("true");
    const { props, ...rest } = flavor("a", {
      description: unknownValue,
      extraSpecs: { "hw:cpu_policy": "Dedicated", "hw:boot_menu": hidden, "hw:pmu": unknownValue },
    });
    const after = await remedied({ ...rest, props: throwing(props) }, {});
    expect(after).toEqual({
      ...props,
      extraSpecs: { "hw:cpu_policy": "dedicated", "hw:boot_menu": hidden, "hw:pmu": unknownValue },
    });
    const specs = after?.["extraSpecs"] as Readonly<Record<string, unknown>> | undefined;
    expect(specs?.["hw:boot_menu"]).toBe(hidden);
  });

  test("says nothing when there is nothing to do", async () => {
    expect(await remedied(flavor("b", { extraSpecs: { "hw:cpu_policy": "dedicated" } }), {})).toBeUndefined();
    expect(await remedied(flavor("b", { extraSpecs: { "hw:cpu_polcy": "dedicated" } }), {})).toBeUndefined();
    expect(
      await remedied(flavor("b", { extraSpecs: { "hw:cpu_policy": "Dedicated" } }), { severities: { FL307: "off" } }),
    ).toBeUndefined();
  });
});

describe("lintResources", () => {
  test("a secret that a remediation saw is not looked at any more, though the SDK opens it", async () => {
    const specs = { "hw:pmu": "perhaps" };
    await remedied(flavor("c", { extraSpecs: { ...specs, "hw:boot_menu": new policy.Secret("maybe") } }), {});
    const found = await lintResources([flavor("c", { extraSpecs: { ...specs, "hw:boot_menu": "maybe" } })], {});
    expect(found.filter(({ severity }) => severity === "error").map(({ field, seen }) => [field, seen])).toEqual([
      ["extra_specs.hw:pmu", "perhaps"],
    ]);
    expect(JSON.stringify(found)).not.toContain("maybe");
  });

  test("shows no values of a resource whose secrets are not known", async () => {
    expect(await said([flavor("d", { extraSpecs: { "hw:pmu": "perhaps" } })])).toEqual([
      ["FL307", "error", urnOf("d"), "extra_specs.hw:pmu", undefined],
    ]);
  });

  test("an unknown value is not checked, and does not throw", async () => {
    const { props, ...rest } = flavor("e", { ram: unknownValue, extraSpecs: { "hw:pmu": unknownValue } });
    expect(await said([{ ...rest, props: throwing(props) }])).toEqual([
      ["FL815", "info", urnOf("e"), "ram", undefined],
      ["FL815", "info", urnOf("e"), "extra_specs.hw:pmu", undefined],
    ]);
  });

  test("two flavors of one name are told apart, and access is seen", async () => {
    const access: PolicyResource = {
      type: accessType,
      urn: "urn:pulumi:dev::flavors::openstack:compute/flavorAccess:FlavorAccess::a",
      props: { flavorId: unknownValue, tenantId: "p" },
      propertyDependencies: { flavorId: [{ urn: urnOf("f") }] },
    };
    const closed = { name: "same", isPublic: false };
    const found = await said([access, flavor("f", { ...closed, disk: 30 }), flavor("g", closed)]);
    expect(found).toContainEqual(["FL108", "error", urnOf("g"), "name", undefined]);
    expect(found).toContainEqual(["FL111", "warning", urnOf("g"), "is_public", undefined]);
    expect(found).not.toContainEqual(["FL111", "warning", urnOf("f"), "is_public", undefined]);
  });
});

test("the policies, their levels and what can be configured", () => {
  expect(
    flavorPolicies().map(({ name, enforcementLevel, configSchema }) => [
      name,
      enforcementLevel,
      Object.keys(configSchema?.properties ?? {}).join(" "),
    ]),
  ).toEqual([
    ["flavor-remedies", "remediate", "profiles target off"],
    ["flavor-fields", "mandatory", "profiles target off"],
    ["flavor-names", "mandatory", "profiles target off"],
    ["flavor-extra-specs", "mandatory", "profiles target off"],
    ["flavor-topology", "mandatory", "profiles target off"],
    ["flavor-placement", "mandatory", "profiles target off"],
    ["flavor-quotas", "mandatory", "profiles target off"],
    ["flavor-house-rules", "mandatory", "profiles target off"],
    ["flavor-advice", "advisory", "profiles target off least"],
    ["flavor-catalogue", "mandatory", "profiles target off"],
    ["flavor-catalogue-advice", "advisory", "profiles target off"],
  ]);
});
