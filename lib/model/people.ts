// SPDX-License-Identifier: Apache-2.0
import type { Path } from "./document.ts";
import type { Person } from "./event.ts";
import { slug } from "./names.ts";
import type { Report } from "./report.ts";
import type { TeamDraft } from "./draft.ts";
import { keyFault, keyTypes } from "./ssh-key.ts";

/** Members and mentors of a team. */
export function resolvePeople(
  id: string,
  team: TeamDraft,
  report: Report,
): { readonly members: readonly Person[]; readonly mentors: readonly Person[] } {
  const seen = new Map<string, Path>();
  const read = (role: "members" | "mentors"): Person[] =>
    (team[role] ?? []).map((person, index) => {
      const path: Path = ["teams", id, role, index];
      // Key pairs are named by slug.
      const key = slug(person.id ?? "");
      const first = seen.get(key);
      if (first && person.id !== undefined) {
        report.add({
          code: "BV212",
          message: `${person.id} is in the team twice${report.where([...first, "id"])}`,
          path: [...path, "id"],
          seen: person.id,
          allowed: "each id once a team",
        });
      } else seen.set(key, path);
      const sshKeys = person.sshKeys ?? [];
      for (const [keyIndex, key] of sshKeys.entries())
        reportKey(key, [...path, "sshKeys", keyIndex], person.id, report);
      return {
        id: person.id,
        ...(person.name === undefined ? {} : { name: person.name }),
        sshKeys: sshKeys.map((key) => key.trim()),
      };
    });
  return { members: read("members"), mentors: read("mentors") };
}

function reportKey(key: string, path: Path, person: string, report: Report): void {
  const fault = keyFault(key);
  if (!fault) return;
  // The text of a key is never shown: it may be half of a private one.
  if (fault.kind === "private") {
    report.add({
      code: "BV220",
      message: `${person} has a private key here`,
      path,
      seen: "a private key (not shown)",
      allowed: "the public key, the one line of the .pub file",
      hint: "replace it with the public key, and make a new pair: this one has been shared",
    });
  } else if (fault.kind === "weak") {
    report.add({
      code: "BV222",
      message: `an SSH key of ${person} is too weak: ${fault.why}`,
      path,
      allowed: keyTypes.slice(0, 3).join(", "),
      hint: "ssh-keygen -t ed25519",
    });
  } else {
    report.add({
      code: "BV221",
      message: `an SSH key of ${person} cannot be read: ${fault.why}`,
      path,
      seen: `${key.length} characters`,
      allowed: `one line "type base64 comment", type ${keyTypes.join(", ")}`,
      hint: "copy the whole line of the .pub file",
    });
  }
}
