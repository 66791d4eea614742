// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { later, told } from "./told.ts";

describe("FL409 cpu-resources", () => {
  test("a policy and PCPU", () => {
    expect(told("FL409", { extraSpecs: { "hw:cpu_policy": "dedicated", "resources:PCPU": "2" } })).toEqual([
      [
        "error extra_specs.resources:PCPU=2",
        "resources:PCPU and hw:cpu_policy dedicated both say what CPUs the server gets",
        "hint: remove resources:PCPU: hw:cpu_policy asks for the right resources itself",
      ],
    ]);
  });

  test("a policy and VCPU in a numbered group", () => {
    expect(told("FL409", { extraSpecs: { "hw:cpu_policy": "shared", "resources3:VCPU": "1" } })).toEqual([
      [
        "error extra_specs.resources3:VCPU=1",
        "resources3:VCPU and hw:cpu_policy shared both say what CPUs the server gets",
        "hint: remove resources3:VCPU: hw:cpu_policy asks for the right resources itself",
      ],
    ]);
  });

  test("all three", () => {
    expect(
      told("FL409", { extraSpecs: { "hw:cpu_policy": "dedicated", "resources:PCPU": "2", "resources:VCPU": "2" } }),
    ).toEqual([
      [
        "error extra_specs.resources:VCPU=2",
        "resources:VCPU and hw:cpu_policy dedicated both say what CPUs the server gets",
        "hint: remove resources:VCPU: hw:cpu_policy asks for the right resources itself",
      ],
      [
        "error extra_specs.resources:VCPU=2",
        "resources:VCPU and resources:PCPU ask for shared and for pinned CPUs",
        "hint: keep one of them; for some CPUs of each kind set hw:cpu_policy to mixed",
      ],
    ]);
  });

  test("VCPU and PCPU", () => {
    expect(told("FL409", { extraSpecs: { "resources1:PCPU": "2", "resources:VCPU": " 1 " } })).toEqual([
      [
        "error extra_specs.resources:VCPU= 1 ",
        "resources:VCPU and resources1:PCPU ask for shared and for pinned CPUs",
        "hint: keep one of them; for some CPUs of each kind set hw:cpu_policy to mixed",
      ],
    ]);
  });

  test("one way, zero, a named group, no number, a sum of zero, not known", () => {
    expect(
      told("FL409", [
        { extraSpecs: { "resources:PCPU": "2" } },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "resources:PCPU": "0" } },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "resources_A:PCPU": "2" } },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "resources:PCPU": "two" } },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "resources1:PCPU": "1", "resources2:PCPU": "-1" } },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "resources:PCPU": later } },
        { extraSpecs: { "hw:cpu_policy": later, "resources:PCPU": "2" } },
        { extraSpecs: { "hw:cpu_policy": "dedicated", "resources:VCPU": "0" } },
      ]),
    ).toEqual([]);
  });
});

describe("FL410 pcpu-count", () => {
  test("too few", () => {
    expect(told("FL410", { extraSpecs: { "resources:PCPU": "1" } })).toEqual([
      [
        "error extra_specs.resources:PCPU=1",
        "1 PCPU for 2 vCPUs",
        "allowed: 2",
        "hint: set resources:PCPU to 2",
        'fix: set resources:PCPU to 2: set 0/extraSpecs/resources:PCPU="2"',
      ],
    ]);
  });

  test("one too many", () => {
    expect(told("FL410", { extraSpecs: { "resources:PCPU": "3" } })).toEqual([
      [
        "error extra_specs.resources:PCPU=3",
        "3 PCPU for 2 vCPUs",
        "allowed: 2",
        "hint: set resources:PCPU to 2",
        'fix: set resources:PCPU to 2: set 0/extraSpecs/resources:PCPU="2"',
      ],
    ]);
  });

  test("isolated emulator threads", () => {
    expect(told("FL410", { extraSpecs: { "resources1:PCPU": "2", "hw:emulator_threads_policy": "isolate" } })).toEqual([
      [
        "error extra_specs.resources1:PCPU=2",
        "2 PCPU for 2 vCPUs and isolated emulator threads",
        "allowed: 3",
        "hint: set resources1:PCPU to 3",
        'fix: set resources1:PCPU to 3: set 0/extraSpecs/resources1:PCPU="3"',
      ],
    ]);
  });

  test("several groups", () => {
    expect(
      told("FL410", { extraSpecs: { "resources1:PCPU": "2", "resources2:PCPU": "2", "resources3:PCPU": "0" } }),
    ).toEqual([
      [
        "error extra_specs.resources1:PCPU=2",
        "4 PCPU for 2 vCPUs",
        "allowed: 2",
        "hint: let resources1:PCPU, resources2:PCPU sum up to 2",
      ],
    ]);
  });

  test("right, none, not known", () => {
    expect(
      told("FL410", [
        { extraSpecs: { "resources:PCPU": "2" } },
        { extraSpecs: { "resources1:PCPU": "1", "resources2:PCPU": "1" } },
        { extraSpecs: { "resources:PCPU": "3", "hw:emulator_threads_policy": "isolate" } },
        { extraSpecs: { "resources:PCPU": "2", "hw:emulator_threads_policy": "share" } },
        { extraSpecs: { "resources:PCPU": "0" } },
        { extraSpecs: { "resources:PCPU": later } },
        { extraSpecs: { "resources:PCPU": "3", "hw:emulator_threads_policy": later } },
        { vcpus: later, extraSpecs: { "resources:PCPU": "3" } },
      ]),
    ).toEqual([]);
  });
});
