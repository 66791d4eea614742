// SPDX-License-Identifier: Apache-2.0
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { splitQuota } from "../../lib/kubernetes/objects/split-quota.ts";
import { TeamNamespaces, type TeamNamespacesProps } from "../../lib/kubernetes/team-namespaces.ts";
import { Quantity } from "../../lib/model/index.ts";
import { faultsOf, objectsOf } from "./fixture.ts";

const props: TeamNamespacesProps = {
  event: "lugano-2022",
  team: "met_eo",
  contact: "met@example.org",
  quota: { cpu: "8", memory: "16Gi", storage: "100Gi", pods: 40, services: 10, extended: { "nvidia.com/gpu": 2 } },
  parts: {
    dev: { cpu: "2", memory: "4Gi", pods: 10 },
    gpu: { cpu: "1", memory: "2Gi", pods: 2, extended: { "nvidia.com/gpu": 2 } },
  },
};

describe("splitQuota", () => {
  test("parts get what they ask for, main what is left", () => {
    const { main, parts, faults } = splitQuota(props.quota ?? {}, props.parts);
    expect(faults).toEqual([]);
    expect([main.cpu, main.memory, main.limitsMemory, main.storage, main.pods, main.services]).toEqual([
      "5",
      "10Gi",
      "20Gi",
      "100Gi",
      "28",
      "8",
    ]);
    expect(main.extended).toEqual({ "nvidia.com/gpu": "0" });
    expect(parts["dev"]).toMatchObject({
      cpu: "2",
      limitsMemory: "8Gi",
      storage: "0",
      services: "2",
      extended: { "nvidia.com/gpu": "0" },
    });
    expect(parts["gpu"]).toMatchObject({ services: "0", configMaps: "2", extended: { "nvidia.com/gpu": "2" } });
  });

  test("more than there is, and no end", () => {
    expect(splitQuota({ cpu: "2" }, { a: { cpu: "1500m" }, b: { cpu: "1" } }).faults).toEqual([
      "the namespaces ask for 500m more cpu than the total of 2: ask for less",
    ]);
    expect(splitQuota({ cpu: "2" }, { a: { cpu: "unlimited" } }).faults).toEqual([
      "a: cpu cannot be unlimited where the total is 2: name an amount",
    ]);
  });
});

describe("TeamNamespaces", () => {
  test("the same guard rails in each, one network, one total", () => {
    const objects = objectsOf((scope) => new TeamNamespaces(scope, "Team", props));
    const of = (kind: string) => objects.filter((each) => each.kind === kind);
    expect(of("Namespace").map(({ metadata }) => metadata.name)).toEqual([
      "lugano-2022-met-eo",
      "lugano-2022-met-eo-dev",
      "lugano-2022-met-eo-gpu",
    ]);
    expect(of("ResourceQuota")).toHaveLength(3);
    expect(of("Role")).toHaveLength(9);
    expect(
      of("RoleBinding")
        .filter(({ metadata }) => metadata.name === "team-main")
        .map((each) => each["subjects"]),
    ).toEqual([
      [{ kind: "ServiceAccount", name: "team", namespace: "lugano-2022-met-eo" }],
      [{ kind: "ServiceAccount", name: "team", namespace: "lugano-2022-met-eo" }],
    ]);
    const cpu = of("ResourceQuota").map(
      (each) => (each["spec"] as { hard: Record<string, string> }).hard["requests.cpu"] ?? "",
    );
    expect(cpu).toEqual(["5", "2", "1"]);
  });

  test("too much is a fault of the construct", () => {
    expect(faultsOf((scope) => new TeamNamespaces(scope, "Team", { ...props, parts: { dev: { cpu: "9" } } }))[0]).toBe(
      "BV601 chart/Team the namespaces ask for 1 more cpu than the total of 8: ask for less",
    );
  });
});

const amount = fc.integer({ min: 0, max: 8000 });
test.prop([amount, fc.array(amount, { maxLength: 4 })])("the sum is the total, or it is a fault", (total, wanted) => {
  const parts = Object.fromEntries(wanted.map((each, index) => [`p${index}`, { cpu: `${each}m`, pods: 1 }]));
  const { main, parts: given, faults } = splitQuota({ cpu: `${total}m`, pods: 100 }, parts);
  const sum = [main, ...Object.values(given)].reduce(
    (left, each) => left.plus(Quantity.parse(String(each.cpu))),
    Quantity.zero,
  );
  expect(faults.length > 0 || sum.equals(Quantity.parse(`${total}m`))).toBe(true);
});
