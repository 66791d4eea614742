// SPDX-License-Identifier: Apache-2.0
import type { Manifest, ManifestSettings } from "../../manifests/index.ts";
import type { Fields } from "../../manifests/index.ts";
import type { Context } from "../context.ts";
import { CliError } from "../exit.ts";
import { loadForRun } from "../load.ts";
import { findFiles } from "./files.ts";
import { readManifestFiles } from "./manifest-files.ts";
import type { ManifestSetup } from "./manifest-setup.ts";

/** What exists in the cluster already, and what the organizers allow. */
export interface Surroundings {
  readonly around: readonly (Manifest | Fields)[];
  /** What was there before. */
  readonly earlier: readonly Manifest[];
  readonly settings: Partial<ManifestSettings>;
  /** Namespace of objects that name none. */
  readonly namespace?: string | undefined;
}

/** What files and the event say of it. @throws CliError 2 for a file or a team that is not there, 1 for an event with mistakes */
export async function surroundingsOf(setup: ManifestSetup, context: Context): Promise<Surroundings> {
  const { namespace } = setup;
  const read = async (files: readonly string[], what: string): Promise<readonly Manifest[]> => {
    if (files.length === 0) return [];
    const { files: found, findings } = await readManifestFiles(await findFiles(files, context), context, namespace);
    const [bad] = findings.filter(({ severity }) => severity === "error");
    if (bad !== undefined)
      throw new CliError(2, `${what} cannot be read: ${bad.file ?? ""}: ${bad.message}`, { findings });
    return found.flatMap((file) => file.manifests);
  };
  const manifests = await read(setup.around, "what stands around");
  const earlier = await read(setup.earlier, "what was there before");
  if (setup.event === undefined) {
    if (setup.team !== undefined)
      throw new CliError(2, "--team needs the event that the team is in", { help: ["fix: add --event event.yaml"] });
    return { around: manifests, earlier, settings: {}, namespace };
  }
  const team = await teamOf(setup.event, setup.team, context);
  return {
    around: [...manifests, ...team.around],
    earlier,
    settings: team.settings,
    namespace: namespace ?? team.namespace,
  };
}

async function teamOf(file: string, asked: string | undefined, context: Context): Promise<Surroundings> {
  const { event } = await loadForRun(context, file);
  const withNamespace = event.teams.filter((team) => team.namespace !== undefined);
  const team =
    asked === undefined && withNamespace.length === 1 ? withNamespace[0] : event.teams.find(({ id }) => id === asked);
  if (team === undefined)
    throw new CliError(2, asked === undefined ? "the event has several teams" : `no team "${asked}" in ${event.name}`, {
      help: [`fix: --team with one of ${event.teams.map(({ id }) => id).join(", ")}`],
    });
  if (team.namespace === undefined) throw new CliError(2, `team ${team.id} has no namespace`);
  const { teamObjects } = await import("../../kubernetes/light.ts");
  return {
    around: teamObjects({ event, team }),
    earlier: [],
    settings: {
      guardRails: event.guardRails,
      team: { event: event.name, team: team.id, namespaces: [team.name] },
    },
    namespace: team.name,
  };
}
