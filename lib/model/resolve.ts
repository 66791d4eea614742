// SPDX-License-Identifier: Apache-2.0
import type { z } from "zod";
import { reportAddresses, type TeamsOf } from "./addresses.ts";
import { reportClashes } from "./clashes.ts";
import { readDocument, type SourceDocument } from "./document.ts";
import type { Draft } from "./draft.ts";
import type { Event, EventFlavor } from "./event.ts";
import { type Finding, hasErrors, sortFindings } from "./finding.ts";
import { readFlavors, resolveFlavors } from "./flavors.ts";
import { resolveGuardRails } from "./guard-rails.ts";
import { reportIssues } from "./issues.ts";
import { withOpenings } from "./resolve-openings.ts";
import { Report } from "./report.ts";
import { salvage } from "./salvage.ts";
import type { FlavorsInput } from "./flavors-schema.ts";
import { type EventInput, eventSchema, teamSchema } from "./schema.ts";
import { resolveTeam } from "./team.ts";
import { resolveWindow } from "./window.ts";

export interface ResolvedEvent {
  /** Absent when there is an error. */
  readonly event?: Event | undefined;
  readonly findings: readonly Finding[];
}

export interface ReadEventOptions {
  /** Name of the file in findings. */
  readonly file: string;
  /** The flavors file that the event names. @default flavors are not checked */
  readonly flavors?: { readonly text: string; readonly file: string } | undefined;
  /** @default the present */
  readonly now?: Date | undefined;
}

export interface ResolveEventOptions {
  /** @default flavors are not checked */
  readonly flavors?: FlavorsInput | undefined;
  /** @default the present */
  readonly now?: Date | undefined;
}

/** An event file as text: every fault of the file, or the event. */
export function readEvent(text: string, options: ReadEventOptions): ResolvedEvent {
  const { document, findings } = readDocument(text, options.file);
  return document ? readEventDocument(document, options) : { findings };
}

/** The same for a document that was read before. */
export function readEventDocument(
  document: SourceDocument,
  options: Omit<ReadEventOptions, "file"> = {},
): ResolvedEvent {
  const flavors = options.flavors && readFlavors(options.flavors.text, options.flavors.file);
  return resolve(document.value, options.now ?? new Date(), flavors, document);
}

/** An event written in TypeScript: the same checks and the same defaults, without places. */
export function resolveEvent(input: EventInput, options: ResolveEventOptions = {}): ResolvedEvent {
  return resolve(input, options.now ?? new Date(), options.flavors && resolveFlavors(options.flavors));
}

/** Maps in which what is missing is reported as missing and hides nothing else. */
const tolerated: ReadonlySet<z.ZodType> = new Set<z.ZodType>([eventSchema, eventSchema.shape.window, teamSchema]);

const nothing = {
  version: 1,
  name: "",
  title: "",
  timeZone: "",
  window: { start: "", end: "" },
  clouds: {},
  teams: {},
} as const;

function resolve(
  value: unknown,
  now: Date,
  catalogue?: { readonly flavors?: readonly EventFlavor[] | undefined; readonly findings: readonly Finding[] },
  document?: SourceDocument,
): ResolvedEvent {
  const schemaReport = new Report(document);
  // Compiling the schema takes longer than one document does without.
  const parsed = eventSchema.safeParse(value, { jitless: true });
  if (!parsed.success) reportIssues(eventSchema, value, parsed.error.issues, schemaReport);
  const draft: Draft = parsed.success
    ? parsed.data
    : { ...nothing, ...(salvage(eventSchema, value, tolerated) as Partial<Draft> | undefined) };

  const report = new Report(document);
  const event = resolveDraft(draft, now, catalogue?.flavors, report);
  const reported = schemaReport.finish();
  const broken = reported.map((finding) => dotted(finding.path));
  // What follows from a fault that is reported already would only hide it.
  const more = report
    .finish()
    .filter(({ path }) => !broken.some((one) => dotted(path).startsWith(one) || one.startsWith(dotted(path))));
  const findings = sortFindings([...reported, ...more, ...(catalogue?.findings ?? [])]);
  return hasErrors(findings) ? { findings } : { event, findings };
}

function dotted(path: string | undefined): string {
  return path === undefined ? "" : `${path}.`;
}

function resolveDraft(draft: Draft, now: Date, flavors: readonly EventFlavor[] | undefined, report: Report): Event {
  const defaults = draft.defaults ?? {};
  const teams: TeamsOf = Object.entries(draft.teams).map(([id, team]) => ({ id, team }));
  if (teams.length === 0)
    report.add({ code: "BV215", message: "the event has no teams", path: ["teams"], allowed: "at least one team" });
  const network = {
    supernet: draft.network?.supernet ?? "10.64.0.0/14",
    prefix: draft.network?.prefix ?? 24,
    dnsServers: draft.network?.dnsServers ?? [],
  };
  const event: Event = {
    name: draft.name,
    title: draft.title,
    timeZone: draft.timeZone,
    window: resolveWindow(draft, now, report),
    clouds: { openstack: draft.clouds.openstack, kubernetes: draft.clouds.kubernetes },
    externalNetwork: draft.externalNetwork ?? "public",
    network,
    guardRails: resolveGuardRails(draft, report),
    flavors,
    teams: teams.map(({ id, team }) =>
      resolveTeam(id, team, { draft, defaults, flavors, dnsServers: network.dnsServers, report }),
    ),
  };
  reportClashes(draft, event.teams, report);
  reportAddresses(network, teams, draft, report);
  return { ...event, teams: withOpenings(event.teams, report) };
}
