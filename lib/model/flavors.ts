// SPDX-License-Identifier: Apache-2.0
import type { SourceDocument } from "./document.ts";
import { readDocument } from "./document.ts";
import type { EventFlavor } from "./event.ts";
import { type Finding, hasErrors, sortFindings } from "./finding.ts";
import { reportIssues } from "./issues.ts";
import { Report } from "./report.ts";
import { type FlavorsInput, flavorsSchema } from "./schema.ts";

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
  if (!parsed.success) {
    reportIssues(flavorsSchema, value, parsed.error.issues, report);
    return { findings: sortFindings(report.finish()) };
  }
  const folded = new Map<string, string>();
  const flavors = Object.entries(parsed.data.flavors).map(([name, flavor]): EventFlavor => {
    const path = ["flavors", name];
    const existing = flavor.existing ?? false;
    if (!existing && (!ownName.test(name) || name.length > 220)) {
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
    return {
      name,
      vcpus: flavor.vcpus,
      ram: flavor.ram,
      disk: flavor.disk,
      ephemeral: flavor.ephemeral ?? 0,
      swap: flavor.swap ?? 0,
      extraSpecs: flavor.extraSpecs ?? {},
      existing,
    };
  });
  const findings = sortFindings(report.finish());
  return hasErrors(findings) ? { findings } : { flavors, findings };
}
