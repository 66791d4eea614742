// SPDX-License-Identifier: Apache-2.0
import {
  type ScsArchitecture,
  scsArchitectures,
  scsGpuGenerations,
  type ScsGpuVendor,
  type ScsHypervisor,
  scsHypervisors,
} from "../tables/scs-parts.ts";
import type { ScsArch, ScsDeviation, ScsGpuFigure, ScsGpuPart, ScsName } from "./scs-name.ts";
import { Broken, Scanner } from "./scs-scanner.ts";

type Extensions = Pick<ScsName, "hypervisor" | "hwv" | "arch" | "gpu" | "infiniband">;

/** Extensions in the order that the standard fixes; each stands at most once. */
const order = ["hypervisor", "hwv", "architecture", "GPU", "ib"] as const;
type Kind = (typeof order)[number];

/** Reads to the end of the name. */
export function parseExtensions(
  scanner: Scanner,
  part: string,
  separator: string,
  hasDisk: boolean,
  deviations: ScsDeviation[],
): Extensions {
  let found: Extensions = { hwv: false, infiniband: false };
  let last = -1;
  while (scanner.peek !== "") {
    scanner.need(
      separator,
      last === -1 ? afterSizes(part, separator, hasDisk) : `"${separator}" or the end of the name`,
    );
    const start = scanner.at;
    const kind = kindOf(piece(scanner, separator));
    if (kind === undefined)
      throw scanner.broken(
        `one of ${scsHypervisors.join(", ")}, or hwv, an architecture (i, z, a, r), a GPU (G, g) or ib`,
      );
    const place = order.indexOf(kind);
    if (place === last) throw new Broken(start, `one ${kind} only`);
    if (place < last) throw new Broken(start, `extensions in the order ${order.join(", ")}`);
    last = place;
    found = { ...found, ...read(scanner, kind, part, deviations) };
  }
  return found;
}

/** The kind that the piece seems to be; reading it may still fail. */
export function kindOf(text: string): Kind | undefined {
  if ((scsHypervisors as readonly string[]).includes(text)) return "hypervisor";
  if (text === "hwv" || text === "ib") return text;
  const first = text.charAt(0);
  if (first === "G" || first === "g") return "GPU";
  return Object.hasOwn(scsArchitectures, first) ? "architecture" : undefined;
}

/** Where the kind stands in the standard's order. */
export function extensionPlace(text: string): number | undefined {
  const kind = kindOf(text);
  return kind === undefined ? undefined : order.indexOf(kind);
}

function piece(scanner: Scanner, separator: string): string {
  const end = scanner.text.indexOf(separator, scanner.at);
  // Longer than any piece: no need to look at all of a long name.
  return scanner.text.slice(scanner.at, end === -1 ? scanner.at + 64 : end);
}

function afterSizes(part: string, separator: string, hasDisk: boolean): string {
  const rest = `"${separator}" and an extension, or the end of the name`;
  return hasDisk ? rest : `"${part}" and a disk, ${rest}`;
}

function read(scanner: Scanner, kind: Kind, part: string, deviations: ScsDeviation[]): Partial<Extensions> {
  if (kind === "architecture") return { arch: readArch(scanner, deviations) };
  if (kind === "GPU") return { gpu: readGpu(scanner, part, deviations) };
  const length = kind === "ib" ? 2 : 3;
  const text = scanner.text.slice(scanner.at, scanner.at + length);
  scanner.at += length;
  if (kind === "hypervisor") return { hypervisor: text as ScsHypervisor };
  return kind === "hwv" ? { hwv: true } : { infiniband: true };
}

function readArch(scanner: Scanner, deviations: ScsDeviation[]): ScsArch {
  const vendor = scanner.oneOf<ScsArchitecture>(scsArchitectures) as ScsArchitecture;
  const start = scanner.at;
  const digits = scanner.digits();
  const generation = Number(digits);
  const newest = scsArchitectures[vendor];
  if (digits.length > 1 || generation > newest)
    throw new Broken(
      start,
      newest === 0 ? `no generation above 0 for ${vendor}` : `a generation of ${vendor} from 0 to ${newest}`,
    );
  if (digits === "0") deviations.push({ kind: "generation-0", at: start });
  return {
    vendor,
    ...(generation === 0 ? {} : { generation }),
    speed: scanner.run("h", 3) as ScsArch["speed"],
  };
}

function readGpu(scanner: Scanner, part: string, deviations: ScsDeviation[]): ScsGpuPart {
  const access = scanner.take("G") ? "G" : (scanner.take("g"), "g");
  const vendor = scanner.oneOf<ScsGpuVendor>(scsGpuGenerations);
  if (vendor === undefined) throw scanner.broken("the GPU's vendor: N, A or I");
  const generation = readGeneration(scanner, vendor);
  if (scanner.peek === "h") throw scanner.broken(`"${part}" and the number of units before h`);
  const units = scanner.take(part) ? readFigure(scanner, "the number of the GPU's units", deviations) : undefined;
  const vram = units && scanner.take(part) ? readFigure(scanner, "the GPU's memory in GiB", deviations) : undefined;
  return {
    access,
    vendor,
    ...(generation === "" ? {} : { generation }),
    ...(units ? { units } : {}),
    ...(vram ? { vram } : {}),
  };
}

function readGeneration(scanner: Scanner, vendor: ScsGpuVendor): string {
  const known: readonly string[] = scsGpuGenerations[vendor];
  const start = scanner.at;
  if (vendor === "N") {
    if (known.includes(scanner.peek)) scanner.at++;
  } else {
    scanner.digits();
    if (scanner.take(".")) scanner.digits();
  }
  const text = scanner.text.slice(start, scanner.at);
  // Anything else that is no separator would be a generation that nobody knows.
  if ((text !== "" && !known.includes(text)) || isWord(scanner.peek))
    throw new Broken(start, `a generation of ${vendor}: ${known.join(", ")}`);
  return text;
}

function isWord(character: string): boolean {
  return character !== "h" && /^[A-Za-z0-9.]$/.test(character);
}

function readFigure(scanner: Scanner, what: string, deviations: ScsDeviation[]): ScsGpuFigure {
  const amount = scanner.number(what, deviations);
  return { amount, speed: scanner.run("h", 2) as ScsGpuFigure["speed"] };
}
