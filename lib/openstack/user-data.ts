// SPDX-License-Identifier: Apache-2.0
import type { Person } from "../model/index.ts";
import { withKeys } from "./people.ts";

/** What nova takes at most, counted after base64. */
export const userDataLimit: number = 65_535;

/**
 * cloud-config for a server: the group's own settings, and an account with all keys for everyone who has one. YAML is a
 * superset of JSON, so data goes in as JSON and nothing in it can break out. Accounts that the settings name themselves
 * are left as they are.
 * @throws RangeError when nova would refuse it for its size
 */
export function cloudConfig(
  settings: Readonly<Record<string, unknown>> | undefined,
  people: readonly Person[],
): string {
  const own = Array.isArray(settings?.["users"]) ? (settings["users"] as readonly unknown[]) : ["default"];
  const taken = new Set(own.map(accountName));
  const accounts = withKeys(people)
    .filter((person) => !taken.has(person.id))
    .map(account);
  const config = { ...settings, users: [...own, ...accounts] };
  const text = `#cloud-config\n${JSON.stringify(config)}\n`;
  const size = Math.ceil(Buffer.byteLength(text) / 3) * 4;
  if (size > userDataLimit) throw new RangeError(`user data has ${size} bytes in base64, nova takes ${userDataLimit}`);
  return text;
}

function account(person: Person): Record<string, unknown> {
  return {
    name: person.id,
    ...(person.name === undefined ? {} : { gecos: person.name }),
    shell: "/bin/bash",
    sudo: "ALL=(ALL) NOPASSWD:ALL",
    lock_passwd: true,
    ssh_authorized_keys: [...person.sshKeys],
  };
}

function accountName(user: unknown): unknown {
  return typeof user === "object" && user !== null && "name" in user ? user.name : user;
}
