// SPDX-License-Identifier: Apache-2.0
import { readdir, statfs } from "node:fs/promises";
import { freemem, homedir } from "node:os";
import { dirname, join } from "node:path";
import type { Finding } from "../model/index.ts";
import type { Context } from "./context.ts";
import { buildNotes } from "./engine-build.ts";
import { findingsOf } from "./exit.ts";
import type { LoadedEvent } from "./load.ts";

/** One question of `doctor` and its answer. */
export interface Check {
  readonly what: string;
  readonly state: "fine" | "warning" | "fix" | "not-checked";
  readonly seen: string;
  readonly needed?: string | undefined;
  readonly fix?: string | undefined;
  /** Finding code, where there is one. */
  readonly code?: string | undefined;
  readonly team?: string | undefined;
}

/** What this machine needs to run an event. Cheapest first; none throws. */
export async function machineChecks(context: Context, loaded?: LoadedEvent): Promise<Check[]> {
  return [
    checkNode(),
    ...(await checkEngine(context)),
    ...(await checkPlugins(context)),
    checkMemory(),
    await checkDisk(context, loaded),
    ...(await checkHolder(loaded)),
  ];
}

function checkNode(): Check {
  return { what: "Node", state: "fine", seen: process.version, needed: "22.18, 24 or newer" };
}

async function checkEngine(context: Context): Promise<Check[]> {
  const { engineVersion, findEngine } = await import("../deploy/index.ts");
  const needed = `${engineVersion} or newer`;
  try {
    const { binary, version } = await findEngine();
    const note = (await buildNotes(pulumiHome(context), version))["pulumi"];
    return [{ what: "Pulumi CLI", state: "fine", seen: `${version} (${binary})${note ? `; ${note}` : ""}`, needed }];
  } catch (error) {
    return findingsOf(error).map((finding) => ({
      what: "Pulumi CLI",
      state: "fix" as const,
      seen: finding.seen ?? finding.message,
      needed,
      fix: finding.hint,
      code: finding.code,
    }));
  }
}

/** Provider plugins that the SDKs ask for; `sleeps` are the upstream provider's fixed waits before its first look. */
const plugins = [
  {
    name: "openstack",
    version: "3.15.2",
    note: "releases below 5.3 wait 5-10 s before each first look, 25 s and more a team",
  },
  { name: "kubernetes", version: "4.34.2", note: undefined },
] as const;

function pulumiHome({ io }: Context): string {
  return io.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
}

async function checkPlugins(context: Context): Promise<Check[]> {
  const { engineVersion } = await import("../deploy/index.ts");
  const notes = await buildNotes(pulumiHome(context), engineVersion);
  const folder = join(pulumiHome(context), "plugins");
  const installed = await readdir(folder).catch((): string[] => []);
  return plugins.map(({ name, version, note }) => {
    const found = installed
      .filter(
        (entry) =>
          new RegExp(`^resource-${name}-v\\d[^.]*\\.[^/]*$`).test(entry) &&
          !entry.endsWith(".lock") &&
          !entry.endsWith(".partial"),
      )
      .map((entry) => entry.slice(`resource-${name}-`.length));
    const what = `Pulumi plugin ${name}`;
    const fix = `pulumi plugin install resource ${name} ${version}   (in a checkout: make tools)`;
    if (found.length === 0) return { what, state: "fix", seen: `none in ${folder}`, needed: `v${version}`, fix };
    if (!found.includes(`v${version}`))
      return { what, state: "warning", seen: found.join(", "), needed: `v${version}`, fix };
    const said = notes[name] ?? note;
    return { what, state: "fine", seen: `v${version}${said ? `; ${said}` : ""}` };
  });
}

const mib = 1024 * 1024;

function checkMemory(): Check {
  const free = Math.floor(freemem() / mib);
  const needed = 900;
  return {
    what: "free memory",
    state: free >= needed ? "fine" : "warning",
    seen: `${free} MiB`,
    needed: `${needed} MiB, two teams at a time`,
    ...(free >= needed ? {} : { fix: "bivouac up … --parallel 1" }),
  };
}

async function checkDisk({ io }: Context, loaded?: LoadedEvent): Promise<Check> {
  const folder = loaded === undefined ? io.cwd : dirname(loaded.file);
  const needed = 256;
  const free = await statfs(folder).then(
    ({ bavail, bsize }) => Math.floor((bavail * bsize) / mib),
    () => undefined,
  );
  if (free === undefined) return { what: "free disk", state: "not-checked", seen: `${folder} cannot be asked` };
  return {
    what: "free disk",
    state: free >= needed ? "fine" : "fix",
    seen: `${free.toLocaleString("en-US")} MiB in ${folder}`,
    needed: `${needed} MiB for state and logs`,
    ...(free >= needed ? {} : { fix: "make room, or move the event file to another disk" }),
  };
}

async function checkHolder(loaded?: LoadedEvent): Promise<Check[]> {
  if (loaded === undefined) return [];
  const { lockHolder, stateDir } = await import("../deploy/index.ts");
  const found = await lockHolder(stateDir(loaded.file, loaded.event.name).lock);
  if (found === undefined) return [{ what: "run lock", state: "fine", seen: "free" }];
  const { holder, dead } = found;
  const seen = `${holder.user}@${holder.host}, pid ${holder.pid}, since ${holder.since}: ${holder.command}`;
  if (dead)
    return [
      { what: "run lock", state: "fine", seen: `left by a process that is gone (${seen}); the next run takes it over` },
    ];
  return [{ what: "run lock", state: "warning", seen, fix: "wait for it to end" }];
}

/** Findings of the preflight of both clouds as checks. */
export function cloudChecks(findings: readonly Finding[]): Check[] {
  return findings.map((finding) => ({
    what: finding.message,
    state: finding.severity === "error" ? "fix" : "warning",
    seen: finding.seen ?? "",
    needed: finding.allowed,
    fix: finding.hint,
    code: finding.code,
    team: finding.team,
  }));
}
