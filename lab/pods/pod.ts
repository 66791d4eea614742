// SPDX-License-Identifier: Apache-2.0
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { labDirectory } from "../../lib/live/places.ts";
import { type Files, runContainer } from "./container.ts";
import { type Container, environmentOf, fillVolumes, type Pod, type Reader } from "./volumes.ts";

/** A pod of a fake node, with its volumes on this machine. */
export interface LaidOutPod {
  readonly pod: Pod;
  /** A folder for whatever else it needs. */
  readonly folder: string;
  container(name: string): Container;
  environment(container: Container): Promise<Map<string, string>>;
  remove(): Promise<void>;
}

/** Fills its volumes as a kubelet does, once: what changes later in Secrets and ConfigMaps is not seen. */
export async function layOut(cluster: Reader, namespace: string, name: string): Promise<LaidOutPod> {
  const parent = join(labDirectory(), "pods");
  await mkdir(parent, { recursive: true, mode: 0o700 });
  // Whoever was killed has left its folders behind.
  for (const left of await readdir(parent))
    if (!existsSync(`/proc/${left.split("-")[0]}`)) await rm(join(parent, left), { recursive: true, force: true });
  const folder = await mkdtemp(join(parent, `${process.pid}-${name}-`));
  const remove = async (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const pod = await cluster.request<Pod>("GET", `/api/v1/namespaces/${namespace}/pods/${name}`);
    await fillVolumes(cluster, pod, join(folder, "volumes"));
    const container = (wanted: string): Container => {
      const found = pod.spec.containers.find((one) => one.name === wanted);
      if (found === undefined) throw new Error(`pod ${name} has no container ${wanted}`);
      return found;
    };
    return { pod, folder, container, environment: (of) => environmentOf(cluster, pod, of), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * Runs the one container of a pod to its end, such as that of a Job: its own command, with this machine's programs.
 * @returns what it printed @throws with its last lines when it fails
 */
export async function runPod(cluster: Reader, namespace: string, name: string, names: Files["names"]): Promise<string> {
  const laid = await layOut(cluster, namespace, name);
  try {
    const [container] = laid.pod.spec.containers;
    if (container?.command === undefined) throw new Error(`pod ${name} has no command of its own`);
    const command = [...container.command, ...(container.args ?? [])];
    const files = { folder: laid.folder, image: [], names };
    return await runContainer(container, files, command, await laid.environment(container));
  } finally {
    await laid.remove();
  }
}
