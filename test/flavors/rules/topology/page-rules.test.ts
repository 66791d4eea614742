// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { later, told } from "./told.ts";

describe("FL416 page-size-syntax", () => {
  test("no unit", () => {
    expect(told("FL416", { extraSpecs: { "hw:mem_page_size": "2M" } })).toEqual([
      [
        "error extra_specs.hw:mem_page_size=2M",
        "Nova cannot read this page size: no server boots",
        "allowed: 2MiB",
        "hint: a size with a prefix ends in B, and its K is a capital",
        'fix: set hw:mem_page_size to 2MiB: set 0/extraSpecs/hw:mem_page_size="2MiB"',
      ],
    ]);
  });

  test("small k", () => {
    expect(told("FL416", { extraSpecs: { "hw:mem_page_size": "2kB" } })).toEqual([
      [
        "error extra_specs.hw:mem_page_size=2kB",
        "Nova cannot read this page size: no server boots",
        "allowed: 2KiB",
        "hint: a size with a prefix ends in B, and its K is a capital",
        'fix: set hw:mem_page_size to 2KiB: set 0/extraSpecs/hw:mem_page_size="2KiB"',
      ],
    ]);
  });

  test("right, refused by the validator, not known", () => {
    expect(
      told("FL416", [
        { extraSpecs: { "hw:mem_page_size": "2MiB" } },
        { extraSpecs: { "hw:mem_page_size": "any" } },
        { extraSpecs: { "hw:mem_page_size": "2 M" } },
        { extraSpecs: { "hw:mem_page_size": later } },
        { extraSpecs: { "hw:mem_page_size": 2048 } },
      ]),
    ).toEqual([]);
  });
});

describe("FL417 page-size-implausible", () => {
  test("bits", () => {
    expect(told("FL417", { extraSpecs: { "hw:mem_page_size": "2Mb" } })).toEqual([
      [
        "warning extra_specs.hw:mem_page_size=2Mb",
        "no hardware has pages of 256 KiB",
        "allowed: 4 KiB, 64 KiB, 2 MiB, 16 MiB, 32 MiB, 512 MiB, 1 GiB, 16 GiB",
        "hint: b means bits: write B",
        'fix: set hw:mem_page_size to 2MiB: set 0/extraSpecs/hw:mem_page_size="2MiB"',
      ],
    ]);
  });

  test("bits, spelt out", () => {
    expect(told("FL417", { extraSpecs: { "hw:mem_page_size": "1Gbit" } })).toEqual([
      [
        "warning extra_specs.hw:mem_page_size=1Gbit",
        "no hardware has pages of 128 MiB",
        "allowed: 4 KiB, 64 KiB, 2 MiB, 16 MiB, 32 MiB, 512 MiB, 1 GiB, 16 GiB",
        "hint: b means bits: write B",
        'fix: set hw:mem_page_size to 1GiB: set 0/extraSpecs/hw:mem_page_size="1GiB"',
      ],
    ]);
  });

  test("MiB for KiB", () => {
    expect(told("FL417", { extraSpecs: { "hw:mem_page_size": "2" } })).toEqual([
      [
        "warning extra_specs.hw:mem_page_size=2",
        "no hardware has pages of 2 KiB",
        "allowed: 4 KiB, 64 KiB, 2 MiB, 16 MiB, 32 MiB, 512 MiB, 1 GiB, 16 GiB",
        "hint: a number without a unit is KiB",
        'fix: set hw:mem_page_size to 2MiB: set 0/extraSpecs/hw:mem_page_size="2MiB"',
      ],
    ]);
  });

  test("nothing", () => {
    expect(told("FL417", { extraSpecs: { "hw:mem_page_size": "0" } })).toEqual([
      [
        "warning extra_specs.hw:mem_page_size=0",
        "a page size of 0 asks for nothing",
        "allowed: 4 KiB, 64 KiB, 2 MiB, 16 MiB, 32 MiB, 512 MiB, 1 GiB, 16 GiB",
        "hint: a number without a unit is KiB",
      ],
    ]);
  });

  test("of no hardware", () => {
    expect(told("FL417", { extraSpecs: { "hw:mem_page_size": "1TB" } })).toEqual([
      [
        "warning extra_specs.hw:mem_page_size=1TB",
        "no hardware has pages of 1024 GiB",
        "allowed: 4 KiB, 64 KiB, 2 MiB, 16 MiB, 32 MiB, 512 MiB, 1 GiB, 16 GiB",
      ],
    ]);
  });

  test("those that exist, words, not known", () => {
    expect(
      told("FL417", [
        { extraSpecs: { "hw:mem_page_size": "4" } },
        { extraSpecs: { "hw:mem_page_size": "64" } },
        { extraSpecs: { "hw:mem_page_size": "2048" } },
        { extraSpecs: { "hw:mem_page_size": "16MB" } },
        { extraSpecs: { "hw:mem_page_size": "32MB" } },
        { extraSpecs: { "hw:mem_page_size": "512MB" } },
        { extraSpecs: { "hw:mem_page_size": "1GB" } },
        { extraSpecs: { "hw:mem_page_size": "16GB" } },
        { extraSpecs: { "hw:mem_page_size": "large" } },
        { extraSpecs: { "hw:mem_page_size": later } },
        { extraSpecs: { "hw:mem_page_size": "2M" } },
      ]),
    ).toEqual([]);
  });
});

describe("FL418 page-size-multiple", () => {
  test("one node", () => {
    expect(told("FL418", { ram: 1536, extraSpecs: { "hw:mem_page_size": "1GB" } })).toEqual([
      [
        "error extra_specs.hw:mem_page_size=1GB",
        "1536 MiB are no whole number of 1 GiB pages: no host fits",
        "allowed: ram a multiple of 1024",
        "hint: take RAM of a multiple of 1 GiB, or smaller pages",
        "fix: set ram to 2048: set 0/ram=2048",
      ],
    ]);
  });

  test("two nodes", () => {
    expect(told("FL418", { ram: 3072, extraSpecs: { "hw:numa_nodes": "2", "hw:mem_page_size": "1GB" } })).toEqual([
      [
        "error extra_specs.hw:mem_page_size=1GB",
        "the 1536 MiB of each of 2 NUMA nodes are no whole number of 1 GiB pages: no host fits",
        "allowed: ram a multiple of 2048",
        "hint: take RAM of a multiple of 1 GiB a node, or smaller pages",
        "fix: set ram to 4096: set 0/ram=4096",
      ],
    ]);
  });

  test("pages below 1 MiB: no fix", () => {
    expect(told("FL418", { ram: 1, extraSpecs: { "hw:mem_page_size": "1000" } })).toEqual([
      [
        "error extra_specs.hw:mem_page_size=1000",
        "1 MiB are no whole number of 1000 KiB pages: no host fits",
        "hint: take RAM of a multiple of 1000 KiB, or smaller pages",
      ],
    ]);
  });

  test("a map", () => {
    expect(
      told("FL418", {
        extraSpecs: {
          "hw:numa_nodes": "2",
          "hw:mem_page_size": "1GB",
          "hw:numa_cpus.0": "0",
          "hw:numa_cpus.1": "1",
          "hw:numa_mem.0": 3072,
          "hw:numa_mem.1": 1023,
        },
      }),
    ).toEqual([
      [
        "error extra_specs.hw:numa_mem.1=1023",
        "the 1023 MiB of NUMA node 1 are no whole number of 1 GiB pages: no host fits",
        "hint: take a multiple of 1 GiB",
      ],
    ]);
  });

  test("whole pages, words, odd nodes, half a map, fractions, not known", () => {
    expect(
      told("FL418", [
        { ram: 2048, extraSpecs: { "hw:mem_page_size": "1GB" } },
        { ram: 1, extraSpecs: { "hw:mem_page_size": "large" } },
        { ram: 4097, extraSpecs: { "hw:numa_nodes": "2", "hw:mem_page_size": "2MB" } },
        { extraSpecs: { "hw:numa_nodes": "2", "hw:mem_page_size": "1GB", "hw:numa_cpus.0": "0", "hw:numa_mem.0": 1 } },
        { ram: 1, extraSpecs: { "hw:mem_page_size": "1b" } },
        { ram: 1, extraSpecs: { "hw:mem_page_size": "1GB", "hw:numa_nodes": later } },
        { ram: later, extraSpecs: { "hw:mem_page_size": "1GB" } },
        {
          extraSpecs: {
            "hw:numa_nodes": "2",
            "hw:mem_page_size": "1GB",
            "hw:numa_cpus.0": "0",
            "hw:numa_cpus.1": "1",
            "hw:numa_mem.0": 3072,
            "hw:numa_mem.1": "x",
          },
        },
      ]),
    ).toEqual([]);
  });
});
