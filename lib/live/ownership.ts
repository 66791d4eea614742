// SPDX-License-Identifier: Apache-2.0
import { type Raw, idOf, projectOf, text } from "./kinds.ts";

/** What counts as ours. */
export interface Scope {
  /** Name of the event. */
  readonly event: string;
  /** Slug of one team. @default the whole event with what it shares */
  readonly team?: string | undefined;
  /**
   * Projects known from earlier (a stack's outputs, an inventory before destroy): what is left in a project that is
   * gone can be recognised by nothing else.
   */
  readonly projects?: readonly OwnedProject[] | undefined;
}

export interface OwnedProject {
  readonly id: string;
  readonly team?: string | undefined;
}

/** Marks that an object carries: its own word on whose it is. */
export interface Marks {
  readonly event: string;
  readonly team?: string | undefined;
  readonly key?: string | undefined;
  /** Where they stand. */
  readonly from: "tags" | "metadata" | "description";
}

/** Reads what lib/model/names.ts writes: tags, metadata, description. */
export function marksOf(raw: Raw): Marks | undefined {
  const tags = Array.isArray(raw.tags)
    ? raw.tags.filter((tag) => typeof tag === "string")
    : typeof raw.tags === "string"
      ? raw.tags.split(",")
      : [];
  const tagged = tags.filter((tag) => tag.startsWith("bivouac:")).map((tag) => tag.slice("bivouac:".length));
  const byTags = fromPairs(tagged, "tags");
  if (byTags) return byTags;
  for (const field of ["metadata", "properties"]) {
    const metadata = raw[field] as Raw | undefined;
    const event = text(metadata?.["bivouac.event"]);
    if (event !== undefined)
      return { event, team: text(metadata?.["bivouac.team"]), key: text(metadata?.["bivouac.key"]), from: "metadata" };
  }
  // Glance keeps properties beside its own fields.
  const event = text(raw["bivouac.event"]);
  if (event !== undefined)
    return { event, team: text(raw["bivouac.team"]), key: text(raw["bivouac.key"]), from: "metadata" };
  // Other words may stand before ours, divided by a semicolon; ours end the text.
  const ours = /(?:^|; )bivouac (event=\S+(?: \w+=\S+)*)$/.exec(text(raw.description) ?? "")?.[1];
  return ours === undefined ? undefined : fromPairs(ours.split(" "), "description");
}

/** Ids that make further objects ours. Filled from projects and users first. */
export interface Holdings {
  /** Project id → team. */
  readonly projects: Map<string, string | undefined>;
  readonly users: Map<string, string | undefined>;
  /** Any object found ours, for what hangs on it: gateway ports, attachments. */
  readonly objects: Map<string, string | undefined>;
}

export interface Verdict {
  readonly team: string | undefined;
  /** Words for the reader: `tags`, `in project lugano-nris`. */
  readonly why: string;
}

/** Whether an object is the scope's, and by what. Never by name alone: somebody else may use the same prefix. */
export function ownedBy(
  kind: { readonly type: string; readonly id?: string | undefined },
  raw: Raw,
  scope: Scope,
  held: Holdings,
): Verdict | undefined {
  const marks = marksOf(raw);
  const byMarks = marks?.event === scope.event ? { team: marks.team, why: marks.from } : undefined;
  const verdict = byMarks ?? byPlace(kind.type, raw, held);
  if (verdict === undefined || (scope.team !== undefined && verdict.team !== scope.team)) return undefined;
  held.objects.set(idOf(kind, raw), verdict.team);
  return verdict;
}

function byPlace(type: string, raw: Raw, held: Holdings): Verdict | undefined {
  const links: [ids: ReadonlyMap<string, string | undefined>, id: string | undefined, why: string][] = [
    [
      held.projects,
      type === "project" ? text(raw.id) : projectOf(raw),
      type === "project" ? "known project" : "in our project",
    ],
    [held.projects, inner(raw.scope, "project"), "role in our project"],
    [held.users, inner(raw, "user"), "role of our user"],
    [held.users, type === "user" ? text(raw.id) : text(raw.user_id), type === "user" ? "known user" : "of our user"],
    [held.users, text(raw.trustor_user_id), "given by our user"],
    [held.users, text(raw.trustee_user_id), "given to our user"],
    // Ports that Neutron makes for gateways and floating IPs belong to no project.
    [
      held.objects,
      type === "port" && !projectOf(raw) ? text(raw.device_id) : undefined,
      "of our router or floating IP",
    ],
    [held.objects, type === "volume attachment" ? text(raw.volume_id) : undefined, "of our volume"],
    [held.objects, type === "RBAC policy" ? text(raw.object_id) : undefined, "on our object"],
  ];
  for (const [ids, id, why] of links) {
    if (id !== undefined && ids.has(id)) return { team: ids.get(id), why };
  }
  return undefined;
}

function inner(raw: unknown, field: string): string | undefined {
  const value = (raw as Readonly<Record<string, Raw | undefined>> | undefined)?.[field];
  return typeof value === "object" ? text(value.id) : undefined;
}

function fromPairs(pairs: readonly string[], from: Marks["from"]): Marks | undefined {
  const fields = new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
  const event = fields.get("event");
  return event === undefined ? undefined : { event, team: fields.get("team"), key: fields.get("key"), from };
}
