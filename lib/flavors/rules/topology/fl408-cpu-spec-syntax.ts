// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";
import type { FlavorRule } from "../../rule.ts";
import { cpuDemandsOf, isBad, numaDemandsOf, parseCpuSet, passesCpuPattern } from "../../topology/index.ts";
import { hardware } from "./fixes.ts";

export const cpuSpecSyntax: FlavorRule = {
  id: "FL408",
  name: "cpu-spec-syntax",
  scope: "flavor",
  severity: "error",
  what: "A list of CPUs is made of N, N-M with N no larger than M, ^N and ^N-M.",
  why: "The pattern of Nova's validator takes 3-0 and 0-3-5, and then every server is refused with 400. Where Nova does not read the list now, it is a warning.",
  sources: [`${hardware} parse_cpu_spec`, "nova/api/validation/extra_specs/hw.py"],
  *check(flavor, { release }) {
    const { realtime } = cpuDemandsOf(flavor);
    yield* checkList(flavor, "hw:cpu_dedicated_mask", true);
    yield* checkList(flavor, "hw:cpu_realtime_mask", realtime === true);
    const { cpus, triggers, strays } = numaDemandsOf(flavor, release);
    for (const node of cpus.keys()) yield* checkList(flavor, `hw:numa_cpus.${node}`, triggers.length > 0);
    for (const key of strays) if (key.startsWith("hw:numa_cpus.")) yield* checkList(flavor, key, false);
  },
  failing: [
    {
      title: "a range backwards",
      flavors: [{ vcpus: 4, extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "3-1" } }],
    },
    {
      title: "a range of three",
      flavors: [
        {
          vcpus: 8,
          extraSpecs: { "hw:numa_nodes": "1", "hw:numa_cpus.0": "0-3-7", "hw:numa_mem.0": "4096" },
        },
      ],
    },
  ],
  passing: [
    {
      title: "ranges and single CPUs",
      flavors: [{ vcpus: 8, extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0-2,5,7" } }],
    },
    {
      title: "exclusions",
      flavors: [{ vcpus: 8, extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_dedicated_mask": "0-6,^2-3" } }],
    },
  ],
};

function* checkList(flavor: Flavor, key: string, isRead: boolean): Iterable<Problem> {
  const text = flavor.spec(key);
  // What the validator refuses is the rule on values.
  if (text === undefined || text.length > 255 || !passesCpuPattern(text)) return;
  const set = parseCpuSet(text);
  if (!isBad(set)) return;
  yield {
    message: isRead
      ? `${set.wrong} is no range of CPUs: no server boots`
      : `${set.wrong} is no range of CPUs; Nova does not read the list now`,
    at: flavor.atSpec(key),
    severity: isRead ? "error" : "warning",
    seen: text,
    allowed: "N, N-M with N ≤ M, ^N, ^N-M, with commas between",
  };
}
