// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../context.ts";
import { CliError, type Outcome } from "../exit.ts";
import { isCheckout, packageRoot } from "../install.ts";

const actions = ["up", "down", "status"] as const;

/** Runs the lab's own script; its output is its own, and under `--json` goes to stderr. */
export async function run(context: Context, values: readonly unknown[]): Promise<Outcome> {
  const [action, parts] = values as [string | undefined, string[] | undefined];
  if (action === "--help" || action === "-h") return help(context);
  if (action === undefined || !actions.some((each) => each === action))
    throw new CliError(2, action === undefined ? "lab needs an action" : `lab has no action "${action}"`, {
      help: [`one of: ${actions.map((each) => `${context.self} lab ${each}`).join(", ")}`],
    });
  const root = packageRoot();
  const script = join(root, "lab", action);
  if (!isCheckout(root) || !existsSync(script))
    throw new CliError(2, "the lab is part of a checkout of bivouac, not of the installed package", {
      help: ["fix: clone the repository and run there: npx bivouac lab up"],
    });
  const words = (parts ?? []).filter((word) => word !== "--json" && word !== "--no-color" && word !== "--debug");
  const code = await runScript(script, words, context);
  const json = { action, ok: code === 0 };
  if (code === 0) return { code: 0, json };
  if (code === 130) return { code: 130, reason: "interrupted", json };
  return {
    code: code === 1 ? 1 : 2,
    reason: action === "status" && code === 1 ? "the lab is not up" : `lab/${action} ended with ${code}`,
    json,
  };
}

function help(context: Context): Outcome {
  for (const line of [
    "Usage: bivouac lab <up|down|status> [options of the lab's script]",
    "",
    "Starts, stops and shows a real OpenStack and a real Kubernetes control plane on this machine, on loopback.",
    "Needs a checkout of bivouac. Each action is a script that can be run by itself:",
    ...actions.map((action) => `  ${join(packageRoot(), "lab", action)}`),
    "",
    "Examples:",
    "  $ bivouac lab up",
    "  $ bivouac lab status",
    "  $ bivouac lab down",
  ])
    context.print(line);
  return { code: 0, json: { actions } };
}

function runScript(script: string, words: readonly string[], context: Context): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(script, words, {
      cwd: context.io.cwd,
      env: { ...context.io.env },
      stdio: ["inherit", context.json ? 2 : "inherit", "inherit"],
    });
    const onInterrupt = (): void => void (context.terminal || child.kill("SIGINT"));
    process.on("SIGINT", onInterrupt);
    child.on("error", fail);
    child.on("exit", (code, signal) => {
      process.off("SIGINT", onInterrupt);
      done(code ?? (signal === "SIGINT" ? 130 : 2));
    });
  });
}
