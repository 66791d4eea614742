// SPDX-License-Identifier: Apache-2.0
import { ApiObject, Chart, DependencyGraph } from "cdk8s";
import type { IConstruct } from "constructs";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An API object as cdk8s renders it, placeholders and all. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: Json | undefined };
  readonly [key: string]: unknown;
}

export interface Rendered {
  readonly construct: ApiObject;
  readonly manifest: Manifest;
}

/**
 * The objects of a chart and of the charts inside it. Rendering also runs the constructs' validations and turns the dependencies of
 * constructs into dependencies of objects, so nothing may read those before.
 * @throws Error with all faults that the constructs' validations found.
 */
export function renderChart(chart: Chart): Rendered[] {
  const charts = chart.node.findAll().filter((construct): construct is Chart => Chart.isChart(construct));
  return charts.flatMap((each) => {
    const manifests = each.toJson() as Manifest[];
    const constructs = new DependencyGraph(each.node)
      .topology()
      .filter((construct) => isObjectOf(construct, each)) as ApiObject[];
    return constructs.map((construct, index) => ({ construct, manifest: manifests[index] as Manifest }));
  });
}

/** `apps` of `apps/v1`, empty for the core group. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

function isObjectOf(construct: IConstruct, chart: Chart): boolean {
  return ApiObject.isApiObject(construct) && construct.chart === chart;
}
