// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { later, told } from "./told.ts";

describe("FL412 numa-divide", () => {
  test("vCPUs, with the next number that fits", () => {
    expect(told("FL412", { vcpus: 6, ram: 6144, extraSpecs: { "hw:numa_nodes": "4" } })).toEqual([
      [
        "error extra_specs.hw:numa_nodes=4",
        "6 vCPUs cannot be divided among 4 NUMA nodes",
        "allowed: 3",
        "hint: take a number that divides both, or say what each node gets with hw:numa_cpus.N and hw:numa_mem.N",
        'fix: set hw:numa_nodes to 3: set 0/extraSpecs/hw:numa_nodes="3"',
      ],
    ]);
  });

  test("RAM, and no other number fits", () => {
    expect(told("FL412", { vcpus: 4, ram: 4097, extraSpecs: { "hw:numa_nodes": "2" } })).toEqual([
      [
        "error extra_specs.hw:numa_nodes=2",
        "4097 MiB cannot be divided among 2 NUMA nodes",
        "hint: take a number that divides both, or say what each node gets with hw:numa_cpus.N and hw:numa_mem.N",
      ],
    ]);
  });

  test("both", () => {
    expect(told("FL412", { vcpus: 4, ram: 4096, extraSpecs: { "hw:numa_nodes": "3" } })).toEqual([
      [
        "error extra_specs.hw:numa_nodes=3",
        "4 vCPUs and 4096 MiB cannot be divided among 3 NUMA nodes",
        "allowed: 2",
        "hint: take a number that divides both, or say what each node gets with hw:numa_cpus.N and hw:numa_mem.N",
        'fix: set hw:numa_nodes to 2: set 0/extraSpecs/hw:numa_nodes="2"',
      ],
    ]);
  });

  test("one of them not known", () => {
    expect(told("FL412", { vcpus: 4, ram: later, extraSpecs: { "hw:numa_nodes": "3" } })).toEqual([
      [
        "error extra_specs.hw:numa_nodes=3",
        "4 vCPUs cannot be divided among 3 NUMA nodes",
        "hint: take a number that divides both, or say what each node gets with hw:numa_cpus.N and hw:numa_mem.N",
      ],
    ]);
  });

  test("more nodes than anybody has", () => {
    expect(told("FL412", { vcpus: 256, ram: 4096, extraSpecs: { "hw:numa_nodes": "4096" } })).toEqual([
      [
        "error extra_specs.hw:numa_nodes=4096",
        "256 vCPUs cannot be divided among 4096 NUMA nodes",
        "allowed: 128",
        "hint: take a number that divides both, or say what each node gets with hw:numa_cpus.N and hw:numa_mem.N",
        'fix: set hw:numa_nodes to 128: set 0/extraSpecs/hw:numa_nodes="128"',
      ],
    ]);
  });

  test("they divide; a number in another style is another rule's; a map", () => {
    expect(
      told("FL412", [
        { extraSpecs: { "hw:numa_nodes": "1" } },
        { extraSpecs: { "hw:numa_nodes": "2" } },
        { extraSpecs: { "hw:numa_nodes": "03" } },
        { extraSpecs: { "hw:numa_nodes": "0" } },
        { extraSpecs: { "hw:numa_nodes": later } },
        { extraSpecs: { "hw:numa_nodes": "3", "hw:numa_cpus.0": "0", "hw:numa_mem.0": 1 } },
        { extraSpecs: { "hw:numa_mem.0": "1", "hw:numa_nodes": "3" } },
        { extraSpecs: { "hw:numa_cpus.0": "1", "hw:numa_nodes": "3" } },
      ]),
    ).toEqual([]);
  });
});

describe("FL415 numa-memory", () => {
  test("too little, and the rest is for the last node", () => {
    expect(
      told("FL415", {
        extraSpecs: {
          "hw:numa_nodes": "2",
          "hw:numa_cpus.0": "0",
          "hw:numa_cpus.1": "1",
          "hw:numa_mem.0": 2048,
          "hw:numa_mem.1": 1024,
        },
      }),
    ).toEqual([
      [
        "error extra_specs.hw:numa_mem.0=2048 + 1024",
        "the NUMA nodes have 3072 MiB together, the flavor 4096 MiB",
        "allowed: 4096",
        "hint: hw:numa_mem.N is in MiB",
        'fix: set hw:numa_mem.1 to 2048: set 0/extraSpecs/hw:numa_mem.1="2048"',
      ],
    ]);
  });

  test("a number", () => {
    expect(
      told("FL415", {
        extraSpecs: {
          "hw:numa_nodes": "2",
          "hw:numa_cpus.0": "0",
          "hw:numa_cpus.1": "1",
          "hw:numa_mem.0": "3072",
          "hw:numa_mem.1": " 2_048 ",
        },
      }),
    ).toEqual([
      [
        "error extra_specs.hw:numa_mem.0=3072 + 2048",
        "the NUMA nodes have 5120 MiB together, the flavor 4096 MiB",
        "allowed: 4096",
        "hint: hw:numa_mem.N is in MiB",
        'fix: set hw:numa_mem.1 to 1024: set 0/extraSpecs/hw:numa_mem.1="1024"',
      ],
    ]);
  });

  test("nothing is left for the last node", () => {
    expect(
      told("FL415", [
        {
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.0": "0",
            "hw:numa_cpus.1": "1",
            "hw:numa_mem.0": 4096,
            "hw:numa_mem.1": 1,
          },
        },
        {
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.0": "0",
            "hw:numa_cpus.1": "1",
            "hw:numa_mem.0": 4095,
            "hw:numa_mem.1": 2,
          },
        },
      ]),
    ).toEqual([
      [
        "m1.test: error extra_specs.hw:numa_mem.0=4096 + 1",
        "the NUMA nodes have 4097 MiB together, the flavor 4096 MiB",
        "allowed: 4096",
        "hint: hw:numa_mem.N is in MiB",
      ],
      [
        "m1.test2: error extra_specs.hw:numa_mem.0=4095 + 2",
        "the NUMA nodes have 4097 MiB together, the flavor 4096 MiB",
        "allowed: 4096",
        "hint: hw:numa_mem.N is in MiB",
        'fix: set hw:numa_mem.1 to 1: set 1/extraSpecs/hw:numa_mem.1="1"',
      ],
    ]);
  });

  test("right, or not used", () => {
    expect(
      told("FL415", [
        {
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.0": "0",
            "hw:numa_cpus.1": "1",
            "hw:numa_mem.0": 1,
            "hw:numa_mem.1": 4095,
          },
        },
        { extraSpecs: { "hw:numa_nodes": "2", "hw:numa_cpus.0": "0", "hw:numa_mem.0": 1 } },
        { extraSpecs: { "hw:numa_cpus.0": "0", "hw:numa_mem.0": 1 } },
        {
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.0": "0",
            "hw:numa_cpus.1": "1",
            "hw:numa_mem.0": "x",
            "hw:numa_mem.1": "1",
          },
        },
        {
          ram: later,
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:numa_cpus.0": "0",
            "hw:numa_cpus.1": "1",
            "hw:numa_mem.0": 1,
            "hw:numa_mem.1": 1,
          },
        },
      ]),
    ).toEqual([]);
  });
});
