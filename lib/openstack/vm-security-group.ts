// SPDX-License-Identifier: Apache-2.0
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { OpenPort } from "../model/index.ts";
import { identify, type TeamIdentity } from "./identity.ts";

export interface VmSecurityGroupArgs extends TeamIdentity {
  /** Key of the VM group. */
  readonly group: string;
  /** Ports open to the CIDR that each names. */
  readonly ports: readonly OpenPort[];
}

/**
 * Security group of a group of alike VMs: nothing but what is said here. Everything may go out, members of the group
 * reach each other, and the open ports are reachable. Needs the team's provider.
 */
export class VmSecurityGroup extends pulumi.ComponentResource {
  public readonly securityGroupId: pulumi.Output<string>;
  /** A server is as open as it should be once these exist. */
  public readonly rules: readonly openstack.networking.SecGroupRule[];

  public constructor(name: string, args: VmSecurityGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:openstack:VmSecurityGroup", name, {}, opts);
    const identity = identify(args, args.group, "firewall");
    const group = new openstack.networking.SecGroup(
      `${name}-firewall`,
      {
        name: identity.name,
        description: identity.description,
        tags: identity.tags,
        // From the start: a group that must be replaced later cannot be deleted while it is in use.
        deleteDefaultRules: true,
      },
      { parent: this },
    );

    this.rules = [...standing(group.id), ...args.ports.map(opened)].map(
      (rule) =>
        new openstack.networking.SecGroupRule(
          `${name}-${rule.key}`,
          {
            ...rule.args,
            securityGroupId: group.id,
            description: identify(args, args.group, "firewall", rule.key).description,
          },
          { parent: this, deleteBeforeReplace: true, deletedWith: group },
        ),
    );

    this.securityGroupId = group.id;
    this.registerOutputs({ securityGroupId: this.securityGroupId });
  }
}

interface Rule {
  readonly key: string;
  readonly args: Omit<openstack.networking.SecGroupRuleArgs, "securityGroupId">;
}

function standing(group: pulumi.Output<string>): Rule[] {
  return [
    { key: "egress-ipv4", args: { direction: "egress", ethertype: "IPv4" } },
    { key: "egress-ipv6", args: { direction: "egress", ethertype: "IPv6" } },
    { key: "group-ipv4", args: { direction: "ingress", ethertype: "IPv4", remoteGroupId: group } },
  ];
}

/** The key holds all that neutron forces a new rule for, so a changed port is a new rule beside the old one. */
function opened(port: OpenPort): Rule {
  const range = port.to === port.port ? `${port.port}` : `${port.port}-${port.to}`;
  return {
    key: `${port.protocol}-${range}-from-${port.from.replaceAll(/[^0-9a-zA-Z]+/g, "-")}`,
    args: {
      direction: "ingress",
      ethertype: port.from.includes(":") ? "IPv6" : "IPv4",
      protocol: port.protocol,
      portRangeMin: port.port,
      portRangeMax: port.to,
      remoteIpPrefix: port.from,
    },
  };
}
