// SPDX-License-Identifier: Apache-2.0

const kinds = ["c", "m", "r"] as const;

/** A catalogue of `count` flavors as operators write them, with throttles, aggregates, and a defect in one of ten. */
export function catalogue(count: number, from = 0): string {
  const lines = ["version: 1", "flavors:"];
  for (let index = from; index < from + count; index++) {
    const vcpus = 2 ** (index % 6);
    const ram = vcpus * 1024 * 2 ** (1 + (index % 3));
    lines.push(
      `  ${kinds[index % 3]}${1 + (index % 4)}.v${index}:`,
      `    vcpus: ${index % 10 === 7 ? 0 : vcpus}`,
      `    ram: ${ram}`,
      `    disk: ${20 + (index % 5) * 20}`,
      "    public: true",
      `    description: flavor ${index} of the bench`,
      "    extraSpecs:",
      '      aggregate_instance_extra_specs:ceph: "true"',
      `      quota:disk_read_iops_sec: "${5000 + index}"`,
      '      quota:disk_write_iops_sec: "500"',
      '      quota:disk_total_bytes_sec: "200000000"',
      ...(index % 4 === 0 ? ["      hw:cpu_policy: dedicated", "      hw:cpu_thread_policy: prefer"] : []),
      ...(index % 10 === 3 ? ["      hw:cpu_polcy: shared"] : []),
    );
  }
  return `${lines.join("\n")}\n`;
}
