// SPDX-License-Identifier: Apache-2.0
import { join } from "node:path";
import { figure, interleaved, time } from "./measure.ts";

const root = join(import.meta.dirname, "..");
const event = "examples/lugano-2022/event.yaml";

/** Start of the command: `bivouac validate` against the least that could read the same file. */
export async function start(): Promise<void> {
  const parse = `const {parse} = await import("yaml"); const {readFileSync} = await import("node:fs"); parse(readFileSync("${event}", "utf8"));`;
  const cpu = async (command: readonly string[]): Promise<number> => (await time(command, { cwd: root })).cpu;
  const least = await interleaved({
    validate: () => cpu([process.execPath, "bin/bivouac.js", "validate", event]),
    parse: () => cpu([process.execPath, "--input-type=module", "-e", parse]),
  });
  figure(
    "validate, nine teams ÷ parse in bare Node",
    (least.validate / least.parse).toFixed(2),
    "≤ 3",
    `${least.validate.toFixed(3)} ÷ ${least.parse.toFixed(3)} CPU s`,
  );
}
