// SPDX-License-Identifier: Apache-2.0
// `node bin/bundle.js [folder]` writes the command line as a few files. Libraries stay outside, but for those that
// every command needs: their many small files are what makes a start slow.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";
import { bundleFolder, sourcesStamp } from "./sources.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = process.argv[2] ?? bundleFolder(root);
const inside = /^(yaml|commander|picocolors|fastest-levenshtein)(\/|$)/;

const stamp = sourcesStamp(root);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await build({
  input: join(root, "lib", "cli", "main.ts"),
  cwd: root,
  platform: "node",
  external: (id) => !id.startsWith(".") && !id.startsWith("/") && !inside.test(id),
  resolve: { conditionNames: ["node", "import", "default"] },
  output: { dir: folder, format: "esm", entryFileNames: "main.mjs", chunkFileNames: "[name]-[hash].mjs" },
  logLevel: "warn",
});
// Last: a bundle that is not whole is never taken.
writeFileSync(join(folder, "stamp"), stamp);
