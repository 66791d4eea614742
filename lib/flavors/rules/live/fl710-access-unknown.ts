// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from "../../../model/light.ts";
import type { Flavor } from "../../flavor.ts";
import type { CloudFacts, CloudFlavor, CloudProject } from "../../live/facts.ts";
import { notChecked } from "../../live/not-checked.ts";
import { cloudFlavor } from "../../live/samples.ts";
import type { LiveProblem, LiveRule } from "../../rule.ts";

const nris: CloudProject = { id: "p1", name: "nris", enabled: true };

export const accessUnknown: LiveRule = {
  id: "FL710",
  name: "access-unknown",
  scope: "live",
  severity: "error",
  what: "The projects that a private flavor is for exist, are enabled and have access to it; a private flavor of the cloud is open to somebody.",
  why: "Nova takes any text for a project: with a misspelt or deleted one nobody can boot the flavor, and nobody is told.",
  sources: ["nova/api/openstack/compute/flavor_access.py", "wikimedia: private flavors are made for each project"],
  *check(flavors, cloud) {
    const known = new Map(cloud.flavors?.map((flavor) => [flavor.name, flavor]));
    let asks = false;
    for (const flavor of flavors) {
      const there = flavor.name === undefined ? undefined : known.get(flavor.name);
      const wanted = projectsOf(flavor);
      asks ||= wanted.length > 0;
      if (cloud.projects) for (const problem of named(flavor, wanted, there, cloud)) yield { flavor, ...problem };
      if (there && !there.isPublic && there.access?.length === 0)
        yield {
          flavor,
          message: `private in cloud ${cloud.cloud}, and no project has access`,
          at: flavor.at("access"),
          hint: "open it to a project: openstack flavor set --project",
        };
    }
    if (asks) yield* notChecked(cloud, "projects");
  },
  failing: [
    {
      title: "a project that is not there",
      flavors: [{ public: false, access: ["nriss"] }],
      cloud: { projects: [nris] },
    },
    {
      title: "a disabled project",
      flavors: [{ public: false, access: ["nris"] }],
      cloud: { projects: [{ ...nris, enabled: false }] },
    },
    {
      title: "access was never given",
      flavors: [{ public: false, access: ["nris"] }],
      cloud: { projects: [nris], flavors: [cloudFlavor({ isPublic: false, access: ["p2"] })] },
    },
    {
      title: "open to nobody",
      flavors: [{ public: false }],
      cloud: { flavors: [cloudFlavor({ isPublic: false, access: [] })] },
    },
  ],
  passing: [
    {
      title: "by id",
      flavors: [{ public: false, access: ["p1"] }],
      cloud: { projects: [nris], flavors: [cloudFlavor({ isPublic: false, access: ["p1"] })] },
    },
    { title: "public", flavors: [{ public: true }], cloud: { projects: [nris], flavors: [cloudFlavor()] } },
  ],
};

/** Names or ids as written. */
function projectsOf(flavor: Flavor): string[] {
  const access = flavor.field("access");
  return Array.isArray(access) ? access.filter((each) => typeof each === "string") : [];
}

function* named(
  flavor: Flavor,
  wanted: readonly string[],
  there: CloudFlavor | undefined,
  { cloud, projects = [] }: CloudFacts,
): Iterable<LiveProblem> {
  const at = flavor.at("access");
  for (const name of wanted) {
    const project = projects.find((each) => each.id === name || each.name === name);
    if (project === undefined)
      yield {
        message: `cloud ${cloud} has no such project`,
        at,
        seen: name,
        hint: didYouMean(
          name,
          projects.map((each) => each.name),
        ),
      };
    else if (!project.enabled) yield { message: `the project is disabled in cloud ${cloud}`, at, seen: name };
    else if (there?.access && !there.isPublic && !there.access.includes(project.id))
      yield {
        message: `the project has no access in cloud ${cloud}`,
        at,
        seen: name,
        hint: `openstack flavor set --project ${name} ${there.name}`,
      };
  }
}
