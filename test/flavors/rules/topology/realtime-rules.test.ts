// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { later, told } from "./told.ts";

describe("FL406 realtime-policy", () => {
  test("no policy", () => {
    expect(told("FL406", { extraSpecs: { "hw:cpu_realtime": "True" } })).toEqual([
      [
        "error extra_specs.hw:cpu_realtime=True",
        "realtime CPUs that are not pinned: no server boots",
        "allowed: with hw:cpu_policy dedicated or mixed, or resources:PCPU",
        "hint: set hw:cpu_policy to dedicated, or remove hw:cpu_realtime",
        'fix: set hw:cpu_policy to dedicated: set 0/extraSpecs/hw:cpu_policy="dedicated"',
      ],
    ]);
  });

  test("beside resources:VCPU there is no fix", () => {
    expect(told("FL406", { extraSpecs: { "resources:VCPU": "2", "hw:cpu_realtime": "1" } })).toEqual([
      [
        "error extra_specs.hw:cpu_realtime=1",
        "realtime CPUs that are not pinned: no server boots",
        "allowed: with hw:cpu_policy dedicated or mixed, or resources:PCPU",
        "hint: set hw:cpu_policy to dedicated, or remove hw:cpu_realtime",
      ],
    ]);
  });

  test("pinned, off, not known", () => {
    expect(
      told("FL406", [
        { extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_realtime": "yes" } },
        { extraSpecs: { "hw:cpu_realtime": "tru" } },
        { extraSpecs: { "hw:cpu_realtime": later } },
        { extraSpecs: { "hw:cpu_policy": later, "hw:cpu_realtime": "yes" } },
      ]),
    ).toEqual([]);
  });
});

describe("FL407 realtime-mask", () => {
  test("no mask", () => {
    expect(told("FL407", { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes" } })).toEqual([
      [
        "error extra_specs.hw:cpu_realtime=yes",
        "all CPUs are realtime, since there is no mask, and emulator threads have no place",
        "hint: add hw:cpu_realtime_mask, ^0 leaves CPU 0 out, or hw:emulator_threads_policy",
      ],
    ]);
  });

  test("all CPUs", () => {
    expect(
      told("FL407", {
        extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes", "hw:cpu_realtime_mask": "0-1" },
      }),
    ).toEqual([
      [
        "error extra_specs.hw:cpu_realtime_mask=0-1",
        "the mask makes all CPUs realtime, and emulator threads have no place",
        "allowed: some, not all, of CPU 0-1",
        "hint: a caret in front means all CPUs but those",
      ],
    ]);
  });

  test("none", () => {
    expect(
      told("FL407", {
        extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes", "hw:cpu_realtime_mask": "^0-1" },
      }),
    ).toEqual([
      [
        "error extra_specs.hw:cpu_realtime_mask=^0-1",
        "the mask makes no CPU realtime",
        "allowed: some, not all, of CPU 0-1",
        "hint: a caret in front means all CPUs but those",
      ],
    ]);
  });

  test("a CPU too many, even with an emulator policy", () => {
    expect(
      told("FL407", {
        extraSpecs: {
          "hw:cpu_policy": "dedicated",
          "hw:cpu_realtime": "yes",
          "hw:cpu_realtime_mask": "0-2",
          "hw:emulator_threads_policy": "share",
        },
      }),
    ).toEqual([
      [
        "error extra_specs.hw:cpu_realtime_mask=0-2",
        "the mask names CPU 2, which the flavor has not got",
        "allowed: some, not all, of CPU 0-1",
        "hint: a caret in front means all CPUs but those",
      ],
    ]);
  });

  test("one CPU", () => {
    expect(
      told("FL407", {
        vcpus: 1,
        extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes", "hw:cpu_realtime_mask": "0" },
      }),
    ).toEqual([
      [
        "error extra_specs.hw:cpu_realtime_mask=0",
        "the mask makes all CPUs realtime, and emulator threads have no place",
        "allowed: CPU 0, with hw:emulator_threads_policy",
        "hint: a caret in front means all CPUs but those",
      ],
    ]);
  });

  test("some, all with an emulator policy, off, bad syntax, not known", () => {
    expect(
      told("FL407", [
        { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes", "hw:cpu_realtime_mask": "1" } },
        {
          extraSpecs: {
            "hw:cpu_policy": "dedicated",
            "hw:cpu_realtime": "yes",
            "hw:cpu_realtime_mask": "0-1",
            "hw:emulator_threads_policy": "share",
          },
        },
        {
          extraSpecs: {
            "hw:cpu_policy": "dedicated",
            "hw:cpu_realtime": "yes",
            "hw:emulator_threads_policy": "isolate",
          },
        },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "no" } },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes", "hw:cpu_realtime_mask": "1-0" } },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes", "hw:cpu_realtime_mask": later } },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes", "hw:emulator_threads_policy": later } },
        { vcpus: later, extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes" } },
      ]),
    ).toEqual([]);
  });
});

describe("FL408 cpu-spec-syntax", () => {
  test("a dedicated mask, always read", () => {
    expect(told("FL408", { extraSpecs: { "hw:cpu_dedicated_mask": "0,3-1" } })).toEqual([
      [
        "error extra_specs.hw:cpu_dedicated_mask=0,3-1",
        "3-1 is no range of CPUs: no server boots",
        "allowed: N, N-M with N ≤ M, ^N, ^N-M, with commas between",
      ],
    ]);
  });

  test("a realtime mask that is read, and one that is not", () => {
    expect(
      told("FL408", [
        { extraSpecs: { "hw:cpu_realtime": "yes", "hw:cpu_realtime_mask": "0-1-2" } },
        { extraSpecs: { "hw:cpu_realtime_mask": "0-1-2" } },
      ]),
    ).toEqual([
      [
        "m1.test: error extra_specs.hw:cpu_realtime_mask=0-1-2",
        "0-1-2 is no range of CPUs: no server boots",
        "allowed: N, N-M with N ≤ M, ^N, ^N-M, with commas between",
      ],
      [
        "m1.test2: warning extra_specs.hw:cpu_realtime_mask=0-1-2",
        "0-1-2 is no range of CPUs; Nova does not read the list now",
        "allowed: N, N-M with N ≤ M, ^N, ^N-M, with commas between",
      ],
    ]);
  });

  test("NUMA nodes with and without a topology, and a node that is never read", () => {
    expect(
      told("FL408", [
        { extraSpecs: { "hw:numa_nodes": "2", "hw:numa_cpus.0": "1-0" } },
        { extraSpecs: { "hw:numa_cpus.0": "1-0" } },
        { extraSpecs: { "hw:numa_nodes": "2", "hw:numa_cpus.2": "1-0" } },
      ]),
    ).toEqual([
      [
        "m1.test: error extra_specs.hw:numa_cpus.0=1-0",
        "1-0 is no range of CPUs: no server boots",
        "allowed: N, N-M with N ≤ M, ^N, ^N-M, with commas between",
      ],
      [
        "m1.test2: warning extra_specs.hw:numa_cpus.0=1-0",
        "1-0 is no range of CPUs; Nova does not read the list now",
        "allowed: N, N-M with N ≤ M, ^N, ^N-M, with commas between",
      ],
      [
        "m1.test3: warning extra_specs.hw:numa_cpus.2=1-0",
        "1-0 is no range of CPUs; Nova does not read the list now",
        "allowed: N, N-M with N ≤ M, ^N, ^N-M, with commas between",
      ],
    ]);
  });

  test("right lists, what the validator refuses, and what is too long", () => {
    expect(
      told("FL408", [
        { extraSpecs: { "hw:cpu_dedicated_mask": "0-2,^1" } },
        { extraSpecs: { "hw:cpu_dedicated_mask": "a-b" } },
        { extraSpecs: { "hw:cpu_dedicated_mask": " 3-1" } },
        {
          extraSpecs: {
            "hw:cpu_dedicated_mask":
              "3-1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1",
          },
        },
      ]),
    ).toEqual([]);
  });

  test("the longest value that Nova stores", () => {
    expect(
      told("FL408", {
        extraSpecs: {
          "hw:cpu_dedicated_mask":
            "3-1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1",
        },
      }),
    ).toEqual([
      [
        "error extra_specs.hw:cpu_dedicated_mask=3-1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1",
        "3-1 is no range of CPUs: no server boots",
        "allowed: N, N-M with N ≤ M, ^N, ^N-M, with commas between",
      ],
    ]);
  });
});
