// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { later, told } from "./told.ts";

describe("FL401 thread-policy", () => {
  test("the thread policy, with a fix", () => {
    expect(told("FL401", { extraSpecs: { "hw:cpu_thread_policy": "prefer" } })).toEqual([
      [
        "error extra_specs.hw:cpu_thread_policy=prefer",
        "hw:cpu_thread_policy without pinned CPUs: no server boots",
        "allowed: with hw:cpu_policy dedicated or mixed, or resources:PCPU",
        "hint: set hw:cpu_policy to dedicated, or remove hw:cpu_thread_policy",
        'fix: set hw:cpu_policy to dedicated: set 0/extraSpecs/hw:cpu_policy="dedicated"',
      ],
    ]);
  });

  test("with shared CPUs", () => {
    expect(told("FL401", { extraSpecs: { "hw:cpu_policy": "shared", "hw:cpu_thread_policy": "isolate" } })).toEqual([
      [
        "error extra_specs.hw:cpu_thread_policy=isolate",
        "hw:cpu_thread_policy without pinned CPUs: no server boots",
        "allowed: with hw:cpu_policy dedicated or mixed, or resources:PCPU",
        "hint: set hw:cpu_policy to dedicated, or remove hw:cpu_thread_policy",
        'fix: set hw:cpu_policy to dedicated: set 0/extraSpecs/hw:cpu_policy="dedicated"',
      ],
    ]);
  });

  test("the trait of a numbered group", () => {
    expect(
      told("FL401", { extraSpecs: { "resources1:VGPU": "1", "trait1:HW_CPU_HYPERTHREADING": "required" } }),
    ).toEqual([
      [
        "error extra_specs.trait1:HW_CPU_HYPERTHREADING=required",
        "trait1:HW_CPU_HYPERTHREADING without pinned CPUs: no server boots",
        "allowed: with hw:cpu_policy dedicated or mixed, or resources:PCPU",
        "hint: set hw:cpu_policy to dedicated, or remove trait1:HW_CPU_HYPERTHREADING",
        'fix: set hw:cpu_policy to dedicated: set 0/extraSpecs/hw:cpu_policy="dedicated"',
      ],
    ]);
  });

  test("beside resources:VCPU there is no fix", () => {
    expect(told("FL401", { extraSpecs: { "resources:VCPU": "2", "hw:cpu_thread_policy": "require" } })).toEqual([
      [
        "error extra_specs.hw:cpu_thread_policy=require",
        "hw:cpu_thread_policy without pinned CPUs: no server boots",
        "allowed: with hw:cpu_policy dedicated or mixed, or resources:PCPU",
        "hint: set hw:cpu_policy to dedicated, or remove hw:cpu_thread_policy",
      ],
    ]);
  });

  test("a thread policy that is none is another rule's, the trait is not", () => {
    expect(
      told("FL401", { extraSpecs: { "hw:cpu_thread_policy": "Prefer", "trait:HW_CPU_HYPERTHREADING": "forbidden" } }),
    ).toEqual([
      [
        "error extra_specs.trait:HW_CPU_HYPERTHREADING=forbidden",
        "trait:HW_CPU_HYPERTHREADING without pinned CPUs: no server boots",
        "allowed: with hw:cpu_policy dedicated or mixed, or resources:PCPU",
        "hint: set hw:cpu_policy to dedicated, or remove trait:HW_CPU_HYPERTHREADING",
        'fix: set hw:cpu_policy to dedicated: set 0/extraSpecs/hw:cpu_policy="dedicated"',
      ],
    ]);
  });

  test("dedicated, mixed, PCPU", () => {
    expect(
      told("FL401", [
        { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_thread_policy": "require" } },
        { extraSpecs: { "hw:cpu_policy": "mixed", "hw:cpu_thread_policy": "require" } },
        { extraSpecs: { "resources2:PCPU": "2", "hw:cpu_thread_policy": "require" } },
      ]),
    ).toEqual([]);
  });

  test("a policy not known, or no policy at all", () => {
    expect(
      told("FL401", [
        { extraSpecs: { "hw:cpu_policy": later, "hw:cpu_thread_policy": "require" } },
        { extraSpecs: { "hw:cpu_policy": "Dedicated", "hw:cpu_thread_policy": "require" } },
        { extraSpecs: { "resources:PCPU": later, "hw:cpu_thread_policy": "require" } },
      ]),
    ).toEqual([]);
  });

  test("a group with a name, an empty trait", () => {
    expect(
      told("FL401", [
        { extraSpecs: { "resources_A:VGPU": "1", "trait_A:HW_CPU_HYPERTHREADING": "required" } },
        { extraSpecs: { "trait:HW_CPU_HYPERTHREADING": "" } },
        { extraSpecs: { "trait01:HW_CPU_HYPERTHREADING": "required" } },
      ]),
    ).toEqual([]);
  });
});

describe("FL402 emulator-isolate", () => {
  test("alone", () => {
    expect(told("FL402", { extraSpecs: { "hw:emulator_threads_policy": "isolate" } })).toEqual([
      [
        "error extra_specs.hw:emulator_threads_policy=isolate",
        "emulator threads cannot be isolated from CPUs that are not pinned: no server boots",
        "allowed: with hw:cpu_policy dedicated or mixed, or resources:PCPU",
        "hint: set hw:cpu_policy to dedicated, or remove hw:emulator_threads_policy",
        'fix: set hw:cpu_policy to dedicated: set 0/extraSpecs/hw:cpu_policy="dedicated"',
      ],
    ]);
  });

  test("beside resources:VCPU there is no fix", () => {
    expect(told("FL402", { extraSpecs: { "resources:VCPU": "2", "hw:emulator_threads_policy": "isolate" } })).toEqual([
      [
        "error extra_specs.hw:emulator_threads_policy=isolate",
        "emulator threads cannot be isolated from CPUs that are not pinned: no server boots",
        "allowed: with hw:cpu_policy dedicated or mixed, or resources:PCPU",
        "hint: set hw:cpu_policy to dedicated, or remove hw:emulator_threads_policy",
      ],
    ]);
  });

  test("pinned, share, not known", () => {
    expect(
      told("FL402", [
        { extraSpecs: { "hw:cpu_policy": "mixed", "hw:emulator_threads_policy": "isolate" } },
        { extraSpecs: { "hw:cpu_policy": "shared", "hw:emulator_threads_policy": "share" } },
        { extraSpecs: { "hw:emulator_threads_policy": later } },
        { extraSpecs: { "hw:cpu_policy": later, "hw:emulator_threads_policy": "isolate" } },
      ]),
    ).toEqual([]);
  });
});

describe("FL411 hyperthreading-twice", () => {
  test("both", () => {
    expect(
      told("FL411", {
        extraSpecs: {
          "hw:cpu_policy": "dedicated",
          "hw:cpu_thread_policy": "isolate",
          "trait:HW_CPU_HYPERTHREADING": "forbidden",
        },
      }),
    ).toEqual([
      [
        "error extra_specs.trait:HW_CPU_HYPERTHREADING=forbidden",
        "trait:HW_CPU_HYPERTHREADING and hw:cpu_thread_policy isolate both say how threads are used",
        "hint: remove trait:HW_CPU_HYPERTHREADING: hw:cpu_thread_policy asks for the trait itself",
      ],
    ]);
  });

  test("one, or not known", () => {
    expect(
      told("FL411", [
        { extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_thread_policy": "isolate" } },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "trait:HW_CPU_HYPERTHREADING": "required" } },
        {
          extraSpecs: {
            "hw:cpu_policy": "dedicated",
            "hw:cpu_thread_policy": later,
            "trait:HW_CPU_HYPERTHREADING": "required",
          },
        },
      ]),
    ).toEqual([]);
  });
});
