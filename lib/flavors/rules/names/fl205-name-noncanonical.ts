// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import { schemesOf } from "../../names/schemes.ts";
import { parseScsName } from "../../names/scs-parse.ts";
import { printScsName } from "../../names/scs-print.ts";
import { plainName } from "../../names/template-print.ts";
import type { FlavorRule } from "../../rule.ts";
import type { FlavorSettings } from "../../settings.ts";

const options = {
  settings: { nameTemplates: ["g{generation}.cores{vcpus}.ram{ramGiB}[.ephem{ephemeral}|.ephemeral{ephemeral}]"] },
};

export const nameNoncanonical: FlavorRule = {
  id: "FL205",
  name: "name-noncanonical",
  scope: "flavor",
  severity: "warning",
  what: "Numbers in a name are in their plain form: no leading zeros, no .5, 8.0 or 1x10.",
  why: "One size under several spellings: who looks for SCS-4V-8 does not find SCS-04V-8.0, and tools that compare names take them for two flavors.",
  sources: ["scs-0100-v3", "SovereignCloudStack/standards: its checker accepts such names"],
  fix: "suggested",
  *check(flavor, { settings }) {
    const { name } = flavor;
    const plain = plainOf(flavor, settings);
    if (plain === undefined || plain === name) return;
    yield {
      message: "a number in the name is not in its plain form",
      at: flavor.at("name"),
      seen: name,
      allowed: plain,
      fix: { title: `rename to ${plain}`, safe: false, edits: [flavor.renaming(plain)] },
    };
  },
  failing: [
    { title: "leading zeros", flavors: [{ name: "g3.cores08.ram4" }], options },
    { title: "a fraction that is none", flavors: [{ name: "SCS-04V-8.0" }] },
    { title: "one disk, counted", flavors: [{ name: "SCS-4V-16-1x10" }] },
  ],
  passing: [
    { title: "plain", flavors: [{ name: "g3.cores8.ram0.5.ephemeral40" }], options },
    { title: "zero is plain, ten too", flavors: [{ name: "g0.cores10.ram100" }], options },
    { title: "SCS", flavors: [{ name: "SCS-4V-16-50s" }, { name: "SCS-1V-0.5" }] },
    { title: "no scheme, no opinion", flavors: [{ name: "m1.08" }] },
  ],
};

/** The name with plain numbers; undefined when no scheme reads it. */
function plainOf(flavor: Flavor, settings: FlavorSettings): string | undefined {
  const { name } = flavor;
  const parsed = schemesOf(settings).read(flavor);
  if (parsed) return plainName(parsed);
  if (name === undefined || name.length > 255 || !name.startsWith("SCS-")) return undefined;
  const scs = parseScsName(name);
  // Version 1 is FL213's, a generation that is 0 is FL212's.
  if (!scs.ok || scs.version !== 3 || scs.deviations.every(({ kind }) => kind === "generation-0")) return undefined;
  return printScsName(scs.name);
}
