// SPDX-License-Identifier: Apache-2.0
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { identify, type TeamIdentity } from "./identity.ts";

export interface TeamNetworkArgs extends TeamIdentity {
  /** Network of the team, `10.64.3.0/24`. */
  readonly cidr: string;
  /** Id of the network that the router's gateway and floating IPs come from. */
  readonly externalNetworkId: pulumi.Input<string>;
  /** Name servers that DHCP hands out. @default the cloud's */
  readonly dnsServers?: readonly string[] | undefined;
}

/** A private network with one IPv4 subnet and a router to the outside. Needs the team's provider. */
export class TeamNetwork extends pulumi.ComponentResource {
  public readonly networkId: pulumi.Output<string>;
  public readonly subnetId: pulumi.Output<string>;
  public readonly cidr: string;
  /** The way out: floating IPs are usable, and the subnet removable, only in order with it. */
  public readonly routerInterface: openstack.networking.RouterInterface;

  public constructor(name: string, args: TeamNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:openstack:TeamNetwork", name, {}, opts);
    const child = { parent: this };
    const labels = (key: string): { name: string; description: string; tags: string[] } => {
      const { name: objectName, description, tags } = identify(args, key);
      return { name: objectName, description, tags };
    };

    const network = new openstack.networking.Network(
      `${name}-network`,
      { ...labels("network"), adminStateUp: true },
      child,
    );
    const subnet = new openstack.networking.Subnet(
      `${name}-subnet`,
      {
        ...labels("subnet"),
        networkId: network.id,
        cidr: args.cidr,
        ipVersion: 4,
        ...(args.dnsServers?.length ? { dnsNameservers: [...args.dnsServers] } : {}),
      },
      child,
    );
    const router = new openstack.networking.Router(
      `${name}-router`,
      {
        ...labels("router"),
        adminStateUp: true,
        externalNetworkId: args.externalNetworkId,
      },
      child,
    );
    this.routerInterface = new openstack.networking.RouterInterface(
      `${name}-router-interface`,
      {
        routerId: router.id,
        subnetId: subnet.id,
      },
      child,
    );

    this.networkId = network.id;
    this.subnetId = subnet.id;
    this.cidr = args.cidr;
    this.registerOutputs({ networkId: this.networkId, subnetId: this.subnetId, cidr: this.cidr });
  }
}
