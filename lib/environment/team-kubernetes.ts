// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { type ApiObject, App } from "cdk8s";
import { ChartComponent, OutputTokens } from "../bridge/index.ts";
import { teamChart } from "../kubernetes/index.ts";
import type { Surroundings } from "../live/index.ts";
import { guardRailLabel, namespaceObjects, type Event } from "../model/index.ts";
import type { TeamPlan } from "../planning/index.ts";
import { teamKubeconfigOutput, type EarlierAccess } from "./kubeconfig.ts";
import { noSeed } from "./no-seed.ts";
import type { KubernetesOutputs } from "./outputs.ts";
import { dataPassword } from "./password.ts";

export interface TeamKubernetesArgs {
  readonly event: Event;
  /** Plan of a team that has a namespace. */
  readonly plan: TeamPlan;
  /** kubeconfig context of the cluster. */
  readonly context: string;
  readonly earlier: Promise<EarlierAccess>;
  /** The event's secret; a team with data services needs it. */
  readonly seed?: pulumi.Input<string> | undefined;
  readonly surroundings: Surroundings;
}

/** The Kubernetes half of a team: its chart as resources, and its kubeconfig. Needs the provider of the team's cluster. */
export class TeamKubernetes extends pulumi.ComponentResource {
  public readonly outputs: KubernetesOutputs;

  public constructor(name: string, args: TeamKubernetesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:environment:TeamKubernetes", name, {}, opts);
    const {
      event,
      plan: { team, credentialsExpire },
      context,
    } = args;
    const tokens = new OutputTokens();
    const password = (user: string): string => {
      if (args.seed === undefined) throw noSeed(team.id);
      return tokens.string(pulumi.secret(args.seed).apply((seed) => dataPassword(seed, team.name, user)));
    };
    // An App a team: synthesis is quadratic in the charts of one App.
    const chart = new ChartComponent(
      name,
      // What holds the team in is the plan's; its workspace is the team's to change.
      {
        chart: teamChart(new App({ resolvers: [tokens] }), { event, team, credentialsExpire, password }),
        force: isGuardRail,
      },
      { parent: this },
    );
    const account = found(chart, "ServiceAccount", namespaceObjects.serviceAccount);
    this.outputs = {
      namespace: found(chart, "Namespace", team.name).metadata.apply((metadata) => metadata.name),
      cluster: context,
      kubeconfig: teamKubeconfigOutput({
        context,
        teamName: team.name,
        serviceAccount: namespaceObjects.serviceAccount,
        serviceAccountUid: account.metadata.apply((metadata) => metadata.uid),
        expires: credentialsExpire,
        earlier: args.earlier,
        surroundings: args.surroundings,
      }),
    };
    this.registerOutputs({ namespace: this.outputs.namespace });
  }
}

function isGuardRail({ kind, metadata }: ApiObject): boolean {
  return kind === "Namespace" || metadata.getLabel(guardRailLabel) === "true";
}

function found(chart: ChartComponent, kind: string, name: string): NonNullable<ReturnType<ChartComponent["find"]>> {
  const resource = chart.find(kind, name);
  if (resource === undefined) throw new Error(`the team's chart has no ${kind} ${name}`);
  return resource;
}
