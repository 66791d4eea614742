// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { rules } from "../../../../lib/flavors/index.ts";
import { findingsOf } from "../example.ts";
import { told } from "../told.ts";

/** What each rule says of its failing examples, in their order. */
const expected: Readonly<Record<string, readonly (readonly string[])[]>> = {
  FL701: [
    [
      "error | m1.test | ram | - | ram is another in cloud example | 8192 MiB | 4096 MiB, as the cloud has it | Nova cannot change it: make a flavor of another name, or correct the definition | - | -",
    ],
    [
      "error | m1.test | extra_specs.quota:disk_total_iops_sec | - | cloud example has no quota:disk_total_iops_sec | 500 | - | set it: openstack flavor set --property; VMs that run keep their copy | - | -",
    ],
    [
      'warning | m1.test | - | - | cloud example has hw:cpu_policy, the definition has not | hw:cpu_policy=dedicated | - | write it into the definition, or unset it in the cloud | suggested: add hw:cpu_policy [{"op":"set","path":[0,"extraSpecs","hw:cpu_policy"],"value":"dedicated"}] | -',
    ],
    [
      "warning | m1.test | disabled | - | disabled in cloud example | in use | disabled | only the database can change it; write down what is meant | - | -",
    ],
  ],
  FL702: [
    [
      "warning | test-ann | - | - | in cloud example and in no file | public, id 5f1e4e0c-0000-4000-8000-000000000001 | - | write it down, or delete it in the cloud | - | -",
    ],
    ["warning | m1.test | name | - | not in cloud example | - | - | make it there, or remove the definition | - | -"],
    ["warning | m1.test | name | - | not in cloud example | - | - | make it there, or remove the definition | - | -"],
  ],
  FL703: [
    [
      "error | m1.test | extra_specs.aggregate_instance_extra_specs:ceph | - | no aggregate has ceph | ceph=true | localdisk | set it on an aggregate: openstack aggregate set --property | - | -",
    ],
    [
      'error | m1.test | extra_specs.aggregate_instance_extra_specs:ceph | - | no aggregate has a matching value of ceph | True | true | did you mean "true"? | - | -',
    ],
    [
      "error | m1.test | extra_specs.aggregate_instance_extra_specs:gpu | - | no host is in aggregates that satisfy all aggregate_instance_extra_specs at once | ceph=true, gpu=true | - | put a host into an aggregate for each of them, or drop one | - | -",
    ],
  ],
  FL704: [
    [
      "error | m1.test | extra_specs.aggregate_instance_extra_specs:ceph | - | the aggregates that match have no hosts in cloud example | ceph | - | add hosts: openstack aggregate add host | - | -",
    ],
    [
      "error | m1.test | extra_specs.aggregate_instance_extra_specs:ceph | - | no host that the flavor may run on is enabled and up in cloud example | a is disabled | - | enable one: openstack compute service set --enable | - | -",
    ],
    [
      "warning | m1.test | extra_specs.aggregate_instance_extra_specs:ceph | - | the flavor runs only on hosts that are kept as spares or for maintenance | a | - | ask for the aggregate of the hosts in service | - | -",
    ],
  ],
  FL705: [
    [
      "error | m1.test | extra_specs.group_policy | - | AggregateInstanceExtraSpecsFilter lets no host pass: no aggregate with hosts has group_policy=none | group_policy | - | give the key its prefix, or an aggregate the metadata | - | -",
    ],
    [
      "warning | m1.test | extra_specs.storage_type | - | if the scheduler uses AggregateInstanceExtraSpecsFilter, no host passes: no aggregate with hosts has storage_type=ceph | storage_type | - | say which filters are on: settings.schedulerFilters | - | -",
    ],
  ],
  FL706: [
    [
      'error | m1.test | extra_specs.trait:CUSTOM_GOLD | - | placement of cloud example has no trait CUSTOM_GOLD | CUSTOM_GOLD | - | did you mean "CUSTOM_SILVER"? | - | -',
    ],
    [
      "error | m1.test | extra_specs.trait:HW_CPU_X86_AVX512F | - | no host of cloud example has these traits | HW_CPU_X86_AVX512F | - | give a host the trait: openstack resource provider trait set | - | -",
    ],
    [
      "error | m1.test | extra_specs.hw:cpu_thread_policy | - | no host of cloud example has these traits | HW_CPU_HYPERTHREADING | - | give a host the trait: openstack resource provider trait set | - | -",
    ],
  ],
  FL707: [
    [
      'error | m1.test | extra_specs.resources:CUSTOM_GPU | - | placement of cloud example has no resource class CUSTOM_GPU | CUSTOM_GPU | - | did you mean "CUSTOM_PCI_GPU"? | - | -',
    ],
    [
      "error | m1.test | extra_specs.hw:cpu_policy | - | no provider of cloud example has inventory of PCPU | 2 PCPU | - | no host offers pinned CPUs: set [compute]/cpu_dedicated_set in its nova.conf | - | -",
    ],
    [
      "error | m1.test | extra_specs.resources:VGPU | - | no provider of cloud example gives this amount of VGPU | 4 | 1 to 1 | - | - | -",
    ],
  ],
  FL708: [
    [
      "error | m1.test | - | - | placement of cloud example finds no host | resources=DISK_GB:20,MEMORY_MB:4096,VCPU:2&root_required=!COMPUTE_STATUS_DISABLED | - | what would fit is in use or disabled: see openstack allocation candidate list | - | -",
    ],
    [
      "error | m1.test | - | - | placement of cloud example refuses the request: the group_policy parameter is required | resources=DISK_GB:20,MEMORY_MB:4096,VCPU:2&root_required=!COMPUTE_STATUS_DISABLED | - | - | - | -",
    ],
  ],
  FL709: [
    [
      "error | m1.test | ram | - | no host of cloud example has so much memory | 131072 MEMORY_MB | at most 65536 | - | - | -",
    ],
    ["error | m1.test | disk | - | no host of cloud example has so much disk | 21 DISK_GB | at most 20 | - | - | -"],
    ["error | m1.test | vcpus | - | no host of cloud example has so many pinned CPUs | 3 PCPU | at most 2 | - | - | -"],
    [
      "error | m1.test | - | - | no host of cloud example has all of it | 2 VCPU, 4096 MEMORY_MB, 20 DISK_GB | - | each alone fits some host, together they fit none | - | -",
    ],
  ],
  FL710: [
    ['error | m1.test | access | - | cloud example has no such project | nriss | - | did you mean "nris"? | - | -'],
    ["error | m1.test | access | - | the project is disabled in cloud example | nris | - | - | - | -"],
    [
      "error | m1.test | access | - | the project has no access in cloud example | nris | - | openstack flavor set --project nris m1.test | - | -",
    ],
    [
      "error | m1.test | access | - | private in cloud example, and no project has access | - | - | open it to a project: openstack flavor set --project | - | -",
    ],
  ],
  FL711: [
    [
      "warning | m1.test | ram | - | project p1 may not start a single VM | quota ram 2048 MiB | at least 4096 MiB | openstack quota set --ram 4096 p1 | - | -",
    ],
    [
      "info | m1.test | - | - | 2 VMs use up the quota of project nris and leave a rest | 3 of cores | - | make the quota a multiple of the flavor, unless other flavors use the rest | - | -",
    ],
  ],
  FL712: [
    [
      "error | m1.test | disk | - | does not boot ubuntu: the image needs a larger root disk (FlavorDiskSmallerThanMinDisk) | 4 GiB | at least 8 GiB | - | - | -",
    ],
    [
      "error | m1.test | extra_specs.hw:mem_page_size | - | does not boot dpdk: hw:mem_page_size and the image's hw_mem_page_size do not go together (MemoryPageSizeForbidden) | nothing, image large | a flavor with any or large | - | - | -",
    ],
    [
      'error | m1.test | - | - | cloud example has no image ubuntu-22.04 | ubuntu-22.04 | - | did you mean "ubuntu-24.04"? | - | -',
    ],
  ],
  FL713: [
    [
      "info | m1.test | extra_specs.hw:viommu_model | - | the Nova of cloud example refuses hw:viommu_model, that of the target does not | hw:viommu_model=virtio | - | lint for it: --target nova@wallaby | - | -",
    ],
    [
      "info | example | - | - | cloud example stores extra specs unread | newest microversion 2.79 | 2.86 | nothing there tells a typo: lint before every change | - | -",
    ],
  ],
  FL714: [
    [
      'warning | m1.test | extra_specs.pci_passthrough:alias | - | no PCI alias of that name in nova.conf | a100 | a100-40g, v100 | did you mean "v100"? | - | -',
    ],
    [
      'warning | m1.test | extra_specs.accel:device_profile | - | Cyborg of cloud example has no such device profile | fpga-1 | fpga-2 | did you mean "fpga-2"? | - | -',
    ],
  ],
  FL715: [
    [
      "warning | m1.test | - | - | cloud example has one server with an older copy of the flavor | no quota:disk_total_iops_sec in web-0 | - | resize them, or accept the difference until they are gone | - | -",
    ],
    [
      "warning | m0.old | - | - | cloud example has one server with a flavor that is gone | web-0 | - | resize them to a flavor that exists | - | -",
    ],
  ],
  FL716: [
    [
      "error | m1.test | - | - | another size in cloud example than in cloud site-a | ram 2048 | ram 4096 | make it alike, or give one of them another name | - | -",
    ],
    [
      "error | m1.test | - | - | another size in cloud example, region two than in cloud example, region one | disk 40 | disk 20 | make it alike, or give one of them another name | - | -",
    ],
  ],
};

const own = rules.filter(({ scope }) => scope === "live");

test("every rule is expected to say something", () => {
  expect(Object.keys(expected)).toEqual(own.map(({ id }) => id));
});

test.each(own.map((rule) => [rule.id, rule] as const))("%s says of its examples what is expected", (id, rule) => {
  const said = rule.failing.map((example) =>
    findingsOf(rule, example)
      .filter(({ code }) => code === id)
      .map(told),
  );
  expect(said).toEqual(expected[id]);
});
