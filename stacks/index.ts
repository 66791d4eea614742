// SPDX-License-Identifier: Apache-2.0

// The event that the stack's configuration names, or one team of it:
//   bivouac:event   path of the event file, relative to this project; required
//   bivouac:team    only this team, by its id
//   bivouac:shared  true: only what the teams share
//   bivouac:seed    secret that the teams' passwords are made from
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Loading costs half with it, but only for what is imported afterwards.
enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/bivouac", import.meta.url)));
const pulumi = await import("@pulumi/pulumi");
const { eventProgram, loadProject, sharedProgram, teamProgram } = await import("bivouac/environment");

const config = new pulumi.Config("bivouac");
const plan = await loadProject(config.require("event"));
const options = { seed: config.getSecret("seed") };
const team = config.get("team");

const program =
  team !== undefined && team !== ""
    ? teamProgram(plan, team, options)
    : config.getBoolean("shared") === true
      ? sharedProgram(plan)
      : eventProgram(plan, options);

export default await program();
