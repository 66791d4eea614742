// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Writes a file at once or not at all: a new file, flushed, takes the place of the old one. A symbolic link stays one, the
 * file's permissions stay. @throws what the file system says
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const mode = await stat(target).then(
    (info) => info.mode & 0o777,
    () => 0o644,
  );
  const part = join(dirname(target), `.write-${process.pid}-${randomBytes(6).toString("hex")}`);
  try {
    const file = await open(part, "wx", mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
