// SPDX-License-Identifier: Apache-2.0
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { VmGroup, VolumeSpec } from "../model/index.ts";
import { identify, type TeamIdentity } from "./identity.ts";

export interface VirtualMachineArgs extends TeamIdentity {
  /** Key of the VM group. */
  readonly group: string;
  /** Which one of the group, from 0. */
  readonly index: number;
  /** Id, not name: providers wipe the root disk in place when a name is changed. */
  readonly imageId: pulumi.Input<string>;
  readonly flavorId: pulumi.Input<string>;
  readonly networkId: pulumi.Input<string>;
  readonly subnetId: pulumi.Input<string>;
  /** What connects the subnet to the outside: made before the server boots, removed after its floating IP. */
  readonly gateway: pulumi.Input<pulumi.Resource>;
  readonly securityGroupIds: readonly pulumi.Input<string>[];
  /** @default none */
  readonly serverGroupId?: pulumi.Input<string> | undefined;
  /** Name of a key pair of the user who makes the server. @default none */
  readonly keyPair?: string | undefined;
  /** @default none */
  readonly userData?: pulumi.Input<string> | undefined;
  /** Boot from a volume that lives as long as the server. @default the hypervisor's disk */
  readonly rootVolume?: VmGroup["rootVolume"];
  /** Data volumes, attached in this order. @default none */
  readonly volumes?: readonly VolumeSpec[] | undefined;
  /** Leave the data volumes behind on destroy. @default false */
  readonly retainVolumes?: boolean | undefined;
  /** Name of the external network to take a floating IP from. @default none */
  readonly floatingIpPool?: pulumi.Input<string> | undefined;
}

/**
 * A server with what belongs to it: port → instance → volumes and attachments → floating IP and its association.
 * A new image replaces the server. A new key pair or new user data does not: both are read at first boot only, and a
 * member's new key must not wipe a running server. Needs the team's provider.
 */
export class VirtualMachine extends pulumi.ComponentResource {
  /** Name in nova. */
  public readonly serverName: string;
  public readonly instanceId: pulumi.Output<string>;
  /** Address in the team's network. */
  public readonly ip: pulumi.Output<string>;
  /** Absent when the group has none. */
  public readonly floatingIp: pulumi.Output<string> | undefined;
  public readonly volumeIds: readonly pulumi.Output<string>[];

  public constructor(name: string, args: VirtualMachineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:openstack:VirtualMachine", name, {}, opts);
    const identity = identify(args, args.group, args.index);
    this.serverName = identity.name;

    const port = this.#port(name, args);
    const instance = new openstack.compute.Instance(
      `${name}-server`,
      {
        name: identity.name,
        flavorId: args.flavorId,
        ...(args.rootVolume === undefined
          ? { imageId: args.imageId }
          : { blockDevices: [bootVolume(args.imageId, args.rootVolume)] }),
        networks: [{ port: port.id }],
        ...(args.keyPair === undefined ? {} : { keyPair: args.keyPair }),
        ...(args.userData === undefined ? {} : { userData: args.userData }),
        ...(args.serverGroupId === undefined ? {} : { schedulerHints: [{ group: args.serverGroupId }] }),
        metadata: identity.metadata,
        tags: identity.tags,
      },
      {
        parent: this,
        dependsOn: pulumi.output(args.gateway).apply((gateway) => [gateway]),
        replaceOnChanges: ["imageId"],
        // The port can be in one server only.
        deleteBeforeReplace: true,
        ignoreChanges: ["keyPair", "userData"],
      },
    );

    this.instanceId = instance.id;
    this.ip = port.allFixedIps.apply((addresses) => addresses[0] ?? "");
    this.volumeIds = this.#volumes(name, args, instance);
    this.floatingIp = this.#floatingIp(name, args, port);
    this.registerOutputs({
      serverName: this.serverName,
      instanceId: this.instanceId,
      ip: this.ip,
      floatingIp: this.floatingIp,
    });
  }

  #port(name: string, args: VirtualMachineArgs): openstack.networking.Port {
    const identity = identify(args, args.group, args.index, "port");
    return new openstack.networking.Port(
      `${name}-port`,
      {
        name: identity.name,
        description: identity.description,
        tags: identity.tags,
        networkId: args.networkId,
        fixedIps: [{ subnetId: args.subnetId }],
        securityGroupIds: [...args.securityGroupIds],
      },
      { parent: this },
    );
  }

  #volumes(name: string, args: VirtualMachineArgs, instance: openstack.compute.Instance): pulumi.Output<string>[] {
    let previous: openstack.compute.VolumeAttach | undefined;
    return (args.volumes ?? []).map((spec) => {
      const identity = identify(args, args.group, args.index, spec.key);
      const volume = new openstack.blockstorage.Volume(
        `${name}-volume-${spec.key}`,
        {
          name: identity.name,
          description: identity.description,
          metadata: identity.metadata,
          size: spec.sizeGiB,
          ...(spec.type === undefined ? {} : { volumeType: spec.type }),
          enableOnlineResize: true,
        },
        { parent: this, retainOnDelete: args.retainVolumes ?? false },
      );
      // One after the other, so that the device names follow the order of the file.
      previous = new openstack.compute.VolumeAttach(
        `${name}-attachment-${spec.key}`,
        {
          instanceId: instance.id,
          volumeId: volume.id,
        },
        { parent: this, deleteBeforeReplace: true, dependsOn: previous === undefined ? [] : [previous] },
      );
      return volume.id;
    });
  }

  #floatingIp(
    name: string,
    args: VirtualMachineArgs,
    port: openstack.networking.Port,
  ): pulumi.Output<string> | undefined {
    if (args.floatingIpPool === undefined) return undefined;
    const identity = identify(args, args.group, args.index, "floating-ip");
    const floatingIp = new openstack.networking.FloatingIp(
      `${name}-floating-ip`,
      {
        pool: args.floatingIpPool,
        description: identity.description,
        tags: identity.tags,
      },
      { parent: this },
    );
    // Neutron refuses to associate before, and to remove the router interface after, and no property says so.
    const association = new openstack.networking.FloatingIpAssociate(
      `${name}-floating-ip-association`,
      {
        floatingIp: floatingIp.address,
        portId: port.id,
      },
      { parent: this, deleteBeforeReplace: true, dependsOn: pulumi.output(args.gateway).apply((gateway) => [gateway]) },
    );
    return association.floatingIp;
  }
}

type BlockDevice = {
  uuid: pulumi.Input<string>;
  sourceType: string;
  destinationType: string;
  volumeSize: number;
  volumeType?: string;
  bootIndex: number;
  deleteOnTermination: boolean;
};

function bootVolume(imageId: pulumi.Input<string>, volume: NonNullable<VmGroup["rootVolume"]>): BlockDevice {
  return {
    uuid: imageId,
    sourceType: "image",
    destinationType: "volume",
    volumeSize: volume.sizeGiB,
    ...(volume.type === undefined ? {} : { volumeType: volume.type }),
    bootIndex: 0,
    deleteOnTermination: true,
  };
}
