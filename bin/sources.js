// SPDX-License-Identifier: Apache-2.0
// Plain JavaScript that Node 18 can parse.
import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Where `make setup` puts the command line as a few files: loading four hundred costs more than linting does. */
export function bundleFolder(root) {
  return join(root, "node_modules", ".bivouac", "cli");
}

/** Changes when a source file of the command line does; by size and time, so that asking costs little. */
export function sourcesStamp(root) {
  const hash = createHash("sha1");
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else {
        const { size, mtimeMs } = statSync(path);
        hash.update(`${path} ${size} ${mtimeMs}\n`);
      }
    }
  };
  walk(join(root, "lib"));
  return hash.digest("hex");
}
