// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";
import { schemesOf } from "../../names/schemes.ts";
import { gpusOf, iopsOf, tokensOf } from "../../names/tokens.ts";
import type { FlavorRule } from "../../rule.ts";

const cloudVps = "g{generation}.cores{vcpus}.ram{ramGiB}.disk{disk}[.{iops}xiops][.localdisk]";

export const nameTokenVsSpec: FlavorRule = {
  id: "FL204",
  name: "name-token-vs-spec",
  scope: "flavor",
  severity: "error",
  what: "What words of the name promise (nameTokens, 4xiops, a number of GPUs) stands in the extra specs.",
  why: "A name of localdisk without its aggregate lands on Ceph, 4xiops with plain throttles is as slow as the others: accepted, and not what it says.",
  sources: ["Wikimedia Cloud VPS: xiops and localdisk flavors"],
  fix: "suggested",
  *check(flavor, { settings }) {
    if (flavor.name === undefined) return;
    const parsed = schemesOf(settings).read(flavor);
    for (const token of tokensOf(flavor.name, parsed)) {
      if (!Object.hasOwn(settings.nameTokens, token)) continue;
      for (const [key, value] of Object.entries(
        Object.hasOwn(settings.nameTokens, token) ? (settings.nameTokens[token] ?? {}) : {},
      ))
        yield* compare(flavor, key, value, `"${token}" in the name`);
    }
    const factor = iopsOf(flavor.name, parsed);
    if (factor !== undefined)
      for (const [key, base] of Object.entries(settings.baseThrottles))
        yield* compare(flavor, key, String(base * factor), `${factor}xiops in the name, ${factor} times ${base},`);
    const gpus = parsed?.fields.get("gpus");
    const counted = gpusOf(flavor);
    if (typeof gpus === "number" && counted !== undefined && counted !== gpus)
      yield {
        message: `the name says ${gpus} GPUs, the extra specs ask for ${counted}`,
        at: flavor.hasSpec("pci_passthrough:alias") ? flavor.atSpec("pci_passthrough:alias") : flavor.at("name"),
        seen: String(counted),
        allowed: String(gpus),
      };
  },
  failing: [
    {
      title: "4xiops with the plain throttle",
      flavors: [{ name: "g3.cores2.ram4.disk20.4xiops", extraSpecs: { "quota:disk_write_iops_sec": "500" } }],
      options: { settings: { nameTemplates: [cloudVps], baseThrottles: { "quota:disk_write_iops_sec": 500 } } },
    },
    {
      title: "localdisk without its aggregate",
      flavors: [{ name: "g3.cores2.ram4.disk20.localdisk" }],
      options: { settings: { nameTokens: { localdisk: { "aggregate_instance_extra_specs:localdisk": "true" } } } },
    },
    {
      title: "pinned by name only",
      flavors: [{ name: "c1.8core-pin", extraSpecs: { "hw:cpu_policy": "shared" } }],
      options: { settings: { nameTokens: { pin: { "hw:cpu_policy": "dedicated" } } } },
    },
    {
      title: "two GPUs, one device",
      flavors: [{ name: "gpu.2xa100", extraSpecs: { "pci_passthrough:alias": "a100:1" } }],
      options: { settings: { nameTemplates: ["gpu.{gpus}x{card:text}"] } },
    },
  ],
  passing: [
    {
      title: "four times the throttle",
      flavors: [{ name: "g3.cores2.ram4.disk20.4xiops", extraSpecs: { "quota:disk_write_iops_sec": "2000" } }],
      options: { settings: { nameTemplates: [cloudVps], baseThrottles: { "quota:disk_write_iops_sec": 500 } } },
    },
    {
      title: "the generation's aggregate",
      flavors: [{ name: "g4.cores2.ram4.disk20", extraSpecs: { "aggregate_instance_extra_specs:agent": "ovs" } }],
      options: { settings: { nameTokens: { g4: { "aggregate_instance_extra_specs:agent": "*" } } } },
    },
    {
      title: "a part of a word is no token",
      flavors: [{ name: "c1.spinning" }],
      options: { settings: { nameTokens: { pin: { "hw:cpu_policy": "dedicated" } } } },
    },
    {
      title: "two aliases",
      flavors: [{ name: "gpu.2xa100", extraSpecs: { "pci_passthrough:alias": "a100:1,a100b:1" } }],
      options: { settings: { nameTemplates: ["gpu.{gpus}x{card:text}"] } },
    },
  ],
};

/** One extra spec against what the name promises; `*` is any value. */
function* compare(flavor: Flavor, key: string, value: string, who: string): Iterable<Problem> {
  const stored = flavor.spec(key);
  // Written, but known only when the program runs.
  if (stored === undefined && flavor.mayHaveSpec(key)) return;
  const any = value === "*";
  if (any ? stored !== undefined && stored !== "" : stored === value) return;
  yield {
    message: `${who} promises ${key}${any ? "" : ` = ${value}`}, the flavor has ${stored === undefined ? "none" : JSON.stringify(stored)}`,
    at: stored === undefined ? flavor.at("name") : flavor.atSpec(key),
    ...(stored === undefined ? {} : { seen: stored }),
    ...(any
      ? { hint: `give ${key}` }
      : {
          allowed: value,
          fix: {
            title: `set ${key} to ${value}`,
            safe: false,
            edits: [{ op: "set", path: flavor.specPath(key), value }],
          },
        }),
  };
}
