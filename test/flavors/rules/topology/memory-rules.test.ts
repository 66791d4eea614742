// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { later, told } from "./told.ts";

describe("FL419 implicit-numa", () => {
  test("any, small", () => {
    expect(
      told("FL419", [{ extraSpecs: { "hw:mem_page_size": "any" } }, { extraSpecs: { "hw:mem_page_size": "small" } }]),
    ).toEqual([
      [
        "m1.test: info extra_specs.hw:mem_page_size=any",
        "page size any puts the VM on one NUMA node of the host",
        "hint: say hw:numa_nodes=1 if that is meant; otherwise remove hw:mem_page_size",
      ],
      [
        "m1.test2: info extra_specs.hw:mem_page_size=small",
        "page size small puts the VM on one NUMA node of the host",
        "hint: say hw:numa_nodes=1 if that is meant; otherwise remove hw:mem_page_size",
      ],
    ]);
  });

  test("large VMs", () => {
    expect(
      told("FL419", [
        { vcpus: 65, ram: 524288, extraSpecs: { "hw:mem_page_size": "large" } },
        { vcpus: 64, ram: 524289, extraSpecs: { "hw:cpu_policy": "dedicated" } },
        { vcpus: 65, ram: 600000, extraSpecs: { "resources:PCPU": "65" } },
        { vcpus: 65, extraSpecs: { "hw:pmem": "6GB" } },
      ]),
    ).toEqual([
      [
        "m1.test2: info extra_specs.hw:cpu_policy=dedicated",
        "hw:cpu_policy puts 524289 MiB on one NUMA node of the host, more than the usual node has",
        "allowed: 64 vCPUs, 524288 MiB (setting hostCell)",
        "hint: set hw:numa_nodes to 2 or more",
      ],
      [
        "m1.test: info extra_specs.hw:mem_page_size=large",
        "hw:mem_page_size puts 65 vCPUs on one NUMA node of the host, more than the usual node has",
        "allowed: 64 vCPUs, 524288 MiB (setting hostCell)",
        "hint: set hw:numa_nodes to 2 or more",
      ],
      [
        "m1.test4: info extra_specs.hw:pmem=6GB",
        "hw:pmem puts 65 vCPUs on one NUMA node of the host, more than the usual node has",
        "allowed: 64 vCPUs, 524288 MiB (setting hostCell)",
        "hint: set hw:numa_nodes to 2 or more",
      ],
      [
        "m1.test3: info extra_specs.resources:PCPU=65",
        "resources:PCPU puts 65 vCPUs and 600000 MiB on one NUMA node of the host, more than the usual node has",
        "allowed: 64 vCPUs, 524288 MiB (setting hostCell)",
        "hint: set hw:numa_nodes to 2 or more",
      ],
    ]);
  });

  test("said, usual, or no topology", () => {
    expect(
      told("FL419", [
        { extraSpecs: { "hw:numa_nodes": "2", "hw:mem_page_size": "any" } },
        { extraSpecs: { "hw:numa_nodes": later, "hw:mem_page_size": "any" } },
        { extraSpecs: { "hw:mem_page_size": "any", "hw:numa_cpus.0": "0-1", "hw:numa_mem.0": 4096 } },
        { extraSpecs: { "hw:numa_cpus.1": "0", "hw:mem_page_size": "any" } },
        { extraSpecs: { "hw:mem_page_size": "large" } },
        { vcpus: 64, ram: 524288, extraSpecs: { "hw:cpu_policy": "dedicated" } },
        { vcpus: 65, extraSpecs: { "hw:pmem": " , " } },
        { vcpus: 65, extraSpecs: { "hw:mem_page_size": "0" } },
        { vcpus: later, ram: later, extraSpecs: { "hw:cpu_policy": "dedicated" } },
      ]),
    ).toEqual([]);
  });
});

describe("FL420 locked-memory", () => {
  test("no page size", () => {
    expect(told("FL420", { extraSpecs: { "hw:locked_memory": "yes" } })).toEqual([
      [
        "error extra_specs.hw:locked_memory=yes",
        "hw:locked_memory without a page size: no server boots",
        "hint: add hw:mem_page_size; small keeps ordinary pages",
        'fix: set hw:mem_page_size to small: set 0/extraSpecs/hw:mem_page_size="small"',
      ],
    ]);
  });

  test("an empty page size", () => {
    expect(told("FL420", { extraSpecs: { "hw:locked_memory": "1", "hw:mem_page_size": "" } })).toEqual([
      [
        "error extra_specs.hw:locked_memory=1",
        "hw:locked_memory without a page size: no server boots",
        "hint: add hw:mem_page_size; small keeps ordinary pages",
        'fix: set hw:mem_page_size to small: set 0/extraSpecs/hw:mem_page_size="small"',
      ],
    ]);
  });

  test("with a page size, off, not known", () => {
    expect(
      told("FL420", [
        { extraSpecs: { "hw:locked_memory": "true", "hw:mem_page_size": "any" } },
        { extraSpecs: { "hw:locked_memory": "false" } },
        { extraSpecs: { "hw:locked_memory": "tru" } },
        { extraSpecs: { "hw:locked_memory": later } },
        { extraSpecs: { "hw:locked_memory": "true", "hw:mem_page_size": later } },
      ]),
    ).toEqual([]);
  });

  test("in Zed", () => {
    expect(told("FL420", { extraSpecs: { "hw:locked_memory": "true" } }, "zed")).toEqual([
      [
        "error extra_specs.hw:locked_memory=true",
        "hw:locked_memory without a page size: no server boots",
        "hint: add hw:mem_page_size; small keeps ordinary pages",
        'fix: set hw:mem_page_size to small: set 0/extraSpecs/hw:mem_page_size="small"',
      ],
    ]);
  });

  test("Nova does not read it before", () => {
    expect(told("FL420", { extraSpecs: { "hw:locked_memory": "true" } }, "yoga")).toEqual([]);
  });
});

describe("FL424 memory-encryption", () => {
  test("a model alone", () => {
    expect(told("FL424", { extraSpecs: { "hw:mem_encryption_model": "amd-sev" } })).toEqual([
      [
        "warning extra_specs.hw:mem_encryption_model=amd-sev",
        "hw:mem_encryption_model without hw:mem_encryption: memory is not encrypted",
        "hint: add hw:mem_encryption=true, unless the image asks for encryption",
        'fix: set hw:mem_encryption to true: set 0/extraSpecs/hw:mem_encryption="true"',
      ],
    ]);
  });

  test("a model with encryption off", () => {
    expect(
      told("FL424", { extraSpecs: { "hw:mem_encryption": "false", "hw:mem_encryption_model": "amd-sev" } }),
    ).toEqual([
      [
        "warning extra_specs.hw:mem_encryption_model=amd-sev",
        "hw:mem_encryption_model without hw:mem_encryption: memory is not encrypted",
        "hint: add hw:mem_encryption=true, unless the image asks for encryption",
        'fix: set hw:mem_encryption to true: set 0/extraSpecs/hw:mem_encryption="true"',
      ],
    ]);
  });

  test("what images need", () => {
    expect(
      told("FL424", [
        { extraSpecs: { "hw:mem_encryption": "true" } },
        { extraSpecs: { "hw:mem_encryption": "true", "hw:mem_encryption_model": "amd-sev-es" } },
        { extraSpecs: { "hw:mem_encryption": "true", "hw:mem_encryption_model": "amd-sev-snp" } },
        { extraSpecs: { "hw:mem_encryption": "true", "hw:mem_encryption_model": "intel-tdx" } },
        { extraSpecs: { "hw:mem_encryption": "true", "hw:mem_encryption_model": later } },
      ]),
    ).toEqual([
      [
        "m1.test: info extra_specs.hw:mem_encryption=true",
        "memory is encrypted: only images with hw_firmware_type=uefi, hw_machine_type=q35 boot",
      ],
      [
        "m1.test2: info extra_specs.hw:mem_encryption=true",
        "memory is encrypted: only images with hw_firmware_type=uefi, hw_machine_type=q35 boot",
      ],
      [
        "m1.test5: info extra_specs.hw:mem_encryption=true",
        "memory is encrypted: only images with hw_firmware_type=uefi, hw_machine_type=q35 boot",
      ],
      [
        "m1.test3: info extra_specs.hw:mem_encryption=true",
        "memory is encrypted: only images with hw_firmware_type=uefi, hw_machine_type=q35, hw_firmware_stateless=true boot",
      ],
      [
        "m1.test4: info extra_specs.hw:mem_encryption=true",
        "memory is encrypted: only images with hw_firmware_type=uefi, hw_machine_type=q35, hw_firmware_stateless=true, hw_video_model=none boot",
      ],
    ]);
  });

  test("off, not known", () => {
    expect(
      told("FL424", [
        { extraSpecs: { "hw:mem_encryption": "false" } },
        { extraSpecs: { "hw:mem_encryption": later, "hw:mem_encryption_model": "amd-sev" } },
        { extraSpecs: { "hw:mem_encryption_model": later } },
      ]),
    ).toEqual([]);
  });
});
