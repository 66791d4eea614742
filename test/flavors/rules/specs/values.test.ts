// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import type { LintFinding } from "../../../../lib/lint/index.ts";
import { filterOn, found, told } from "./told.ts";

describe("FL307", () => {
  test.each([
    ["hw:cpu_policy", " Dedicated\n", "is none of the words that Nova takes", "dedicated, safe"],
    ["hw:boot_menu", "enabled", "is neither true nor false", "true"],
    ["hw:boot_menu", "flase", "is neither true nor false", "false"],
    ["hw:cpu_policy", "pinned", "is none of the words that Nova takes", "dedicated"],
    ["hw:cpu_policy", "mixd", "is none of the words that Nova takes", "mixed"],
    ["trait:CUSTOM_X", "require", "is none of the words that Nova takes", "required"],
    ["hw:numa_cpus.0", " 0-1, 2 ", "is not written as Nova reads it", "0-1,2, safe"],
    ["hw:mem_page_size", "Large", "is not written as Nova reads it", "large, safe"],
    ["pci_passthrough:alias", " gpu:1 ", "is not written as Nova reads it", "gpu:1, safe"],
  ])("%s = %j", (key, value, message, meant) => {
    const [text = "", safe] = meant.split(", ");
    expect(told({ [key]: value })).toMatchObject([
      {
        code: "FL307",
        severity: "error",
        message: `value of ${key} ${message}`,
        seen: value,
        hint: `did you mean ${text}?`,
        fix: `set to ${JSON.stringify(text)}${safe === undefined ? "" : ", safe"}`,
      },
    ]);
  });

  test.each([
    ["hw:numa_nodes", "0", "is too small", "an integer from 1"],
    ["hw:redirected_usb_ports", "16", "is too large", "an integer from 0 to 15"],
    ["hw:numa_nodes", "two", "is no integer", "an integer from 1"],
    ["hw:cpu_policy", "x".repeat(1001), "is none of the words that Nova takes", "dedicated, shared, mixed"],
  ])("%s = %j has no near value", (key, value, message, allowed) => {
    expect(found({ [key]: value }).filter(({ code }) => code === "FL307")).toMatchObject([
      { message: `value of ${key} ${message}`, allowed },
    ]);
    for (const finding of found({ [key]: value })) {
      expect(finding).not.toHaveProperty("fix");
      expect(finding).not.toHaveProperty("hint");
    }
  });

  test("a value of a later release says since when", () => {
    expect(told({ "hw:cpu_policy": "mixed" }, { target: "ussuri" })).toEqual([
      {
        code: "FL307",
        severity: "error",
        message: "value of hw:cpu_policy is none of the words that Nova takes",
        seen: "mixed",
        allowed: "dedicated, shared",
        hint: "taken from victoria on",
      },
    ]);
  });

  test.each([
    ["hw:pci_numa_affinity_policy", "socket", "ussuri", "taken from wallaby on"],
    ["hw:mem_encryption_model", "amd-sev-snp", "2025.2", "taken from 2026.2 on"],
    ["hw:max_cpu_sockets", "0", "zed", undefined],
    ["hw:boot_menu", "maybe", "zed", undefined],
  ])("%s = %s on %s: %s", (key, value, target, hint) => {
    const [finding] = found({ [key]: value }, { target }).filter(({ code }) => code === "FL307");
    expect(finding?.severity).toBe("error");
    expect(finding?.hint).toBe(hint);
  });

  test("a value that is far too long is FL302's alone", () => {
    const codes = (length: number): string[] => found({ "hw:cpu_policy": "x".repeat(length) }).map(({ code }) => code);
    expect(codes(4096)).toEqual(["FL302", "FL307"]);
    expect(codes(4097)).toEqual(["FL302"]);
  });

  test("amounts of resources are another rule's", () => {
    expect(found({ "resources:VGPU": "four" })).toEqual([]);
  });
});

describe("FL308", () => {
  test("odd spellings, of which one never boots", () => {
    expect(told({ "hw:numa_nodes": " 02" })).toEqual([
      {
        code: "FL308",
        severity: "error",
        message: "hw:numa_nodes passes Nova's validator in this spelling and fails every boot",
        seen: " 02",
        allowed: "2",
        fix: 'set to "2", safe',
      },
    ]);
    expect(told({ "resources:VGPU": "+1" })).toEqual([
      {
        code: "FL308",
        severity: "warning",
        message: "value of resources:VGPU is a number in an odd spelling",
        seen: "+1",
        allowed: "1",
        fix: 'set to "1", safe',
      },
    ]);
    expect(told({ "hw:numa_nodes": "00" }).map((each) => (each as LintFinding).code)).toEqual(["FL307"]);
  });
});

describe("FL309", () => {
  test("another spelling of a boolean", () => {
    expect(told({ "hw:boot_menu": "Off" })).toEqual([
      {
        code: "FL309",
        severity: "info",
        message: "value of hw:boot_menu is a boolean in another spelling",
        seen: "Off",
        allowed: "false",
        fix: 'set to "false", safe',
      },
    ]);
    expect(told({ "hw:boot_menu": "1" })).toMatchObject([{ allowed: "true" }]);
  });
});

describe("FL310", () => {
  test.each([
    ["hw:locked_memory", "yoga", "error", "nova yoga has no hw:locked_memory: it came with zed"],
    [
      "trait:COMPUTE_REMOTE_MANAGED_PORTS",
      "xena",
      "error",
      "nova xena has no trait:COMPUTE_REMOTE_MANAGED_PORTS: it came with yoga",
    ],
    ["os:monitors", "2024.1", "error", "nova 2024.1 has no os:monitors: it was removed in 2024.1"],
    ["powervm:min_mem", "zed", "warning", "nova zed has no powervm:min_mem: it was removed in zed"],
  ])("%s on %s", (key, target, severity, message) => {
    expect(told({ [key]: "1" }, { target })).toEqual([
      { code: "FL310", severity, message, seen: key, hint: "remove it, or change the target release" },
    ]);
  });

  test("the misnamed limits have a name to take", () => {
    expect(told({ "hw:max_cpu_threads": "2" })).toEqual([
      {
        code: "FL310",
        severity: "error",
        message: "nova 2026.2 has no hw:max_cpu_threads: it was removed in 2025.2",
        seen: "hw:max_cpu_threads",
        hint: "nobody ever read it; write hw:cpu_max_threads",
        fix: "rename to hw:cpu_max_threads",
      },
    ]);
  });
});

describe("FL311", () => {
  const since = { code: "FL311", severity: "warning", message: "hide_hypervisor_id is deprecated since victoria" };
  test("hide_hypervisor_id", () => {
    const rest = { ...since, seen: "hide_hypervisor_id", allowed: "hw:hide_hypervisor_id" };
    expect(told({ hide_hypervisor_id: "true" }, { target: "victoria" })).toEqual([
      { ...rest, hint: "write hw:hide_hypervisor_id", fix: "rename to hw:hide_hypervisor_id, safe" },
    ]);
    expect(told({ hide_hypervisor_id: "true" }, { target: "ussuri" })).toEqual([]);
    expect(told({ hide_hypervisor_id: "true", "hw:hide_hypervisor_id": "true" })).toEqual([
      { ...rest, hint: "remove it: hw:hide_hypervisor_id is there" },
    ]);
  });

  test.each([
    ["2024.1", "write hw:cpu_max_cores, which this release takes below microversion 2.86 only"],
    ["2025.1", "write hw:cpu_max_cores, which the validators know since 31.2.0; they refuse the old name since then"],
  ])("hw:max_cpu_cores on %s", (target, hint) => {
    expect(told({ "hw:max_cpu_cores": "4" }, { target })).toEqual([
      {
        code: "FL311",
        severity: "warning",
        message: "Nova takes hw:max_cpu_cores and reads it nowhere",
        seen: "hw:max_cpu_cores",
        allowed: "hw:cpu_max_cores",
        hint,
        fix: "rename to hw:cpu_max_cores",
      },
    ]);
  });
});

describe("FL312", () => {
  const hint = "create the flavor with a microversion below 2.86";
  test.each([
    [{ "hw:maxphysaddr_mode": "emulate" }, "2026.2", "nova reads hw:maxphysaddr_mode", hint],
    [{ "capabilities:boot_option": "local" }, "ussuri", "ironic reads capabilities:boot_option", hint],
    [{ "hw:cpu_max_cores": "4" }, "2024.1", "nova reads hw:cpu_max_cores", hint],
    [{ "os:secure_boot": "optional" }, "2026.2", "Nova reads optional for os:secure_boot", hint],
  ])("%j on %s", (specs, target, message, next) => {
    expect(found(specs, { target })).toMatchObject([
      {
        code: "FL312",
        severity: "info",
        message: `${message}, but the validators of microversion 2.86 refuse it`,
        hint: next,
      },
    ]);
  });

  test("a backport is said", () => {
    expect(told({ "hw:cpu_max_cores": "4" }, { target: "2024.2" })).toEqual([
      {
        code: "FL312",
        severity: "info",
        message: "the validators know hw:cpu_max_cores since nova 30.3.0, a point release",
        seen: "hw:cpu_max_cores",
        hint: "before it, create the flavor with a microversion below 2.86",
      },
    ]);
  });
});

describe("FL313", () => {
  test("an error, a warning when the filter is off or words are not read", () => {
    const specs = { "aggregate_instance_extra_specs:pool": ">=5" };
    expect(told(specs)).toEqual([
      {
        code: "FL313",
        severity: "error",
        message:
          "value of aggregate_instance_extra_specs:pool begins with >= and no blank after it: the text is compared as it is",
        seen: ">=5",
        allowed: ">= 5",
        hint: "write >= 5",
        fix: 'set to ">= 5"',
      },
    ]);
    expect(told(specs, filterOn)).toMatchObject([{ severity: "error" }]);
    expect(told(specs, { settings: { schedulerFilters: ["ComputeFilter"] } })).toMatchObject([{ severity: "warning" }]);
    expect(told({ "capabilities:vcpus": ">=5" }, filterOn)).toMatchObject([{ severity: "warning" }]);
    expect(told({ "capabilities:vcpus": ">= 5 6" })).toMatchObject([{ code: "FL313", severity: "warning" }]);
  });

  test("values of keys without a namespace are compared by the filter only", () => {
    expect(found({ pool: "<or>" }).map(({ code }) => code)).toEqual(["FL305"]);
    expect(found({ pool: "<or>" }, filterOn).map(({ code }) => code)).toEqual(["FL305", "FL313"]);
    expect(found({ "acme:pool": "<or>" }, filterOn).map(({ code }) => code)).toEqual(["FL314"]);
  });
});

describe("FL314", () => {
  test("once for a namespace", () => {
    expect(told({ "acme:a": "1", "acme:b": "2", "scs:name-v1": "x", "powervm:uncapped": "true" })).toMatchObject([
      { code: "FL310" },
      {
        code: "FL314",
        severity: "info",
        message: "Nova does not know the namespace acme and reads nothing in it",
        seen: "acme:a",
        hint: "if another tool reads it, put acme into allowNamespaces",
      },
    ]);
    expect(told({ "acme:a": "1" }, { settings: { allowNamespaces: ["acme"] } })).toEqual([]);
  });
});
