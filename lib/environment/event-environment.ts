// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { type Event, type EventInput, type FlavorsInput, resolveEvent, slug } from "../model/index.ts";
import { EventFlavors } from "../openstack/index.ts";
import { type EventLock, type EventPlan, planEvent } from "../planning/index.ts";
import { Clouds } from "./clouds.ts";
import { report } from "./findings.ts";
import type { EarlierAccess } from "./kubeconfig.ts";
import { clustersOf, ownsFlavors } from "./needs.ts";
import type { TeamOutputs } from "./outputs.ts";
import { TeamEnvironment } from "./team-environment.ts";

/** An event that was read from a file, or one written here. */
export type EventSource =
  | { readonly plan: EventPlan }
  | {
      /** The event as its author writes it: the same keys and defaults as in YAML. */
      readonly spec: EventInput;
      /** @default flavors are those of the cloud */
      readonly flavors?: FlavorsInput | undefined;
      /** What an earlier run decided; keep it, or adding a team may move others' networks. @default nothing is decided yet */
      readonly lock?: EventLock | undefined;
    };

export type EventEnvironmentArgs = EventSource & {
  /** The event's secret that the teams' passwords are made from. @default none; teams with VMs need it */
  readonly seed?: pulumi.Input<string> | undefined;
  /** @default looked for as the event names them */
  readonly clouds?: Clouds | undefined;
  /** What an earlier run gave to a team, by id. @default nothing */
  readonly earlier?: ((team: string) => Promise<EarlierAccess>) | undefined;
};

/** A whole event in one stack: its flavors and every team's environment. */
export class EventEnvironment extends pulumi.ComponentResource {
  public readonly plan: EventPlan;
  /** By id of the team. */
  public readonly teams: Readonly<Record<string, TeamOutputs>>;

  /** @throws RunError with every fault of the event */
  public constructor(name: string, args: EventEnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:environment:EventEnvironment", name, {}, opts);
    this.plan = planOf(args);
    const { event } = this.plan;
    const clouds = args.clouds ?? new Clouds(event);
    const flavorIds = ownsFlavors(event) ? eventFlavors(this, event, clouds).flavorIds : undefined;
    this.teams = Object.fromEntries(
      this.plan.teams.map((plan) => [
        plan.team.id,
        new TeamEnvironment(
          plan.team.name,
          {
            event,
            plan,
            clouds,
            flavorIds,
            seed: args.seed,
            earlier: args.earlier?.(plan.team.id),
          },
          { parent: this },
        ).outputs,
      ]),
    );
    this.registerOutputs({ rules: pulumi.output(eventRules(this, event, clouds)) });
  }
}

/** What the event shares: flavors that are its own. */
export function eventFlavors(parent: pulumi.Resource | undefined, event: Event, clouds: Clouds): EventFlavors {
  return new EventFlavors(
    slug(event.name),
    { event: event.name, flavors: event.flavors ?? [] },
    {
      provider: clouds.openstack().provider,
      ...(parent === undefined ? {} : { parent }),
    },
  );
}

/** What the event shares in Kubernetes: its rules, in each of its clusters. Resolves to the clusters' contexts. */
export async function eventRules(
  parent: pulumi.Resource | undefined,
  event: Event,
  clouds: Clouds,
): Promise<readonly string[]> {
  const contexts = clustersOf(event);
  if (contexts.length === 0) return contexts;
  const { SharedKubernetes } = await import("./shared-kubernetes.ts");
  for (const context of contexts) {
    const provider = await clouds.kubernetes(context);
    new SharedKubernetes({ event, context }, { provider, ...(parent === undefined ? {} : { parent }) });
  }
  return contexts;
}

function planOf(source: EventSource): EventPlan {
  if ("plan" in source) return source.plan;
  const resolved = resolveEvent(source.spec, { flavors: source.flavors });
  if (resolved.event === undefined) report(resolved.findings);
  const planned = planEvent(resolved.event as Event, source.lock, new Date());
  report([...resolved.findings, ...planned.findings]);
  return planned.plan as EventPlan;
}
