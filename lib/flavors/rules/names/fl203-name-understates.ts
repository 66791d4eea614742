// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { sizeDifferences, sizeProblem } from "./size-problem.ts";

const template = "g{generation}.cores{vcpus}.ram{ramGiB}.disk{disk}[.ephem{ephemeral}]";
const lenient = { settings: { nameTemplates: [template] } };
const exact = { settings: { nameTemplates: [template], exactNames: true } };

export const nameUnderstates: FlavorRule = {
  id: "FL203",
  name: "name-understates",
  scope: "flavor",
  severity: "info",
  what: "A flavor has no more than its name says; an error where names are exact (exactNames).",
  why: "More than promised costs quota and fills hosts unseen: ram32 with 36 GiB takes 12 % more of each host.",
  sources: ["Wikimedia Cloud VPS: ram34 and ram36 mapped to ram32", "scs-0100-v3 allows it"],
  fix: "suggested",
  *check(flavor, { settings }) {
    for (const difference of sizeDifferences(flavor, settings))
      if (difference.promised < difference.actual)
        yield { ...sizeProblem(flavor, difference), severity: settings.exactNames ? "error" : "info" };
  },
  failing: [
    {
      title: "36 GiB under the name of 32",
      flavors: [{ name: "g3.cores8.ram32.disk20", vcpus: 8, ram: 36_864 }],
      options: exact,
    },
    {
      title: "an ephemeral disk that the name does not tell",
      flavors: [{ name: "g3.cores2.ram4.disk20", ephemeral: 40 }],
      options: lenient,
    },
  ],
  passing: [
    { title: "exact", flavors: [{ name: "g3.cores8.ram32.disk20", vcpus: 8, ram: 32_768 }], options: exact },
    {
      title: "less than said is FL202",
      flavors: [{ name: "g3.cores8.ram32.disk20", vcpus: 8, ram: 30_720 }],
      options: exact,
    },
  ],
};
