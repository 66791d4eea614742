// SPDX-License-Identifier: Apache-2.0
import { assert, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  editDistance,
  nearest,
  nearMiss,
  oldReader,
  pointRelease,
  suggestKey,
} from "../../../lib/flavors/specs/index.ts";

describe("editDistance", () => {
  test.each([
    ["", "", 0],
    ["a", "", 1],
    ["quota", "qutoa", 1],
    ["ab", "ba", 1],
    ["abc", "cab", 2],
    ["polcy", "policy", 1],
    ["kitten", "sitting", 3],
    ["ca", "abc", 3],
  ])("%s, %s: %d", (a, b, distance) => {
    expect(editDistance(a, b, 9)).toBe(distance);
    expect(editDistance(b, a, distance)).toBe(distance);
    expect(editDistance(a, b, distance - 1)).toBeUndefined();
  });

  test("texts above the bound are not compared", () => {
    expect(editDistance("x".repeat(128), "x".repeat(128), 1)).toBe(0);
    expect(editDistance("x".repeat(129), "x".repeat(129), 1)).toBeUndefined();
    expect(editDistance("x".repeat(129), "x".repeat(128), 1)).toBeUndefined();
  });

  test("is symmetric, zero for equals, and the bound changes nothing below it", () => {
    assert(
      property(string({ maxLength: 8 }), string({ maxLength: 8 }), (a, b) => {
        const distance = editDistance(a, b, 8);
        expect(editDistance(b, a, 8)).toBe(distance);
        expect(editDistance(a, a, 0)).toBe(0);
        for (let most = 0; most <= 8; most++)
          expect(editDistance(a, b, most)).toBe(distance !== undefined && distance <= most ? distance : undefined);
      }),
    );
  });
});

describe("nearest", () => {
  test("the nearest, the first of equals, in any case", () => {
    expect(nearest("polcy", ["police", "policy"])).toBe("policy");
    expect(nearest("aac", ["aab", "aad"])).toBe("aab");
    expect(nearest("POLICY", ["policies", "policy"])).toBe("policy");
    expect(nearest("policy", ["polic", "policy", "Policy"])).toBe("policy");
  });

  test("a short word is near to little", () => {
    expect(nearest("gpu", ["cpu", "hw"])).toBe("cpu");
    expect(nearest("gpu", ["hw", "tpus"])).toBeUndefined();
    expect(nearest("abcdef", ["abcdxy"])).toBe("abcdxy");
    expect(nearest("abcde", ["abcxy"])).toBeUndefined();
    expect(nearest("x".repeat(129), ["x".repeat(129)])).toBeUndefined();
  });

  test("at most four edits, unless told otherwise", () => {
    expect(nearest("abcdefghijklmnopqr", ["abcdefghijklmn1234"])).toBe("abcdefghijklmn1234");
    expect(nearest("abcdefghijklmnopqr", ["abcdefghijklm12345"])).toBeUndefined();
    expect(nearest("abc", ["xyz"], 3)).toBe("xyz");
  });
});

describe("suggestKey", () => {
  test.each([
    ["hw:cpu_polcy", "hw:cpu_policy"],
    ["hw:CPU_policy", "hw:cpu_policy"],
    ["hw:cpu_policy ", "hw:cpu_policy"],
    ["hw:numa_cpu.13", "hw:numa_cpus.13"],
    ["hw:numa_cpus", "hw:numa_cpus.0"],
    ["quota:disk_write_iops_sec_max", "quota:disk_write_iops_sec"],
    ["capabilities:cpu_inf", "capabilities:cpu_info"],
    ["trait:AVX2", "trait:HW_CPU_X86_AVX2"],
    ["trait:avx2", "trait:HW_CPU_X86_AVX2"],
    ["trait1:HW_CPU_X86_AVX3", "trait1:HW_CPU_X86_AVX"],
    ["resources_A:VCPUS", "resources_A:VCPU"],
    ["resources:CUSTOM_fpga-1", "resources:CUSTOM_FPGA_1"],
    ["trait:custom_gold", "trait:CUSTOM_GOLD"],
    ["trait:CUSTOM_", undefined],
    ["group_polcy", "group_policy"],
    ["hw:foo", undefined],
    ["storage_type", undefined],
    ["hw:cpu_policy", undefined],
    ["acme:x", undefined],
    ["", undefined],
  ])("%s → %s", (key, meant) => {
    expect(suggestKey(key, 34)).toBe(meant);
  });

  test("suggests what the release has", () => {
    expect(suggestKey("hw:locked_memor", 26)).toBe("hw:locked_memory");
    expect(suggestKey("hw:locked_memor", 25)).toBeUndefined();
  });
});

describe("nearMiss", () => {
  test.each([
    ["HW:cpu_policy", "case", "hw", "hw:cpu_policy"],
    ["Quota:cpu_share", "case", "quota", "quota:cpu_shares"],
    ["hw :cpu_policy", "separator", "hw", "hw:cpu_policy"],
    ["HW: cpu_policy", "case", "hw", "hw:cpu_policy"],
    ["hw_cpu_policy", "separator", "hw", "hw:cpu_policy"],
    ["hw.cpu_policy", "separator", "hw", "hw:cpu_policy"],
    ["hw-cpu_policy", "separator", "hw", "hw:cpu_policy"],
    ["hw cpu_policy", "separator", "hw", "hw:cpu_policy"],
    ["HW_CPU_POLICY", "separator", "hw", "hw:cpu_policy"],
    ["hw_rng_allowed", "separator", "hw_rng", "hw_rng:allowed"],
    ["hw_cpu_polcy", "separator", "hw", "hw:cpu_policy"],
    [
      "aggregate_instance_extra_specs.ceph",
      "separator",
      "aggregate_instance_extra_specs",
      "aggregate_instance_extra_specs:ceph",
    ],
    ["trait_CUSTOM_GOLD", "separator", "trait", "trait:CUSTOM_GOLD"],
    ["trait 1:CUSTOM_X", "separator", "trait", "trait1:CUSTOM_X"],
    ["resources.1:VGPU", "separator", "resources", "resources1:VGPU"],
    ["qutoa:cpu_shares", "spelling", "quota", "quota:cpu_shares"],
    ["resource:VCPU", "spelling", "resources", "resources:VCPU"],
    ["hv:cpu_policy", "spelling", "hw", "hw:cpu_policy"],
    ["capability:cpu_info", "spelling", "capabilities", "capabilities:cpu_info"],
    [
      "aggregate_instance_extra_spec:ceph",
      "spelling",
      "aggregate_instance_extra_specs",
      "aggregate_instance_extra_specs:ceph",
    ],
    [
      "agregate_instance_extra_spec:ceph",
      "spelling",
      "aggregate_instance_extra_specs",
      "aggregate_instance_extra_specs:ceph",
    ],
    ["traits:HW_CPU_X86_AVX2", "group", "trait", "trait:HW_CPU_X86_AVX2"],
    ["traits:AVX2", "group", "trait", "trait:AVX2"],
    ["traits1:CUSTOM_X", "group", "trait", "trait1:CUSTOM_X"],
    ["resourcess:VCPU", "group", "resources", "resources:VCPU"],
  ])("%s: %s of %s", (key, how, namespace, meant) => {
    expect(nearMiss(key, 34)).toEqual({ how, namespace, key: meant });
  });

  test.each([
    "ecs:performancetype",
    "scs:name-v1",
    "gpu:model",
    "sw:foo",
    "quark:x",
    "hw_disk_bus",
    "hw",
    "hwx",
    "os_type",
    "storage_type",
    "group_policy",
    "hw:typo",
    "hw:cpu_policy",
    "trait_SSD:CUSTOM_X",
    "traits_x:CUSTOM_X",
    "aggregate_extra_specs:ssd",
    "powervm:uncapped",
    "hw/cpu_policy",
  ])("%s is none", (key) => {
    expect(nearMiss(key, 34)).toBeUndefined();
  });
});

describe("old readers", () => {
  test("keys that are read though the validators refuse them", () => {
    expect(oldReader("hw:maxphysaddr_mode", 28)).toBeUndefined();
    expect(oldReader("hw:maxphysaddr_mode", 29)).toBe("nova");
    expect(oldReader("hw:maxphysaddr_bits", 34)).toBe("nova");
    expect(oldReader("hw:cpu_max_cores", 21)).toBe("nova");
    expect(oldReader("hw:cpu_max_cores", 29)).toBe("nova");
    expect(oldReader("hw:cpu_max_cores", 30)).toBeUndefined();
    expect(oldReader("capabilities:boot_option", 34)).toBe("ironic");
    expect(oldReader("capabilities:boot_option:x", 34)).toBeUndefined();
    expect(oldReader("capabilities:", 34)).toBeUndefined();
    expect(oldReader("capabilities:vcpus", 34)).toBeUndefined();
    expect(oldReader("hw:boot_option", 34)).toBeUndefined();
  });

  test("backports", () => {
    expect([29, 30, 31, 32].map((release) => pointRelease("hw:cpu_max_threads", release))).toEqual([
      undefined,
      "30.3.0",
      "31.2.0",
      undefined,
    ]);
    expect(pointRelease("hw:cpu_threads", 30)).toBeUndefined();
  });
});
