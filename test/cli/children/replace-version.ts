// SPDX-License-Identifier: Apache-2.0
// Preload: the command `version` gets the body in COMMAND_BODY instead of its own.
import { registerHooks } from "node:module";

registerHooks({
  load(url, context, next) {
    if (!/\/commands\/version\.[jt]s$/.test(url)) return next(url, context);
    return {
      format: "module",
      shortCircuit: true,
      source: `export async function run() { ${process.env["COMMAND_BODY"]} }`,
    };
  },
});
