// SPDX-License-Identifier: Apache-2.0
import { readText } from "../../files/light.ts";
import { type DocumentedFlavor, readFlavorTables } from "../../flavors/index.ts";
import type { Context } from "../context.ts";
import { CliError } from "../exit.ts";
import { shortPath } from "../report/findings.ts";

/** The flavors of tables in Markdown or CSV. @throws CliError 2 for a file that cannot be read or has no such table */
export async function readTables(paths: readonly string[], context: Context): Promise<readonly DocumentedFlavor[]> {
  const rows: DocumentedFlavor[] = [];
  for (const path of paths) {
    const file = shortPath(path, context);
    const { text, finding } = await readText(path, file);
    if (text === undefined)
      throw new CliError(2, `cannot read the tables of ${file}: ${finding?.message ?? "unknown"}`);
    const found = readFlavorTables(text, file);
    if (found.length === 0)
      throw new CliError(2, `no table of flavors in ${file}`, {
        help: ["the head of the table names the flavor (Name, Flavor) and its size (vCPUs, RAM, Disk)"],
      });
    rows.push(...found);
  }
  return rows;
}
