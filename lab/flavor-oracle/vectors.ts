// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";

/** A flavor to ask Nova about. */
export interface Definition {
  readonly vcpus: number;
  /** MiB */
  readonly ram: number;
  /** GiB */
  readonly disk: number;
  readonly specs: Readonly<Record<string, string>>;
}

type Specs = Readonly<Record<string, string | undefined>>;

/** All combinations of the columns' values; undefined leaves the key out. */
function grid(columns: Readonly<Record<string, readonly (string | undefined)[]>>): Specs[] {
  return Object.entries(columns).reduce<Specs[]>(
    (rows, [key, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [key]: value }))),
    [{}],
  );
}

function definition(vcpus: number, ram: number, specs: Specs): Definition {
  const given = Object.entries(specs).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { vcpus, ram, disk: 20, specs: Object.fromEntries(given) };
}

const policies = [undefined, "dedicated", "shared", "mixed"];

/** Systematic: what depends on each other, crossed. */
export function systematic(): Definition[] {
  const pinning = grid({
    "hw:cpu_policy": policies,
    "hw:cpu_thread_policy": [undefined, "prefer", "isolate", "require"],
    "hw:emulator_threads_policy": [undefined, "share", "isolate"],
    "trait:HW_CPU_HYPERTHREADING": [undefined, "required", "forbidden"],
    "hw:cpu_dedicated_mask": [undefined, "^0"],
  });
  const resources = grid({
    "hw:cpu_policy": [undefined, "dedicated", "shared"],
    "resources:VCPU": [undefined, "0", "4"],
    "resources:PCPU": [undefined, "0", "3", "4", "5"],
    "resources1:PCPU": [undefined, "1"],
    "hw:emulator_threads_policy": [undefined, "isolate"],
    "trait2:HW_CPU_HYPERTHREADING": [undefined, "required"],
  });
  const masks = ["0", "^0", "0-3", "0-1", "1-4", "4", "^0-3", "^0-2", "0-2,^1", "^0,^1", "3-1", "0-1-3", "0,^0", "^9"];
  const dedicated = grid({ "hw:cpu_policy": policies, "hw:cpu_dedicated_mask": masks });
  const realtime = grid({
    "hw:cpu_policy": policies,
    "hw:cpu_realtime": ["yes", "no", undefined],
    "hw:cpu_realtime_mask": [undefined, ...masks],
    "hw:emulator_threads_policy": [undefined, "share"],
  });
  const both = grid({
    "hw:cpu_policy": ["mixed"],
    "hw:cpu_realtime": ["true", undefined],
    "hw:cpu_realtime_mask": ["^0", undefined],
    "hw:cpu_dedicated_mask": ["^0", undefined],
    "hw:emulator_threads_policy": [undefined, "isolate"],
  });
  const oneCpu = grid({
    "hw:cpu_policy": policies,
    "hw:cpu_dedicated_mask": [undefined, "0", "^0"],
    "hw:cpu_realtime": ["yes", undefined],
    "hw:cpu_realtime_mask": [undefined, "0"],
  });
  return [
    ...[...pinning, ...resources, ...dedicated, ...realtime, ...both].map((specs) => definition(4, 4096, specs)),
    ...oneCpu.map((specs) => definition(1, 2048, specs)),
    ...numa(),
    ...pages(),
    ...topologies(),
    ...devices(),
  ];
}

function numa(): Definition[] {
  const splits = [1, 2, 3, 4, 6, 8, 12].flatMap((vcpus) =>
    [1024, 3072, 4097, 6144, 8192].flatMap((ram) =>
      ["1", "2", "3", "4", "8", "02", "+2", "0"].map((nodes) => definition(vcpus, ram, { "hw:numa_nodes": nodes })),
    ),
  );
  const maps: readonly (readonly (string | undefined)[])[] = [
    // cpus.0, cpus.1, cpus.2, mem.0, mem.1, mem.2
    ["0-1", "2-3", undefined, "2048", "2048", undefined],
    ["0", "1-3", undefined, "1024", "3072", undefined],
    ["0-1", "2-3", undefined, "2048", "1024", undefined],
    ["0-1", "1-3", undefined, "2048", "2048", undefined],
    ["0-1", "3", undefined, "2048", "2048", undefined],
    ["0-1", "2-4", undefined, "2048", "2048", undefined],
    ["0-1", "2-3", undefined, undefined, undefined, undefined],
    [undefined, undefined, undefined, "2048", "2048", undefined],
    ["0-1", "2-3", undefined, "2048", undefined, "2048"],
    [undefined, "0-1", "2-3", undefined, "2048", "2048"],
    ["0-3", undefined, undefined, "4096", undefined, undefined],
    ["0-3", undefined, undefined, "4", undefined, undefined],
    ["0-1", undefined, "2-3", "2048", undefined, "2048"],
    ["3-0", undefined, undefined, "4096", undefined, undefined],
    ["0-1", "2", "3", "2048", "1024", "1024"],
    ["0-3", "0-3,^0,^1,^2,^3", undefined, "4095", "1", undefined],
    ["0-3,^3", "3", undefined, "3072", "1024", undefined],
  ];
  const mapped = maps.flatMap(([cpus0, cpus1, cpus2, mem0, mem1, mem2]) =>
    grid({
      "hw:numa_nodes": [undefined, "1", "2", "3"],
      "hw:cpu_policy": [undefined, "dedicated", "shared"],
      "hw:mem_page_size": [undefined, "1GB", "0"],
    }).map((specs) =>
      definition(4, 4096, {
        ...specs,
        "hw:numa_cpus.0": cpus0,
        "hw:numa_cpus.1": cpus1,
        "hw:numa_cpus.2": cpus2,
        "hw:numa_mem.0": mem0,
        "hw:numa_mem.1": mem1,
        "hw:numa_mem.2": mem2,
      }),
    ),
  );
  return [...splits, ...mapped];
}

function pages(): Definition[] {
  const sizes = [
    ..."small large any 0 1 2 4 3 2048 1024 1048576 2MB 2MiB 2M 2Mi 1GB 1GiB 1G 1g 2kB 2kiB 2KB 4KiB 4K 2Mb 2Mbit".split(
      " ",
    ),
    ..."2MBit 1b 8b 1B 16GB 1TB 1.5GB LARGE 2048KiB 2048KB 512MiB 1Gib 16777216 2m 64k 00004 1000000".split(" "),
  ];
  return sizes.flatMap((size) =>
    [1536, 2048, 4097].flatMap((ram) =>
      grid({
        "hw:mem_page_size": [size],
        "hw:numa_nodes": [undefined, "2"],
        "hw:locked_memory": [undefined, "true"],
      }).map((specs) => definition(2, ram, specs)),
    ),
  );
}

function topologies(): Definition[] {
  const numbers = [undefined, "1", "2", "3", "8"];
  const limits = grid({
    "hw:cpu_max_sockets": numbers,
    "hw:cpu_max_cores": numbers,
    "hw:cpu_max_threads": [undefined, "1", "2"],
  });
  const wishes = grid({ "hw:cpu_sockets": numbers, "hw:cpu_cores": numbers, "hw:cpu_threads": [undefined, "1", "2"] });
  return [1, 4, 5, 8, 12].flatMap((vcpus) => [
    ...limits.map((specs) => definition(vcpus, 4096, specs)),
    ...wishes.map((specs) => definition(vcpus, 4096, specs)),
    ...["0", "-1", "four", "1_0", " 2 "].map((cores) =>
      definition(vcpus, 4096, { "hw:cpu_max_cores": cores, "hw:cpu_max_sockets": "1", "hw:cpu_max_threads": "1" }),
    ),
  ]);
}

function devices(): Definition[] {
  const rows: Specs[] = [
    {},
    ...grid({
      "hw:tpm_version": [undefined, "1.2", "2.0", "2", "3.0"],
      "hw:tpm_model": [undefined, "tpm-tis", "tpm-crb", "crb"],
      "hw:tpm_secret_security": [undefined, "host"],
    }),
    ...grid({
      "hw:mem_encryption": [undefined, "true", "false", "yes please"],
      "hw:mem_encryption_model": [undefined, "amd-sev", "amd-sev-es", "amd-sev-snp", "intel-tdx", "sev"],
      "hw:locked_memory": [undefined, "true", "false"],
    }),
    ...grid({ "os:secure_boot": [undefined, "required", "disabled", "optional", "true"], "hw:pmu": [undefined, "on"] }),
    ...grid({
      "pci_passthrough:alias": "gpu:1|gpu:1,nic:2|gpu:0|gpu|gpu:|gpu:x|a,b:1|gpu:1,,nic:1|gpu:1, nic:1|:1".split("|"),
      "hw:pci_numa_affinity_policy": [undefined, "required", "preferred", "socket", "Required"],
    }),
    ...grid({
      "hw:pmem": ["6GB", "6GB,6GB", ",", "a b"],
      "hw:numa_nodes": [undefined, "2"],
      "hw:cpu_policy": policies,
    }),
    ...["0", "4", "x", "-1"].map((count) => ({ "hw:serial_port_count": count })),
    ...["virtio", "ich9", "sb17"].map((model) => ({ "hw:sound_model": model })),
    ...["qemu-xhci", "uhci"].map((model) => ({ "hw:usb_model": model })),
    ...["0", "15", "16", "-1", "x"].map((count) => ({ "hw:redirected_usb_ports": count })),
    ...["passthrough", "emulate", "both"].map((mode) => ({ "hw:maxphysaddr_mode": mode })),
    ...grid({
      "hw:ephemeral_encryption": ["true", "false"],
      "hw:ephemeral_encryption_format": [undefined, "luks", "lux"],
    }),
    ...grid({ "hw:virtio_packed_ring": ["true", "0"], "hw:vif_multiqueue_enabled": ["true", "maybe"] }),
    ...["Dedicated", "pinned", " dedicated", ""].map((policy) => ({ "hw:cpu_policy": policy })),
    ...["Prefer", "isolated"].map((policy) => ({ "hw:cpu_thread_policy": policy, "hw:cpu_policy": "dedicated" })),
    { "hw:emulator_threads_policy": "shared" },
    { "hw:watchdog_action": "reset", "hw_rng:allowed": "True", "hw_video:ram_max_mb": "64", "hw:boot_menu": "true" },
    { "accel:device_profile": "fpga", "hw:hide_hypervisor_id": "true" },
    { "aggregate_instance_extra_specs:ceph": "true", "quota:disk_total_bytes_sec": "200000000" },
    { "quota:disk_read_iops_sec": "5000", "quota:disk_write_iops_sec": "500", "quota:cpu_shares": "2048" },
    { "resources:VGPU": "1", "trait:CUSTOM_GPU": "required", "trait:HW_CPU_X86_AVX2": "required" },
    { "scs:name-v2": "SCS-4V-16", "scs:cpu-type": "shared-core" },
  ];
  return rows.map((specs) => definition(4, 4096, specs));
}

/** Keys with values as operators write them: right, nearly right and wrong. */
const values: Readonly<Record<string, readonly string[]>> = {
  "hw:cpu_policy": ["dedicated", "dedicated", "shared", "mixed"],
  "hw:cpu_thread_policy": ["prefer", "isolate", "require"],
  "hw:emulator_threads_policy": ["share", "isolate"],
  "hw:cpu_dedicated_mask": ["0", "^0", "0-1", "^0-1", "2-3", "1-8", "7-4"],
  "hw:cpu_realtime": ["yes", "true", "no", "0"],
  "hw:cpu_realtime_mask": ["^0", "^0-1", "0-3", "1", "^0,^1", "4-7"],
  "hw:numa_nodes": ["1", "2", "3", "4", "8"],
  "hw:numa_cpus.0": ["0-1", "0-3", "0", "0,2"],
  "hw:numa_cpus.1": ["2-3", "4-7", "1", "1,3"],
  "hw:numa_mem.0": ["1024", "2048", "4096"],
  "hw:numa_mem.1": ["1024", "2048", "4096"],
  "hw:mem_page_size": ["small", "large", "any", "2MB", "2M", "1GB", "1048576", "2048", "2kB", "4KiB", "0"],
  "hw:locked_memory": ["true", "false"],
  "hw:pmem": ["6GB", "small,large"],
  "hw:cpu_sockets": ["1", "2", "4"],
  "hw:cpu_cores": ["1", "2", "4", "8"],
  "hw:cpu_threads": ["1", "2"],
  "hw:cpu_max_sockets": ["1", "2", "4"],
  "hw:cpu_max_cores": ["1", "2", "4", "8"],
  "hw:cpu_max_threads": ["1", "2"],
  "resources:PCPU": ["0", "1", "2", "4", "8", "5"],
  "resources:VCPU": ["0", "2", "4"],
  "trait:HW_CPU_HYPERTHREADING": ["required", "forbidden"],
  "hw:tpm_version": ["1.2", "2.0"],
  "hw:tpm_model": ["tpm-tis", "tpm-crb"],
  "hw:mem_encryption": ["true", "false"],
  "pci_passthrough:alias": ["gpu:1", "gpu:2,nic:1", "gpu"],
  "hw:pci_numa_affinity_policy": ["required", "legacy", "socket"],
  "hw:vif_multiqueue_enabled": ["true"],
  "hw:watchdog_action": ["pause", "reset"],
  "aggregate_instance_extra_specs:pinned": ["true"],
};

const oneSpec = fc
  .constantFrom(...Object.keys(values))
  .chain((key) => fc.constantFrom(...(values[key] ?? [])).map((value): [string, string] => [key, value]));

/** A list of CPUs out of few characters: mostly what the validator's pattern takes, seldom what makes sense. */
const cpuList = fc
  .array(fc.tuple(fc.constantFrom("", "", "^"), fc.nat(9), fc.option(fc.nat(9), { nil: undefined })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((items) =>
    items.map(([caret, first, last]) => `${caret}${first}${last === undefined ? "" : `-${last}`}`).join(","),
  );

const masked = fc
  .record({
    policy: fc.constantFrom("mixed", "dedicated"),
    key: fc.constantFrom("hw:cpu_dedicated_mask", "hw:cpu_realtime_mask"),
    list: cpuList,
  })
  .map(({ policy, key, list }): [string, string][] => [
    ["hw:cpu_policy", policy],
    [key, list],
    ...(key === "hw:cpu_realtime_mask" ? ([["hw:cpu_realtime", "yes"]] as [string, string][]) : []),
  ]);

const mapped = fc.tuple(cpuList, cpuList).map(([first, second]): [string, string][] => [
  ["hw:numa_nodes", "2"],
  ["hw:numa_cpus.0", first],
  ["hw:numa_cpus.1", second],
  ["hw:numa_mem.0", "2048"],
  ["hw:numa_mem.1", "2048"],
]);

/** Random: a shape and what an operator might have put together. */
export const anyDefinition: fc.Arbitrary<Definition> = fc
  .record({
    vcpus: fc.constantFrom(1, 2, 3, 4, 6, 8, 16),
    ram: fc.constantFrom(1024, 2048, 3072, 4096, 6000, 8192, 16_384),
    specs: fc.oneof(
      { weight: 6, arbitrary: fc.array(oneSpec, { minLength: 1, maxLength: 6 }) },
      { weight: 2, arbitrary: masked },
      { weight: 1, arbitrary: mapped },
    ),
  })
  .map(({ vcpus, ram, specs }) => definition(vcpus, ram, Object.fromEntries(specs)));

/** Always the same ones. */
export function random(count: number, seed: number): Definition[] {
  return fc.sample(anyDefinition, { numRuns: count, seed });
}

/** Without repetitions. */
export function unique(definitions: readonly Definition[]): Definition[] {
  const seen = new Map(definitions.map((each) => [JSON.stringify(each), each]));
  return [...seen.values()];
}
