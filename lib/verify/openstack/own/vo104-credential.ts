// SPDX-License-Identifier: Apache-2.0
import type { LoggedIn } from "../side.ts";
import { nothing } from "../probe.ts";
import { ask } from "../judge.ts";
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
  async ask({ os, side }) {
    const restricted = await cannotManage({ os, side });
    if (!side.token.methods.includes("application_credential"))
      return [
        {
          probe: "login by application credential",
          expected: "present",
          outcome: "red",
          seen: side.token.methods.join(", "),
        },
        restricted,
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
        restricted,
      ];
    return [
      ends(found, side.team.credentialsExpire),
      fact("unrestricted", "absent", !found.unrestricted, "unrestricted: true"),
      restricted,
    ];
  },
};

function ends({ expires_at: ending }: Credential, planned: string | undefined): OwnResult {
  if (ending === null) return fact("end of the credential", "present", false, "it never ends");
  // Keystone's dates have no zone: they are UTC.
  const end = Date.parse(/Z|[+-]\d\d:?\d\d$/.test(ending) ? ending : `${ending}Z`);
  if (planned === undefined) return fact("end of the credential", "present", !Number.isNaN(end), ending);
  return fact(`end of the credential by ${planned}`, "present", end <= Date.parse(planned), ending);
}

/** An unrestricted one is told that the child is not there. */
async function cannotManage({ os, side }: Pick<LoggedIn, "os" | "side">): Promise<OwnResult> {
  const probe = "DELETE /v3/users/{user_id}/application_credentials/{missing}";
  const path = `/users/${side.session.userId}/application_credentials/${nothing.replaceAll("-", "")}`;
  const { status, words } = await ask(os, "identity", "DELETE", path);
  if (status === 401 || status === 403) return { probe, expected: "refused", outcome: "ok" };
  if (status === undefined || status >= 500) return { probe, expected: "refused", outcome: "unknown", seen: words };
  return {
    probe,
    expected: "refused",
    outcome: "red",
    seen: `HTTP ${status}: ${words}; it may manage credentials of its user`,
  };
}
