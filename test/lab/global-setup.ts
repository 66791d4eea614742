// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { labDirectory } from "../../lib/live/places.ts";

/** Where the lab is, for tests: `inject("lab")`. */
export interface Lab {
  /** `clouds.yaml` with the administrator's cloud `bivouac-lab` and the plain member's `bivouac-lab-demo`. */
  readonly clouds: string;
  /** Contexts `bivouac-lab`, `bivouac-lab-2` and `bivouac-lab-3`. */
  readonly kubeconfig: string;
  /** Folder of the scripts `up`, `down`, `status` and `calls`. */
  readonly scripts: string;
}

declare module "vitest" {
  interface ProvidedContext {
    lab: Lab;
  }
}

const scripts = resolve(import.meta.dirname, "../../lab");

/**
 * One lab for the whole run. A lab that ran before stays; one that this run had to start goes with the last run that
 * uses it, or stays with `BIVOUAC_LAB_KEEP=1`. Workers inherit the environment set here.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const keep = process.env["BIVOUAC_LAB_KEEP"] === "1";
  const lease = keep ? [] : ["--for", String(process.pid)];
  const release = async (): Promise<void> => {
    if (!keep) await script("down", lease);
  };
  try {
    await script("up", lease);
  } catch (error) {
    await release();
    throw error;
  }

  const directory = resolve(labDirectory());
  const lab: Lab = { clouds: join(directory, "clouds.yaml"), kubeconfig: join(directory, "kubeconfig"), scripts };
  Object.assign(process.env, {
    OS_CLIENT_CONFIG_FILE: lab.clouds,
    KUBECONFIG: lab.kubeconfig,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
  });
  // A cloud or project named in the caller's shell must not reach the tests.
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("OS_") && name !== "OS_CLIENT_CONFIG_FILE") delete process.env[name];
  }
  project.provide("lab", lab);
  return release;
}

/** Its progress goes to stderr as it comes. */
async function script(name: "up" | "down", options: readonly string[]): Promise<void> {
  const child = spawn(join(scripts, name), options, { stdio: ["ignore", process.stderr, process.stderr] });
  const code = await new Promise<number | null>((done, fail) => child.once("error", fail).once("close", done));
  if (code !== 0)
    throw new Error(`lab/${name} ${options.join(" ")} ended with exit code ${code}; its last lines say why`);
}
