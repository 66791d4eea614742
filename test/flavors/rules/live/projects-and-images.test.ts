// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../../lib/flavors/definition.ts";
import type { CloudFacts, FlavorInput } from "../../../../lib/flavors/index.ts";
import { cloudRelease, cloudReleases } from "../../../../lib/flavors/live/cloud-release.ts";
import { cloudFlavor } from "../../../../lib/flavors/live/samples.ts";
import { findingsOfRule } from "../one-rule.ts";

const cloud = (facts: Partial<CloudFacts>): { readonly cloud: CloudFacts } => ({ cloud: { cloud: "a", ...facts } });
const project = { id: "p1", name: "nris", enabled: true };

describe("FL710", () => {
  const said = (input: Parameters<typeof findingsOfRule>[1], facts: Partial<CloudFacts>): unknown[] =>
    findingsOfRule("FL710", input, cloud(facts)).map(({ message }) => message);

  test("access is compared for private flavors of the cloud alone, by id", () => {
    const input = { access: ["nris"] };
    const projects = [project];
    expect(said(input, { projects })).toEqual([]);
    expect(said(input, { projects, flavors: [cloudFlavor({ access: [] })] })).toEqual([]);
    expect(said(input, { projects, flavors: [cloudFlavor({ isPublic: false })] })).toEqual([]);
    expect(said(input, { projects, flavors: [cloudFlavor({ isPublic: false, access: ["nris"] })] })).toEqual([
      "the project has no access in cloud a",
    ]);
  });

  test("what is no list of names is another rule's; without names nothing is asked", () => {
    expect(said({ access: [7, new Unresolved("x")] }, { projects: [] })).toEqual([]);
    expect(said({ access: "nris" }, {})).toEqual([]);
    expect(said({ access: ["nris"] }, {})).toEqual(["not checked: cloud a did not tell its projects"]);
  });
});

describe("FL711", () => {
  const quota = (instances: number, cores: number, ram: number): Partial<CloudFacts> => ({
    flavors: [cloudFlavor({ isPublic: false, access: ["p1"] })],
    projects: [project],
    quotas: { p1: { instances, cores, ram } },
  });
  const said = (facts: Partial<CloudFacts>): unknown[] =>
    findingsOfRule("FL711", {}, cloud(facts)).map(({ severity, message, seen, allowed }) => [
      severity,
      message,
      seen,
      allowed,
    ]);

  test("each limit below one VM, the first of them", () => {
    expect(said(quota(0, 2, 4096))).toEqual([
      ["warning", "project nris may not start a single VM", "quota instances 0", "at least 1"],
    ]);
    expect(said(quota(1, 1, 4096))).toEqual([
      ["warning", "project nris may not start a single VM", "quota cores 1", "at least 2"],
    ]);
    expect(said(quota(1, 2, 4095))).toEqual([
      ["warning", "project nris may not start a single VM", "quota ram 4095 MiB", "at least 4096 MiB"],
    ]);
    expect(said(quota(1, 2, 4096))).toEqual([]);
  });

  test("what is left when one limit ends; instances left over are no loss", () => {
    expect(said(quota(9, 5, 10_240))).toEqual([
      ["info", "2 VMs use up the quota of project nris and leave a rest", "1 of cores, 2048 MiB of ram", undefined],
    ]);
    expect(said(quota(9, 4, 8192))).toEqual([]);
    expect(said(quota(-1, 4, -1))).toEqual([]);
  });

  test("a project whose quota was not read says nothing; no quotas at all are said", () => {
    expect(said({ ...quota(0, 0, 0), quotas: { p2: { instances: 0, cores: 0, ram: 0 } } })).toEqual([]);
    expect(said({ ...quota(0, 0, 0), quotas: undefined })).toEqual([
      ["info", "not checked: cloud a did not tell its quotas", undefined, undefined],
    ]);
    expect(said({ quotas: undefined })).toEqual([]);
  });
});

describe("FL712", () => {
  const settings = { imagePairs: { "m1.test": ["i"] } };
  const faults = (
    extraSpecs: Record<string, string>,
    properties: Record<string, string>,
    more: object = {},
  ): unknown[] =>
    findingsOfRule(
      "FL712",
      { extraSpecs, ...more },
      { ...cloud({ images: [{ name: "i", properties }] }), settings },
    ).map(({ message }) => /\((\w+)\)$/.exec(message ?? "")?.[1]);

  test.each([
    ["shared", "dedicated", ["ImageCPUPinningForbidden"]],
    ["shared", "mixed", ["ImageCPUPinningForbidden"]],
    ["mixed", "dedicated", ["ImageCPUPinningForbidden"]],
    ["mixed", "shared", []],
    ["dedicated", "shared", []],
    ["shared", "shared", []],
  ])("CPU policy %s and %s in the image", (own, wanted, expected) => {
    expect(faults({ "hw:cpu_policy": own }, { hw_cpu_policy: wanted })).toEqual(expected);
  });

  test.each([
    ["require", "isolate", ["ImageCPUThreadPolicyForbidden"]],
    ["require", "require", []],
    ["prefer", "isolate", []],
  ])("thread policy %s and %s in the image", (own, wanted, expected) => {
    expect(faults({ "hw:cpu_thread_policy": own }, { hw_cpu_thread_policy: wanted })).toEqual(expected);
  });

  test.each([
    [undefined, ["MemoryPageSizeForbidden"]],
    ["small", ["MemoryPageSizeForbidden"]],
    ["2048", ["MemoryPageSizeForbidden"]],
    ["any", []],
    ["large", []],
  ])("page size %s and 2MB in the image", (own, expected) => {
    expect(faults(own === undefined ? {} : { "hw:mem_page_size": own }, { hw_mem_page_size: "2MB" })).toEqual(expected);
  });

  test("NUMA nodes are said by one of the two, other values are equal, flags mean the same", () => {
    expect(faults({ "hw:numa_nodes": "2" }, { hw_numa_nodes: "2" })).toEqual(["ImageNUMATopologyForbidden"]);
    expect(faults({ "hw:numa_nodes": "2" }, {})).toEqual([]);
    expect(
      faults(
        { "hw:tpm_version": "2.0", "os:secure_boot": "required" },
        { hw_tpm_version: "1.2", os_secure_boot: "disabled" },
      ),
    ).toEqual(["FlavorImageConflict", "FlavorImageConflict"]);
    expect(faults({ "hw:tpm_version": "2.0" }, { hw_tpm_version: "2.0" })).toEqual([]);
    expect(faults({ "hw:mem_encryption": "true" }, { hw_mem_encryption: "yes" })).toEqual([]);
    expect(faults({ "hw:mem_encryption": "true" }, { hw_mem_encryption: "false" })).toEqual(["FlavorImageConflict"]);
    expect(faults({ "hw:pmu": "true" }, {})).toEqual([]);
  });

  test("traits and architecture", () => {
    const avx = "trait:HW_CPU_X86_AVX2";
    expect(faults({ [avx]: "forbidden" }, { [avx]: "required" })).toEqual(["NoValidHost"]);
    expect(faults({ [avx]: "required" }, { [avx]: "required" })).toEqual([]);
    const arm = { "trait:HW_ARCH_AARCH64": "required" };
    expect(faults(arm, { hw_architecture: "x86_64" })).toEqual(["NoValidHost"]);
    expect(faults(arm, { architecture: "ARM64" })).toEqual([]);
    expect(faults(arm, { hw_architecture: "pdp11" })).toEqual([]);
    expect(faults({ "trait:HW_ARCH_AARCH64": "forbidden" }, { hw_architecture: "x86_64" })).toEqual([]);
  });

  test("sizes to the last MiB and GiB; a flavor without a root disk takes the image's", () => {
    const sized = (image: object, more: FlavorInput): unknown[] =>
      findingsOfRule("FL712", more, { ...cloud({ images: [{ name: "i", properties: {}, ...image }] }), settings }).map(
        ({ field, seen, allowed }) => [field, seen, allowed],
      );
    expect(sized({ minRam: 4096, minDisk: 20, virtualSizeGiB: 20 }, {})).toEqual([]);
    expect(sized({ minRam: 4097 }, {})).toEqual([["ram", "4096 MiB", "at least 4097 MiB"]]);
    expect(sized({ minDisk: 21 }, {})).toEqual([["disk", "20 GiB", "at least 21 GiB"]]);
    expect(sized({ minDisk: 1, virtualSizeGiB: 30 }, {})).toEqual([["disk", "20 GiB", "at least 30 GiB"]]);
    expect(sized({ minDisk: 21 }, { disk: 0 })).toEqual([]);
  });

  test("pairs of other flavors and images that were not read", () => {
    expect(findingsOfRule("FL712", { name: "toString" }, { ...cloud({ images: [] }), settings })).toEqual([]);
    expect(findingsOfRule("FL712", {}, { ...cloud({}), settings })).toMatchObject([{ notChecked: true }]);
  });
});

test("a newest microversion tells the releases that have it", () => {
  const of = (microversion?: string): unknown => cloudReleases({ microversion });
  expect(of("2.87")).toEqual([21, 22]);
  expect(of("2.90")).toEqual([24, 25]);
  expect(of("2.93")).toEqual([26]);
  expect(of("2.96")).toEqual([29, 30]);
  expect(of("2.100")).toEqual([31, 32]);
  expect(of("2.104")).toEqual([34]);
  expect(of("2.999")).toEqual([34]);
  expect(of("2.60")).toEqual([21, 22]);
  expect(of("3.1")).toEqual([]);
  expect(of()).toEqual([]);
  expect(cloudRelease({ microversion: "2.95" })).toBe(27);
});

describe("FL713", () => {
  const key = { extraSpecs: { "hw:sound_model": "virtio", "hw:cpu_policy": "shared" } };

  test("says what all releases with that microversion refuse and the target takes", () => {
    const find = (microversion: string | undefined, target: string): unknown[] =>
      findingsOfRule("FL713", key, { ...cloud({ microversion }), target }).map(({ severity, field }) => [
        severity,
        field,
      ]);
    expect(find("2.96", "2025.2")).toEqual([["info", "extra_specs.hw:sound_model"]]);
    // 2.100 is 2025.1, which refuses it, and 2025.2, which takes it.
    expect(find("2.100", "2025.2")).toEqual([]);
    expect(find("2.96", "2024.1")).toEqual([]);
    expect(find(undefined, "2025.2")).toEqual([["info", undefined]]);
  });

  test("2.86 is where checking begins", () => {
    const find = (microversion: string): unknown[] =>
      findingsOfRule("FL713", [key, key], { ...cloud({ microversion }), target: "ussuri" }).map(
        ({ subject }) => subject,
      );
    expect(find("2.85")).toEqual(["a"]);
    expect(find("2.86")).toEqual([]);
  });
});

describe("FL714", () => {
  const alias = (value: string): { readonly extraSpecs: Record<string, string> } => ({
    extraSpecs: { "pci_passthrough:alias": value },
  });

  test("every alias of the list; undeclared aliases are said to be open", () => {
    const settings = { pciAliases: ["a", "b"] };
    const seen = (value: string): unknown[] =>
      findingsOfRule("FL714", alias(value), { ...cloud({}), settings }).map((each) => each.seen);
    expect(seen("a:1, b:2")).toEqual([]);
    expect(seen("a:1,x:2, y:1")).toEqual(["x", "y"]);
    expect(seen("")).toEqual([]);
    expect(findingsOfRule("FL714", alias("a:1"), cloud({}))).toMatchObject([
      { message: "not checked: the PCI aliases of nova.conf are not declared", notChecked: true },
    ]);
  });

  test("device profiles are Cyborg's, and only asked where one is named", () => {
    const profile = { extraSpecs: { "accel:device_profile": "fpga" } };
    expect(findingsOfRule("FL714", profile, cloud({ deviceProfiles: ["fpga"] }))).toEqual([]);
    expect(findingsOfRule("FL714", profile, cloud({}))).toMatchObject([
      { message: "not checked: cloud a did not tell Cyborg's device profiles" },
    ]);
  });
});
