// SPDX-License-Identifier: Apache-2.0
import { nearest } from "../../../model/light.ts";
import type { UsageRule } from "../../rule.ts";
import { perPlace } from "../../usage/places.ts";

export const flavorUnknown: UsageRule = {
  id: "FL801",
  name: "flavor-unknown",
  scope: "usage",
  severity: "error",
  what: "Every flavor that a VM group names is in the flavors file; without one, in the cloud that was asked.",
  why: "The VM cannot be made. With a near name the wrong size is a slip of the finger away.",
  sources: ["bivouac BV232", "wikimedia T261252: a migration to flavors that did not exist"],
  fix: "suggested",
  *check(usage) {
    const { flavors, withoutCatalogue, cloud, event } = usage;
    const there = withoutCatalogue === true ? cloud?.flavors : undefined;
    if (withoutCatalogue === true && there === undefined) {
      if (event.teams.some(({ vms }) => vms.length > 0))
        yield {
          subject: event.name,
          message: "not checked: the event names no flavors file and no cloud was asked",
          at: { path: ["flavors"], field: "flavors", key: true },
          hint: "name a flavors file, or ask the cloud: --live",
          notChecked: true,
        };
      return;
    }
    // A name that only a run knows may be any of them.
    if (flavors.some((flavor) => flavor.unresolved("name"))) return;
    const known = there ?? flavors.filter(({ name }) => name !== undefined);
    const names = known.flatMap(({ name }) => name ?? []);
    const all = new Set(names);
    yield* perPlace(usage, function* ({ group, at }) {
      if (all.has(group.flavor)) return;
      const near = nearest(group.flavor, names);
      const [first] = near;
      const size = known.find(({ name }) => name === first);
      const spot = at("flavor");
      yield {
        message:
          there === undefined
            ? "no flavor of that name in the flavors file"
            : `cloud ${cloud?.cloud} has no such flavor`,
        at: spot,
        seen: group.flavor,
        ...(names.length === 0
          ? {}
          : { allowed: [...near, ...names.filter((name) => !near.includes(name))].slice(0, most).join(", ") }),
        ...(first === undefined
          ? {}
          : {
              hint: `did you mean ${JSON.stringify(first)} (${size?.vcpus} vCPU, ${(size?.ram ?? 0) / 1024} GiB)?`,
              fix: { title: `name ${first}`, safe: false, edits: [{ op: "set", path: spot.path, value: first }] },
            }),
      };
    });
  },
  failing: [
    {
      title: "a slip of the finger",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.tset, image: debian } } }`,
      flavors: [{}],
    },
    {
      title: "not in the cloud, and there is no flavors file",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.huge, image: debian } } }`,
      cloud: { flavors: [] },
    },
  ],
  passing: [
    {
      title: "in the flavors file",
      event: `teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { flavor: m1.test, image: debian } } }`,
      flavors: [{}],
    },
    {
      title: "a group that is left out",
      event: `defaults: { vms: { web: { flavor: gone, image: debian } } }
teams:
  nris: { title: NRIS, contact: ann@example.org, vms: { web: { count: 0 } } }`,
      flavors: [{}],
    },
  ],
};

/** Names that a finding lists. */
const most = 20;
