// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { access, constants, readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { RunStop } from "./types.ts";

/** The Pulumi CLI that this version was tested with; older ones are refused. */
export const engineVersion = "3.259.0";

export interface Engine {
  readonly binary: string;
  readonly version: string;
}

/**
 * Finds the Pulumi CLI: the newest that does in `$PULUMI_HOME/versions/<version>/bin`, else the one on PATH.
 * @throws RunStop with BV401 (missing) or BV402 (too old).
 */
export async function findEngine(env: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  const home = env["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
  const versions = join(home, "versions");
  const installed = (await readdir(versions).catch(() => []))
    .filter((name) => /^\d+\.\d+\.\d+/.test(name))
    .toSorted((a, b) => compareVersions(b, a));
  const seen: string[] = [];
  for (const version of installed) {
    const binary = join(versions, version, "bin", "pulumi");
    if (!(await isExecutable(binary))) continue;
    if (compareVersions(version, engineVersion) >= 0) return { binary, version };
    seen.push(`${version} in ${binary}`);
  }
  for (const folder of (env["PATH"] ?? "").split(delimiter).filter(Boolean)) {
    const binary = join(folder, "pulumi");
    if (folder.endsWith(join("node_modules", ".bin")) || !(await isExecutable(binary))) continue;
    const version = await askVersion(binary);
    if (version && compareVersions(version, engineVersion) >= 0) return { binary, version };
    seen.push(`${version ?? "unreadable version"} in ${binary}`);
  }
  const old = seen.length > 0;
  const message = old ? "the Pulumi CLI is too old" : "the Pulumi CLI is missing";
  throw new RunStop(2, message, [
    {
      code: old ? "BV402" : "BV401",
      severity: "error",
      message,
      seen: old ? seen.join(", ") : `none in ${versions} nor on PATH`,
      allowed: `${engineVersion} or newer`,
      hint: `npx pulumi@${engineVersion} version   (installs it into ${versions}; in a checkout of bivouac: make tools)`,
    },
  ]);
}

const parts = (version: string): number[] => (version.replace(/^v/, "").split(/[-+]/)[0] ?? "").split(".").map(Number);

/** Semantic versions, pre-releases aside. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export interface EngineEnvironment {
  readonly passphrase: string;
  readonly backendUrl: string;
  /** clouds.yaml that holds the event's cloud. */
  readonly cloudsFile?: string | undefined;
  /** kubeconfig that holds the event's contexts. */
  readonly kubeconfig?: string | undefined;
}

/**
 * What an engine and its plugins see. Login variables of one's shell (`OS_USERNAME`, `OS_PROJECT_NAME`, …) are left out: the
 * provider would mix them into every team's login.
 */
export function engineEnv(
  engine: Engine,
  settings: EngineEnvironment,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(OS_(?!CLIENT_)|npm_)/.test(entry[0]),
  );
  return {
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...Object.fromEntries(kept),
    PATH: [dirname(engine.binary), env["PATH"] ?? ""].join(delimiter),
    PULUMI_BACKEND_URL: settings.backendUrl,
    PULUMI_CONFIG_PASSPHRASE: settings.passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The engine takes --event-log only with this.
    PULUMI_DEBUG_COMMANDS: "true",
    ...(settings.cloudsFile === undefined ? {} : { OS_CLIENT_CONFIG_FILE: settings.cloudsFile }),
    ...(settings.kubeconfig === undefined ? {} : { KUBECONFIG: settings.kubeconfig }),
  };
}

/** Takes the same login variables out of this process while programs run in it; gives back what undoes that. */
export function hideLogins(env: NodeJS.ProcessEnv = process.env): () => void {
  const hidden = Object.entries(env).filter(([key]) => /^OS_(?!CLIENT_)/.test(key));
  for (const [key] of hidden) delete env[key];
  return () => void Object.assign(env, Object.fromEntries(hidden));
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function askVersion(binary: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(binary, ["version"], {
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    });
    return /(\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}
