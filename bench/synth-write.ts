// SPDX-License-Identifier: Apache-2.0
import { closeSync, openSync, writeSync } from "node:fs";

/** Writes each team's objects as JSON as soon as they are made. Arguments: number of teams, file; prints bytes and peak memory. */
export function writeTeams(objectsOf: (index: number) => readonly unknown[]): void {
  const teams = Number(process.argv[2]);
  const file = openSync(process.argv[3] ?? "", "w");
  let bytes = 0;
  for (let index = 0; index < teams; index++)
    for (const object of objectsOf(index)) bytes += writeSync(file, `${JSON.stringify(object)}\n`);
  closeSync(file);
  process.stderr.write(`BYTES ${bytes} RSS ${process.resourceUsage().maxRSS}\n`);
}
