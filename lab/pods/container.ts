// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Container } from "./volumes.ts";

/** A folder of this machine and its place in a container. */
export interface Mount {
  readonly from: string;
  readonly to: string;
}

/** Where a container finds its files. */
export interface Files {
  /** Folder for this pod's own: `volumes`, a folder each, is there. */
  readonly folder: string;
  /** What stands for the image. All other programs are this machine's. */
  readonly image: readonly Mount[];
  /** Addresses by name, for /etc/hosts: the lab has no DNS. */
  readonly names: ReadonlyMap<string, string>;
}

/** Folders of this machine that a container sees, read by who may read them. */
const system = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/usr", "/etc", "/dev", "/proc", "/sys"];

/**
 * Starts a command with the container's volumes at their places: in a mount namespace with a root of its own, as user 1000,
 * with this machine's network and without limits. It ends with this process, also when this process is killed.
 */
export async function startContainer(
  container: Container,
  { folder, image, names }: Files,
  command: readonly string[],
  environment: ReadonlyMap<string, string>,
): Promise<ChildProcess> {
  const root = join(folder, "root");
  const hosts = join(folder, "hosts");
  await mkdir(root, { recursive: true });
  await writeFile(hosts, ["127.0.0.1 localhost", ...[...names].map(([name, to]) => `${to} ${name}`), ""].join("\n"));
  const mounts = [
    ...image,
    ...(container.volumeMounts ?? []).map(({ name, mountPath, subPath = "" }) => ({
      from: join(folder, "volumes", name, subPath),
      to: mountPath.replace(/\/$/, ""),
    })),
  ].toSorted((one, other) => (one.to < other.to ? -1 : 1));
  const script = [
    "set -eu",
    `mount -t tmpfs tmpfs '${root}' && cd '${root}'`,
    `for each in ${system.join(" ")}; do`,
    "  if [ -L $each ]; then cp -a $each .$each; elif [ -d $each ]; then mkdir .$each; mount --rbind $each .$each; fi",
    "done",
    // Images have folders there that this machine has not.
    "mount -t tmpfs tmpfs usr/share",
    `mount --bind '${hosts}' etc/hosts`,
    "mkdir -m 1777 tmp",
    ...mounts.flatMap(({ from, to }) => [`mkdir -p '.${to}'`, `mount --bind '${from}' '.${to}'`]),
    "mkdir .machine",
    "pivot_root . .machine",
    "cd /",
    "umount -l /.machine",
    'exec unshare --user --map-user=1000 --map-group=1000 setpriv --pdeathsig TERM "$@"',
  ].join("\n");
  const outer = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
  return spawn("unshare", ["--mount", ...outer, "bash", "-c", script, container.name, ...command], {
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, so that all of it can be ended.
    detached: true,
    env: { PATH: process.env["PATH"], HOME: "/", ...Object.fromEntries(environment) },
  });
}

/** Runs it to its end. @returns what it printed @throws with its last lines when it fails */
export async function runContainer(...of: Parameters<typeof startContainer>): Promise<string> {
  const child = await startContainer(...of);
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => printed.push(String(chunk)));
  const code = await new Promise<number | null>((done, fail) => child.once("error", fail).once("close", done));
  const said = printed.join("");
  if (code !== 0) throw new Error(`container ${of[0].name} ended with exit code ${code}:\n${said.slice(-2000)}`);
  return said;
}
