// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { later, told } from "./told.ts";

describe("FL421 topology-impossible", () => {
  test("five of 2 × 2", () => {
    expect(
      told("FL421", {
        vcpus: 5,
        extraSpecs: { "hw:cpu_max_sockets": "2", "hw:cpu_max_threads": "2", "hw:cpu_max_cores": "2" },
      }),
    ).toEqual([
      [
        "error extra_specs.hw:cpu_max_sockets=sockets ≤ 2, cores ≤ 2, threads ≤ 2",
        "no sockets × cores × threads within the limits make 5 vCPUs: no server builds",
        "hint: raise a limit, or remove one",
      ],
    ]);
  });

  test("fewer limits", () => {
    expect(told("FL421", { extraSpecs: { "hw:cpu_max_cores": "1", "hw:cpu_max_threads": "-1" } })).toEqual([
      [
        "error extra_specs.hw:cpu_max_cores=cores ≤ 1, threads ≤ -1",
        "no sockets × cores × threads within the limits make 2 vCPUs: no server builds",
        "hint: raise a limit, or remove one",
      ],
    ]);
  });

  test("no number, before the validator sees it", () => {
    expect(
      told(
        "FL421",
        [
          { extraSpecs: { "hw:cpu_max_cores": "four" } },
          { extraSpecs: { "hw:cpu_max_sockets": "1", "hw:cpu_max_cores": "x", "hw:cpu_max_threads": "y" } },
        ],
        "2025.1",
      ),
    ).toEqual([
      ["m1.test: error extra_specs.hw:cpu_max_cores=four", "hw:cpu_max_cores is no number: no server boots"],
      ["m1.test2: error extra_specs.hw:cpu_max_cores=x", "hw:cpu_max_cores is no number: no server boots"],
      ["m1.test2: error extra_specs.hw:cpu_max_threads=y", "hw:cpu_max_threads is no number: no server boots"],
    ]);
  });

  test("no number, when the validator sees it", () => {
    expect(
      told(
        "FL421",
        { extraSpecs: { "hw:cpu_max_cores": "four", "hw:cpu_max_sockets": "1", "hw:cpu_max_threads": "1" } },
        "2025.2",
      ),
    ).toEqual([]);
  });

  test("enough, no limit, not known", () => {
    expect(
      told("FL421", [
        { extraSpecs: { "hw:cpu_max_sockets": "1", "hw:cpu_max_cores": "2", "hw:cpu_max_threads": "1" } },
        { extraSpecs: { "hw:cpu_max_sockets": "0", "hw:cpu_max_cores": "1", "hw:cpu_max_threads": "1" } },
        { extraSpecs: { "hw:cpu_max_sockets": "1", "hw:cpu_max_cores": "1", "hw:cpu_max_threads": later } },
        { vcpus: later, extraSpecs: { "hw:cpu_max_sockets": "1", "hw:cpu_max_cores": "1", "hw:cpu_max_threads": "1" } },
        { extraSpecs: {} },
      ]),
    ).toEqual([]);
  });
});

describe("FL422 topology-ignored", () => {
  test("too many, with a fix", () => {
    expect(
      told("FL422", { vcpus: 8, extraSpecs: { "hw:cpu_sockets": "2", "hw:cpu_cores": "4", "hw:cpu_threads": "2" } }),
    ).toEqual([
      [
        "warning extra_specs.hw:cpu_sockets=2 sockets × 4 cores × 2 threads",
        "2 sockets × 4 cores × 2 threads cannot make 8 vCPUs: Nova takes another topology",
        "allowed: a product of 8",
        "hint: correct the numbers, or remove the wish",
        'fix: set hw:cpu_cores to 2: set 0/extraSpecs/hw:cpu_cores="2"',
      ],
    ]);
  });

  test("sockets are what can be changed", () => {
    expect(
      told("FL422", { vcpus: 8, extraSpecs: { "hw:cpu_sockets": "3", "hw:cpu_cores": "4", "hw:cpu_threads": "2" } }),
    ).toEqual([
      [
        "warning extra_specs.hw:cpu_sockets=3 sockets × 4 cores × 2 threads",
        "3 sockets × 4 cores × 2 threads cannot make 8 vCPUs: Nova takes another topology",
        "allowed: a product of 8",
        "hint: correct the numbers, or remove the wish",
        'fix: set hw:cpu_sockets to 1: set 0/extraSpecs/hw:cpu_sockets="1"',
      ],
    ]);
  });

  test("threads are what can be changed", () => {
    expect(
      told("FL422", { vcpus: 9, extraSpecs: { "hw:cpu_sockets": "3", "hw:cpu_cores": "3", "hw:cpu_threads": "4" } }),
    ).toEqual([
      [
        "warning extra_specs.hw:cpu_sockets=3 sockets × 3 cores × 4 threads",
        "3 sockets × 3 cores × 4 threads cannot make 9 vCPUs: Nova takes another topology",
        "allowed: a product of 9",
        "hint: correct the numbers, or remove the wish",
        'fix: set hw:cpu_threads to 1: set 0/extraSpecs/hw:cpu_threads="1"',
      ],
    ]);
  });

  test("the limit forbids what could be changed", () => {
    expect(
      told("FL422", {
        vcpus: 8,
        extraSpecs: { "hw:cpu_sockets": "1", "hw:cpu_cores": "3", "hw:cpu_threads": "1", "hw:cpu_max_cores": "3" },
      }),
    ).toEqual([
      [
        "warning extra_specs.hw:cpu_sockets=1 sockets × 3 cores × 1 threads",
        "1 sockets × 3 cores × 1 threads cannot make 8 vCPUs within the limits: Nova takes another topology",
        "allowed: a product of 8",
        "hint: correct the numbers, or remove the wish",
      ],
    ]);
  });

  test("nothing can be changed", () => {
    expect(
      told("FL422", { vcpus: 8, extraSpecs: { "hw:cpu_sockets": "3", "hw:cpu_cores": "3", "hw:cpu_threads": "3" } }),
    ).toEqual([
      [
        "warning extra_specs.hw:cpu_sockets=3 sockets × 3 cores × 3 threads",
        "3 sockets × 3 cores × 3 threads cannot make 8 vCPUs: Nova takes another topology",
        "allowed: a product of 8",
        "hint: correct the numbers, or remove the wish",
      ],
    ]);
  });

  test("two wishes", () => {
    expect(told("FL422", { vcpus: 4, extraSpecs: { "hw:cpu_cores": "4", "hw:cpu_threads": "2" } })).toEqual([
      [
        "warning extra_specs.hw:cpu_cores=4 cores × 2 threads",
        "4 cores × 2 threads cannot make 4 vCPUs: Nova takes another topology",
        "allowed: a product of 4",
        "hint: correct the numbers, or remove the wish",
      ],
    ]);
  });

  test("above the limit", () => {
    expect(told("FL422", { vcpus: 4, extraSpecs: { "hw:cpu_cores": "4", "hw:cpu_max_cores": "2" } })).toEqual([
      [
        "warning extra_specs.hw:cpu_cores=4",
        "hw:cpu_cores is above hw:cpu_max_cores: Nova drops all three wishes",
        "allowed: up to 2",
      ],
    ]);
  });

  test("within the limits but not together", () => {
    expect(
      told("FL422", {
        vcpus: 8,
        extraSpecs: { "hw:cpu_sockets": "1", "hw:cpu_max_cores": "2", "hw:cpu_max_threads": "2" },
      }),
    ).toEqual([
      [
        "warning extra_specs.hw:cpu_sockets=1 sockets",
        "1 sockets cannot make 8 vCPUs within the limits: Nova takes another topology",
        "allowed: a product of 8",
        "hint: correct the numbers, or remove the wish",
      ],
    ]);
  });

  test("to be had, impossible anyway, no numbers, not known", () => {
    expect(
      told("FL422", [
        { vcpus: 4, extraSpecs: { "hw:cpu_sockets": "2", "hw:cpu_max_sockets": "2" } },
        { extraSpecs: { "hw:cpu_sockets": "0" } },
        {
          extraSpecs: {
            "hw:cpu_sockets": "3",
            "hw:cpu_max_sockets": "1",
            "hw:cpu_max_cores": "1",
            "hw:cpu_max_threads": "1",
          },
        },
        { extraSpecs: { "hw:cpu_sockets": "x", "hw:cpu_cores": "3" } },
        { extraSpecs: { "hw:cpu_sockets": "-1", "hw:cpu_cores": "3" } },
        { extraSpecs: { "hw:cpu_sockets": "3", "hw:cpu_max_sockets": later } },
        { vcpus: later, extraSpecs: { "hw:cpu_sockets": "3" } },
        { extraSpecs: { "hw:cpu_max_sockets": "1" } },
      ]),
    ).toEqual([]);
  });
});
