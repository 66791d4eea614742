// SPDX-License-Identifier: Apache-2.0
// node lab/flavor-oracle/record-requests.ts RELEASE=PYTHON...: writes what each Nova asks placement, the fixture of the unit tests.
// 26=/usr/bin/python3 34=~/nova/bin/python after `python3 -m venv ~/nova && ~/nova/bin/pip install nova`.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

interface Asked {
  readonly vcpus: number;
  readonly ram: number;
  readonly disk: number;
  readonly ephemeral: number;
  readonly swap: number;
  readonly specs: Readonly<Record<string, string>>;
}

const base: Asked = { vcpus: 4, ram: 4096, disk: 20, ephemeral: 0, swap: 0, specs: {} };

/** Keys with the values that are tried for them. */
const words: readonly (readonly [key: string, values: readonly string[]])[] = [
  ["hw:cpu_policy", ["dedicated", "shared", "mixed"]],
  ["hw:cpu_dedicated_mask", ["0-1", "^0", "3,0"]],
  ["hw:cpu_realtime", ["yes", "no"]],
  ["hw:cpu_realtime_mask", ["^0-1", "2-3"]],
  ["hw:emulator_threads_policy", ["isolate", "share"]],
  ["hw:cpu_thread_policy", ["isolate", "require", "prefer"]],
  ["hw:mem_encryption", ["true", "no"]],
  ["hw:mem_encryption_model", ["amd-sev", "amd-sev-es"]],
  ["hw:pmem", ["6GB", "6GB,16 GB, 6GB,,", ""]],
  ["hw:tpm_version", ["1.2", "2.0", "3"]],
  ["hw:tpm_model", ["tpm-crb", "tpm-tis"]],
  ["hw:tpm_secret_security", ["host", "deployment"]],
  ["hw:pci_numa_affinity_policy", ["socket", "preferred"]],
  ["os:secure_boot", ["required", "disabled", "optional"]],
  ["hw:maxphysaddr_mode", ["passthrough", "emulate"]],
  ["hw:ephemeral_encryption", ["true", "false", "maybe"]],
  ["hw:ephemeral_encryption_format", ["luks", "plain"]],
  ["hw:virtio_packed_ring", ["true", "false"]],
  ["hw:sound_model", ["virtio", "ich9"]],
  ["accel:device_profile", ["fpga", ""]],
  ["resources:VCPU", ["0", "2", "-1", "four", " 3 "]],
  ["resources:PCPU", ["4", "0"]],
  ["resources:MEMORY_MB", ["0", "1_024"]],
  ["resources:DISK_GB", ["0", "7"]],
  ["resources:CUSTOM_BAREMETAL", ["1", "1.5"]],
  ["resources:CUSTOM_lower", ["1"]],
  ["resources:NET_EGRESS_BYTES_SEC", ["1"]],
  ["resources1:VGPU", ["1", "0"]],
  ["resources_B:VGPU", ["2"]],
  ["resources_B:MEMORY_MB", ["512"]],
  ["resources2:NET_PACKET_RATE_KILOPACKET_PER_SEC", ["5"]],
  ["trait:HW_CPU_X86_AVX2", ["required", "forbidden", "Required"]],
  ["trait:CUSTOM_GOLD", ["required", "forbidden"]],
  ["trait1:CUSTOM_BLUE", ["required"]],
  ["traits:CUSTOM_RED", ["required"]],
  ["group_policy", ["isolate", "none", "any"]],
  ["aggregate_instance_extra_specs:ceph", ["true"]],
];

/** The same numbers at every run: mulberry32. */
function randomizer(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function* questions(): Iterable<Asked> {
  yield base;
  for (const size of [
    { disk: 0 },
    { ephemeral: 5 },
    { swap: 1 },
    { swap: 1024 },
    { disk: 0, swap: 1025, ephemeral: 3 },
  ])
    yield { ...base, ...size };
  for (const [key, values] of words) for (const value of values) yield { ...base, specs: { [key]: value } };
  const below = randomizer(708);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  for (let made = 0; made < 2000; made++) {
    const specs = Object.fromEntries(
      Array.from({ length: 2 + below(5) }, () => {
        const [key, values] = pick(words);
        return [key, pick(values)];
      }),
    );
    yield { ...base, vcpus: pick([1, 2, 4, 6]), disk: pick([0, 20]), swap: pick([0, 0, 100, 2048]), specs };
  }
}

const all = [...questions()];
const novas = process.argv.slice(2).map((each) => each.split("=") as [release: string, python: string]);
const answers = novas.map(([, python]) =>
  execFileSync(python, [join(import.meta.dirname, "placement-requests.py")], {
    input: all.map((each) => `${JSON.stringify(each)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["pipe", "pipe", "ignore"],
  })
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as string | null),
);
// What every Nova refuses says nothing.
const rows = all.flatMap(({ vcpus, ram, disk, ephemeral, swap, specs }, index) => {
  const queries = answers.map((each) => each[index] ?? null);
  return queries.every((query) => query === null) ? [] : [[vcpus, ram, disk, ephemeral, swap, specs, ...queries]];
});
const file = join(import.meta.dirname, "../../test/fixtures/flavors/placement-vectors.json");
const lines = rows.map((row) => `    ${JSON.stringify(row)}`);
const releases = JSON.stringify(novas.map(([release]) => Number(release)));
writeFileSync(
  file,
  `{\n  "releases": ${releases},\n  "columns": ["vcpus", "ram", "disk", "ephemeral", "swap", "specs", "query of each release"],\n  "vectors": [\n${lines.join(",\n")}\n  ]\n}\n`,
);
process.stdout.write(`${rows.length} of ${all.length}: ${file}\n`);
