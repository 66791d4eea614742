// SPDX-License-Identifier: Apache-2.0
import { notChecked } from "../../live/not-checked.ts";
import { hypervisor } from "../../live/samples.ts";
import { askedFor, unmetOf } from "../../live/unmet.ts";
import type { LiveProblem, LiveRule } from "../../rule.ts";

/** What Nova asks for the examples' flavor. */
const query = "resources=DISK_GB%3A20%2CMEMORY_MB%3A4096%2CVCPU%3A2&root_required=%21COMPUTE_STATUS_DISABLED";

export const noCandidate: LiveRule = {
  id: "FL708",
  name: "no-candidate",
  scope: "live",
  severity: "error",
  what: "Placement finds a host for the very request that Nova makes for the flavor: a dry run that changes nothing.",
  why: "Placement has the last word: when it knows no candidate, every VM ends with NoValidHost. Said only where no trait, class, amount or host alone explains it (FL706, FL707, FL709): then what there is, is in use, or the groups do not fit together.",
  sources: ["placement GET /allocation_candidates", "nova/scheduler/utils.py", "nova/scheduler/request_filter.py"],
  *check(flavors, cloud, { release }) {
    let missing = 0;
    for (const flavor of flavors) {
      const asked = askedFor(flavor, cloud, release);
      if (!asked) continue;
      const { answer } = asked;
      if (answer === undefined) missing++;
      else if ("status" in answer) {
        if (unmetOf(asked, cloud).length === 0)
          yield {
            flavor,
            message: `placement of cloud ${cloud.cloud} refuses the request: ${answer.message}`,
            at: flavor.here,
            seen: decodeURIComponent(asked.query),
          };
      } else if (answer.count === 0 && unmetOf(asked, cloud).length === 0) {
        yield {
          flavor,
          message: `placement of cloud ${cloud.cloud} finds no host`,
          at: flavor.here,
          seen: decodeURIComponent(asked.query),
          hint: "what would fit is in use or disabled: see openstack allocation candidate list",
        };
      }
    }
    if (missing > 0)
      yield* cloud.candidates === undefined ? notChecked(cloud, "candidates") : partly(missing, cloud.cloud);
  },
  failing: [
    {
      title: "all hosts are full",
      flavors: [{}],
      cloud: {
        candidates: { [query]: { count: 0 } },
        providers: [hypervisor("a", { VCPU: 8, MEMORY_MB: 65_536, DISK_GB: 500 })],
      },
    },
    {
      title: "placement does not understand the groups",
      flavors: [{}],
      cloud: { candidates: { [query]: { status: 400, message: "the group_policy parameter is required" } } },
    },
  ],
  passing: [
    { title: "a host is found", flavors: [{}], cloud: { candidates: { [query]: { count: 1 } } } },
    {
      title: "no host is large enough: FL709 says why",
      flavors: [{}],
      cloud: {
        candidates: { [query]: { count: 0 } },
        providers: [hypervisor("a", { VCPU: 8, MEMORY_MB: 2048, DISK_GB: 500 })],
      },
    },
  ],
};

function* partly(count: number, cloud: string): Iterable<LiveProblem> {
  yield {
    message: `not checked: placement was not asked for ${count} of the flavors`,
    subject: cloud,
    notChecked: true,
  };
}
