// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { FakeMonitor } from "../test/harness/monitor.ts";
import { figure, interleaved, time } from "./measure.ts";

const root = join(import.meta.dirname, "..");
const require = createRequire(import.meta.url);
/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

/** Start of the Pulumi program: until its first resource of its own, against importing the SDK and nothing else. */
export async function program(): Promise<void> {
  const least = await interleaved({
    program: firstRegistration,
    sdk: async () =>
      (await time([process.execPath, "--input-type=module", "-e", `await import("@pulumi/pulumi")`], { cwd: root }))
        .cpu,
  });
  figure(
    "program start to first resource ÷ import of SDK",
    (least.program / least.sdk).toFixed(2),
    "≤ 1.3",
    `${least.program.toFixed(2)} ÷ ${least.sdk.toFixed(2)} CPU s`,
  );
}

/** Processor seconds of the program's process when it asks for its first resource besides the stack. */
async function firstRegistration(): Promise<number> {
  let pid = 0;
  let seconds: number | undefined;
  const monitor = new FakeMonitor({
    compute: (resource) => {
      if (resource.type !== "pulumi:pulumi:Stack") seconds ??= processorSeconds(pid);
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
        PULUMI_CONFIG: JSON.stringify({ "bivouac:event": "examples/lugano-2022/event.yaml", "bivouac:seed": "bench" }),
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
