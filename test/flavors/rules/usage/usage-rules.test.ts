// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { rules } from "../../../../lib/flavors/index.ts";
import { findingsOf } from "../example.ts";
import { told } from "../told.ts";

/** What each rule says of its failing examples, in their order. */
const expected: Readonly<Record<string, readonly (readonly string[])[]>> = {
  FL801: [
    [
      'error | nris | vms.web.flavor | event.yaml:12:29 | no flavor of that name in the flavors file | m1.tset | m1.test | did you mean "m1.test" (2 vCPU, 4 GiB)? | suggested: name m1.test [{"op":"set","path":["teams","nris","vms","web","flavor"],"value":"m1.test"}] | -',
    ],
    ["error | nris | vms.web.flavor | event.yaml:12:29 | cloud example has no such flavor | m1.huge | - | - | - | -"],
  ],
  FL802: [
    [
      "error | nris | vms.web.flavor | event.yaml:12:29 | the name is also the id of m1.large | 4 | - | clients take the id first and boot m1.large (8 vCPU, 4096 MiB, 20 GiB): rename one of them | - | -",
    ],
    [
      "warning | nris | vms.web.flavor | event.yaml:12:29 | 2 definitions of that name differ | m1.test (2 vCPU, 4096 MiB, 20 GiB); m1.test (2 vCPU, 8192 MiB, 20 GiB) | - | keep one of them | - | -",
    ],
  ],
  FL803: [
    [
      "error | nris | vms.web.flavor | event.yaml:12:29 | the flavor is private and not open to the team | m1.test | projects osm | add nris to its access | - | -",
    ],
    [
      "error | nris | vms.web.flavor | event.yaml:7:35 | the flavor is private and not open to the team | m1.test | projects demo-osm | add nris to its access | - | -",
    ],
  ],
  FL804: [
    [
      'warning | nris | vms.web.flavor | event.yaml:12:29 | the flavor is replaced by g4.cores1.ram2.disk20 | g3.cores1.ram2.disk20 | g4.cores1.ram2.disk20 | use g4.cores1.ram2.disk20, it has the same size | safe: use g4.cores1.ram2.disk20 [{"op":"set","path":["teams","nris","vms","web","flavor"],"value":"g4.cores1.ram2.disk20"}] | -',
    ],
    [
      "warning | nris | vms.web.flavor | event.yaml:12:29 | the flavor is disabled | m1.test | - | choose another flavor | - | -",
    ],
  ],
  FL805: [
    [
      "error | nris | quotas.cores | event.yaml:11:22 | the team's VMs need more cores than its quota | 4 | at least 6 | raise it, choose smaller flavors, or leave it out and it is sized to the demand | - | -",
    ],
    [
      "error | nris | quotas.gigabytes | event.yaml:11:26 | the team's VMs need more gigabytes than its quota | 50 | at least 60 | raise it, choose smaller flavors, or leave it out and it is sized to the demand | - | -",
    ],
  ],
  FL806: [
    [
      "warning | nris | quotas.instances | event.yaml:11:26 | no mix of the team's flavors uses up instances: cores ends first | 25 | at most 12 can be used | raise cores, or lower instances | - | -",
    ],
    [
      "warning | nris | quotas.ramGiB | event.yaml:11:33 | no mix of the team's flavors uses up ramGiB: cores ends first | 64 | at most 8 can be used | raise cores, or lower ramGiB | - | -",
    ],
  ],
  FL807: [
    [
      "error | nris | quotas.cores | event.yaml:12:24 | m1.test was granted to the team and is larger than its quota | cores 4 | at least 8 | raise the quota, or take the flavor back | - | -",
    ],
    [
      "error | nris | quotas.ramGiB | event.yaml:12:25 | m1.test was granted to the team and is larger than its quota | ramGiB 2 | at least 4 | raise the quota, or take the flavor back | - | -",
    ],
  ],
  FL808: [
    [
      'error | nris | - | event.yaml:8:3 | a flavor that is not defined was granted to the team | m1.tset | - | did you mean "m1.test"? | - | -',
    ],
    [
      'warning | m1.test | access | - | open to a project that is no team of the event, and nearly one | geolgoy | - | did you mean "geology"? | - | -',
    ],
  ],
  FL809: [
    [
      'error | nris | vms.web.flavor | event.yaml:12:29 | the flavor has no root disk, so the VM group web must boot from a volume | m1.test | - | add rootVolume: { sizeGiB: 20 } | suggested: boot from a volume of 20 GiB [{"op":"set","path":["teams","nris","vms","web","rootVolume"],"value":{"sizeGiB":20}}] | -',
    ],
    [
      'error | nris | vms.web.rootVolume.sizeGiB | event.yaml:11:74 | the root volume is smaller than the image debian | 2 GiB | at least 3 GiB | - | suggested: make it 3 GiB [{"op":"set","path":["teams","nris","vms","web","rootVolume","sizeGiB"],"value":3}] | -',
    ],
  ],
  FL810: [
    [
      "error | nris | vms.web.flavor | event.yaml:12:29 | m1.test does not boot windows: the image needs more memory (FlavorMemoryTooSmall) | 4096 MiB | at least 8192 MiB | choose a flavor and an image that go together | - | -",
    ],
    [
      "error | nris | vms.web.flavor | event.yaml:12:29 | m1.test does not boot data: the image needs a larger root disk (FlavorDiskSmallerThanMinDisk) | 20 GiB | at least 100 GiB | choose a flavor and an image that go together | - | -",
    ],
  ],
  FL811: [
    [
      'warning | nris | vms.web.flavor | event.yaml:12:29 | a flavor is named by its id | 42 | m1.test | write "m1.test" | suggested: name m1.test [{"op":"set","path":["teams","nris","vms","web","flavor"],"value":"m1.test"}] | -',
    ],
    [
      "warning | nris | vms.web.flavor | event.yaml:11:27 | a flavor is named by its id | 5f1e4e0c-1b7e-4c8e-9c1f-2d6a7d0f8a11 | - | write the flavor's name | - | -",
    ],
  ],
  FL812: [
    [
      "error | nris | vms.control.flavor | event.yaml:12:33 | too small for the role kubeadm-control-plane | 1 vCPU | at least 2 vCPU | - | - | -",
    ],
    [
      'error | nris | vms.database.flavor | event.yaml:12:34 | too small for the role database | 4096 MiB | at least 8192 MiB | the smallest that fits is "r1.large" | suggested: use r1.large [{"op":"set","path":["teams","nris","vms","database","flavor"],"value":"r1.large"}] | -',
    ],
  ],
  FL813: [
    [
      "error | nris | vms.web.flavor | event.yaml:12:29 | the root disk would shrink, which Nova refuses | 20 GiB | at least 80 GiB, as m1.large has | choose a flavor with as much disk, or make the VM anew | - | -",
    ],
    [
      "error | nris | vms.web.flavor | event.yaml:12:29 | the ephemeral disk would shrink, which Nova refuses | 0 GiB | at least 40 GiB, as server demo-nris-web-0 has | choose a flavor with as much disk, or make the VM anew | - | -",
    ],
  ],
  FL814: [
    [
      "error | nris | vms.web.flavor | event.yaml:12:29 | the flavor is above what a team may use without approval | m1.test: more devices than allowed | - | ask, then write it down: settings.approvals.nris | - | -",
    ],
    [
      "error | nris | vms.web.flavor | event.yaml:12:29 | the flavor is above what a team may use without approval | m1.test: more vCPUs than allowed | - | ask, then write it down: settings.approvals.nris | - | -",
    ],
  ],
  FL815: [
    [
      "info | m1.test | ram | - | ram is known only when the program runs: not checked | var.ram | - | - | - | not checked",
      "info | nris | vms.web.flavor | event.yaml:12:29 | not checked: of the flavor m1.test only a run knows ram | m1.test | - | - | - | not checked",
    ],
    [
      "info | m1.test | extra_specs.quota:disk_total_iops_sec | - | quota:disk_total_iops_sec is known only when the program runs: not checked | module.limits.iops | - | - | - | not checked",
      "info | nris | vms.web.flavor | event.yaml:12:29 | not checked: of the flavor m1.test only a run knows quota:disk_total_iops_sec | m1.test | - | - | - | not checked",
    ],
  ],
  FL816: [
    [
      "warning | demo | teams | event.yaml:8:1 | all teams together may use more memory than there is | 16384 MiB | at most 16383 MiB | lower quotas, choose smaller flavors, or add hosts | - | -",
    ],
    [
      "warning | demo | teams | event.yaml:7:1 | all teams together may use more cores than there is | 17 | at most 16 | lower quotas, choose smaller flavors, or add hosts | - | -",
    ],
  ],
};

const own = rules.filter(({ scope }) => scope === "usage");

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
