// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { eventFlavorId, resourceName, slug, type Event, type Person, type VmGroup } from "../model/index.ts";
import {
  cloudConfig,
  FlavorAccess,
  ServerGroup,
  TeamKeypairs,
  TeamLogin,
  TeamNetwork,
  TeamProject,
  TeamQuotas,
  VirtualMachine,
  VmSecurityGroup,
  type Asker,
  type TeamIdentity,
} from "../openstack/index.ts";
import type { TeamPlan } from "../planning/index.ts";
import type { AdminCloud } from "./clouds.ts";
import { requireKnownFlavors } from "./known-flavors.ts";
import type { OpenStackOutputs, VmOutputs } from "./outputs.ts";

export interface TeamOpenStackArgs {
  readonly event: Event;
  readonly plan: TeamPlan;
  readonly cloud: AdminCloud;
  /** Password of the team's Keystone user. */
  readonly password: pulumi.Input<string>;
  /**
   * Ids of the event's own flavors by name, when they are made in the same stack.
   * @default - made from the names, as EventFlavors makes them
   */
  readonly flavorIds?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

/** The OpenStack half of a team: project, login, and when it has VMs their network and everything around them. */
export class TeamOpenStack extends pulumi.ComponentResource {
  public readonly outputs: OpenStackOutputs;

  readonly #args: TeamOpenStackArgs;
  readonly #identity: TeamIdentity;
  readonly #name: string;

  public constructor(name: string, args: TeamOpenStackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:environment:TeamOpenStack", name, {}, opts);
    requireKnownFlavors(args.event, args.plan.team);
    this.#args = args;
    this.#identity = { event: args.event.name, team: slug(args.plan.team.id) };
    this.#name = name;
    const {
      plan: { team, quotas, credentialsExpire },
      cloud,
      password,
    } = args;
    const asAdmin = { parent: this, provider: cloud.provider };

    const project = new TeamProject(
      name,
      {
        ...this.#identity,
        title: team.title,
        contact: team.contact,
        password,
        roleId: cloud.catalogue.role("member", { team: team.id, path: "project" }),
        retain: this.#keepsVolumes,
      },
      asAdmin,
    );
    const quotaSets = new TeamQuotas(name, { projectId: project.projectId, quotas }, asAdmin);
    const login = new TeamLogin(
      name,
      {
        ...this.#identity,
        endpoint: cloud.endpoint,
        projectId: project.projectId,
        userName: project.userName,
        userDomainId: project.userDomainId,
        password,
        expiresAt: credentialsExpire,
        after: [project.membership, ...quotaSets.sets],
      },
      { parent: this },
    );
    const access = new FlavorAccess(name, { projectId: project.projectId, flavors: this.#privateFlavors() }, asAdmin);

    const inProject: pulumi.ComponentResourceOptions = {
      parent: this,
      provider: login.provider,
      dependsOn: login.verified.apply((verified) => [verified, ...access.grants]),
    };
    const machines = this.#machines(inProject);
    this.outputs = {
      project: { id: project.projectId, name: team.name },
      ...(machines.network && { network: { id: machines.network.networkId, cidr: machines.network.cidr } }),
      vms: machines.vms,
      applicationCredential: {
        id: login.credentialId,
        secret: login.credentialSecret,
        authUrl: cloud.endpoint.authUrl,
        region: cloud.endpoint.region,
      },
      ...(this.#keepsVolumes ? { kept: { project: team.name, volumes: this.#volumeNames() } } : {}),
    };
    this.registerOutputs({});
  }

  get #people(): Person[] {
    return [...this.#args.plan.team.members, ...this.#args.plan.team.mentors];
  }

  /** A snapshot is taken of a volume that is still there, by whoever destroys. */
  get #keepsVolumes(): boolean {
    const { team } = this.#args.plan;
    return team.teardown.volumes !== "delete" && team.vms.some((group) => group.volumes.length > 0);
  }

  #machines(opts: pulumi.ComponentResourceOptions): {
    readonly network?: TeamNetwork;
    readonly vms: readonly VmOutputs[];
  } {
    const {
      event,
      plan: { team, cidr },
      cloud,
    } = this.#args;
    if (cidr === undefined || team.vms.length === 0) return { vms: [] };
    const network = new TeamNetwork(
      this.#name,
      {
        ...this.#identity,
        cidr,
        dnsServers: team.network.dnsServers,
        externalNetworkId: cloud.catalogue.externalNetwork(event.externalNetwork, {
          team: team.id,
          path: "externalNetwork",
        }),
      },
      opts,
    );
    const keypairs = new TeamKeypairs(this.#name, { ...this.#identity, people: this.#people }, opts);
    // A server names its key pair, so it must be there first; nothing else says so.
    const withKeypairs = pulumi.mergeOptions(opts, { dependsOn: [...keypairs.keypairs] });
    return {
      network,
      vms: team.vms.flatMap((group) => this.#group(group, network, keypairs.first, opts, withKeypairs)),
    };
  }

  #group(
    group: VmGroup,
    network: TeamNetwork,
    keyPair: string | undefined,
    opts: pulumi.ComponentResourceOptions,
    vmOpts: pulumi.ComponentResourceOptions,
  ): VmOutputs[] {
    const {
      event,
      plan: { team },
      cloud,
    } = this.#args;
    const name = resourceName(this.#name, group.key);
    const asker = (key: string): Asker => ({ team: team.id, path: `vms.${group.key}.${key}` });
    const firewall = new VmSecurityGroup(name, { ...this.#identity, group: group.key, ports: group.ports }, opts);
    const servers =
      group.serverGroup &&
      new ServerGroup(name, { ...this.#identity, group: group.key, policy: group.serverGroup }, opts);
    const imageId = cloud.catalogue.image(group.image, asker("image"));
    const flavorId = this.#isPrivate(group.flavor)
      ? this.#privateFlavor(group.flavor)
      : cloud.catalogue.flavor(group.flavor, asker("flavor"));
    const userData = this.#userData(group);
    return Array.from({ length: group.count }, (_, index) => {
      const vm = new VirtualMachine(
        resourceName(name, index),
        {
          ...this.#identity,
          group: group.key,
          index,
          imageId,
          flavorId,
          networkId: network.networkId,
          subnetId: network.subnetId,
          gateway: network.routerInterface,
          securityGroupIds: [firewall.securityGroupId],
          serverGroupId: servers?.serverGroupId,
          keyPair,
          userData,
          rootVolume: group.rootVolume,
          volumes: group.volumes,
          retainVolumes: this.#keepsVolumes,
          floatingIpPool: group.floatingIp ? event.externalNetwork : undefined,
        },
        vmOpts,
      );
      return { name: vm.serverName, id: vm.instanceId, ip: vm.ip, ...(vm.floatingIp && { floatingIp: vm.floatingIp }) };
    });
  }

  #userData(group: VmGroup): string {
    try {
      return cloudConfig(group.cloudInit, this.#people);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new pulumi.RunError(
        `team ${this.#args.plan.team.id}, vms.${group.key}.cloudInit: ${error.message}; fetch large files at boot in place of writing them out`,
      );
    }
  }

  #isPrivate(flavor: string): boolean {
    return this.#args.event.flavors?.some((known) => known.name === flavor && !known.existing) ?? false;
  }

  #privateFlavor(flavor: string): pulumi.Input<string> {
    return this.#args.flavorIds?.[flavor] ?? eventFlavorId(this.#args.event.name, flavor);
  }

  #privateFlavors(): Record<string, pulumi.Input<string>> {
    const used = new Set(
      this.#args.plan.team.vms.map((group) => group.flavor).filter((flavor) => this.#isPrivate(flavor)),
    );
    return Object.fromEntries([...used].map((flavor) => [flavor, this.#privateFlavor(flavor)]));
  }

  #volumeNames(): string[] {
    return this.#args.plan.team.vms.flatMap((group) =>
      Array.from({ length: group.count }, (_, index) =>
        group.volumes.map((volume) => resourceName(this.#args.plan.team.name, group.key, index, volume.key)),
      ).flat(),
    );
  }
}
