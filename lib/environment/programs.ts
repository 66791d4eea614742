// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import type { Surroundings } from "../live/index.ts";
import { slug } from "../model/index.ts";
import type { EventPlan } from "../planning/index.ts";
import { Clouds } from "./clouds.ts";
import { earlierOutputs } from "./earlier-outputs.ts";
import { EventEnvironment, eventFlavors, eventRules } from "./event-environment.ts";
import type { EarlierAccess } from "./kubeconfig.ts";
import { lookUp } from "./look-up.ts";
import { needsOpenStack, ownsFlavors } from "./needs.ts";
import type { TeamOutputs } from "./outputs.ts";
import { TeamEnvironment } from "./team-environment.ts";

export interface ProgramOptions {
  /** The event's secret that passwords are made from. @default none; teams with VMs or quotas need it */
  readonly seed?: pulumi.Input<string> | undefined;
  /** Where clouds.yaml and kubeconfig are looked for. @default this process's environment */
  readonly surroundings?: Surroundings | undefined;
}

/** A Pulumi program; what it returns are the stack's outputs. */
export type Program<Outputs extends object> = () => Promise<Outputs & Record<string, unknown>>;

/**
 * Program of the stack that holds one team and all that is the team's.
 * @param teamId as in the event file
 */
export function teamProgram(plan: EventPlan, teamId: string, options: ProgramOptions = {}): Program<TeamOutputs> {
  return async () => {
    const teamPlan = plan.teams.find(({ team }) => team.id === teamId);
    if (teamPlan === undefined) {
      throw new pulumi.RunError(
        `event ${plan.event.name} has no team "${teamId}"; there is: ${plan.teams.map(({ team }) => team.id).join(", ")}`,
      );
    }
    const clouds = new Clouds(plan.event, options.surroundings);
    // A preview may come before the shared stack is there.
    if (needsOpenStack(teamPlan.team))
      await lookUp(clouds.openstack(), plan.event, [teamPlan], { eventFlavors: !pulumi.runtime.isDryRun() });
    const earlier = teamPlan.team.namespace === undefined ? undefined : earlierOutputs().then(accessOf);
    const environment = new TeamEnvironment(teamPlan.team.name, {
      event: plan.event,
      plan: teamPlan,
      clouds,
      seed: options.seed,
      earlier,
    });
    return { ...environment.outputs };
  };
}

/** Outputs of the stack that holds what the event shares. */
export interface SharedOutputs {
  readonly event: string;
  /** Flavors that the event owns: name → id in nova. */
  readonly flavors: Readonly<Record<string, pulumi.Output<string>>>;
  /** kubeconfig contexts of the clusters where the event's rules stand. */
  readonly clusters: readonly string[];
}

/** Program of the stack that holds what the event shares; teams' stacks read nothing from it. */
export function sharedProgram(
  plan: EventPlan,
  options: Pick<ProgramOptions, "surroundings"> = {},
): Program<SharedOutputs> {
  return async () => {
    const { event } = plan;
    const clouds = new Clouds(event, options.surroundings);
    const flavors = ownsFlavors(event) ? eventFlavors(undefined, event, clouds).flavorIds : {};
    return { event: event.name, flavors, clusters: await eventRules(undefined, event, clouds) };
  };
}

/** Outputs of a stack that holds the whole event. */
export interface EventOutputs {
  readonly event: string;
  /** By id of the team, without what is secret. */
  readonly teams: Readonly<Record<string, Omit<TeamOutputs, "kubeconfig" | "applicationCredential">>>;
  /** By id of the team; secret as a whole. */
  readonly access: Readonly<Record<string, TeamAccess>>;
}

interface TeamAccess {
  readonly credentialsExpire: string;
  readonly kubeconfig?: TeamOutputs["kubeconfig"] | undefined;
  readonly applicationCredential?: TeamOutputs["applicationCredential"] | undefined;
}

/** Program of one stack for the whole event: the shared part and every team. */
export function eventProgram(plan: EventPlan, options: ProgramOptions = {}): Program<EventOutputs> {
  return async () => {
    const clouds = new Clouds(plan.event, options.surroundings);
    if (plan.teams.some(({ team }) => needsOpenStack(team))) await lookUp(clouds.openstack(), plan.event, plan.teams);
    const before = earlierOutputs();
    const environment = new EventEnvironment(slug(plan.event.name), {
      plan,
      clouds,
      seed: options.seed,
      earlier: async (team) => accessOf(recordAt(recordAt(await before, "access"), team)),
    });
    const teams = Object.entries(environment.teams);
    return {
      event: plan.event.name,
      teams: Object.fromEntries(
        teams.map(([id, { kubeconfig: _k, applicationCredential: _a, ...open }]) => [id, open]),
      ),
      access: Object.fromEntries(
        teams.map(([id, { kubeconfig, applicationCredential, credentialsExpire }]) => [
          id,
          { kubeconfig, applicationCredential, credentialsExpire },
        ]),
      ),
    };
  };
}

function accessOf(outputs: Readonly<Record<string, unknown>>): EarlierAccess {
  const text = (key: string): string | undefined => (typeof outputs[key] === "string" ? outputs[key] : undefined);
  return { kubeconfig: text("kubeconfig"), credentialsExpire: text("credentialsExpire") };
}

function recordAt(outputs: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const value = outputs[key];
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
