// SPDX-License-Identifier: Apache-2.0
import { LiveError } from "./errors.ts";
import { type Kind, type Raw, idOf, kindName, kinds, nameOf, projectOf, text } from "./kinds.ts";
import type { OpenStack } from "./openstack-client.ts";
import { type Holdings, type OwnedProject, type Scope, marksOf, ownedBy } from "./ownership.ts";
import { unknownServices } from "./services.ts";

/** One object of an event. */
export interface OwnedObject {
  readonly service: string;
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly project?: string | undefined;
  readonly team?: string | undefined;
  /** By what it was recognised. */
  readonly why: string;
}

/** Ids of what is not ours, by list: the proof that a removal touched nothing else. */
export interface ForeignSnapshot {
  /** ISO 8601 UTC. */
  readonly taken: string;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly count: number;
}

export interface Inventory {
  readonly objects: readonly OwnedObject[];
  /** Projects found ours: hand them to the inventory after a removal. */
  readonly projects: readonly OwnedProject[];
  /** Lists asked. */
  readonly asked: number;
  /** Lists that failed: what they hold is unknown. */
  readonly unreadable: readonly { readonly list: string; readonly reason: string }[];
  /** What was not asked and why: no endpoint, no such extension, a service that bivouac does not know. */
  readonly notAsked: readonly { readonly list: string; readonly reason: string }[];
  readonly foreign: ForeignSnapshot;
}

/**
 * Everything of an event, or of one team, over all services, by owner marks and by project. Each list is asked once
 * for all projects (an administrator's view); only keypairs and application credentials are asked per user.
 * One unreadable list never hides the others.
 * @throws LiveError only when the cloud cannot be reached at all or lets us not in
 */
export async function inventory(os: OpenStack, scope: Scope): Promise<Inventory> {
  const { objects, held: _, ...rest } = await findOwned(os, scope);
  return { ...rest, objects: objects.map(({ object }) => object) };
}

/** The foreign half of an inventory. */
export async function foreignSnapshot(os: OpenStack, scope: Scope): Promise<ForeignSnapshot> {
  return (await findOwned(os, scope)).foreign;
}

/** What became of foreign objects between two snapshots. Only lists that are in both are compared. */
export function compareForeign(
  before: ForeignSnapshot,
  after: ForeignSnapshot,
): {
  readonly unchanged: number;
  readonly missing: readonly string[];
  readonly appeared: number;
  readonly notCompared: readonly string[];
} {
  const missing: string[] = [];
  const notCompared: string[] = [];
  let unchanged = 0;
  let appeared = 0;
  for (const [list, ids] of Object.entries(before.lists)) {
    const now = after.lists[list];
    if (now === undefined) {
      notCompared.push(list);
      continue;
    }
    const there = new Set(now);
    for (const id of ids) {
      if (there.delete(id)) unchanged += 1;
      else missing.push(`${list} ${id}`);
    }
    appeared += there.size;
  }
  return { unchanged, missing, appeared, notCompared };
}

export interface Found {
  readonly kind: Kind;
  readonly raw: Raw;
  readonly object: OwnedObject;
}

export interface FoundInventory extends Omit<Inventory, "objects"> {
  readonly objects: readonly Found[];
  readonly held: Holdings;
}

/** As `inventory`, with the kinds and raw objects that a removal needs. */
export async function findOwned(os: OpenStack, scope: Scope): Promise<FoundInventory> {
  const tally = new Tally();
  const session = await os.session();
  tally.notAsked.push(
    ...unknownServices(session).map((list) => ({ list, reason: "bivouac has no list for this service" })),
  );
  const lists = new Map<Kind, readonly Raw[]>();
  await Promise.all(
    kinds.map(async (kind) => {
      if ((await os.endpoint(kind.service)) === undefined)
        tally.notAsked.push({ list: kindName(kind), reason: "no endpoint" });
      else lists.set(kind, (await tally.ask(kindName(kind), kind.optional, () => ask(os, kind))) ?? []);
    }),
  );

  const held: Holdings = {
    projects: new Map((scope.projects ?? []).map(({ id, team }) => [id, team])),
    users: new Map(),
    objects: new Map(),
  };
  const everyone: Scope = { event: scope.event };
  hold(lists, "project", held.projects, everyone, held);
  hold(lists, "user", held.users, everyone, held);
  await Promise.all(
    [...held.users]
      .filter(([, team]) => scope.team === undefined || team === scope.team)
      .map(async ([user]) => {
        for (const kind of perUser(user))
          lists.set(
            kind,
            unwrapped(
              (await tally.ask(`${kindName(kind)} of user ${user}`, undefined, () => ask(os, kind))) ?? [],
              user,
            ),
          );
      }),
  );

  const objects: Found[] = [];
  const foreign: Record<string, string[]> = {};
  // Ports and attachments are judged last: they may be ours only through another object.
  const ordered = [...lists].toSorted(
    ([a], [b]) => Number(dependent.has(a.type)) - Number(dependent.has(b.type)) || kinds.indexOf(a) - kinds.indexOf(b),
  );
  for (const [kind, raws] of ordered) {
    for (const raw of raws) {
      const id = idOf(kind, raw);
      const verdict = ownedBy(kind, raw, scope, held);
      if (verdict === undefined) (foreign[kindName(kind)] ??= []).push(id);
      else
        objects.push({
          kind,
          raw,
          object: {
            service: kind.service,
            type: kind.type,
            id,
            name: nameOf(raw),
            project: projectOf(raw),
            team: verdict.team,
            why: verdict.why,
          },
        });
    }
    if (!tally.failed.has(kindName(kind))) foreign[kindName(kind)] ??= [];
  }
  const count = Object.values(foreign).reduce((sum, ids) => sum + ids.length, 0);
  return {
    objects,
    held,
    asked: tally.asked,
    unreadable: tally.unreadable,
    notAsked: tally.notAsked,
    projects: [...held.projects]
      .map(([id, team]) => ({ id, team }))
      .filter(({ team }) => scope.team === undefined || team === scope.team),
    foreign: { taken: new Date().toISOString(), lists: foreign, count },
  };
}

const dependent = new Set(["port", "volume attachment", "RBAC policy"]);

class Tally {
  asked = 0;
  readonly failed: Set<string> = new Set();
  readonly unreadable: { list: string; reason: string }[] = [];
  readonly notAsked: { list: string; reason: string }[] = [];

  async ask(list: string, optional: true | undefined, call: () => Promise<Raw[]>): Promise<Raw[] | undefined> {
    try {
      const raws = await call();
      this.asked += 1;
      return raws;
    } catch (error) {
      if (!(error instanceof LiveError) || error.fault === "auth") throw error;
      this.failed.add(list);
      const { status } = error.details;
      if (optional && (status === 404 || status === 406))
        this.notAsked.push({ list, reason: "the cloud has no such API" });
      else this.unreadable.push({ list, reason: error.message });
      return undefined;
    }
  }
}

async function ask(os: OpenStack, kind: Kind): Promise<Raw[]> {
  const options = { microversion: kind.microversion, headers: kind.headers };
  try {
    return await os.list<Raw>(kind.service, kind.path, kind.key, options);
  } catch (error) {
    // Heat's policy forbids the list over all tenants by default; an administrator's plain list spans them on such clouds.
    if (kind.service === "orchestration" && error instanceof LiveError && error.fault === "forbidden")
      return await os.list<Raw>(kind.service, "/stacks", kind.key, options);
    throw error;
  }
}

function hold(
  lists: ReadonlyMap<Kind, readonly Raw[]>,
  type: string,
  into: Map<string, string | undefined>,
  scope: Scope,
  held: Holdings,
): void {
  for (const [kind, raws] of lists) {
    if (kind.type !== type) continue;
    for (const raw of raws) {
      const verdict = ownedBy(kind, raw, scope, held);
      const id = text(raw.id);
      if (verdict && id !== undefined) into.set(id, verdict.team ?? marksOf(raw)?.team);
    }
  }
}

function perUser(user: string): Kind[] {
  return [
    {
      service: "compute",
      type: "keypair",
      path: `/os-keypairs?user_id=${user}`,
      key: "keypairs",
      one: "keypair",
      id: "name",
      microversion: "2.10",
    },
    {
      service: "identity",
      type: "application credential",
      path: `/users/${user}/application_credentials`,
      key: "application_credentials",
      one: "application_credential",
    },
  ];
}

/** Nova wraps each keypair once more; what lists of a user leave out is whose they are. */
function unwrapped(raws: readonly Raw[], user: string): Raw[] {
  return raws.map((raw) => {
    const { project_id: _, ...own } = (raw.keypair as Raw | undefined) ?? raw;
    return { ...own, user_id: user };
  });
}
