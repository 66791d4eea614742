// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

/** For a team whose passwords cannot be made. */
export function noSeed(teamId: string): pulumi.RunError {
  return new pulumi.RunError(
    `team ${teamId}: no seed to make its passwords from; set one with: pulumi config set --secret bivouac:seed "$(openssl rand -base64 32)"`,
  );
}
