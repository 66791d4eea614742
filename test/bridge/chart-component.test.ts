// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { ApiObject, App, Chart } from "cdk8s";
import { Construct } from "constructs";
import { beforeAll, describe, expect, test } from "vitest";
import { ChartComponent, type KubernetesObject, KubernetesProvider, OutputTokens } from "../../lib/bridge/index.ts";
import { k8s } from "../../lib/kubernetes/api.ts";
import { type Recorder, recordResources, valueOf } from "../harness/mocks.ts";

let recorder: Recorder;
beforeAll(() => {
  recorder = recordResources();
});

const address = (): pulumi.Output<string> => pulumi.output("203.0.113.7");

interface Bench {
  readonly tokens: OutputTokens;
  readonly app: App;
  readonly chart: Chart;
}

function bench(id = "c"): Bench {
  const tokens = new OutputTokens();
  const app = new App({ resolvers: [tokens] });
  return { tokens, app, chart: new Chart(app, id) };
}

function configMap(
  scope: Construct,
  id: string,
  data: unknown,
  metadata: Record<string, unknown> = { name: id.toLowerCase() },
): ApiObject {
  return new ApiObject(scope, id, { apiVersion: "v1", kind: "ConfigMap", metadata, data });
}

function refusal(chart: Chart): string[] {
  try {
    new ChartComponent("refused", { chart });
  } catch (error) {
    return pulumi.RunError.isInstance(error) ? error.message.split("\n") : [`not a RunError: ${String(error)}`];
  }
  return [];
}

async function inputsOf(
  object: KubernetesObject | undefined,
  name: string,
): Promise<Readonly<Record<string, unknown>>> {
  const urn = await valueOf(object!.urn);
  return recorder.inputs(urn!.split("::")[2]!.split("$").at(-1)!, name);
}

describe("values", () => {
  test("pass through slots typed as text, number or quantity, and stay what they are", async () => {
    const { tokens, chart } = bench();
    new k8s.KubeDeployment(chart, "Server", {
      metadata: { name: "server" },
      spec: {
        replicas: pulumi.output(3) as unknown as number,
        selector: {},
        template: {
          spec: {
            containers: [
              {
                name: "server",
                env: [
                  { name: "URL", value: `http://${tokens.string(address())}:${tokens.string(pulumi.output(8080))}` },
                ],
                resources: { limits: { memory: k8s.Quantity.fromString(tokens.string(pulumi.output("1Gi"))) } },
              },
            ],
          },
        },
      },
    });
    const component = new ChartComponent("typed", { chart });
    expect(await inputsOf(component.find("Deployment", "server"), "typed/Server")).toMatchObject({
      spec: {
        replicas: 3,
        template: {
          spec: {
            containers: [
              { env: [{ name: "URL", value: "http://203.0.113.7:8080" }], resources: { limits: { memory: "1Gi" } } },
            ],
          },
        },
      },
    });
  });

  test("are the same placeholder every time they are rendered", () => {
    const tokens = new OutputTokens();
    const output = address();
    expect(tokens.string(output)).toBe(tokens.string(output));
    expect(tokens.string(output)).not.toBe(tokens.string(address()));
  });

  test("of lists and objects come back whole", async () => {
    const { chart } = bench();
    new ApiObject(chart, "Any", {
      apiVersion: "example.org/v1",
      kind: "Thing",
      metadata: { name: "any" },
      spec: pulumi.output({ list: [1, { a: true }] }),
    });
    const component = new ChartComponent("whole", { chart });
    expect((await inputsOf(component.objects[0], "whole/Any"))["spec"]).toEqual({ list: [1, { a: true }] });
  });
});

describe("resources", () => {
  test("are made of objects at any depth and of charts inside the chart, and can be found", () => {
    const { chart } = bench();
    configMap(new Construct(new Construct(chart, "Deep"), "Deeper"), "Map", {}, { name: "deep", namespace: "n" });
    configMap(new Chart(chart, "Inner"), "Map", {}, { name: "inner", namespace: "n" });
    const component = new ChartComponent("depth", { chart });
    expect(component.names.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { kind: "ConfigMap", namespace: "n", name: "deep" },
      { kind: "ConfigMap", namespace: "n", name: "inner" },
    ]);
    expect(component.find("ConfigMap", "inner")).toBe(
      component.objects[component.names.findIndex(({ name }) => name === "inner")],
    );
    expect(component.find("Secret", "inner")).toBeUndefined();
  });

  test("of a provider with the text of a kubeconfig keep it secret", async () => {
    const provider = new KubernetesProvider("text", { kubeconfig: "apiVersion: v1\nkind: Config\n" });
    await valueOf(provider.urn);
    expect(recorder.inputs("pulumi:providers:kubernetes", "text")["kubeconfig"]).toEqual({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      value: "apiVersion: v1\nkind: Config\n",
    });
  });
});

describe("refused", () => {
  test("an Output in an App without OutputTokens", () => {
    const chart = new Chart(new App(), "c");
    configMap(chart, "Map", { at: address() });
    expect(refusal(chart)).toEqual([
      "chart c cannot be rendered: Failed serializing construct at path 'c/Map' with name 'map': Error: can't render non-simple object of type 'OutputImpl'",
    ]);
  });

  test("all faults of a chart at once, each with its construct", () => {
    const { tokens, chart } = bench();
    const late = address();
    const foreign = new OutputTokens().string(late);
    configMap(chart, "Name", {}, { name: `x-${tokens.string(late)}` });
    configMap(chart, "Namespace", {}, { name: "a", namespace: tokens.string(late) });
    configMap(chart, "Label", {}, { name: "b", labels: { [tokens.string(late)]: "x" } });
    configMap(chart, "Text", { url: `http://${late as unknown as string}/` });
    configMap(chart, "Json", { url: JSON.stringify({ late: `at ${late as unknown as string}` }) });
    configMap(chart, "Encoded", { at: Buffer.from(tokens.string(late)).toString("base64") });
    configMap(chart, "Foreign", { at: foreign });
    new k8s.KubeResourceQuota(chart, "Lost", {
      metadata: { name: "lost" },
      spec: { hard: { cpu: pulumi.output("2") as unknown as k8s.Quantity } },
    });
    configMap(chart, "One", {}, { name: "same" });
    configMap(chart, "Two", {}, { name: "same" });
    const asText =
      "was made from an Output as if it were text: use pulumi.interpolate, or tokens.string(output) inside the text";
    expect(refusal(chart)).toEqual([
      "chart c cannot be deployed:",
      "  BV611 [c/Name] metadata.name is known only after deployment: make it from names that the program knows",
      "  BV611 [c/Namespace] metadata.namespace is known only after deployment: make it from names that the program knows",
      "  BV613 [c/Label] a key in metadata.labels is known only after deployment: only values may be",
      `  BV612 [c/Text] data.url ${asText}`,
      `  BV612 [c/Json] data.url ${asText}`,
      "  BV614 [c/Encoded] data.at holds an encoded Output, which cannot be put back: use stringData",
      "  BV615 [c/Foreign] data.at holds an Output of another App's OutputTokens: give each App its own and use no other",
      "  BV616 [c/Lost] 1 Output(s) did not arrive in the manifest: wrap them for their slot, such as Quantity.fromString(tokens.string(output))",
      "  BV617 [c/Two] ConfigMap same is already made by c/One: give one another name",
    ]);
  });

  test("the same object in two charts of an App, by group, kind, namespace and name", () => {
    const { app, chart } = bench();
    configMap(chart, "Map", {}, { name: "same", namespace: "n" });
    const other = new Chart(app, "other", { namespace: "n" });
    configMap(other, "Map", {}, { name: "same" });
    configMap(other, "Elsewhere", {}, { name: "same", namespace: "m" });
    new ApiObject(other, "Group", { apiVersion: "example.org/v1", kind: "ConfigMap", metadata: { name: "same" } });
    expect(refusal(chart)).toEqual([
      "chart c cannot be deployed:",
      "  BV617 [other/Map] ConfigMap n/same is already made by c/Map: give one another name",
    ]);
  });

  test("names that cdk8s made alike when hashes are off", () => {
    const chart = new Chart(new App(), "c", { disableResourceNameHashes: true });
    new ApiObject(chart, "x-y", { apiVersion: "v1", kind: "ConfigMap" });
    new ApiObject(new Construct(chart, "x"), "y", { apiVersion: "v1", kind: "ConfigMap" });
    expect(refusal(chart)).toEqual([
      "chart c cannot be deployed:",
      "  BV617 [c/x/y] ConfigMap c-x-y is already made by c/x-y: give one another name",
    ]);
  });

  test("what the constructs' own validations find", () => {
    const { chart } = bench();
    chart.node.addValidation({ validate: () => ["too small", "too blue"] });
    expect(refusal(chart).join("\n")).toMatch(
      /^chart c cannot be rendered: Validation failed with the following errors:\n\s+\[c\] too small\n\s+\[c\] too blue$/,
    );
  });

  test("objects that need each other in a circle", () => {
    const { chart } = bench();
    const namespace = new ApiObject(chart, "Namespace", {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "n" },
    });
    namespace.addDependency(configMap(chart, "Map", {}, { name: "m", namespace: "n" }));
    expect(refusal(chart)).toEqual(["BV619 objects need each other in a circle: c/Map → c/Namespace → c/Map"]);
  });

  test("a chart whose other chart is not there yet", () => {
    const { app, chart } = bench();
    const other = new Chart(app, "other");
    configMap(other, "Map", {}, { name: "there" });
    configMap(chart, "Map", {}, { name: "here" });
    chart.addDependency(other);
    expect(refusal(chart)).toEqual([
      "[other/Map] is needed before its chart is deployed: make the ChartComponent of other first",
    ]);
  });
});
