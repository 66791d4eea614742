// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, execFile } from "node:child_process";
import { mkdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { built } from "../search/engine.ts";
import { type Files, runContainer, startContainer } from "./container.ts";
import { type LaidOutPod, layOut } from "./pod.ts";
import { loopback, type Reader } from "./volumes.ts";

const run = promisify(execFile);

/** A running container `elasticsearch` of a pod. */
export interface PodEngine {
  readonly namespace: string;
  readonly pod: string;
  /** The address of this machine at which it has the pod's ports. */
  readonly address: string;
  /** What its init containers printed. */
  readonly preparation: string;
  /** Ends it as a kubelet does, but for the hook before the end, and forgets its data. */
  close(): Promise<void>;
}

const home = "/usr/share/elasticsearch";
const java = "/opt/java";

/**
 * Does with a pod of the ECK operator what a kubelet would: fills its volumes, runs its init containers and its container
 * `elasticsearch` until that has started. The image is the engine of lab/search. Not the pod's are its address, whose first
 * byte is 127, its heap of 512 MB, and that it opens no port for the probe of readiness.
 */
export async function startPodEngine(cluster: Reader, namespace: string, name: string): Promise<PodEngine> {
  const laid = await layOut(cluster, namespace, name);
  try {
    const address = loopback(laid.pod.status?.podIP ?? "");
    const container = laid.container("elasticsearch");
    const environment = await laid.environment(container);
    const own = `${name}.${environment.get("HEADLESS_SERVICE_NAME") ?? ""}.${namespace}.svc`;
    const files = { folder: laid.folder, image: await image(laid), names: new Map([[own, address]]) };

    const printed: string[] = [];
    for (const each of laid.pod.spec.initContainers ?? []) {
      const command = [...(each.command ?? []), ...(each.args ?? [])];
      printed.push(await runContainer(each, files, command, withJava(await laid.environment(each))));
    }
    // The port of readiness would be open at all addresses of the machine, and one for all nodes.
    const command = [`${home}/bin/elasticsearch`, `-Enetwork.host=${address}`, "-Ereadiness.port=-1"];
    const server = await startContainer(container, files, command, withJava(environment));
    const ended = new Promise<void>((done) => server.once("close", () => done()));
    // Its launcher may end before the server that it has launched.
    server.once("exit", () => endGroup(server));
    const close = async (): Promise<void> => {
      if (server.exitCode === null && server.signalCode === null) server.kill("SIGTERM");
      await ended;
      await laid.remove();
    };
    await started(server, name);
    return { namespace, pod: name, address, preparation: printed.join("\n"), close };
  } catch (error) {
    await laid.remove();
    throw error;
  }
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing of it is left.
  }
}

/** The engine's home of hard links, which costs nothing, with places for what is mounted into it; and its Java. */
async function image({ folder, pod }: LaidOutPod): Promise<Files["image"]> {
  const engine = await built();
  const from = join(folder, "image");
  await run("cp", ["-al", join(engine, "engine"), from]);
  for (const { volumeMounts = [] } of [...(pod.spec.initContainers ?? []), ...pod.spec.containers])
    for (const { mountPath } of volumeMounts)
      if (mountPath.startsWith(`${home}/`)) await mkdir(join(from, mountPath.slice(home.length)), { recursive: true });
  return [
    { from, to: home },
    { from: await realpath(join(engine, "jdk")), to: java },
  ];
}

function withJava(environment: ReadonlyMap<string, string>): Map<string, string> {
  const options = "-Xms512m -Xmx512m -XX:-AlwaysPreTouch -XX:TieredStopAtLevel=1";
  return new Map([...environment, ["ES_JAVA_HOME", java], ["ES_JAVA_OPTS", options]]);
}

async function started(server: ChildProcess, name: string): Promise<void> {
  const lines: string[] = [];
  return new Promise((done, fail) => {
    for (const stream of [server.stdout, server.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        if (lines.push(line) > 60) lines.shift();
        if (line.includes("] started {")) done();
      });
    }
    server.once("error", fail);
    server.once("close", (code) =>
      fail(new Error(`Elasticsearch of pod ${name} ended with exit code ${code}:\n${lines.join("\n")}`)),
    );
  });
}
