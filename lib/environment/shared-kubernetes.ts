// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { App } from "cdk8s";
import { ChartComponent, type KubernetesProvider } from "../bridge/index.ts";
import { eventChart } from "../kubernetes/index.ts";
import { type Event, slug } from "../model/index.ts";

export interface SharedKubernetesArgs {
  readonly event: Event;
  /** kubeconfig context of the cluster. */
  readonly context: string;
}

/** The rules of an event in one cluster: they hold in the namespaces of all its teams there. Needs the cluster's provider. */
export class SharedKubernetes extends pulumi.ComponentResource {
  public constructor(
    args: SharedKubernetesArgs,
    opts: pulumi.ComponentResourceOptions & { readonly provider: KubernetesProvider },
  ) {
    const name = `${slug(args.event.name)}-${args.context}`;
    super("bivouac:environment:SharedKubernetes", name, {}, opts);
    // An App a cluster: the same objects stand in each.
    new ChartComponent(
      name,
      { chart: eventChart(new App(), { event: args.event }), force: () => true },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
