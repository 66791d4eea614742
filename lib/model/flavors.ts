// SPDX-License-Identifier: Apache-2.0
import type { SourceDocument } from "./document.ts";
import { readDocument } from "./document.ts";
import type { EventFlavor } from "./event.ts";
import { type Finding, hasErrors, sortFindings } from "./finding.ts";
import { type ExpandedFlavor, expandFlavors } from "./families.ts";
import { reportIssues } from "./issues.ts";
import { Report } from "./report.ts";
import { type FlavorsInput, flavorsSchema, neededOfFlavors } from "./flavors-schema.ts";
import { describeAt } from "./shape.ts";

export interface ReadFlavors {
  readonly flavors?: readonly EventFlavor[] | undefined;
  readonly findings: readonly Finding[];
}

/** A flavors file as text. `flavors` is absent when there is an error. */
export function readFlavors(text: string, file: string): ReadFlavors {
  const { document, findings } = readDocument(text, file);
  return document ? resolve(document.value, document) : { findings };
}

/** The same for flavors written in TypeScript. */
export function resolveFlavors(input: FlavorsInput): ReadFlavors {
  return resolve(input);
}

// Nova makes these part of the flavor's id (`<event>-<name>`), nova/api/openstack/compute/schemas/flavors.py.
const ownName = /^[a-zA-Z0-9._-]([a-zA-Z0-9. _-]*[a-zA-Z0-9._-])?$/;

function resolve(value: unknown, document?: SourceDocument): ReadFlavors {
  const report = new Report(document);
  // Compiling the schema takes longer than one document does without.
  const parsed = flavorsSchema.safeParse(value, { jitless: true });
  if (!parsed.success) reportIssues(flavorsSchema, value, parsed.error.issues, report);
  const { flavors: expanded, faults } = expandFlavors(value);
  for (const fault of faults) report.add(fault);
  for (const flavor of expanded) reportMissing(flavor, value, report);
  if (!parsed.success || hasErrors(report.finish())) return { findings: sortFindings(report.finish()) };
  const folded = new Map<string, string>();
  const flavors = expanded.map((flavor) => {
    reportName(flavor, folded, report);
    reportIgnored(flavor, report);
    return eventFlavor(flavor);
  });
  const findings = sortFindings(report.finish());
  return hasErrors(findings) ? { findings } : { flavors, findings };
}

/** A needed value that neither the flavor nor a family has. */
function reportMissing({ name, path, values }: ExpandedFlavor, root: unknown, report: Report): void {
  const flavor = (root as { readonly flavors: Readonly<Record<string, unknown>> }).flavors[name];
  if (typeof flavor !== "object" || flavor === null || Array.isArray(flavor)) return;
  for (const key of neededOfFlavors) {
    if (values.has(key)) continue;
    const at = [...path, key];
    report.add({
      code: "BV102",
      message: `${key} is missing`,
      path: at,
      allowed: describeAt(flavorsSchema, at),
      hint: "extends" in flavor ? "no family of it has one either" : undefined,
    });
  }
}

function reportName({ name, path, values }: ExpandedFlavor, folded: Map<string, string>, report: Report): void {
  if (values.get("existing")?.value !== true && (!ownName.test(name) || name.length > 220)) {
    report.add({
      code: "BV280",
      message: "the event cannot create a flavor of this name",
      path,
      key: true,
      seen: name,
      allowed: "letters, digits, space and . _ -, at most 220, without a space at either end",
    });
  }
  const twin = folded.get(name.toLowerCase());
  if (twin !== undefined) {
    report.add({
      code: "BV281",
      message: "two flavors differ only in upper and lower case, which Nova's database takes for one",
      path,
      key: true,
      seen: `${twin}, ${name}`,
      hint: "rename one of the two",
    });
  }
  folded.set(name.toLowerCase(), name);
}

/** Said of a flavor that the event creates, but the event decides it: name and id are made from its own, its teams have access. */
function reportIgnored({ path, values }: ExpandedFlavor, report: Report): void {
  if (values.get("existing")?.value === true) return;
  const ignored = ["id", "public", "access", "disabled", "rxtxFactor"].filter((key) => {
    const value = values.get(key)?.value;
    return value !== undefined && value !== false && !(key === "rxtxFactor" && value === 1);
  });
  const [first] = ignored;
  if (first === undefined) return;
  report.add({
    code: "BV285",
    severity: "warning",
    message: `${ignored.join(", ")}: not taken for a flavor that the event creates`,
    path: values.get(first)?.path ?? path,
    key: true,
    hint: "the event makes the id and gives access to its teams alone; for a flavor that the cloud has, write existing: true",
  });
}

/** Only after the schema has seen every value where it is written. */
function eventFlavor({ name, values, specs }: ExpandedFlavor): EventFlavor {
  const number = (key: string): number => (values.get(key)?.value as number | undefined) ?? 0;
  const description = values.get("description")?.value as string | undefined;
  return {
    name,
    vcpus: number("vcpus"),
    ram: number("ram"),
    disk: number("disk"),
    ephemeral: number("ephemeral"),
    swap: number("swap"),
    extraSpecs: Object.fromEntries([...specs].map(([key, spec]) => [key, spec.value as string])),
    ...(description === undefined ? {} : { description }),
    existing: values.get("existing")?.value === true,
  };
}
