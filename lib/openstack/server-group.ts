// SPDX-License-Identifier: Apache-2.0
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { VmGroup } from "../model/index.ts";
import { identify, type TeamIdentity } from "./identity.ts";

export interface ServerGroupArgs extends TeamIdentity {
  /** Key of the VM group. */
  readonly group: string;
  readonly policy: NonNullable<VmGroup["serverGroup"]>;
}

/** Nova server group: where VMs of a group may run. It has no tags, only its name. Needs the team's provider. */
export class ServerGroup extends pulumi.ComponentResource {
  public readonly serverGroupId: pulumi.Output<string>;

  public constructor(name: string, args: ServerGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:openstack:ServerGroup", name, {}, opts);
    const group = new openstack.compute.ServerGroup(
      `${name}-servers`,
      {
        name: identify(args, args.group).name,
        policies: [args.policy],
      },
      { parent: this },
    );
    this.serverGroupId = group.id;
    this.registerOutputs({ serverGroupId: this.serverGroupId });
  }
}
