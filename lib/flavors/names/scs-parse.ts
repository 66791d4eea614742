// SPDX-License-Identifier: Apache-2.0
import { type ScsCpuType, scsCpuTypes, type ScsDiskType, scsDiskTypes } from "../tables/scs-parts.ts";
import { parseExtensions } from "./scs-extensions.ts";
import {
  type ScsDeviation,
  type ScsDisk,
  type ScsFault,
  type ScsName,
  type ScsParsed,
  scsPrefix,
  scsSeparators,
  type ScsVersion,
} from "./scs-name.ts";
import { Broken, mostAmount, Scanner } from "./scs-scanner.ts";

/**
 * Reads an SCS flavor name by the text of scs-0100-v3 (v3.3), in linear time; names of version 1 (`SCS-4V:16:50`) too.
 * Numbers may be spelled oddly (`04`, `8.0`, `1x10`): the text forbids no spelling. That is told in `deviations`.
 * Of the words where text and upstream's checker differ the text counts: `SCS-2C-4-` and `…_GNa_ib` are names,
 * `x10`, `3x`, `4.` and `…_GNah` are none.
 */
export function parseScsName(text: string): ScsParsed | ScsFault {
  if (!text.startsWith(scsPrefix)) return { ok: false, at: 0, expected: scsPrefix };
  const current = parse(text, 3);
  if (current.ok || !text.includes(":")) return current;
  const old = parse(text, 1);
  // The reading that came further is the one that was meant.
  return old.ok || old.at > current.at ? old : current;
}

/** The figures and letters of a name, or undefined when it is not in the scheme. */
export function scsNameOf(text: string | undefined): ScsName | undefined {
  if (text === undefined) return undefined;
  const parsed = parseScsName(text);
  return parsed.ok ? parsed.name : undefined;
}

function parse(text: string, version: ScsVersion): ScsParsed | ScsFault {
  const [part, extension] = scsSeparators(version);
  const scanner = new Scanner(text, scsPrefix.length);
  const deviations: ScsDeviation[] = [];
  try {
    const cpu = parseCpu(scanner, deviations);
    scanner.need(part, `"${part}" and the RAM in GiB`);
    const ram = parseRam(scanner, deviations);
    const disk = scanner.take(part) ? parseDisk(scanner, deviations) : undefined;
    const extensions = parseExtensions(scanner, part, extension, disk !== undefined, deviations);
    return { ok: true, version, name: { cpu, ram, disk, ...extensions }, deviations };
  } catch (fault) {
    if (fault instanceof Broken) return { ok: false, at: fault.at, expected: fault.expected };
    throw fault;
  }
}

function parseCpu(scanner: Scanner, deviations: ScsDeviation[]): ScsName["cpu"] {
  const count = scanner.number("the number of vCPUs", deviations);
  const type = scanner.oneOf<ScsCpuType>(scsCpuTypes);
  if (type === undefined) throw scanner.broken("L, V, T or C after the number of vCPUs");
  return { count, type, insecure: scanner.take("i") };
}

function parseRam(scanner: Scanner, deviations: ScsDeviation[]): ScsName["ram"] {
  const start = scanner.at;
  const whole = scanner.digits();
  let gib = Number(whole);
  let noteFraction = false;
  if (scanner.take(".")) {
    const fraction = scanner.digits();
    const half = fraction.startsWith("5");
    if (fraction === "") throw scanner.broken("5, for half a GiB");
    if (/[1-9]/.test(half ? fraction.slice(1) : fraction)) throw new Broken(start, "whole or half GiB of RAM");
    if (half) gib += 0.5;
    noteFraction = whole === "" || fraction !== "5";
  } else if (whole === "") throw scanner.broken("the RAM in GiB");
  if (gib === 0) throw new Broken(start, "more than 0 GiB of RAM");
  if (Number(whole) > mostAmount) throw new Broken(start, `at most ${mostAmount}`);
  if (whole.length > 1 && whole.startsWith("0")) deviations.push({ kind: "leading-zero", at: start });
  if (noteFraction) deviations.push({ kind: "ram-fraction", at: start });
  return { gib, noEcc: scanner.take("u"), oversubscribed: scanner.take("o") };
}

function parseDisk(scanner: Scanner, deviations: ScsDeviation[]): ScsDisk {
  const start = scanner.at;
  let size = scanner.optionalNumber(deviations);
  let count = 1;
  if (scanner.peek === ".") throw scanner.broken("a whole number of GB");
  if (scanner.peek === "x") {
    if (size === undefined) throw scanner.broken("the number of disks before x");
    count = size;
    scanner.take("x");
    size = scanner.number("the size of each disk in GB", deviations);
    if (count === 1) deviations.push({ kind: "single-disk", at: start });
  }
  const type = scanner.oneOf<ScsDiskType>(scsDiskTypes);
  return { count, ...(size === undefined ? {} : { size }), ...(type === undefined ? {} : { type }) };
}
