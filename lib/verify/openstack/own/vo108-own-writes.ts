// SPDX-License-Identifier: Apache-2.0
import type { Service } from "../../../live/index.ts";
import type { Raw } from "../holdings.ts";
import { ask } from "../judge.ts";
import type { OwnCheck, OwnResult } from "./own-check.ts";

interface Write {
  readonly service: Service;
  readonly api: string;
  readonly path: string;
  readonly key: string;
  readonly body: Raw;
  /** Attribute of the answer that a DELETE names. @default id */
  readonly id?: string;
}

const name = "bivouac-verify";
const writes: readonly Write[] = [
  {
    service: "compute",
    api: "POST /v2.1/os-keypairs",
    path: "/os-keypairs",
    key: "keypair",
    body: { name },
    id: "name",
  },
  {
    service: "compute",
    api: "POST /v2.1/os-server-groups",
    path: "/os-server-groups",
    key: "server_group",
    body: { name, policies: ["affinity"] },
  },
  {
    service: "network",
    api: "POST /v2.0/security-groups",
    path: "/security-groups",
    key: "security_group",
    body: { name },
  },
  { service: "network", api: "POST /v2.0/networks", path: "/networks", key: "network", body: { name } },
];

/** What self-service is, made and removed again. */
export const ownWrites: OwnCheck = {
  code: "VO108",
  check: "own-writes",
  what: "The team can make and delete things in its project.",
  hint: "look at the team's quota and at the service's policy.yaml",
  destructive: true,
  ask: async ({ os }) => {
    const answers = await Promise.all(
      writes.map(async ({ service, api, path, key, body, id = "id" }): Promise<readonly OwnResult[]> => {
        if ((await os.endpoint(service)) === undefined) return [];
        const made = await ask(os, service, "POST", path, { body: { [key]: body } });
        const object = (made.body as Readonly<Record<string, Raw>> | undefined)?.[key];
        const first: OwnResult =
          made.status === 200
            ? { probe: api, expected: "allowed", outcome: "ok" }
            : { probe: api, expected: "allowed", outcome: "red", seen: made.words };
        if (object === undefined) return [first];
        const removed = await ask(os, service, "DELETE", `${path}/${String(object[id])}`);
        const probe = `${api.replace("POST", "DELETE")}/{id}`;
        return [
          first,
          removed.status === 200
            ? { probe, expected: "allowed", outcome: "ok" }
            : { probe, expected: "allowed", outcome: "red", seen: `${String(object[id])} is left: ${removed.words}` },
        ];
      }),
    );
    return answers.flat();
  },
};
