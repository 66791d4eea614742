// SPDX-License-Identifier: Apache-2.0
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { Quotas } from "../model/index.ts";

export interface TeamQuotasArgs {
  readonly projectId: pulumi.Input<string>;
  /** RAM in MiB, volumes in GiB. */
  readonly quotas: Quotas;
}

/** Quota sets of a project in nova, neutron and cinder. Needs an administrator's provider. */
export class TeamQuotas extends pulumi.ComponentResource {
  /** Once these exist the project may use what the team asks for. */
  public readonly sets: readonly pulumi.Resource[];

  public constructor(name: string, args: TeamQuotasArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:openstack:TeamQuotas", name, {}, opts);
    const { projectId, quotas } = args;
    const child = { parent: this };

    const compute = new openstack.compute.QuotaSetV2(`${name}-compute`, {
      projectId,
      instances: quotas.instances,
      cores: quotas.cores,
      ram: quotas.ramMiB,
      keyPairs: quotas.keyPairs,
      serverGroups: quotas.serverGroups,
      // A group may hold every server of the team.
      serverGroupMembers: Math.max(quotas.instances, 10),
    }, child);

    const network = new openstack.networking.QuotaV2(`${name}-network`, {
      projectId,
      network: quotas.networks,
      subnet: quotas.subnets,
      router: quotas.routers,
      port: quotas.ports,
      floatingip: quotas.floatingIps,
      securityGroup: quotas.securityGroups,
      securityGroupRule: quotas.securityGroupRules,
    }, child);

    const storage = new openstack.blockstorage.QuoteSetV3(`${name}-storage`, {
      projectId,
      volumes: quotas.volumes,
      gigabytes: quotas.gigabytes,
      snapshots: quotas.snapshots,
    }, child);

    this.sets = [compute, network, storage];
    this.registerOutputs({ projectId });
  }
}
