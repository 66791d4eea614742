// SPDX-License-Identifier: Apache-2.0
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";

export interface FlavorAccessArgs {
  readonly projectId: pulumi.Input<string>;
  /** Ids of the event's private flavors that the team uses, keyed by a name that stays. */
  readonly flavors: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Lets a project use flavors that the event owns. Needs an administrator's provider. */
export class FlavorAccess extends pulumi.ComponentResource {
  /** The project can boot from the flavors once these exist. */
  public readonly grants: readonly pulumi.Resource[];

  public constructor(name: string, args: FlavorAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:openstack:FlavorAccess", name, {}, opts);
    this.grants = Object.entries(args.flavors).map(
      ([key, flavorId]) =>
        new openstack.compute.FlavorAccess(
          `${name}-flavor-${key}`,
          { flavorId, tenantId: args.projectId },
          { parent: this },
        ),
    );
    this.registerOutputs({});
  }
}
