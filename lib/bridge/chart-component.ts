// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { type ApiObject, App, type Chart } from "cdk8s";
import { chartFaults } from "./faults.ts";
import { KubernetesObject } from "./kubernetes-object.ts";
import { requirements } from "./requirements.ts";
import { OutputTokens } from "./output-tokens.ts";
import { type Rendered, renderChart } from "./render.ts";
import { isSecretObject, resourceInputs } from "./restore.ts";

export interface ChartComponentArgs {
  /** Chart with all its constructs. An App that holds Outputs needs an OutputTokens among its resolvers. */
  readonly chart: Chart;
  /**
   * Objects that are put back whoever else has changed them; by server-side apply another's change of a field is a conflict.
   * @default - none: a conflict fails
   * @see https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/
   */
  readonly force?: ((object: ApiObject) => boolean) | undefined;
}

/** One object of the chart, by the names that the apiserver knows it by. */
export interface ObjectName {
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
}

// Charts of one App may depend on each other's objects.
const resources = new WeakMap<ApiObject, KubernetesObject>();

/**
 * A cdk8s chart as Pulumi resources, one for each API object. A resource is named after the component and the construct's path, depends on
 * what its construct depends on, on its Namespace and on its CustomResourceDefinition, and goes with the deletion of its Namespace.
 * @throws RunError that lists all faults of the chart.
 */
export class ChartComponent extends pulumi.ComponentResource {
  readonly objects: readonly KubernetesObject[];
  readonly names: readonly ObjectName[];

  constructor(name: string, args: ChartComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:bridge:Chart", name, {}, opts);
    const { chart } = args;
    const tokens = tokensOf(chart);
    const needs = requirements(check(chart, tokens));
    for (const [each, needed] of needs) resources.set(each.construct, this.#create(name, args, each, needed, tokens));
    const rendered = [...needs.keys()];
    this.objects = rendered.map(({ construct }) => resourceOf(construct));
    this.names = rendered.map(({ manifest: { kind, metadata } }) => ({
      kind,
      namespace: metadata.namespace,
      name: metadata.name,
    }));
    this.registerOutputs({ objects: this.names });
  }

  /** The resource of one object; undefined when the chart has none such. */
  find(kind: string, name: string): KubernetesObject | undefined {
    return this.objects[this.names.findIndex((object) => object.kind === kind && object.name === name)];
  }

  #create(
    name: string,
    { chart, force }: ChartComponentArgs,
    rendered: Rendered,
    needed: Needed,
    tokens: OutputTokens | undefined,
  ): KubernetesObject {
    const { construct, manifest } = rendered;
    const inputs = resourceInputs(rendered, tokens);
    return new KubernetesObject(
      `${name}/${constructName(chart, construct)}`,
      {
        ...(force?.(construct) === true ? forced(inputs) : inputs),
        apiVersion: manifest.apiVersion,
        kind: manifest.kind,
      },
      {
        parent: this,
        dependsOn: needed.objects.map(resourceOf),
        ...(needed.namespace && { deletedWith: resourceOf(needed.namespace) }),
        ...(isSecretObject(manifest) && { additionalSecretOutputs: ["data", "stringData"] }),
      },
    );
  }
}

/** The provider reads this annotation. */
function forced(inputs: pulumi.Inputs): pulumi.Inputs {
  const metadata = inputs["metadata"] as pulumi.Inputs | undefined;
  const annotations = { ...(metadata?.["annotations"] as pulumi.Inputs | undefined), "pulumi.com/patchForce": "true" };
  return { ...inputs, metadata: { ...metadata, annotations } };
}

type Needed = ReturnType<typeof requirements> extends ReadonlyMap<Rendered, infer N> ? N : never;

function check(chart: Chart, tokens: OutputTokens | undefined): Rendered[] {
  const rendered = rendering(chart);
  const faults = chartFaults(chart, rendered, tokens);
  if (faults.length > 0)
    throw new pulumi.RunError(
      `chart ${chart.node.path} cannot be deployed:\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
    );
  return rendered;
}

function rendering(chart: Chart): Rendered[] {
  try {
    return renderChart(chart);
  } catch (error) {
    throw new pulumi.RunError(`chart ${chart.node.path} cannot be rendered: ${(error as Error).message}`);
  }
}

function tokensOf(chart: Chart): OutputTokens | undefined {
  return App.of(chart).resolvers.find((resolver) => OutputTokens.isOutputTokens(resolver));
}

function resourceOf(object: ApiObject): KubernetesObject {
  const resource = resources.get(object);
  if (resource === undefined)
    throw new pulumi.RunError(
      `[${object.node.path}] is needed before its chart is deployed: make the ChartComponent of ${object.chart.node.path} first`,
    );
  return resource;
}

/** Path below the chart without the last part that says nothing, `Workspace/Service`. */
function constructName(chart: Chart, construct: ApiObject): string {
  const path = chart.node.path === "" ? construct.node.path : construct.node.path.slice(chart.node.path.length + 1);
  return path.replace(/\/(Resource|Default)$/, "");
}
