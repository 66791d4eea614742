// SPDX-License-Identifier: Apache-2.0
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import type { Person } from "../model/index.ts";
import { identify, type TeamIdentity } from "./identity.ts";
import { withKeys } from "./people.ts";

export interface TeamKeypairsArgs extends TeamIdentity {
  /** People of the team; those without a key are left out, and of several with one id the first counts. */
  readonly people: readonly Person[];
}

/**
 * A nova key pair of each person's first public key. Key pairs belong to users, not to projects, and have neither tags
 * nor a description: only the name says whose they are. Needs the team's provider.
 */
export class TeamKeypairs extends pulumi.ComponentResource {
  public readonly keypairs: readonly openstack.compute.Keypair[];
  /** Name of the key pair that servers are made with; absent when nobody has a key. A plain string: see {@link keypairName}. */
  public readonly first: string | undefined;

  public constructor(name: string, args: TeamKeypairsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bivouac:openstack:TeamKeypairs", name, {}, opts);
    this.keypairs = withKeys(args.people).map(
      (person) =>
        new openstack.compute.Keypair(
          `${name}-key-${person.id}`,
          {
            name: keypairName(args, person),
            publicKey: person.sshKeys[0] ?? "",
          },
          { parent: this, deleteBeforeReplace: true },
        ),
    );
    const first = withKeys(args.people)[0];
    this.first = first === undefined ? undefined : keypairName(args, first);
    this.registerOutputs({ first: this.first });
  }
}

/**
 * Name of a person's key pair. Servers get it as a plain string and not as the resource's output: nova copies the key
 * at boot, and an output would make a replaced key replace every server.
 */
export function keypairName(identity: TeamIdentity, person: Person): string {
  return identify(identity, "key", person.id).name;
}
