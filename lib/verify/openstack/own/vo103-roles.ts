// SPDX-License-Identifier: Apache-2.0
import { type OwnCheck, type OwnResult, fact } from "./own-check.ts";

export const roles: OwnCheck = {
  code: "VO103",
  check: "roles",
  what: "The token carries the planned roles and no other.",
  hint: "remove the other roles from the user (openstack role remove) and make a new application credential: it keeps the roles it was made with",
  ask: ({ side: { team, session } }) => {
    const allowed = team.roles ?? ["member", "reader"];
    const needed = allowed[0];
    const results: OwnResult[] =
      needed === undefined
        ? []
        : [fact(`role ${needed}`, "present", session.roles.includes(needed), `roles ${session.roles.join(", ")}`)];
    const other = session.roles.filter((role) => !allowed.includes(role));
    return Promise.resolve([...results, fact("any other role", "absent", other.length === 0, other.join(", "))]);
  },
};
