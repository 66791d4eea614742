// SPDX-License-Identifier: Apache-2.0
import type { LoggedIn } from "../side.ts";
import { type OwnCheck, type OwnResult, fact } from "./own-check.ts";

interface Credential {
  readonly id: string;
  readonly expires_at: string | null;
  readonly unrestricted: boolean;
}

/** https://docs.openstack.org/keystone/latest/user/application_credentials.html */
export const credential: OwnCheck = {
  code: "VO104",
  check: "credential",
  what: "The login is an application credential that ends in time and cannot make further credentials.",
  hint: "delete the credential and run bivouac up: it makes one that is restricted and ends with the event",
  // What Keystone keeps is asked, not what it does: under load its 22.0.2 was seen to answer the deletion of a missing child
  // with 404 in place of 403 now and then, so that the attempt says nothing certain.
  ask: (team) => Promise.resolve(facts(team)),
};

function facts({ os, side }: LoggedIn): OwnResult[] {
  if (!side.token.methods.includes("application_credential"))
    return [
      {
        probe: "login by application credential",
        expected: "present",
        outcome: "red",
        seen: side.token.methods.join(", "),
      },
    ];
  const { auth } = os.cloud;
  const wanted = auth.type === "application-credential" ? auth.credential.id : undefined;
  const own = (side.held.objects.get("application credential") ?? []) as unknown as readonly Credential[];
  const found = own.find(({ id }) => id === wanted);
  if (found === undefined)
    return [
      {
        probe: `application credential ${wanted ?? "by name"}`,
        expected: "present",
        outcome: "unknown",
        seen: "it is not in the user's list",
      },
    ];
  return [
    ends(found, side.team.credentialsExpire),
    fact("unrestricted", "absent", !found.unrestricted, "unrestricted: true"),
  ];
}

function ends({ expires_at: ending }: Credential, planned: string | undefined): OwnResult {
  if (ending === null) return fact("end of the credential", "present", false, "it never ends");
  // Keystone's dates have no zone: they are UTC.
  const end = Date.parse(/Z|[+-]\d\d:?\d\d$/.test(ending) ? ending : `${ending}Z`);
  if (planned === undefined) return fact("end of the credential", "present", !Number.isNaN(end), ending);
  return fact(`end of the credential by ${planned}`, "present", end <= Date.parse(planned), ending);
}
