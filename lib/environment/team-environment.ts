// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import type { Event } from "../model/index.ts";
import type { TeamPlan } from "../planning/index.ts";
import { Clouds } from "./clouds.ts";
import type { EarlierAccess } from "./kubeconfig.ts";
import { needsOpenStack } from "./needs.ts";
import { noSeed } from "./no-seed.ts";
import type { KubernetesOutputs, TeamOutputs } from "./outputs.ts";
import { teamPassword } from "./password.ts";
import { TeamOpenStack } from "./team-openstack.ts";

export interface TeamEnvironmentArgs {
  readonly event: Event;
  readonly plan: TeamPlan;
  /**
   * The event's secret that the team's password is made from; needed by teams with VMs, quotas or data services.
   * @default none
   */
  readonly seed?: pulumi.Input<string> | undefined;
  /** Providers shared with other teams of the program. @default the team's own */
  readonly clouds?: Clouds | undefined;
  /** Ids of the event's own flavors, when the same program makes them. @default made from their names */
  readonly flavorIds?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
  /** What an earlier run gave out. @default nothing, so a new token is made */
  readonly earlier?: Promise<EarlierAccess> | undefined;
}

/**
 * All that one team gets, in both clouds. A team without VMs and quotas has no OpenStack half, one without a namespace
 * no Kubernetes half. cdk8s is loaded only when there is one.
 */
export class TeamEnvironment extends pulumi.ComponentResource {
  public readonly outputs: TeamOutputs;

  public constructor(name: string, args: TeamEnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:environment:TeamEnvironment", name, {}, opts);
    const clouds = args.clouds ?? new Clouds(args.event);
    const { team, credentialsExpire } = args.plan;
    this.outputs = {
      team: team.id,
      credentialsExpire,
      ...(needsOpenStack(team) ? this.#openStack(args, clouds) : {}),
      ...(team.namespace === undefined ? {} : this.#kubernetes(args, clouds)),
    };
    this.registerOutputs({});
  }

  #openStack(args: TeamEnvironmentArgs, clouds: Clouds): TeamOpenStack["outputs"] {
    const { event, plan, seed, flavorIds } = args;
    if (seed === undefined) throw noSeed(plan.team.id);
    const password = pulumi.secret(seed).apply((secret) => teamPassword(secret, plan.team.name));
    return new TeamOpenStack(
      plan.team.name,
      { event, plan, cloud: clouds.openstack(), password, flavorIds },
      { parent: this },
    ).outputs;
  }

  #kubernetes({ event, plan, earlier, seed }: TeamEnvironmentArgs, clouds: Clouds): KubernetesOutputs {
    const { context, name, id } = plan.team;
    if (context === undefined)
      throw new pulumi.RunError(`team ${id} has a namespace, but neither it nor clouds.kubernetes names a cluster`);
    const half = Promise.all([clouds.kubernetes(context), import("./team-kubernetes.ts")]).then(
      ([provider, { TeamKubernetes }]) =>
        new TeamKubernetes(
          name,
          {
            event,
            plan,
            context,
            earlier: earlier ?? Promise.resolve({}),
            seed,
            surroundings: clouds.surroundings,
          },
          { parent: this, provider },
        ).outputs,
    );
    // One by one: together, the secret kubeconfig would make all of them secret.
    return {
      namespace: pulumi.output(half.then((outputs) => outputs.namespace)),
      cluster: context,
      kubeconfig: pulumi.output(half.then((outputs) => outputs.kubeconfig)),
    };
  }
}
