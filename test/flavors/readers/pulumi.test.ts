// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { lintFlavors } from "../../../lib/flavors/index.ts";
import { clean, summary } from "./summary.ts";

const type = "openstack:compute/flavor:Flavor";
const accessType = "openstack:compute/flavorAccess:FlavorAccess";
const urnOf = (name: string, of = type): string => `urn:pulumi:dev::p::${of}::${name}`;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const flavor = (name: string, inputs: object, more: object = {}): object => ({
  urn: urnOf(name),
  type,
  inputs,
  ...more,
});
const access = (inputs: object, more: object = {}): object => ({
  urn: urnOf("x", accessType),
  type: accessType,
  inputs,
  ...more,
});
const deployed = (...resources: readonly unknown[]): string =>
  JSON.stringify({ version: 3, deployment: { resources } });
const summaries = async (text: string): Promise<Record<string, string>[]> =>
  (await clean(text, "f.json")).definitions.map((each) => summary(each));
/** Without places: the document is on one line. */
const values = async (text: string): Promise<Record<string, string>[]> =>
  (await summaries(text)).map((each) =>
    Object.fromEntries(Object.entries(each).map(([key, value]) => [key, value.replace(/ @\d+:\d+$/, "")])),
  );

test("an exported stack: inputs with their places", async () => {
  const text = `{"version": 3, "deployment": {"resources": [
  {"urn": "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev", "type": "pulumi:pulumi:Stack"},
  {"urn": "${urnOf("a")}", "type": "${type}", "id": "7",
   "inputs": {
     "__defaults": ["rxTxFactor"], "name": "m1.a", "flavorId": "7", "ram": 2048, "vcpus": 1, "disk": 20, "ephemeral": 1,
     "swap": 64, "rxTxFactor": 1, "isPublic": true, "description": "d", "region": "r", "nme": 1,
     "extraSpecs": {"hw:cpu_policy": "dedicated"}},
   "outputs": {"name": "other"}}
]}}`;
  const { definitions, format } = await clean(text, "f.json");
  expect(format).toBe("pulumi");
  expect(definitions.map((each) => summary(each))).toEqual([
    {
      name: '"m1.a" @5:44',
      id: '"7" @5:64',
      ram: "2048 @5:76",
      vcpus: "1 @5:91",
      disk: "20 @5:102",
      ephemeral: "1 @5:119",
      swap: "64 @6:14",
      is_public: "true @6:47",
      description: '"d" @6:68',
      "? nme": "1 @6:88",
      "spec hw:cpu_policy": '"dedicated" @7:38',
    },
  ]);
  expect(definitions[0]?.specsPath).toEqual(["deployment", "resources", 1, "inputs", "extraSpecs"]);
  expect([definitions[0]?.spelling("is_public"), definitions[0]?.spelling("id")]).toEqual(["isPublic", "flavorId"]);
});

test("a file of the state folder", async () => {
  const text = JSON.stringify({
    version: 3,
    checkpoint: { latest: { resources: [flavor("a", { name: "n", rxTxFactor: 2 })] } },
  });
  expect(await values(text)).toEqual([{ name: '"n"', rxtx_factor: "2" }]);
});

test("a preview: what the steps would leave, each resource once", async () => {
  const steps = [
    { op: "delete", urn: urnOf("gone"), oldState: flavor("gone", { name: "gone" }) },
    { op: "create-replacement", urn: urnOf("a"), newState: flavor("a", { name: "a", ram: 2 }) },
    { op: "replace", urn: urnOf("a"), newState: flavor("a", { name: "a", ram: 3 }) },
    { op: "same", urn: urnOf("b"), newState: flavor("b", { name: "b" }) },
    { op: "refresh", urn: urnOf("c") },
    1,
  ];
  expect(await values(JSON.stringify({ config: {}, steps }))).toEqual([{ name: '"a"', ram: "2" }, { name: '"b"' }]);
});

test("one that waits for its deletion is none; one that is only looked up is the cloud's", async () => {
  const text = deployed(
    flavor("old", { name: "old" }, { delete: true }),
    flavor(
      "known",
      {},
      { external: true, outputs: { id: "1", name: "cloud's", rxTxFactor: 1, ram: 2, description: "" } },
    ),
  );
  expect(await values(text)).toEqual([{ name: '"cloud\'s"', ram: "2", existing: "true" }]);
});

describe("values that are not there", () => {
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" };
  const output = { "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4" };
  test.each([
    [unknown, "<output<unknown>>"],
    ["3eeb2bf0-c639-47a8-9e75-3b44932eb421", "<output<unknown>>"],
    ["[secret]", "<[secret]>"],
    [secret, "<[secret]>"],
    [output, "<output<unknown>>"],
    [{ ...output, value: unknown }, "<output<unknown>>"],
    [{ ...output, value: 5, secret: true }, "<[secret]>"],
    [{ ...output, value: 5 }, "5"],
    [{ value: 5 }, '{"value":5}'],
  ])("%j", async (value, seen) => {
    expect(await values(deployed(flavor("a", { ram: value, extraSpecs: { "a:b": value } })))).toEqual([
      { ram: seen, "spec a:b": seen },
    ]);
  });

  test("all extra specs, the name", async () => {
    const { definitions } = await clean(deployed(flavor("a", { name: unknown, extraSpecs: unknown })), "f.json");
    expect(definitions.map((each) => each.subject)).toEqual(["a"]);
    expect(
      lintFlavors(definitions)
        .filter(({ code }) => code === "FL815")
        .map(({ subject, field }) => [subject, field]),
    ).toEqual([
      ["a", "name"],
      ["a", "extra_specs"],
    ]);
  });
});

describe("access", () => {
  test.each([
    [
      access({ flavorId: unknown, tenantId: "p" }, { propertyDependencies: { flavorId: [urnOf("a")], tenantId: [] } }),
      '["p"]',
    ],
    [access({ flavorId: "7", tenantId: "p" }), '["p"]'],
    [access({ flavorId: "8", tenantId: "p" }), undefined],
    [access({ flavorId: unknown, tenantId: "p" }), "<x.flavorId>"],
    [access({ flavorId: unknown, tenantId: "p" }, { propertyDependencies: { flavorId: [urnOf("b")] } }), undefined],
  ])("%j", async (grant, expected) => {
    const [seen] = await values(deployed(flavor("a", { isPublic: false }, { id: "7" }), grant));
    expect(seen?.["access"]).toBe(expected);
  });

  test("a public flavor that may be granted has no access", async () => {
    const [seen] = await values(deployed(flavor("a", { isPublic: true }), access({ flavorId: unknown })));
    expect(seen).toEqual({ is_public: "true" });
  });
});

test.each([
  ['{"deployment": {}}'],
  ['{"steps": [1]}'],
  ['{"checkpoint": {}}'],
  ['{"deployment": {"resources": [1, {"type": "' + type + '"}]}}'],
])("%s holds no flavor", async (text) => {
  await expect(clean(text, "f.json")).rejects.toThrow("BV014 info no flavors in the file, read as pulumi");
});
