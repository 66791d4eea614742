// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { later, told } from "./told.ts";

describe("FL413 numa-map", () => {
  test("counted from 1, with a fix", () => {
    expect(
      told("FL413", {
        extraSpecs: {
          "hw:numa_nodes": "2",
          "hw:numa_cpus.1": "0",
          "hw:numa_cpus.2": "1",
          "hw:numa_mem.1": "2048",
          "hw:numa_mem.2": "2048",
        },
      }),
    ).toEqual([
      [
        "warning extra_specs.hw:numa_cpus.1=0",
        "Nova never reads hw:numa_cpus.1, hw:numa_cpus.2, hw:numa_mem.1, hw:numa_mem.2",
        "allowed: numbers from 0, without a gap",
        "hint: the map does nothing: nodes are made equal",
        "fix: count the nodes from 0: rename 0/extraSpecs/hw:numa_cpus.1 to hw:numa_cpus.0, rename 0/extraSpecs/hw:numa_cpus.2 to hw:numa_cpus.1, rename 0/extraSpecs/hw:numa_mem.1 to hw:numa_mem.0, rename 0/extraSpecs/hw:numa_mem.2 to hw:numa_mem.1",
      ],
    ]);
  });

  test("counted from 1, one node", () => {
    expect(
      told("FL413", { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:numa_cpus.1": "0-1", "hw:numa_mem.1": "4096" } }),
    ).toEqual([
      [
        "warning extra_specs.hw:numa_cpus.1=0-1",
        "Nova never reads hw:numa_cpus.1, hw:numa_mem.1",
        "allowed: numbers from 0, without a gap",
        "hint: the map does nothing: nodes are made equal",
        "fix: count the nodes from 0: rename 0/extraSpecs/hw:numa_cpus.1 to hw:numa_cpus.0, rename 0/extraSpecs/hw:numa_mem.1 to hw:numa_mem.0",
      ],
    ]);
  });

  test("counted from 1 with a gap, or with other numbers: no fix", () => {
    expect(
      told("FL413", [
        {
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.1": "0",
            "hw:numa_cpus.3": "1",
            "hw:numa_mem.1": "2048",
            "hw:numa_mem.3": "2048",
          },
        },
        {
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.1": "0",
            "hw:numa_cpus.2": "1",
            "hw:numa_mem.2": "2048",
            "hw:numa_mem.3": "2048",
          },
        },
        { extraSpecs: { "hw:numa_nodes": "2", "hw:numa_cpus.1": "0", "hw:numa_mem.1": "2048" } },
      ]),
    ).toEqual([
      [
        "m1.test2: warning extra_specs.hw:numa_cpus.1=0",
        "Nova never reads hw:numa_cpus.1, hw:numa_cpus.2, hw:numa_mem.2, hw:numa_mem.3",
        "allowed: numbers from 0, without a gap",
        "hint: the map does nothing: nodes are made equal",
      ],
      [
        "m1.test: warning extra_specs.hw:numa_cpus.1=0",
        "Nova never reads hw:numa_cpus.1, hw:numa_cpus.3, hw:numa_mem.1, hw:numa_mem.3",
        "allowed: numbers from 0, without a gap",
        "hint: the map does nothing: nodes are made equal",
      ],
      [
        "m1.test3: warning extra_specs.hw:numa_cpus.1=0",
        "Nova never reads hw:numa_cpus.1, hw:numa_mem.1",
        "allowed: numbers from 0, without a gap",
        "hint: the map does nothing: nodes are made equal",
      ],
    ]);
  });

  test("a gap", () => {
    expect(
      told("FL413", {
        extraSpecs: {
          "hw:numa_nodes": "3",
          "hw:numa_cpus.0": "0",
          "hw:numa_cpus.1": "1",
          "hw:numa_mem.0": 1024,
          "hw:numa_mem.1": 1024,
          "hw:numa_cpus.3": "2",
          "hw:numa_mem.3": "2048",
        },
      }),
    ).toEqual([
      [
        "error extra_specs.hw:numa_cpus.0=hw:numa_cpus.0, hw:numa_cpus.1, hw:numa_mem.0, hw:numa_mem.1, hw:numa_cpus.3, hw:numa_mem.3",
        "the map has CPUs for 2 and memory for 2 of 3 NUMA nodes: no server boots",
        "allowed: hw:numa_cpus.0 to .2 and hw:numa_mem.0 to .2",
        "hint: complete the map, or remove it: nodes are then made equal",
      ],
      [
        "warning extra_specs.hw:numa_cpus.3=2",
        "Nova never reads hw:numa_cpus.3, hw:numa_mem.3",
        "allowed: numbers from 0, without a gap",
      ],
    ]);
  });

  test("a node too many is read by none", () => {
    expect(
      told("FL413", {
        extraSpecs: {
          "hw:numa_nodes": "2",
          "hw:numa_cpus.0": "0",
          "hw:numa_cpus.1": "1",
          "hw:numa_mem.0": 2048,
          "hw:numa_mem.1": 2048,
          "hw:numa_cpus.00": "0",
        },
      }),
    ).toEqual([
      [
        "warning extra_specs.hw:numa_cpus.00=0",
        "Nova never reads hw:numa_cpus.00",
        "allowed: numbers from 0, without a gap",
      ],
    ]);
  });

  test("CPUs without memory, memory without CPUs", () => {
    expect(
      told("FL413", [
        { extraSpecs: { "hw:numa_nodes": "2", "hw:numa_cpus.0": "0", "hw:numa_cpus.1": "1" } },
        { extraSpecs: { "hw:numa_nodes": "2", "hw:numa_mem.0": 2048, "hw:numa_mem.1": 2048 } },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:numa_cpus.0": "0-1" } },
      ]),
    ).toEqual([
      [
        "m1.test2: error extra_specs.hw:numa_mem.0=hw:numa_mem.0, hw:numa_mem.1",
        "the map has CPUs for 0 and memory for 2 of 2 NUMA nodes: no server boots",
        "allowed: hw:numa_cpus.0 to .1 and hw:numa_mem.0 to .1",
        "hint: complete the map, or remove it: nodes are then made equal",
      ],
      [
        "m1.test3: error extra_specs.hw:numa_cpus.0=hw:numa_cpus.0",
        "the map has CPUs for 1 and memory for 0 of 1 NUMA node: no server boots",
        "allowed: hw:numa_cpus.0 to .0 and hw:numa_mem.0 to .0",
        "hint: complete the map, or remove it: nodes are then made equal",
      ],
      [
        "m1.test: error extra_specs.hw:numa_cpus.0=hw:numa_cpus.0, hw:numa_cpus.1",
        "the map has CPUs for 2 and memory for 0 of 2 NUMA nodes: no server boots",
        "allowed: hw:numa_cpus.0 to .1 and hw:numa_mem.0 to .1",
        "hint: complete the map, or remove it: nodes are then made equal",
      ],
    ]);
  });

  test("more nodes mapped than there are", () => {
    expect(
      told("FL413", {
        extraSpecs: {
          "hw:numa_nodes": "2",
          "hw:numa_cpus.0": "0",
          "hw:numa_cpus.1": "1",
          "hw:numa_cpus.2": "2",
          "hw:numa_mem.0": 1,
          "hw:numa_mem.1": 1,
          "hw:numa_mem.2": 1,
        },
      }),
    ).toEqual([
      [
        "error extra_specs.hw:numa_cpus.0=hw:numa_cpus.0, hw:numa_cpus.1, hw:numa_cpus.2, hw:numa_mem.0, hw:numa_mem.1, hw:numa_mem.2",
        "the map has CPUs for 3 and memory for 3 of 2 NUMA nodes: no server boots",
        "allowed: hw:numa_cpus.0 to .1 and hw:numa_mem.0 to .1",
        "hint: set hw:numa_nodes to 3, or map 2",
        'fix: set hw:numa_nodes to 3: set 0/extraSpecs/hw:numa_nodes="3"',
      ],
    ]);
  });

  test("whole, none, without a topology, not known", () => {
    expect(
      told("FL413", [
        {
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.0": "0",
            "hw:numa_cpus.1": "1",
            "hw:numa_mem.0": 2048,
            "hw:numa_mem.1": 2048,
          },
        },
        { extraSpecs: { "hw:numa_nodes": "2" } },
        { extraSpecs: { "hw:numa_cpus.0": "0" } },
        { extraSpecs: { "hw:numa_nodes": later, "hw:numa_cpus.0": "0" } },
        {
          extraSpecs: {
            "hw:cpu_policy": "dedicated",
            "hw:numa_nodes": later,
            "hw:numa_cpus.0": "0",
            "hw:numa_mem.0": 4096,
          },
        },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:numa_cpus.0": "0-1", "hw:numa_mem.0": 4096 } },
      ]),
    ).toEqual([]);
  });
});
