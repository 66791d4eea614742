// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakeMonitor } from "../test/harness/monitor.ts";
import { figure, interleaved, time } from "./measure.ts";

const root = join(import.meta.dirname, "..");
const require = createRequire(import.meta.url);
/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

/** Start of the Pulumi program: until its first resource of its own, against importing the SDK and nothing else. */
export async function program(): Promise<void> {
  // A copy: the program writes its lock beside the event.
  const folder = await mkdtemp(join(tmpdir(), "bivouac-bench-"));
  await cp(join(root, "examples/lugano-2022"), folder, { recursive: true });
  const least = await interleaved({
    program: () => firstRegistration(join(folder, "event.yaml"), (type) => type !== "pulumi:pulumi:Stack"),
    stack: () => firstRegistration(join(folder, "event.yaml"), () => true),
    sdk: async () =>
      (await time([process.execPath, "--input-type=module", "-e", `await import("@pulumi/pulumi")`], { cwd: root }))
        .cpu,
  });
  await rm(folder, { recursive: true });
  const detail = (cpu: number): string => `${cpu.toFixed(2)} ÷ ${least.sdk.toFixed(2)} CPU s`;
  figure(
    "program start to the stack ÷ import of SDK",
    (least.stack / least.sdk).toFixed(2),
    "≤ 1.3",
    detail(least.stack),
  );
  figure(
    "program start to first own resource ÷ same",
    (least.program / least.sdk).toFixed(2),
    "≤ 1.3",
    detail(least.program),
  );
}

/** Processor seconds of the program's process when it asks for the first resource that counts. */
async function firstRegistration(eventFile: string, counts: (type: string) => boolean): Promise<number> {
  let pid = 0;
  let seconds: number | undefined;
  const monitor = new FakeMonitor({
    compute: (resource) => {
      if (counts(resource.type)) seconds ??= processorSeconds(pid);
      return undefined;
    },
  });
  const address = await monitor.listen();
  const flags = [
    "--monitor",
    address,
    "--engine",
    address,
    "--project",
    "bivouac",
    "--stack",
    "bench",
    "--organization",
    "organization",
  ];
  const child = spawn(
    process.execPath,
    [
      "--conditions=development",
      "--stack-trace-limit=0",
      require.resolve("@pulumi/pulumi/cmd/run"),
      ...flags,
      "--pwd",
      root,
      "--root-directory",
      root,
      "stacks",
    ],
    {
      stdio: "ignore",
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        PULUMI_NODEJS_TYPESCRIPT: "false",
        PULUMI_CONFIG: JSON.stringify({ "bivouac:event": eventFile, "bivouac:seed": "bench" }),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(["bivouac:seed"]),
      },
    },
  );
  pid = child.pid ?? 0;
  await new Promise((resolve) => child.on("close", resolve));
  monitor.close();
  if (seconds === undefined) throw new Error("the program registered nothing");
  return seconds;
}

function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
