// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, test } from "vitest";
import { type ProgramRun, type RunOptions, runProgram, unknown } from "../harness/engine.ts";

const run = (program: string, options: Partial<RunOptions> = {}): Promise<ProgramRun> =>
  runProgram({
    program: `test/bridge/programs/${program}.ts`,
    config: { "bivouac:password": "hunter2" },
    secretKeys: ["bivouac:password"],
    compute: ({ name, inputs }) =>
      name === "address"
        ? { address: "203.0.113.7" }
        : name === "shop/Namespace"
          ? { metadata: { ...(inputs["metadata"] as object), uid: "uid-1" } }
          : undefined,
    ...options,
  });

describe("a chart with values of other resources", () => {
  let up: ProgramRun;
  beforeAll(async () => {
    up = await run("leaves");
  });

  test("becomes one resource for each API object, each value in its own leaf", () => {
    expect([up.exitCode, up.printed, up.logs]).toEqual([0, "", []]);
    const chart = up.resources.filter(({ type }) => type.startsWith("kubernetes:"));
    expect(Object.fromEntries(chart.map(({ type, name }) => [name, type]))).toEqual({
      "shop/Namespace": "kubernetes:core/v1:Namespace",
      "shop/Login": "kubernetes:core/v1:Secret",
      "shop/Settings": "kubernetes:core/v1:ConfigMap",
      "shop/Server": "kubernetes:apps/v1:Deployment",
    });
    const component = up.get("shop");
    expect(component.type).toBe("bivouac:bridge:Chart");
    for (const each of chart) {
      expect(each).toMatchObject({ parent: component.urn, provider: "cluster", version: "4.34.2", protect: true });
    }
    expect(up.get("shop/Settings").inputs).toEqual({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "settings", namespace: "shop" },
      data: {
        address: "203.0.113.7",
        url: "http://203.0.113.7:8080/",
        json: '{"at":"203.0.113.7"}',
        plain: "as it is",
      },
    });
    expect(up.get("shop/Settings").propertyDependencies).toEqual({
      apiVersion: [],
      data: ["address"],
      kind: [],
      metadata: [],
    });
    expect(up.get("shop/Server").inputs["metadata"]).toEqual({
      name: "server",
      namespace: "shop",
      annotations: { address: "203.0.113.7" },
    });
    expect(up.outputs).toEqual({ names: component.rawOutputs?.["objects"], uid: "uid-1" });
    expect(component.rawOutputs).toEqual({
      objects: [
        { kind: "Namespace", name: "shop" },
        { kind: "Secret", namespace: "shop", name: "login" },
        { kind: "ConfigMap", namespace: "shop", name: "settings" },
        { kind: "Deployment", namespace: "shop", name: "server" },
      ],
    });
  });

  test("waits for namespace and dependencies, and goes with its namespace", () => {
    const waits = ["shop/Namespace", "shop/Login", "shop/Settings", "shop/Server"].map((name) => [
      up.get(name).dependsOn.toSorted(),
      up.get(name).deletedWith,
    ]);
    expect(waits).toEqual([
      [[], undefined],
      [["shop/Namespace"], "shop/Namespace"],
      [["address", "shop/Namespace"], "shop/Namespace"],
      [["address", "shop/Namespace", "shop/Settings"], "shop/Namespace"],
    ]);
  });

  test("keeps secrets in the leaves of Secrets, all of those secret, and nothing else", () => {
    expect(up.resources.flatMap(({ name, secrets }) => secrets.map((place) => `${name} ${place}`))).toEqual([
      "shop/Login stringData.password",
      "shop/Login stringData.user",
    ]);
    expect(up.get("shop/Login").inputs["stringData"]).toEqual({ user: "shop", password: "hunter2" });
    expect(
      up.resources
        .filter((each) => each.additionalSecretOutputs.length > 0)
        .map((each) => [each.name, each.additionalSecretOutputs]),
    ).toEqual([["shop/Login", ["data", "stringData"]]]);
  });

  test("hides in a preview only the leaves that are not known", async () => {
    const preview = await run("leaves", { preview: true });
    expect(preview.exitCode).toBe(0);
    expect(preview.get("shop/Settings").inputs["data"]).toEqual({
      address: unknown,
      url: unknown,
      json: unknown,
      plain: "as it is",
    });
    expect(preview.get("shop/Server").inputs["spec"]).toEqual({ replicas: 2, selector: {} });
    expect(preview.get("shop/Login").inputs["stringData"]).toEqual({ user: "shop", password: "hunter2" });
  });

  test("asks for the cluster by path and context, so that the state holds no login", () => {
    const provider = up.get("cluster");
    expect(provider).toMatchObject({ type: "pulumi:providers:kubernetes", version: "4.34.2", secrets: [] });
    expect(provider.inputs).toEqual({ kubeconfig: "kubeconfig.yaml", context: "lab" });
  });
});

describe("order", () => {
  test("follows constructs, namespaces, definitions and charts, whatever order they were made in", async () => {
    const up = await run("order");
    expect([up.exitCode, up.printed]).toEqual([0, ""]);
    const waits = up.resources
      .filter(({ type }) => type.startsWith("kubernetes:"))
      .map(({ name, dependsOn }) => [name, dependsOn.toSorted()]);
    expect(Object.fromEntries(waits)).toEqual({
      "one/Definition": [],
      "one/Namespace": [],
      "one/Store/Deep": [],
      "one/Store": ["one/Definition", "one/Namespace"],
      "one/Client": ["one/Namespace", "one/Store", "one/Store/Deep"],
      "two/Late": ["one/Client", "one/Definition", "one/Namespace", "one/Store", "one/Store/Deep"],
    });
    expect(up.get("one/Store").type).toBe("kubernetes:example.org/v1:Bucket");
    expect([
      up.get("one/Store").deletedWith,
      up.get("one/Store/Deep").deletedWith,
      up.get("one/Definition").deletedWith,
    ]).toEqual(["one/Namespace", undefined, undefined]);
  });
});

describe("a secret outside a Secret", () => {
  test.each([false, true])("stops the program with its place (preview: %s)", async (preview) => {
    const up = await run("leak", { preview });
    expect(up.exitCode).toBe(32);
    expect(up.logs).toEqual([
      {
        severity: "error",
        message:
          'error serializing property "spec": BV618 [shop/Server] spec holds a secret: put it into a Secret and refer to that, or all of spec is hidden',
      },
    ]);
    expect(up.resources.map(({ name }) => name)).not.toContain("shop/Server");
  });
});
