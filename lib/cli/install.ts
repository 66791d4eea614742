// SPDX-License-Identifier: Apache-2.0
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the package: the checkout, or node_modules/bivouac. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** True in a checkout of the repository, where the lab and the sources are. */
export function isCheckout(root: string = packageRoot()): boolean {
  return existsSync(join(root, "lab")) && existsSync(join(root, "lib", "cli", "main.ts"));
}

export async function packageVersion(root: string = packageRoot()): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version?: string };
  return version ?? "0.0.0";
}
