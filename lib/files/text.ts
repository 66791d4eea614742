// SPDX-License-Identifier: Apache-2.0
import { open } from "node:fs/promises";
import type { Finding } from "../model/light.ts";

export interface ReadText {
  readonly text?: string | undefined;
  /** Why there is no text. */
  readonly finding?: Finding | undefined;
  /** True when the file does not exist. */
  readonly missing?: boolean | undefined;
}

/** Nothing larger is read into memory; what a document may have is less. */
const usualBytes = 4 * 1024 * 1024;

/** A UTF-8 file. Missing, unreadable, a directory, a device, too large or not UTF-8 are findings; never throws. */
export async function readText(path: string, shown: string = path, maxBytes: number = usualBytes): Promise<ReadText> {
  const bad = (message: string, more: Partial<Finding> = {}): ReadText => ({
    finding: { code: "BV001", severity: "error", message, file: shown, ...more },
  });
  let file;
  try {
    file = await open(path, "r");
    const stat = await file.stat();
    if (stat.isDirectory())
      return bad("this is a directory, not a file", {
        hint: `name the file in it: ${shown.replace(/\/$/, "")}/event.yaml`,
      });
    if (!stat.isFile()) return bad("this is not a regular file");
    if (stat.size > maxBytes)
      return bad("the file is too large", { seen: `${stat.size} bytes`, allowed: `at most ${maxBytes} bytes` });
    const bytes = await file.readFile();
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return { ...bad("there is no such file"), missing: true };
    if (code === "EACCES" || code === "EPERM") return bad("the file may not be read", { hint: `chmod u+r ${shown}` });
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return bad("the file is not UTF-8 text", { allowed: "UTF-8" });
    return bad(`the file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await file?.close();
  }
}
