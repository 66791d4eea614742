// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";
import type { FlavorRule } from "../../rule.ts";
import { looseBool } from "../../specs/values.ts";
import { numaDemandsOf } from "../../topology/index.ts";

export const deadCompanion: FlavorRule = {
  id: "FL507",
  name: "dead-companion",
  scope: "flavor",
  severity: "warning",
  what: "A key that only refines another does not stand alone: realtime mask, encryption format, NUMA map, network queues.",
  why: "Nova returns early and the VM boots without what the key asks for. The models of TPM and of memory encryption have rules of their own, FL423 and FL424.",
  sources: [
    "nova/virt/hardware.py: _get_realtime_constraint, numa_get_constraints, get_vif_multiqueue_constraint",
    "nova/virt/driver.py",
  ],
  fix: "suggested",
  *check(flavor) {
    yield* withoutSwitch(flavor, "hw:cpu_realtime_mask", "hw:cpu_realtime");
    yield* withoutSwitch(flavor, "hw:ephemeral_encryption_format", "hw:ephemeral_encryption");
    yield* numaMap(flavor);
    const queues = "hw:vif_multiqueue_enabled";
    if (flavor.vcpus === 1 && looseBool(flavor.spec(queues) ?? ""))
      yield {
        message: "Nova makes a network queue for each vCPU, and there is one",
        at: flavor.atSpecKey(queues),
        seen: `${queues}=${flavor.spec(queues)} with 1 vCPU`,
        hint: "remove it, or give more vCPUs",
        fix: { title: `remove ${queues}`, safe: false, edits: [{ op: "remove", path: flavor.specPath(queues) }] },
      };
  },
  failing: [
    {
      title: "a mask without realtime",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime_mask": "^0" } }],
    },
    {
      title: "a format, and encryption switched off",
      flavors: [{ extraSpecs: { "hw:ephemeral_encryption": "false", "hw:ephemeral_encryption_format": "luks" } }],
    },
    {
      title: "a NUMA map that nothing asks for",
      flavors: [{ extraSpecs: { "hw:numa_cpus.0": "0-1", "hw:numa_mem.0": "4096" } }],
    },
    { title: "one vCPU", flavors: [{ vcpus: 1, extraSpecs: { "hw:vif_multiqueue_enabled": "true" } }] },
  ],
  passing: [
    {
      title: "realtime",
      flavors: [
        {
          extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes", "hw:cpu_realtime_mask": "^0" },
        },
      ],
    },
    {
      title: "pinning makes a NUMA topology",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated", "hw:numa_cpus.0": "0-1", "hw:numa_mem.0": "4096" } }],
    },
    { title: "two queues", flavors: [{ vcpus: 2, extraSpecs: { "hw:vif_multiqueue_enabled": "true" } }] },
    { title: "no queues", flavors: [{ vcpus: 1, extraSpecs: { "hw:vif_multiqueue_enabled": "false" } }] },
  ],
};

function* withoutSwitch(flavor: Flavor, key: string, needed: string): Iterable<Problem> {
  if (!flavor.hasSpec(key)) return;
  const value = flavor.spec(needed);
  // An unresolved switch may be on.
  if (value === undefined ? flavor.mayHaveSpec(needed) : looseBool(value)) return;
  yield {
    message: `Nova reads the key only when ${needed} is on`,
    at: flavor.atSpecKey(key),
    seen: value === undefined ? `no ${needed}` : `${needed}=${value}`,
    allowed: `${needed}=true`,
    hint: `set ${needed} to true, or remove the key`,
    fix: {
      title: `set ${needed} to true`,
      safe: false,
      edits: [{ op: "set", path: flavor.specPath(needed), value: "true" }],
    },
  };
}

function* numaMap(flavor: Flavor): Iterable<Problem> {
  const first = flavor.definition.specs.find(
    ({ key }) => key.startsWith("hw:numa_cpus.") || key.startsWith("hw:numa_mem."),
  );
  if (!first) return;
  const { triggers, complete } = numaDemandsOf(flavor);
  // An unresolved value may be the one that Nova looks for.
  if (triggers.length > 0 || !complete) return;
  yield {
    message: "Nova reads the NUMA map only of a flavor with NUMA nodes, a page size, pinned CPUs or pmem",
    at: flavor.atSpecKey(first.key),
    seen: first.key,
    hint: "set hw:numa_nodes, or remove the map",
  };
}
