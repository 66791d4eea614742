// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { later, told } from "./told.ts";

describe("FL414 numa-cpus", () => {
  test("a CPU that is not there, one twice, one nowhere", () => {
    expect(
      told("FL414", {
        vcpus: 4,
        extraSpecs: {
          "hw:numa_nodes": "2",
          "hw:numa_cpus.0": "0-1,7",
          "hw:numa_cpus.1": "1,3",
          "hw:numa_mem.0": 2048,
          "hw:numa_mem.1": 2048,
        },
      }),
    ).toEqual([
      ["error extra_specs.hw:numa_cpus.1=1,3", "CPU 1 of NUMA node 1 is in an earlier node too"],
      ["error extra_specs.hw:numa_cpus.0=0-1,7 | 1,3", "CPU 2 is in no NUMA node", "allowed: 0-3, each once"],
      ["error extra_specs.hw:numa_cpus.0=0-1,7", "NUMA node 0 has CPU 7, which the flavor has not got", "allowed: 0-3"],
    ]);
  });

  test("twice in the third node", () => {
    expect(
      told("FL414", {
        vcpus: 3,
        extraSpecs: {
          "hw:numa_nodes": "3",
          "hw:numa_cpus.0": "0",
          "hw:numa_cpus.1": "1",
          "hw:numa_cpus.2": "0,2",
          "hw:numa_mem.0": 1,
          "hw:numa_mem.1": 1,
          "hw:numa_mem.2": 1,
        },
      }),
    ).toEqual([["error extra_specs.hw:numa_cpus.2=0,2", "CPU 0 of NUMA node 2 is in an earlier node too"]]);
  });

  test("one vCPU", () => {
    expect(
      told("FL414", { vcpus: 1, extraSpecs: { "hw:numa_nodes": "1", "hw:numa_cpus.0": "1", "hw:numa_mem.0": 4096 } }),
    ).toEqual([
      ["error extra_specs.hw:numa_cpus.0=1", "CPU 0 is in no NUMA node", "allowed: 0"],
      ["error extra_specs.hw:numa_cpus.0=1", "NUMA node 0 has CPU 1, which the flavor has not got", "allowed: 0"],
    ]);
  });

  test("one CPU nowhere", () => {
    expect(
      told("FL414", {
        vcpus: 4,
        extraSpecs: {
          "hw:numa_nodes": "2",
          "hw:numa_cpus.0": "0",
          "hw:numa_cpus.1": "1",
          "hw:numa_mem.0": 2048,
          "hw:numa_mem.1": 2048,
        },
      }),
    ).toEqual([["error extra_specs.hw:numa_cpus.0=0 | 1", "CPU 2-3 is in no NUMA node", "allowed: 0-3, each once"]]);
  });

  test("a list not known: nothing is missing", () => {
    expect(
      told("FL414", {
        vcpus: 4,
        extraSpecs: {
          "hw:numa_nodes": "2",
          "hw:numa_cpus.0": "0",
          "hw:numa_cpus.1": "x",
          "hw:numa_mem.0": 2048,
          "hw:numa_mem.1": 2048,
        },
      }),
    ).toEqual([]);
  });

  test("right, or not used", () => {
    expect(
      told("FL414", [
        {
          vcpus: 4,
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.0": "0,3",
            "hw:numa_cpus.1": "1-2",
            "hw:numa_mem.0": 2048,
            "hw:numa_mem.1": 2048,
          },
        },
        { extraSpecs: { "hw:numa_cpus.0": "0", "hw:numa_cpus.1": "0", "hw:numa_mem.0": 1, "hw:numa_mem.1": 1 } },
        { extraSpecs: { "hw:numa_nodes": "2", "hw:numa_cpus.0": "0", "hw:numa_mem.0": 1 } },
        { extraSpecs: { "hw:numa_nodes": "2", "hw:numa_cpus.0": "0", "hw:numa_cpus.1": "0", "hw:numa_mem.0": 1 } },
        { extraSpecs: { "hw:numa_nodes": "2", "hw:numa_cpus.0": "0", "hw:numa_mem.0": 1, "hw:numa_mem.1": 1 } },
        {
          vcpus: later,
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.0": "0",
            "hw:numa_cpus.1": "0",
            "hw:numa_mem.0": 1,
            "hw:numa_mem.1": 1,
          },
        },
        {
          extraSpecs: {
            "hw:cpu_policy": "dedicated",
            "hw:numa_nodes": later,
            "hw:numa_cpus.0": "7",
            "hw:numa_mem.0": 1,
          },
        },
      ]),
    ).toEqual([]);
  });
});
