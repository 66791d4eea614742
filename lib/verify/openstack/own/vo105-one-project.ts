// SPDX-License-Identifier: Apache-2.0
import { ask } from "../judge.ts";
import { type OwnCheck, type OwnResult, fact } from "./own-check.ts";

interface Named {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/** What the team's user may scope a token to, whatever its application credential is scoped to. */
export const oneProject: OwnCheck = {
  code: "VO105",
  check: "one-project",
  what: "The team's user has a role in its project and nowhere else.",
  hint: "openstack role assignment list --user … --names shows where; remove what is not the team's project",
  ask: async ({ os, side: { team } }) => {
    const scopes: readonly (readonly [string, (found: Named) => boolean])[] = [
      ["projects", ({ id }) => id === team.projectId],
      ["domains", () => false],
      ["system", () => false],
    ];
    return await Promise.all(
      scopes.map(async ([scope, planned]): Promise<OwnResult> => {
        const probe = `GET /v3/auth/${scope}`;
        const { status, body, words } = await ask(os, "identity", "GET", `/auth/${scope}`);
        if (status !== 200) return { probe, expected: "absent", outcome: "unknown", seen: words };
        const found = ((body as Readonly<Record<string, unknown>>)[scope] ?? []) as readonly Named[];
        const other = found.filter((one) => !planned(one));
        const seen = other.map((one) => one.name ?? one.id ?? scope).join(", ");
        return fact(probe, "absent", other.length === 0, `also ${seen}`);
      }),
    );
  },
};
