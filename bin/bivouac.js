#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Plain JavaScript that Node 18 can parse: it finds a Node that is new enough, then starts the command line.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as module from "node:module";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleFolder, sourcesStamp } from "./sources.js";

const needed = "22.18, 24 or newer";
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Node strips types by itself from 22.18 on; 23 is out of support. */
function recent(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major >= 24 || (major === 22 && minor >= 18);
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Places where npm or the lab put a Node, nearest first, newest first. */
function candidates() {
  const cache = process.env.BIVOUAC_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "bivouac");
  const found = [join(root, "node_modules", ".bin", "node"), join(root, "..", ".bin", "node")];
  for (const entry of list(join(cache, "node")).sort((a, b) => b.localeCompare(a, "en", { numeric: true }))) {
    const modules = join(cache, "node", entry, "node_modules");
    for (const name of list(modules).filter((each) => each.startsWith("node-")))
      found.push(join(modules, name, "bin", "node"));
  }
  return found.filter((path) => existsSync(path));
}

function newerNode() {
  if (process.env.BIVOUAC_NODE_CHOSEN) return undefined;
  return candidates().find((path) => {
    const run = spawnSync(path, ["--version"], { encoding: "utf8" });
    return run.status === 0 && recent(run.stdout.trim());
  });
}

function startWith(node) {
  const path = [dirname(node), process.env.PATH].filter(Boolean).join(delimiter);
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, PATH: path, BIVOUAC_NODE_CHOSEN: "1" },
  });
  // A terminal sends Ctrl-C to the child as well; passing it on would count twice.
  process.on("SIGINT", () => void (process.stdin.isTTY || child.kill("SIGINT")));
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => void child.kill(signal));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 2)));
  child.on("error", (error) => refuse(error.message));
}

function refuse(why) {
  const lines = [
    `bivouac needs Node ${needed}; this is ${process.version}${why ? ` (${why})` : ""}.`,
    existsSync(join(root, "lib"))
      ? "  fix: make setup   (brings Node 24 into node_modules/.bin)"
      : "  fix: install Node 24 from https://nodejs.org, or: npx -p node@24 bivouac …",
    `exit 2: Node ${process.version} is too old`,
  ];
  process.stderr.write(`${lines.join("\n")}\n`);
  process.exitCode = 2;
}

async function start() {
  if (typeof module.enableCompileCache === "function") module.enableCompileCache();
  // Warnings of Node about the libraries below are not about anything the user wrote.
  if (!process.argv.includes("--debug")) process.removeAllListeners("warning");
  const { start: run } = await import(pathToFileURL(entry()).href);
  await run();
}

/** An installed package brings its bundle. A checkout runs from source, or from a bundle of just these sources. */
function entry() {
  const source = join(root, "lib", "cli", "main.ts");
  // Node strips types outside node_modules only.
  if (!existsSync(source) || root.includes("node_modules")) return join(root, "dist", "cli", "main.mjs");
  const folder = bundleFolder(root);
  const stamp = join(folder, "stamp");
  const fresh = !process.env.BIVOUAC_SOURCE && existsSync(stamp) && readFileSync(stamp, "utf8") === sourcesStamp(root);
  return fresh ? join(folder, "main.mjs") : source;
}

if (recent(process.version)) {
  // Until the command line says otherwise, ending early is a fault of ours: Node itself would say 0, 1 or 13.
  process.exitCode = 2;
  start().catch((error) => {
    process.stderr.write(`bivouac could not start: ${error?.message ?? error}\nexit 2: could not start\n`);
    process.removeAllListeners("exit");
    process.exit(2);
  });
} else {
  const node = newerNode();
  if (node) startWith(node);
  else refuse();
}
