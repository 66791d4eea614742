// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Unresolved } from "../../../../lib/flavors/index.ts";
import { findingsOfRule, specs } from "../one-rule.ts";

const at = (key: string): object => ({ path: `0.extraSpecs.${key}`, field: `extra_specs.${key}` });
describe("FL501 iotune-conflict", () => {
  const conflict = {
    "quota:disk_read_iops_sec": "4",
    "quota:disk_write_iops_sec": "5",
    "quota:disk_total_iops_sec": "9",
  };
  const rest = { severity: "error", allowed: "the total alone, or reads and writes" };

  test("for each unit", () => {
    expect(
      findingsOfRule("FL501", specs({ ...conflict, "quota:disk_total_bytes_sec": 1, "quota:disk_write_bytes_sec": 1 })),
    ).toEqual([
      {
        ...rest,
        message: "the throttle for all bytes excludes those for reads and writes",
        seen: "quota:disk_total_bytes_sec=1, quota:disk_write_bytes_sec=1",
        hint: "remove quota:disk_total_bytes_sec or the other",
        ...at("quota:disk_total_bytes_sec"),
      },
      {
        ...rest,
        message: "the throttle for all iops excludes those for reads and writes",
        seen: "quota:disk_total_iops_sec=9, quota:disk_read_iops_sec=4, quota:disk_write_iops_sec=5",
        hint: "remove quota:disk_total_iops_sec or the others",
        ...at("quota:disk_total_iops_sec"),
      },
    ]);
  });

  test.each([
    [{ disk: 0 }, "warning"],
    [{ disk: 0, ephemeral: 1 }, "error"],
    [{ disk: 0, swap: 1 }, "error"],
    [{ disk: undefined }, "error"],
  ])("%o: %s", (flavor, severity) => {
    expect(findingsOfRule("FL501", { ...flavor, extraSpecs: conflict }).map((found) => found.severity)).toEqual([
      severity,
    ]);
  });

  test.each([
    { "quota:disk_total_iops_sec": "9", "quota:disk_read_bytes_sec": "1" },
    { "quota:disk_total_iops_sec": "0", "quota:disk_read_iops_sec": "1", "quota:disk_write_iops_sec": "1" },
    { "quota:disk_total_iops_sec": "9", "quota:disk_read_iops_sec": "0" },
    { "quota:disk_total_iops_sec": "9", "quota:disk_read_iops_sec": "-1" },
    { "quota:disk_total_iops_sec": "many", "quota:disk_read_iops_sec": "1", "quota:disk_write_iops_sec": "1" },
    { "quota:disk_total_iops_sec": new Unresolved("var.n"), "quota:disk_read_iops_sec": "1" },
    { "quota:disk_read_iops_sec": "1", "quota:disk_write_iops_sec": "1" },
  ])("silent: %o", (extraSpecs) => {
    expect(findingsOfRule("FL501", { extraSpecs })).toEqual([]);
  });
});

describe("FL503 quota-zero", () => {
  test("each of the six keys, however 0 is spelled", () => {
    const keys = ["total", "read", "write"].flatMap((way) =>
      ["bytes", "iops"].map((unit) => `quota:disk_${way}_${unit}_sec`),
    );
    expect(keys.flatMap((key) => findingsOfRule("FL503", specs({ [key]: " 00 " })))).toEqual(
      keys.map((key) => ({
        severity: "warning",
        message: "0 means unlimited",
        seen: " 00 ",
        allowed: "1 or more",
        hint: "set the limit, or remove the key if there is to be none",
        ...at(key),
      })),
    );
  });

  test.each(["1", "-1", "zero", "", new Unresolved("var.n")])("silent: %o", (value) => {
    expect(findingsOfRule("FL503", specs({ "quota:disk_read_iops_sec": value, "quota:cpu_quota": "0" }))).toEqual([]);
  });
});

describe("FL504 quota-range", () => {
  const found = (extraSpecs: Record<string, unknown>): unknown[] =>
    findingsOfRule("FL504", { extraSpecs }).map(({ severity, message, seen, allowed, hint, path }) => ({
      severity,
      message,
      seen,
      allowed,
      hint,
      path,
    }));
  const period = (value: string): unknown[] => found({ "quota:cpu_period": value, "quota:cpu_quota": "-1" });
  const quota = (value: unknown): unknown[] => found({ "quota:cpu_period": "100000", "quota:cpu_quota": value });
  const shares = (value: string): unknown[] => found({ "quota:cpu_shares": value });

  test("period", () => {
    const message = {
      severity: "error",
      message: "libvirt takes no such CPU period",
      allowed: "1000 to 1000000 µs, or 0 for the host's",
      hint: undefined,
      path: "0.extraSpecs.quota:cpu_period",
    };
    for (const value of ["-1", "1", "999", "1000001"]) expect(period(value)).toEqual([{ ...message, seen: value }]);
    for (const value of ["0", "1000", "1000000", "x"]) expect(period(value)).toEqual([]);
  });

  test("quota", () => {
    const message = {
      severity: "error",
      message: "libvirt takes no such CPU quota",
      allowed: "1000 to 18446744073709551 µs, negative for no limit, or 0 for the host's",
      hint: undefined,
      path: "0.extraSpecs.quota:cpu_quota",
    };
    for (const value of ["1", "999", "18446744073709555"]) expect(quota(value)).toEqual([{ ...message, seen: value }]);
    for (const value of ["0", "-1", "-5000", "1000", "18446744073709551", "x"]) expect(quota(value)).toEqual([]);
  });

  test("a quota without a period", () => {
    expect(found({ "quota:cpu_quota": "50000" })).toEqual([
      {
        severity: "warning",
        message: "a CPU quota without a period depends on the host's period",
        seen: undefined,
        allowed: undefined,
        hint: "set quota:cpu_period; it is mostly 100000 µs",
        path: "0.extraSpecs.quota:cpu_quota",
      },
    ]);
    expect(["0", "-1", "x"].flatMap((value) => found({ "quota:cpu_quota": value }))).toEqual([]);
    expect(found({ "quota:cpu_quota": "50000", "quota:cpu_period": new Unresolved("var.p") })).toEqual([]);
  });

  test("shares", () => {
    const message = { allowed: "2 to 10000", hint: undefined, path: "0.extraSpecs.quota:cpu_shares" };
    for (const value of ["1", "262145"])
      expect(shares(value)).toEqual([
        { ...message, severity: "error", message: "libvirt takes no such CPU shares", seen: value },
      ]);
    for (const value of ["10001", "262144"])
      expect(shares(value)).toEqual([
        { ...message, severity: "warning", message: "hosts with cgroups v2 take no such CPU shares", seen: value },
      ]);
    for (const value of ["0", "-1", "2", "10000", "x"]) expect(shares(value)).toEqual([]);
  });
});

describe("FL505 quota-unit", () => {
  const found = (key: string, value: unknown): object[] => findingsOfRule("FL505", specs({ [key]: value }));

  test("bytes of a disk", () => {
    expect(found("quota:disk_total_bytes_sec", "200")).toEqual([
      {
        severity: "warning",
        message: "the unit is bytes per second: this is less than 1 MiB/s",
        seen: "200",
        allowed: "1048576 or more",
        hint: "write 209715200 if MiB/s were meant",
        ...at("quota:disk_total_bytes_sec"),
      },
    ]);
    expect(found("quota:disk_read_bytes_sec", "1")).toHaveLength(1);
    expect(found("quota:disk_write_bytes_sec", "1048575")).toHaveLength(1);
    for (const value of ["0", "-1", "1048576", "x", new Unresolved("var.n")])
      expect(found("quota:disk_write_bytes_sec", value)).toEqual([]);
  });

  test("operations of a disk", () => {
    expect(found("quota:disk_read_iops_sec", "1000001")).toEqual([
      {
        severity: "warning",
        message: "the unit is operations per second: no disk does so many",
        seen: "1000001",
        allowed: "at most 1000000",
        ...at("quota:disk_read_iops_sec"),
      },
    ]);
    for (const value of ["1", "1000000"]) expect(found("quota:disk_read_iops_sec", value)).toEqual([]);
  });

  test("network", () => {
    expect(found("quota:vif_inbound_average", "125000000")).toEqual([
      {
        severity: "warning",
        message: "the unit is kB per second: this is more than 100 Gbit/s",
        seen: "125000000",
        allowed: "at most 12500000",
        hint: "write 125000 if bytes per second were meant",
        ...at("quota:vif_inbound_average"),
      },
    ]);
    for (const key of ["inbound_peak", "outbound_average", "outbound_peak"])
      expect(
        [found(`quota:vif_${key}`, "12500001"), found(`quota:vif_${key}`, "12500000")].map(({ length }) => length),
      ).toEqual([1, 0]);
    // A burst is an amount, not a rate.
    expect(found("quota:vif_inbound_burst", "99999999")).toEqual([]);
  });
});

describe("FL506 driver-mix", () => {
  test("both lists", () => {
    const extraSpecs = {
      "hw:cpu_policy": "dedicated",
      "quota:vif_limit": "1",
      "x:y": "z",
      "vmware:hw_version": "vmx-19",
      "quota:cpu_shares": "5",
    };
    expect(findingsOfRule("FL506", { extraSpecs })).toEqual([
      {
        severity: "warning",
        message: "keys of VMware and of libvirt stand in one flavor, and each host ignores one half",
        seen: "quota:vif_limit, vmware:hw_version beside hw:cpu_policy, quota:cpu_shares",
        hint: "make a flavor for each kind of host, each with an aggregate",
        ...at("quota:vif_limit"),
      },
    ]);
  });

  const both = (vmware: string, libvirt: string): number =>
    findingsOfRule("FL506", specs({ [vmware]: "1", [libvirt]: "1" })).length;

  test("every key of VMware", () => {
    for (const what of ["cpu", "memory", "disk_io", "vif"])
      for (const kind of ["limit", "reservation", "shares_level", "shares_share"])
        expect(both(`quota:${what}_${kind}`, "hw:cpu_policy")).toBe(1);
    expect(both("vmware:storage_policy", "hw:cpu_policy")).toBe(1);
    expect(both("quota:cpu_limits", "hw:cpu_policy")).toBe(0);
  });

  test("keys of libvirt, and keys of both", () => {
    const libvirt = [
      ...["shares", "period", "quota"].map((what) => `quota:cpu_${what}`),
      ...["inbound_average", "inbound_peak", "inbound_burst", "outbound_average"].map((what) => `quota:vif_${what}`),
      ...["total_bytes", "read_iops", "write_bytes"].map((what) => `quota:disk_${what}_sec`),
      ...["cpu_policy", "cpu_thread_policy", "cpu_dedicated_mask", "cpu_realtime", "cpu_realtime_mask"].map(
        (key) => `hw:${key}`,
      ),
      ...["emulator_threads_policy", "mem_page_size", "numa_nodes", "locked_memory", "mem_encryption"].map(
        (key) => `hw:${key}`,
      ),
      ...["pmem", "pmu", "tpm_model", "tpm_version", "vif_multiqueue_enabled", "viommu_model"].map(
        (key) => `hw:${key}`,
      ),
      "hw:watchdog_action",
      "hw_rng:allowed",
      "hw_rng:rate_bytes",
      "hw_rng:rate_period",
    ];
    expect(libvirt.filter((key) => both("vmware:hw_version", key) !== 1)).toEqual([]);
    const shared = ["hw:cpu_cores", "hw:cpu_sockets", "hw_video:ram_max_mb", "trait:CUSTOM_X", "os:secure_boot"];
    expect(shared.filter((key) => both("vmware:hw_version", key) !== 0)).toEqual([]);
  });
});
