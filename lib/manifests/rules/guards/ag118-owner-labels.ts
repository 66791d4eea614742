// SPDX-License-Identifier: Apache-2.0
import { labelDomain, slug } from "../../../model/light.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleRails, sampleService } from "./samples.ts";

const settings = sampleRails();
const labelled = (event: string, team: string) => ({
  ...sampleService(),
  metadata: { name: "web", labels: { [`${labelDomain}/event`]: event, [`${labelDomain}/team`]: team } },
});

export const ownerLabels: ObjectRule = {
  id: "AG118",
  name: "owner-labels",
  severity: "error",
  scope: "object",
  what: "Labels that say whose an object is name the team itself.",
  why: "Lists, bills and the removal after the event go by these labels; the event's admission refuses those of others.",
  sources: ["guard owner-labels of lib/kubernetes/objects/guards"],
  failing: [
    { title: "another team", objects: [labelled("lugano", "bee")], settings },
    { title: "another event", objects: [labelled("basel", "ant")], settings },
  ],
  passing: [
    { title: "the team itself", objects: [labelled("lugano", "ant")], settings },
    { title: "no such labels", objects: [sampleService()], settings },
    { title: "no team is known", objects: [labelled("lugano", "bee")] },
  ],
  *check({ labels }, { settings: { team } }) {
    if (team === undefined) return;
    for (const [key, own] of [
      [`${labelDomain}/event`, team.event],
      [`${labelDomain}/team`, slug(team.team)],
    ] as const) {
      const value = labels[key] ?? "";
      if (value !== "" && value !== own)
        yield {
          message: "the label says that the object is somebody else's",
          at: { path: ["metadata", "labels", key], field: `labels.${key}` },
          seen: value,
          allowed: own,
          hint: "leave it out or write the namespace's own",
        };
    }
  },
};
