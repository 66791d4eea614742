// SPDX-License-Identifier: Apache-2.0
import type { Context } from "../context.ts";
import type { Outcome } from "../exit.ts";
import { isCheckout, packageRoot, packageVersion } from "../install.ts";

export async function run(context: Context): Promise<Outcome> {
  const bivouac = await packageVersion();
  const from = isCheckout() ? "checkout" : "package";
  context.print(
    `bivouac ${bivouac} (${from} ${packageRoot()}), Node ${process.version} ${process.platform}-${process.arch}`,
  );
  return { code: 0, json: { bivouac, from, root: packageRoot(), node: process.version } };
}
