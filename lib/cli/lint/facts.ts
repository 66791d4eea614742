// SPDX-License-Identifier: Apache-2.0
import { type CloudFacts, type FlavorDefinition, type FlavorLintOptions, parseRelease } from "../../flavors/index.ts";
import type { Context } from "../context.ts";
import { inFolder, type LintSetup } from "./options.ts";
import type { ReadFile } from "./read.ts";

/** What flavors are compared with: their earlier state, tables of the documentation, a cloud. Nothing is loaded for what is not asked. */
export async function compareWith(
  context: Context,
  setup: LintSetup,
  files: readonly ReadFile[],
  options: Readonly<Record<string, unknown>>,
): Promise<Pick<FlavorLintOptions, "settings" | "cloud">> {
  const since = options["since"] as string | undefined;
  const earlier =
    since === undefined ? undefined : await (await import("./since.ts")).earlierFlavors(since, files, context);
  const tables = tablesOf(context, setup, options);
  const documented = tables.length === 0 ? undefined : await (await import("./tables.ts")).readTables(tables, context);
  const cloud = await cloudOf(
    context,
    setup,
    files.flatMap(({ definitions }) => definitions),
  );
  return {
    settings: {
      ...setup.lint.settings,
      ...(earlier === undefined ? {} : { earlier }),
      ...(documented === undefined ? {} : { tables: documented }),
    },
    ...(cloud === undefined ? {} : { cloud }),
  };
}

function tablesOf(
  context: Context,
  { loaded }: LintSetup,
  options: Readonly<Record<string, unknown>>,
): readonly string[] {
  const given = options["tables"] as readonly string[] | undefined;
  if (given !== undefined) return given.map((file) => context.path(file));
  return loaded.config.tables.map((file) => inFolder(loaded.folder, file));
}

/** Facts of the clouds of `--live`, one after the other; undefined without. */
export async function cloudOf(
  context: Context,
  { live, lint }: LintSetup,
  definitions: readonly FlavorDefinition[],
  images = Object.keys(lint.settings?.imagePairs ?? {}).length > 0,
): Promise<FlavorLintOptions["cloud"]> {
  if (live.length === 0) return undefined;
  const target = lint.target === undefined ? undefined : parseRelease(lint.target);
  const { factsOf } = await import("./live.ts");
  const clouds: CloudFacts[] = [];
  for (const cloud of live) clouds.push(await factsOf(cloud, definitions, context, { target, images }));
  return clouds;
}
