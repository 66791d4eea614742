// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../../lib/flavors/index.ts";
import { findingsOfRule, specs } from "../one-rule.ts";

const at = (key: string): object => ({ path: `0.extraSpecs.${key}`, field: `extra_specs.${key}` });
const remove = (key: string): object => ({
  title: `remove ${key}`,
  safe: false,
  edits: [{ op: "remove", path: [0, "extraSpecs", key] }],
});

describe("FL502 quota-no-effect: burst keys", () => {
  const allowed = ["total", "read", "write"]
    .flatMap((way) => ["bytes", "iops"].map((unit) => `quota:disk_${way}_${unit}_sec`))
    .join(", ");

  test("beside the plain key, and alone", () => {
    const key = "quota:disk_write_iops_sec_max";
    const alone = "quota:disk_read_bytes_sec_max_length";
    expect(findingsOfRule("FL502", specs({ "quota:disk_write_iops_sec": "5", [key]: "9", [alone]: "3" }))).toEqual(
      [
        {
          severity: "warning",
          message: "flavors have no burst limits, and the plain limit is missing: nothing is throttled",
          seen: alone,
          allowed,
          hint: "set quota:disk_read_bytes_sec",
          ...at(alone),
        },
        {
          severity: "warning",
          message: "flavors have no burst limits",
          seen: key,
          allowed,
          hint: "remove it; bursts are for volumes, by a QoS of their volume type",
          fix: remove(key),
          ...at(key),
        },
      ].toSorted((a, b) => a.message.localeCompare(b.message)),
    );
  });

  test.each([
    ["quota:disk_size_iops_sec", 1],
    ["quota:size_iops_sec", 1],
    ["quota:disk_total_iops_sec_max", 1],
    ["quota:disk_total_iops_sec_max_length", 1],
    ["quota:disk_total_iops_max", 0],
    ["quota:cpu_max", 0],
    ["disk_total_iops_sec_max", 0],
    ["quota:disk_total_iops_sec_maximum", 0],
  ])("%s: %i", (key, count) => {
    expect(findingsOfRule("FL502", specs({ [key]: "5" }))).toHaveLength(count);
  });

  test("the size of an operation has no plain key", () => {
    expect(findingsOfRule("FL502", specs({ "quota:disk_size_iops_sec": "5" }))[0]?.fix).toEqual(
      remove("quota:disk_size_iops_sec"),
    );
  });
});

describe("FL502 quota-no-effect: the rest", () => {
  test("throttles without a disk", () => {
    const extraSpecs = { "quota:disk_write_iops_sec": "5", "quota:disk_total_bytes_sec": "9999999" };
    expect(findingsOfRule("FL502", { disk: 0, extraSpecs })).toEqual([
      {
        severity: "warning",
        message: "disk throttles hold for Nova's own disks, and this flavor gives none",
        seen: "quota:disk_total_bytes_sec, quota:disk_write_iops_sec",
        hint: "throttle the volumes by a QoS of their volume type",
        ...at("quota:disk_total_bytes_sec"),
      },
    ]);
    for (const disks of [{ disk: 1 }, { disk: 0, ephemeral: 1 }, { disk: 0, swap: 1 }, { disk: undefined }])
      expect(findingsOfRule("FL502", { ...disks, extraSpecs })).toEqual([]);
    expect(findingsOfRule("FL502", { disk: 0 })).toEqual([]);
  });

  test.each(["inbound", "outbound"])("%s without an average", (way) => {
    const [peak, burst, average] = ["peak", "burst", "average"].map((what) => `quota:vif_${way}_${what}`);
    const message = (key: string): object => ({
      severity: "warning",
      message: `without an average Nova sets no ${way} limit at all`,
      seen: key,
      hint: `set ${average}, in kB/s`,
      ...at(key),
    });
    expect(findingsOfRule("FL502", specs({ [`${burst}`]: "1", [`${peak}`]: "1" }))).toEqual([message(`${peak}`)]);
    expect(findingsOfRule("FL502", specs({ [`${burst}`]: "1" }))).toEqual([message(`${burst}`)]);
    expect(findingsOfRule("FL502", specs({ [`${burst}`]: "1", [`${average}`]: "1" }))).toEqual([]);
    expect(findingsOfRule("FL502", specs({ [`${average}`]: "1" }))).toEqual([]);
  });

  test.each(["cpu", "memory", "disk_io", "vif"])("shares of %s", (what) => {
    const [share, level] = [`quota:${what}_shares_share`, `quota:${what}_shares_level`];
    const message = (seen: string): object => ({
      severity: "warning",
      message: "a number of shares counts at the level custom alone",
      seen,
      allowed: `${level}=custom`,
      ...at(share),
    });
    expect(findingsOfRule("FL502", specs({ [share]: "5" }))).toEqual([message(`no ${level}`)]);
    expect(findingsOfRule("FL502", specs({ [share]: "5", [level]: "high" }))).toEqual([message(`${level}=high`)]);
    for (const value of ["custom", new Unresolved("var.level")])
      expect(findingsOfRule("FL502", specs({ [share]: "5", [level]: value }))).toEqual([]);
    expect(findingsOfRule("FL502", specs({ [level]: "high" }))).toEqual([]);
  });

  const [bytes, period] = ["hw_rng:rate_bytes", "hw_rng:rate_period"] as const;
  test.each([
    [{ [bytes]: "5" }, bytes, `no ${period}`, `set ${period}, in milliseconds`],
    [{ [period]: "5" }, period, `no ${bytes}`, `set ${bytes}`],
    [{ [bytes]: "5", [period]: "0" }, bytes, `${period}=0`, `set ${period}, in milliseconds`],
    [{ [bytes]: "0", [period]: "5" }, bytes, `${bytes}=0`, `set ${bytes}`],
  ])("random numbers: %o", (extraSpecs, key, seen, hint) => {
    expect(findingsOfRule("FL502", { extraSpecs })).toEqual([
      {
        severity: "warning",
        message: "the random number generator is unlimited: bytes and period both count from 1",
        seen,
        hint,
        ...at(key),
      },
    ]);
  });

  test("random numbers: no generator, nothing to say", () => {
    expect(findingsOfRule("FL502", specs({ "hw_rng:allowed": "no", [bytes]: "5" }))).toEqual([
      {
        severity: "warning",
        message: "the VM gets no random number generator to limit",
        seen: "hw_rng:allowed=no",
        ...at(bytes),
      },
    ]);
    for (const extraSpecs of [
      { "hw_rng:allowed": "False" },
      { "hw_rng:allowed": "yes", [bytes]: "1", [period]: "1" },
      { [bytes]: new Unresolved("var.b"), [period]: "x" },
    ])
      expect(findingsOfRule("FL502", { extraSpecs })).toEqual([]);
  });

  test("a period without a quota", () => {
    expect(findingsOfRule("FL502", specs({ "quota:cpu_period": "100000" }))).toEqual([
      {
        severity: "warning",
        message: "a CPU period without a quota limits nothing",
        hint: "set quota:cpu_quota to the microseconds of CPU in each period",
        ...at("quota:cpu_period"),
      },
    ]);
    expect(findingsOfRule("FL502", specs({ "quota:cpu_period": "100000", "quota:cpu_quota": "5000" }))).toEqual([]);
  });
});

describe("FL507 dead-companion", () => {
  test.each([
    ["hw:cpu_realtime_mask", "hw:cpu_realtime"],
    ["hw:ephemeral_encryption_format", "hw:ephemeral_encryption"],
  ])("%s without %s", (key, needed) => {
    const message = (seen: string): object => ({
      severity: "warning",
      message: `Nova reads the key only when ${needed} is on`,
      seen,
      allowed: `${needed}=true`,
      hint: `set ${needed} to true, or remove the key`,
      fix: {
        title: `set ${needed} to true`,
        safe: false,
        edits: [{ op: "set", path: [0, "extraSpecs", needed], value: "true" }],
      },
      ...at(key),
    });
    expect(findingsOfRule("FL507", specs({ [key]: "x" }))).toEqual([message(`no ${needed}`)]);
    for (const value of ["false", "0", "tru"])
      expect(findingsOfRule("FL507", specs({ [key]: "x", [needed]: value }))).toEqual([message(`${needed}=${value}`)]);
    for (const value of ["true", " Yes", "1", new Unresolved("var.on")])
      expect(findingsOfRule("FL507", specs({ [key]: "x", [needed]: value }))).toEqual([]);
    expect(findingsOfRule("FL507", specs({ [needed]: "true" }))).toEqual([]);
  });

  test("a NUMA map that nothing asks for", () => {
    const message = (key: string): object => ({
      severity: "warning",
      message: "Nova reads the NUMA map only of a flavor with NUMA nodes, a page size, pinned CPUs or pmem",
      seen: key,
      hint: "set hw:numa_nodes, or remove the map",
      ...at(key),
    });
    expect(findingsOfRule("FL507", specs({ "x:y": "z", "hw:numa_mem.1": "5", "hw:numa_cpus.0": "0" }))).toEqual([
      message("hw:numa_mem.1"),
    ]);
    expect(findingsOfRule("FL507", specs({ "hw:numa_cpus.0": "0", "hw:cpu_policy": "shared" }))).toEqual([
      message("hw:numa_cpus.0"),
    ]);
    for (const trigger of [
      { "hw:numa_nodes": "1" },
      { "hw:mem_page_size": "large" },
      { "hw:pmem": "4GB" },
      { "hw:cpu_policy": "dedicated" },
      { "resources:PCPU": "2" },
      { "hw:cpu_policy": new Unresolved("var.policy") },
    ])
      expect(findingsOfRule("FL507", specs({ "hw:numa_cpus.0": "0", ...trigger }))).toEqual([]);
    expect(findingsOfRule("FL507", specs({ "hw:numa_nodes": "1" }))).toEqual([]);
  });

  test("queues", () => {
    const key = "hw:vif_multiqueue_enabled";
    const found = (vcpus: unknown, value: unknown): object[] =>
      findingsOfRule("FL507", { vcpus, extraSpecs: { [key]: value } });
    expect(found(1, "yes")).toEqual([
      {
        severity: "warning",
        message: "Nova makes a network queue for each vCPU, and there is one",
        seen: `${key}=yes with 1 vCPU`,
        hint: "remove it, or give more vCPUs",
        fix: remove(key),
        ...at(key),
      },
    ]);
    for (const [vcpus, value] of [
      [2, "yes"],
      [1, "no"],
      [undefined, "yes"],
      [1, new Unresolved("var.on")],
    ])
      expect(found(vcpus, value)).toEqual([]);
    expect(findingsOfRule("FL507", { vcpus: 1 })).toEqual([]);
  });
});
