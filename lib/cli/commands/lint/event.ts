// SPDX-License-Identifier: Apache-2.0
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { readText } from "../../../files/index.ts";
import { rules } from "../../../flavors/index.ts";
import { sortLintFindings } from "../../../lint/index.ts";
import type { Context } from "../../context.ts";
import type { Outcome } from "../../exit.ts";
import { answer } from "../../lint/answer.ts";
import { lintEventText } from "../../lint/event-file.ts";
import { lintSetup } from "../../lint/options.ts";
import { unreadableEvent } from "../../load.ts";

export async function run(
  context: Context,
  values: readonly unknown[],
  options: Readonly<Record<string, unknown>>,
): Promise<Outcome> {
  const begin = performance.now();
  const setup = await lintSetup(context, options);
  const name = await eventName(values[0] as string | undefined, context);
  const { text, finding } = await readText(context.path(name), name);
  if (text === undefined) throw unreadableEvent(context, name, finding ? [finding] : []);
  const { findings, subjects, files, sources } = await lintEventText(name, text, context, setup);
  const report = {
    findings: sortLintFindings(findings),
    files,
    subjects,
    noun: "flavor",
    skipped: 0,
    failOn: setup.failOn,
    rules: [...rules, ...setup.loaded.userRules],
    fixed: [],
    sources: new Map([...setup.loaded.sources, ...sources]),
    seconds: (performance.now() - begin) / 1000,
  };
  return answer(report, context, { format: setup.format, out: setup.out, all: setup.all });
}

async function eventName(given: string | undefined, context: Context): Promise<string> {
  const named = given ?? "event.yaml";
  const isFolder = await stat(context.path(named)).then(
    (info) => info.isDirectory(),
    () => false,
  );
  return isFolder ? join(named, "event.yaml") : named;
}
