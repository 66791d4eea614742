// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { constants, existsSync, readFileSync } from "node:fs";
import { access, readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { Check } from "./check.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Oldest CLI that bivouac was tested with, and the plugins that its SDKs ask for. */
export const pulumiVersion = "3.259.0";
const plugins: Readonly<Record<string, string>> = { openstack: "3.15.2", kubernetes: "4.34.2" };

/** The CLI where the Automation API looks for it, and the provider plugins. */
export async function checkPulumi(env: Environment, home: string = homedir()): Promise<Check[]> {
  const root = env.PULUMI_HOME || join(home, ".pulumi");
  const cli = await findCli(root, env);
  return [
    cliCheck(cli, root),
    ...Object.entries(plugins).map(([name, version]) => pluginCheck(name, version, root, env, cli)),
  ];
}

interface Cli {
  readonly binary: string;
  readonly version: string;
}

/** The newest in `$PULUMI_HOME/versions`, else what PATH has. */
async function findCli(root: string, env: Environment): Promise<Cli | undefined> {
  const versions = (await readdir(join(root, "versions")).catch(() => []))
    .filter((name) => /^\d+\.\d+\.\d+/.test(name))
    .toSorted((a, b) => compare(b, a));
  for (const version of versions) {
    const binary = join(root, "versions", version, "bin", "pulumi");
    if (await executable(binary)) return { binary, version };
  }
  for (const folder of (env.PATH ?? "").split(delimiter).filter(Boolean)) {
    const binary = join(folder, "pulumi");
    // The npm package's bin is not the CLI: it downloads one first.
    if (folder.endsWith(join("node_modules", ".bin")) || !(await executable(binary))) continue;
    const version = await askVersion(binary, env);
    if (version !== undefined) return { binary, version };
  }
  return undefined;
}

function cliCheck(cli: Cli | undefined, root: string): Check {
  const needed = `${pulumiVersion} or newer`;
  const fix = `npx pulumi@${pulumiVersion} version   (installs it into ${join(root, "versions")}); where downloads are closed: make tools`;
  if (cli === undefined)
    return { name: "Pulumi CLI", state: "fail", seen: `none in ${join(root, "versions")} nor on PATH`, needed, fix };
  const old = compare(cli.version, pulumiVersion) < 0;
  const built = buildMarker(cli) === undefined ? "" : ", built from source by the lab";
  return {
    name: "Pulumi CLI",
    state: old ? "fail" : "ok",
    seen: `${cli.version} in ${cli.binary}${built}`,
    needed,
    fix: old ? fix : undefined,
  };
}

function pluginCheck(name: string, version: string, root: string, env: Environment, cli: Cli | undefined): Check {
  const label = `Pulumi plugin ${name}`;
  const needed = version;
  const folder = join(root, "plugins", `resource-${name}-v${version}`);
  const marker = cli && buildMarker(cli);
  const polls =
    name === "openstack" && marker !== undefined
      ? "; source build that polls at once, without the published plugin's fixed waits"
      : "";
  if (existsSync(folder)) return { name: label, state: "ok", seen: `${folder}${polls}`, needed };
  const onPath = (env.PATH ?? "")
    .split(delimiter)
    .filter(Boolean)
    .map((part) => join(part, `pulumi-resource-${name}`))
    .find((path) => existsSync(path));
  if (onPath !== undefined)
    return {
      name: label,
      state: "warn",
      seen: `${onPath}, version unknown`,
      needed,
      fix: `pulumi plugin install resource ${name} ${version} --file ${onPath}`,
    };
  return {
    name: label,
    state: "warn",
    seen: "not installed",
    needed,
    fix: `pulumi plugin install resource ${name} ${version}   (else the first up downloads it); where downloads are closed: make tools`,
  };
}

/** What a source build says about itself, next to its bin directory. */
function buildMarker(cli: Cli): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(cli.binary, "..", "..", "bivouac-build.json"), "utf8"));
    return typeof parsed === "object" && parsed !== null ? (parsed as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function compare(a: string, b: string): number {
  const right = numbers(b);
  return (
    numbers(a)
      .map((part, index) => part - (right[index] ?? 0))
      .find((difference) => difference !== 0) ?? 0
  );
}

function numbers(version: string): number[] {
  return (version.split(/[-+]/)[0] ?? "").split(".").map(Number);
}

async function executable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function askVersion(binary: string, env: Environment): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(binary, ["version"], {
      timeout: 10_000,
      env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    });
    return /\d+\.\d+\.\d+/.exec(stdout)?.[0];
  } catch {
    return undefined;
  }
}
