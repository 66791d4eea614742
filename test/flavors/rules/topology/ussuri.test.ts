// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { told } from "./told.ts";

const realtime = { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes" };
const hint = "hint: a caret in front means all CPUs but those";

describe("realtime before Victoria", () => {
  const noMask = [
    [
      "error extra_specs.hw:cpu_realtime=yes",
      "realtime without a mask",
      "hint: add hw:cpu_realtime_mask, ^0 leaves CPU 0 out",
    ],
  ];

  test("a mask is a must, whatever becomes of emulator threads", () => {
    expect(told("FL407", { extraSpecs: realtime }, "ussuri")).toEqual(noMask);
    const emulator = { ...realtime, "hw:emulator_threads_policy": "share" };
    expect(told("FL407", { extraSpecs: emulator }, "ussuri")).toEqual(noMask);
    expect(told("FL407", { extraSpecs: emulator }, "victoria")).toEqual([]);
  });

  test("all CPUs may be realtime, none may not", () => {
    const all = { ...realtime, "hw:cpu_realtime_mask": "^9" };
    expect(told("FL407", { extraSpecs: all }, "ussuri")).toEqual([]);
    expect(told("FL407", { extraSpecs: all }, "victoria")).toHaveLength(1);
    expect(told("FL407", { extraSpecs: { ...realtime, "hw:cpu_realtime_mask": "^0-1" } }, "ussuri")).toEqual([
      [
        "error extra_specs.hw:cpu_realtime_mask=^0-1",
        "the mask makes no CPU realtime",
        "allowed: some, not all, of CPU 0-1",
        hint,
      ],
    ]);
  });

  test("a CPU that is not there is left to libvirt", () => {
    const beyond = { ...realtime, "hw:cpu_realtime_mask": "^0,2" };
    const rest = ["the mask names CPU 2, which the flavor has not got", "allowed: some, not all, of CPU 0-1", hint];
    expect(told("FL407", { extraSpecs: beyond }, "ussuri")).toEqual([
      ["warning extra_specs.hw:cpu_realtime_mask=^0,2", ...rest],
    ]);
    expect(told("FL407", { extraSpecs: beyond }, "victoria")).toEqual([
      ["error extra_specs.hw:cpu_realtime_mask=^0,2", ...rest],
    ]);
  });
});

describe("a NUMA map of pinned CPUs before Victoria", () => {
  const pinned = { "hw:cpu_policy": "dedicated", "hw:numa_cpus.0": "1-0", "hw:numa_mem.0": "7" };

  test.each(["FL408", "FL415"])("is not read: %s", (id) => {
    expect(told(id, { extraSpecs: pinned }, "victoria").map(([first]) => first?.split(" ")[0])).toEqual(["error"]);
    expect(told(id, { extraSpecs: pinned }, "ussuri").map(([first]) => first?.split(" ")[0])).toEqual(
      id === "FL408" ? ["warning"] : [],
    );
  });

  test("is not missed, and not too short", () => {
    const half = { "hw:cpu_policy": "dedicated", "hw:numa_cpus.0": "0" };
    expect(told("FL413", { extraSpecs: half }, "victoria")).toHaveLength(1);
    expect(told("FL413", { extraSpecs: half }, "ussuri")).toEqual([]);
    const short = { ...half, "hw:numa_mem.0": "4096" };
    expect(told("FL414", { extraSpecs: short }, "victoria")).toHaveLength(1);
    expect(told("FL414", { extraSpecs: short }, "ussuri")).toEqual([]);
  });

  test("is read with a number of nodes or a page size", () => {
    expect(told("FL415", { extraSpecs: { ...pinned, "hw:numa_nodes": "1" } }, "ussuri")).toHaveLength(1);
    expect(told("FL415", { extraSpecs: { ...pinned, "hw:mem_page_size": "large" } }, "ussuri")).toHaveLength(1);
  });
});
