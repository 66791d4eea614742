// SPDX-License-Identifier: Apache-2.0
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { Quotas } from "../model/index.ts";

export interface TeamQuotasArgs {
  readonly projectId: pulumi.Input<string>;
  /** RAM in MiB, volumes in GiB. */
  readonly quotas: Quotas;
}

/** Quota sets of a project in nova, neutron and cinder; neutron has no 0 here, it becomes 1; -1 is unlimited. Needs an administrator's provider. */
export class TeamQuotas extends pulumi.ComponentResource {
  /** Once these exist the project may use what the team asks for. */
  public readonly sets: readonly pulumi.Resource[];

  public constructor(name: string, args: TeamQuotasArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:openstack:TeamQuotas", name, {}, opts);
    const { projectId, quotas } = args;
    const child = { parent: this };

    const compute = new openstack.compute.QuotaSetV2(
      `${name}-compute`,
      {
        projectId,
        instances: quotas.instances,
        cores: quotas.cores,
        ram: quotas.ramMiB,
        keyPairs: quotas.keyPairs,
        serverGroups: quotas.serverGroups,
        // A group may hold every server of the team.
        serverGroupMembers: quotas.instances < 0 ? -1 : Math.max(quotas.instances, 10),
      },
      child,
    );

    const network = new openstack.networking.QuotaV2(
      `${name}-network`,
      {
        projectId,
        network: atLeastOne(quotas.networks),
        subnet: atLeastOne(quotas.subnets),
        router: atLeastOne(quotas.routers),
        port: atLeastOne(quotas.ports),
        floatingip: atLeastOne(quotas.floatingIps),
        securityGroup: atLeastOne(quotas.securityGroups),
        securityGroupRule: atLeastOne(quotas.securityGroupRules),
      },
      child,
    );

    const storage = new openstack.blockstorage.QuoteSetV3(
      `${name}-storage`,
      {
        projectId,
        volumes: quotas.volumes,
        gigabytes: quotas.gigabytes,
        snapshots: quotas.snapshots,
        // What is not said the provider sends as 0, and a volume of at most 0 GiB is none.
        perVolumeGigabytes: -1,
        backups: 0,
        backupGigabytes: 0,
        groups: 0,
      },
      child,
    );

    this.sets = [compute, network, storage];
    this.registerOutputs({ projectId });
  }
}

/** The provider takes a neutron quota of 0 for "not said" and leaves the cloud's default, which is far more than 1. */
function atLeastOne(quota: number): number {
  return quota === 0 ? 1 : quota;
}
