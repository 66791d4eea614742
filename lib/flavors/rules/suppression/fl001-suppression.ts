// SPDX-License-Identifier: Apache-2.0
import { suppressionProblems } from "../../../lint/index.ts";
import type { FlavorInput, SuppressionRule } from "../../rule.ts";

const bad: FlavorInput = { ram: 0 };
const reason = "a placeholder until the sizes are decided";

export const suppression: SuppressionRule = {
  id: "FL001",
  name: "suppression",
  scope: "suppression",
  severity: "warning",
  what: "Every suppression names a rule, gives a reason, has not expired and still suppresses something.",
  why: "A suppression without a reason cannot be judged by the next person, and one that outlived its cause hides the next mistake in the same place.",
  sources: ["docs/lint.md"],
  fix: "suggested",
  ignorable: false,
  check: suppressionProblems,
  failing: [
    { title: "no reason: it is not honoured", flavors: [{ ...bad, "x-lint": { ignore: [{ rule: "FL103" }] } }] },
    { title: "nothing to suppress any more", flavors: [{ "x-lint": { ignore: [{ rule: "field-range", reason }] } }] },
    {
      title: "expired: the finding counts again",
      flavors: [{ ...bad, "x-lint": { ignore: [{ rule: "FL103", reason, until: "2020-12-31" }] } }],
    },
    {
      title: "no such rule, and a day that no calendar has",
      flavors: [{ ...bad, "x-lint": { ignore: [{ rule: "feild-range", reason, until: "2999-02-30" }] } }],
    },
  ],
  passing: [
    {
      title: "with a reason",
      flavors: [{ ...bad, "x-lint": { ignore: [{ rule: "FL103", reason }] } }],
    },
    {
      title: "by name, until a day that is to come",
      flavors: [{ ...bad, "x-lint": { ignore: [{ rule: "field-range", reason, until: "2999-12-31" }] } }],
    },
  ],
};
