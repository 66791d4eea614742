// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Finding, idPattern, parseBlock, readDocument } from "../model/index.ts";
import type { EventLock } from "../planning/index.ts";
import { readText } from "./text.ts";

/** `event.lock.yaml` beside `event.yaml`. */
export function lockPath(eventPath: string): string {
  return eventPath.replace(/\.(ya?ml|json)$/, "") + ".lock.yaml";
}

export interface ReadLock {
  /** Absent when there is no file, or an error. */
  readonly lock?: EventLock | undefined;
  readonly findings: readonly Finding[];
}

/** Reads a lock file; that there is none is no finding. */
export async function readLock(path: string, shown: string = path): Promise<ReadLock> {
  const { text, finding, missing } = await readText(path, shown);
  if (missing) return { findings: [] };
  if (text === undefined) return { findings: finding ? [finding] : [] };
  const { document, findings } = readDocument(text, shown);
  if (!document) return { findings };
  const lock = understand(document.value);
  if (typeof lock !== "string") return { lock, findings: [] };
  return {
    findings: [
      {
        code: "BV012",
        severity: "error",
        message: `the lock file is damaged: ${lock}`,
        file: shown,
        hint: "restore it from version control; without it teams may get other networks",
      },
    ],
  };
}

function understand(value: unknown): EventLock | string {
  if (!isRecord(value)) return "it is not a map";
  const { version, event, networks, credentialsExpire } = value;
  if (version !== 1) return `version ${JSON.stringify(version)} is not 1`;
  if (typeof event !== "string" || !idPattern.test(event)) return "event is not an id";
  if (
    typeof credentialsExpire !== "string" ||
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(credentialsExpire) ||
    Number.isNaN(Date.parse(credentialsExpire))
  )
    return "credentialsExpire is not an instant";
  if (!isRecord(networks)) return "networks is not a map";
  const entries = Object.entries(networks);
  const bad = entries.find(([id, cidr]) => !idPattern.test(id) || typeof cidr !== "string" || !parseBlock(cidr));
  if (bad) return `the network of ${bad[0].slice(0, 40)} is not a CIDR`;
  return { version: 1, event, networks: Object.fromEntries(entries) as Record<string, string>, credentialsExpire };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Writes the lock at once or not at all: a new file, flushed, takes the place of the old one. Does nothing when it would say the same. */
export async function writeLock(path: string, lock: EventLock): Promise<void> {
  const text = render(lock);
  if ((await readText(path)).text === text) return;
  const part = join(dirname(path), `.lock-${process.pid}-${randomBytes(6).toString("hex")}`);
  try {
    const file = await open(part, "wx", 0o644);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

function render(lock: EventLock): string {
  const networks = Object.entries(lock.networks).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    "# Written by bivouac: what must not move while the event stands. Keep it in version control.",
    "version: 1",
    `event: ${JSON.stringify(lock.event)}`,
    `credentialsExpire: ${JSON.stringify(lock.credentialsExpire)}`,
    networks.length === 0 ? "networks: {}" : "networks:",
    ...networks.map(([id, cidr]) => `  ${JSON.stringify(id)}: ${JSON.stringify(cidr)}`),
    "",
  ].join("\n");
}
