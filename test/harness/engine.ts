// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { FakeMonitor, type MonitorOptions, type Registration } from "./monitor.ts";
import { decode } from "./values.ts";

export { type Invocation, type LogLine, type Registration } from "./monitor.ts";
export { secret, unknown } from "./values.ts";

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL("../../", import.meta.url));

export interface RunOptions extends MonitorOptions {
  /** Path of the program, a file or a folder with an index, relative to `cwd`. */
  readonly program: string;
  /** @default the repository */
  readonly cwd?: string | undefined;
  /** Config with its namespace, `bivouac:event`. */
  readonly config?: Readonly<Record<string, string>> | undefined;
  /** Keys of `config` that are secret. */
  readonly secretKeys?: readonly string[] | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

export interface ProgramRun {
  /** 0 when the program ended well; 32 when it logged why it did not. */
  readonly exitCode: number;
  /** Everything that was registered, in order; the stack itself first. */
  readonly resources: readonly Registration[];
  readonly invocations: FakeMonitor["invocations"];
  readonly logs: FakeMonitor["logs"];
  /** Outputs of the stack, secrets opened. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly secretOutputs: readonly string[];
  /** What the program and Node printed. */
  readonly printed: string;
  /** The resource of that name, or that type and name. Fails when there is not exactly one. */
  readonly get: (name: string, type?: string) => Registration;
  readonly ofType: (type: string) => Registration[];
}

/**
 * Runs a real Pulumi program with Pulumi's own runner against an engine that creates nothing: it takes down what is registered and answers
 * as a cloud would. Needs no CLI, no plugin and no cloud; the port is on loopback and chosen by the system.
 */
export async function runProgram(options: RunOptions): Promise<ProgramRun> {
  const monitor = new FakeMonitor(options);
  const address = await monitor.listen();
  try {
    const { exitCode, printed } = await run(options, address);
    return report(monitor, exitCode, printed);
  } finally {
    monitor.close();
  }
}

function run(options: RunOptions, address: string): Promise<{ exitCode: number; printed: string }> {
  const flags = [
    "--monitor",
    address,
    "--engine",
    address,
    "--project",
    options.project ?? "bivouac",
    "--stack",
    options.stack ?? "test",
  ];
  const child = spawn(
    process.execPath,
    [
      "--conditions=development",
      require.resolve("@pulumi/pulumi/cmd/run"),
      ...flags,
      "--organization",
      "organization",
      "--pwd",
      options.cwd ?? root,
      "--root-directory",
      options.cwd ?? root,
      ...(options.preview ? ["--dry-run"] : []),
      options.program,
    ],
    {
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        PULUMI_NODEJS_TYPESCRIPT: "false",
        PULUMI_CONFIG: JSON.stringify(options.config ?? {}),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.secretKeys ?? []),
        ...options.env,
      },
    },
  );
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => parts.push(part));
    child.on("error", reject);
    child.on("close", (code) => resolve({ exitCode: code ?? -1, printed: Buffer.concat(parts).toString() }));
  });
}

function report(monitor: FakeMonitor, exitCode: number, printed: string): ProgramRun {
  const { resources, invocations, logs } = monitor;
  const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
  const { value, secrets } = decode(stack?.rawOutputs ?? {});
  const get = (name: string, type?: string): Registration => {
    const found = resources.filter((each) => each.name === name && (type === undefined || each.type === type));
    if (found.length === 1 && found[0]) return found[0];
    throw new Error(
      `${found.length} resources are called ${name}; there are ${resources.map((each) => each.name).join(", ")}\n${printed}`,
    );
  };
  return {
    exitCode,
    printed,
    resources,
    invocations,
    logs,
    get,
    outputs: value,
    secretOutputs: secrets,
    ofType: (type) => resources.filter((each) => each.type === type),
  };
}
