// SPDX-License-Identifier: Apache-2.0
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { eventFlavorId, eventFlavorName, ownerDescription, type EventFlavor } from "../model/index.ts";

export interface EventFlavorsArgs {
  /** Name of the event. */
  readonly event: string;
  /** Only those that the event creates; existing ones are left alone. */
  readonly flavors: readonly EventFlavor[];
}

/**
 * The flavors that an event owns, private to the projects that are given access. Ids are made from the names, so a
 * team's stack needs nothing from the stack that holds them. Needs an administrator's provider.
 */
export class EventFlavors extends pulumi.ComponentResource {
  /** Flavor name in the event → id in nova. */
  public readonly flavorIds: Readonly<Record<string, pulumi.Output<string>>>;

  public constructor(name: string, args: EventFlavorsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:openstack:EventFlavors", name, {}, opts);
    this.flavorIds = Object.fromEntries(
      args.flavors
        .filter((flavor) => !flavor.existing)
        .map((flavor) => {
          const resource = new openstack.compute.Flavor(
            `${name}-flavor-${flavor.name}`,
            {
              name: eventFlavorName(args.event, flavor.name),
              flavorId: eventFlavorId(args.event, flavor.name),
              description: [
                ...(flavor.description === undefined ? [] : [flavor.description]),
                ownerDescription({ event: args.event, key: `flavor/${flavor.name}` }),
              ].join("; "),
              vcpus: flavor.vcpus,
              ram: flavor.ram,
              disk: flavor.disk,
              ephemeral: flavor.ephemeral,
              swap: flavor.swap,
              isPublic: false,
              extraSpecs: { ...flavor.extraSpecs },
            },
            { parent: this, deleteBeforeReplace: true },
          );
          return [flavor.name, resource.flavorId];
        }),
    );
    this.registerOutputs({ flavorIds: this.flavorIds });
  }
}
