// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import {
  accepts,
  knowsResourceClass,
  knowsTrait,
  lookupSpec,
  namespacesOf,
  resourceClassesOf,
  rowsOf,
  ruleAt,
  sinceOfResourceClass,
  sinceOfTrait,
  traitsOf,
  validateSpec,
} from "../../../lib/flavors/specs/index.ts";

describe("lookupSpec", () => {
  test("a key of Nova comes with its rule of the release", () => {
    expect(lookupSpec("hw:cpu_policy", 21)).toMatchObject({
      kind: "known",
      namespace: "hw",
      rule: { type: "enum", values: ["dedicated", "shared"] },
    });
    expect(lookupSpec("hw:cpu_policy", 22)).toMatchObject({
      rule: { type: "enum", values: ["dedicated", "shared", "mixed"] },
    });
    expect(lookupSpec("quota:cpu_quota", 23)).toMatchObject({ rule: { type: "int", min: 0 } });
    expect(lookupSpec("quota:cpu_quota", 24)).toMatchObject({ rule: { type: "int" } });
  });

  test("Nova's two keys without a namespace are known", () => {
    const found = lookupSpec("group_policy", 34);
    expect(found).toMatchObject({ kind: "known", spec: { key: "group_policy" } });
    expect(found).not.toHaveProperty("namespace");
  });

  test.each([
    ["hw:locked_memory", 25, { kind: "unknown-key", namespace: "hw", elsewhere: { since: 26 } }],
    ["hw:locked_memory", 26, { kind: "known" }],
    ["os:monitors", 28, { kind: "known" }],
    ["os:monitors", 29, { kind: "unknown-key", elsewhere: { removed: 29 } }],
    ["powervm:uncapped", 25, { kind: "known" }],
    ["powervm:uncapped", 26, { kind: "unknown-namespace", elsewhere: { removed: 26 } }],
    ["powervm:typo", 25, { kind: "unknown-key", namespace: "powervm" }],
    ["powervm:typo", 26, { kind: "unknown-namespace", namespace: "powervm" }],
    ["trait:HW_CPU_X86_AVX2", 21, { kind: "known", namespace: "trait", group: "" }],
    ["resources_A-1:VGPU", 34, { kind: "known", namespace: "resources", group: "_A-1", rule: { type: "int" } }],
    ["trait1:AVX2", 34, { kind: "unknown-key", namespace: "trait", group: "1" }],
    ["trait:COMPUTE_REMOTE_MANAGED_PORTS", 24, { kind: "unknown-key", elsewhere: { since: 25 } }],
    ["resources:NET_PACKET_RATE_KILOPACKET_PER_SEC", 23, { kind: "unknown-key", elsewhere: { since: 24 } }],
    ["resources:NET_PACKET_RATE_KILOPACKET_PER_SEC", 24, { kind: "known" }],
    ["acme:tier", 34, { kind: "unknown-namespace", namespace: "acme" }],
    ["storage_type", 34, { kind: "unscoped" }],
    ["", 34, { kind: "refused", reason: "empty" }],
    ["hw/cpu_policy", 34, { kind: "refused", reason: "characters" }],
    ["hw:é", 34, { kind: "refused", reason: "characters" }],
    ["x".repeat(256), 34, { kind: "refused", reason: "length" }],
    ["x".repeat(255), 34, { kind: "unscoped" }],
  ])("%s in release %d", (key, release, found) => {
    expect(lookupSpec(key, release)).toMatchObject(found);
    // The second time it is remembered, and not by the key alone.
    expect(lookupSpec(key, release)).toMatchObject(found);
  });

  test("what no release has has no elsewhere", () => {
    for (const key of ["hw:typo", "acme:tier", "trait:AVX2"])
      expect(lookupSpec(key, 34)).not.toHaveProperty("elsewhere");
  });

  test("a key is looked up once, one that is too long is not remembered", () => {
    const longest = "x".repeat(255);
    expect(lookupSpec(longest, 34)).toBe(lookupSpec(longest, 34));
    expect(lookupSpec(`${longest}x`, 34)).not.toBe(lookupSpec(`${longest}x`, 34));
  });

  test("a stream of made-up keys is forgotten again, and found again", () => {
    for (let n = 0; n < 2100; n++) lookupSpec(`made:up${n}`, 30);
    expect(lookupSpec("made:up0", 30)).toEqual({ kind: "unknown-namespace", namespace: "made" });
    expect(lookupSpec("hw:cpu_policy", 30).kind).toBe("known");
  });
});

describe("rows and names", () => {
  test("namespaces of a release", () => {
    expect(namespacesOf(25)).toContain("powervm");
    expect(namespacesOf(26)).not.toContain("powervm");
    expect(namespacesOf(34)).toEqual([
      "accel",
      "aggregate_instance_extra_specs",
      "capabilities",
      "hw",
      "hw_rng",
      "hw_video",
      "os",
      "pci_passthrough",
      "quota",
      "vmware",
    ]);
  });

  test("rows of a namespace", () => {
    expect(rowsOf(undefined, 34).map(({ key }) => key)).toEqual(["hide_hypervisor_id", "group_policy"]);
    expect(rowsOf("os", 28).map(({ key }) => key)).toEqual([
      "os:secure_boot",
      "os:resolution",
      "os:monitors",
      "os:vram",
    ]);
    expect(rowsOf("os", 29).map(({ key }) => key)).toEqual(["os:secure_boot"]);
    expect(rowsOf("acme", 34)).toEqual([]);
  });

  test("bounds of a row", () => {
    const row = { key: "x:y", since: 22, removed: 24, rule: { type: "bool" } } as const;
    expect([21, 22, 23, 24].map((release) => ruleAt(row, release)?.type)).toEqual([
      undefined,
      "bool",
      "bool",
      undefined,
    ]);
  });

  test("traits and resource classes", () => {
    expect(sinceOfTrait("HW_CPU_X86_AVX2")).toBe(21);
    expect(sinceOfTrait("COMPUTE_REMOTE_MANAGED_PORTS")).toBe(25);
    expect(sinceOfTrait("AVX2")).toBeUndefined();
    expect(sinceOfResourceClass("VGPU")).toBe(21);
    expect(sinceOfResourceClass("VCPUS")).toBeUndefined();
    expect(knowsTrait("COMPUTE_REMOTE_MANAGED_PORTS", 24)).toBe(false);
    expect(knowsTrait("COMPUTE_REMOTE_MANAGED_PORTS", 25)).toBe(true);
    expect(knowsTrait("CUSTOM_GOLD_1", 21)).toBe(true);
    expect(knowsTrait("CUSTOM_", 34)).toBe(false);
    expect(knowsTrait("XCUSTOM_A", 34)).toBe(false);
    expect(knowsTrait("CUSTOM_a", 34)).toBe(false);
    expect(knowsResourceClass("CUSTOM_FPGA", 21)).toBe(true);
    expect(knowsResourceClass("NET_PACKET_RATE_KILOPACKET_PER_SEC", 23)).toBe(false);
    expect(traitsOf(21)).toHaveLength(277);
    expect(traitsOf(34)).toHaveLength(377);
    expect(resourceClassesOf(23)).toHaveLength(18);
    expect(resourceClassesOf(34)).toHaveLength(21);
  });
});

describe("validateSpec", () => {
  test.each([
    ["hw:cpu_policy", "dedicated", undefined],
    ["hw:cpu_policy", "Dedicated", { reason: "word", allowed: "dedicated, shared, mixed" }],
    ["hw:boot_menu", "tru", { reason: "boolean", allowed: "true or false" }],
    ["hw:numa_nodes", "0", { reason: "least", allowed: "an integer from 1" }],
    ["hw:numa_nodes", "x", { reason: "integer", allowed: "an integer from 1" }],
    ["hw:redirected_usb_ports", "16", { reason: "most", allowed: "an integer from 0 to 15" }],
    ["hw:redirected_usb_ports", "15", undefined],
    ["resources:VGPU", "four", { reason: "integer", allowed: "an integer" }],
    ["hw:numa_cpus.0", "0,,1", { reason: "form", allowed: "a list of CPUs such as 0-3,6,^2" }],
    ["hw:mem_page_size", "1.5GB", { reason: "form", allowed: "small, large, any, or a size such as 2MiB or 1GiB" }],
    ["hw:pmem", ",", { reason: "form", allowed: "names separated by commas" }],
    ["pci_passthrough:alias", "gpu", { reason: "form", allowed: "name:count, separated by commas" }],
    ["hw:typo", "x", undefined],
    ["acme:x", "x", undefined],
  ])("%s = %s", (key, value, fault) => {
    const found = validateSpec(key, value, 34);
    expect(found && { reason: found.reason, allowed: found.allowed }).toEqual(fault);
  });

  test("of old releases", () => {
    expect(validateSpec("hw:cpu_realtime_mask", "0", 21)).toMatchObject({
      allowed: "a list of CPUs that starts with ^, such as ^0-1",
    });
    expect(validateSpec("powervm:proc_units", "1", 25)).toMatchObject({ allowed: "a number with a point such as 0.5" });
  });

  test("accepts: what has no validator is taken, what is refused is not", () => {
    expect(accepts("acme:x", "y", 34)).toBe(true);
    expect(accepts("x", "y", 34)).toBe(true);
    expect(accepts("hw:x", "y", 34)).toBe(false);
    expect(accepts("hw/x", "y", 34)).toBe(false);
  });
});
