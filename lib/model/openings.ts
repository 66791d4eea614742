// SPDX-License-Identifier: Apache-2.0
import type { ExportSpec, Opening, OpeningSide, Team } from "./event.ts";
import type { Severity } from "./finding.ts";
import { didYouMean } from "./nearest.ts";
import type { Path } from "./document.ts";

/** What is looked at of a team. */
export interface OpeningTeam extends Pick<Team, "id" | "name" | "context"> {
  /** Absent: the team has no namespace, and can open nothing. */
  readonly namespace?: Pick<NonNullable<Team["namespace"]>, "exports" | "imports"> | undefined;
  /** All namespaces of the team. @default [name] */
  readonly namespaces?: readonly string[] | undefined;
}

/** What is wrong with what teams said, as the event's report wants it. */
export interface OpeningFinding {
  /** Id of the team that said it. */
  readonly team: string;
  /** Below the team: `["namespace", "exports", 0, "to", 1]`. */
  readonly path: Path;
  /** `error`: it means nothing. `warning`: only one side says so, and nothing is opened. */
  readonly severity: Severity;
  readonly message: string;
  readonly seen: string;
  readonly allowed?: string | undefined;
  readonly hint?: string | undefined;
}

/** Openings in the order of the importers, and everything that makes none. Linear in what the teams say. */
export function matchOpenings(teams: readonly OpeningTeam[]): {
  readonly openings: readonly Opening[];
  readonly findings: readonly OpeningFinding[];
} {
  const byId = new Map(teams.map((team) => [team.id, team]));
  const exports = new Map(
    teams.map((team) => [
      team.id,
      new Map((team.namespace?.exports ?? []).toReversed().map((each) => [each.name, each])),
    ]),
  );
  const wanted = new Set(
    teams.flatMap(({ id, namespace }) => (namespace?.imports ?? []).map(({ from, name }) => key(from, name, id))),
  );
  const exporting = teams.flatMap((team) => exportFindings(team, byId, wanted));
  const openings: Opening[] = [];
  const importing = teams.flatMap((importer) => {
    const before = new Set<string>();
    return (importer.namespace?.imports ?? []).flatMap(({ from, name }, index): OpeningFinding[] => {
      const told = (
        field: string,
        seen: string,
        message: string,
        more: Partial<OpeningFinding> = {},
      ): OpeningFinding[] => [
        { team: importer.id, path: ["namespace", "imports", index, field], severity: "error", message, seen, ...more },
      ];
      if (before.has(key(from, name, "")))
        return told("name", name, `${name} of ${from} is imported twice`, { hint: "remove one of the two" });
      before.add(key(from, name, ""));
      const exporter = byId.get(from);
      if (exporter === undefined)
        return told("from", from, `there is no team ${from} to import from`, {
          hint: didYouMean(from, [...byId.keys()]),
        });
      if (from === importer.id)
        return told("from", from, "a team reaches its own pods without an import", { hint: "remove it" });
      const offered = exports.get(from) ?? new Map<string, ExportSpec>();
      const offer = offered.get(name);
      if (offer === undefined)
        return told("name", name, `${from} exports nothing of this name`, {
          allowed: offered.size === 0 ? `nothing: ${from} has no exports` : [...offered.keys()].join(", "),
          hint: didYouMean(name, [...offered.keys()]),
        });
      if (!offer.to.includes(importer.id))
        return told("name", name, `${from} does not export ${name} to ${importer.id}: nothing is opened`, {
          severity: "warning",
          allowed: offer.to.length === 0 ? "nobody" : offer.to.join(", "),
          hint: `add ${importer.id} to the export of ${from}, or remove the import`,
        });
      if (exporter.context !== importer.context)
        return told(
          "from",
          from,
          `${from} and ${importer.id} are in different clusters: network policies open nothing between them`,
          {
            hint: "publish the port through the gateway",
          },
        );
      if (portFault(offer.port) === undefined)
        openings.push({
          name,
          port: offer.port,
          protocol: offer.protocol,
          pods: offer.pods,
          exporter: side(exporter),
          importer: side(importer),
        });
      return [];
    });
  });
  return { openings, findings: [...exporting, ...importing] };
}

function exportFindings(
  team: OpeningTeam,
  byId: ReadonlyMap<string, OpeningTeam>,
  wanted: ReadonlySet<string>,
): OpeningFinding[] {
  const before = new Set<string>();
  return (team.namespace?.exports ?? []).flatMap(({ name, port, to }, index): OpeningFinding[] => {
    const path: Path = ["namespace", "exports", index];
    const error = (below: Path, seen: string, message: string, more: Partial<OpeningFinding> = {}): OpeningFinding => ({
      team: team.id,
      path: [...path, ...below],
      severity: "error",
      message,
      seen,
      ...more,
    });
    const twice = before.has(name);
    before.add(name);
    const wrongPort = portFault(port);
    return [
      ...(twice ? [error(["name"], name, `two exports are called ${name}`, { hint: "rename one of the two" })] : []),
      ...(wrongPort === undefined ? [] : [error(["port"], String(port), wrongPort, { allowed: "1 to 65535" })]),
      ...to.flatMap((id, place): OpeningFinding[] => {
        if (!byId.has(id))
          return [
            error(["to", place], id, `there is no team ${id} to export to`, { hint: didYouMean(id, [...byId.keys()]) }),
          ];
        if (id === team.id)
          return [error(["to", place], id, "a team reaches its own pods without an export", { hint: "remove it" })];
        return twice || wanted.has(key(team.id, name, id))
          ? []
          : [
              error(["to", place], id, `${id} does not import ${name}: nothing is opened`, {
                severity: "warning",
                hint: `add { from: ${team.id}, name: ${name} } to the imports of ${id}, or remove it here`,
              }),
            ];
      }),
    ];
  });
}

function portFault(port: number): string | undefined {
  return Number.isInteger(port) && port >= 1 && port <= 65535 ? undefined : "not a port";
}

function side({ id, name, namespaces }: OpeningTeam): OpeningSide {
  return { team: id, namespaces: namespaces ?? [name] };
}

function key(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
