// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { sizeDifferences, sizeProblem } from "./size-problem.ts";

const options = { settings: { nameTemplates: ["r{generation}.{vcpus}core-{ramGiB}ram[-{ephemeral}edisk]"] } };

export const nameOverpromises: FlavorRule = {
  id: "FL202",
  name: "name-overpromises",
  scope: "flavor",
  severity: "error",
  what: "A flavor has at least the vCPUs, RAM, disk, ephemeral disk and swap that its name says.",
  why: "Users choose by the name and find less; nobody but them notices. Names are read by the templates of the house (nameTemplates), others are not guessed at.",
  sources: ["scs-0100-v3", "wikitech: Portal:Cloud_VPS/Admin/VM_flavors"],
  fix: "suggested",
  *check(flavor, { settings }) {
    for (const difference of sizeDifferences(flavor, settings))
      if (difference.promised > difference.actual) yield sizeProblem(flavor, difference);
  },
  failing: [
    { title: "no ephemeral disk", flavors: [{ name: "r3.8core-16ram-30edisk", vcpus: 8, ram: 16_384 }], options },
    { title: "thousands are less than GiB", flavors: [{ name: "r3.8core-16ram", vcpus: 8, ram: 16_000 }], options },
  ],
  passing: [
    { title: "as said", flavors: [{ name: "r3.8core-16ram-30edisk", vcpus: 8, ram: 16_384, ephemeral: 30 }], options },
    { title: "more than said is FL203", flavors: [{ name: "r3.8core-16ram", vcpus: 8, ram: 32_768 }], options },
    { title: "no template, no guess", flavors: [{ name: "r3.8core-16ram-30edisk", vcpus: 8, ram: 16_384 }] },
  ],
};
