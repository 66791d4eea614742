// SPDX-License-Identifier: Apache-2.0
// Preload: writes the URL of every module that the process loaded to the file in RECORD_MODULES.
import { writeFileSync } from "node:fs";
import { registerHooks } from "node:module";

const loaded = new Set<string>();
registerHooks({
  load(url, context, next) {
    loaded.add(url);
    return next(url, context);
  },
});
process.on("exit", () => writeFileSync(process.env["RECORD_MODULES"] ?? "modules.txt", [...loaded].join("\n")));
