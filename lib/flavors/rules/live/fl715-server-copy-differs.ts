// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import type { CloudFlavor, CloudServer } from "../../live/facts.ts";
import { notChecked } from "../../live/not-checked.ts";
import { cloudFlavor } from "../../live/samples.ts";
import type { LiveRule } from "../../rule.ts";

export const serverCopyDiffers: LiveRule = {
  id: "FL715",
  name: "server-copy-differs",
  scope: "live",
  severity: "warning",
  what: "Servers run with the flavor as it is defined today, and their flavor still exists.",
  why: "Nova copies a flavor into a server when it is booted and has no API to refresh the copy: a corrected throttle or trait reaches old servers only by a resize. Servers of a deleted flavor break tools that count by name.",
  sources: ["nova API 2.47: the embedded flavor", "wikimedia T244868", "wikimedia wmcs-flavorusage"],
  *check(flavors, cloud) {
    const { servers } = cloud;
    if (servers === undefined) {
      yield* notChecked(cloud, "servers");
      return;
    }
    const defined = new Map(flavors.map((flavor) => [flavor.name, flavor]));
    const present = new Map(cloud.flavors?.map((flavor) => [flavor.name, flavor]));
    for (const [name, its] of Map.groupBy(servers, ({ flavor }) => flavor.name)) {
      const flavor = defined.get(name);
      const today = flavor ?? present.get(name);
      if (today === undefined) {
        if (cloud.flavors !== undefined)
          yield {
            subject: name,
            message: `cloud ${cloud.cloud} has ${count(its.length)} with a flavor that is gone`,
            seen: few(its),
            hint: "resize them to a flavor that exists",
          };
        continue;
      }
      const older = Map.groupBy(its, (server) => differences(server.flavor, today).join(", "));
      for (const [what, those] of older) {
        if (what === "") continue;
        yield {
          ...(flavor ? { flavor, at: flavor.here } : { subject: name }),
          message: `cloud ${cloud.cloud} has ${count(those.length)} with an older copy of the flavor`,
          seen: `${what} in ${few(those)}`,
          hint: "resize them, or accept the difference until they are gone",
        };
      }
    }
  },
  failing: [
    {
      title: "booted before the throttle",
      flavors: [{ extraSpecs: { "quota:disk_total_iops_sec": "500" } }],
      cloud: { servers: [{ id: "1", name: "web-0", flavor: cloudFlavor() }] },
    },
    {
      title: "a flavor that was deleted",
      flavors: [{}],
      cloud: {
        flavors: [cloudFlavor()],
        servers: [{ id: "1", name: "web-0", flavor: cloudFlavor({ name: "m0.old" }) }],
      },
    },
  ],
  passing: [
    { title: "as defined", flavors: [{}], cloud: { servers: [{ id: "1", name: "web-0", flavor: cloudFlavor() }] } },
    {
      title: "extra specs hidden by policy",
      flavors: [{ extraSpecs: { "hw:cpu_policy": "shared" } }],
      cloud: { servers: [{ id: "1", name: "web-0", flavor: cloudFlavor({ extraSpecs: undefined }) }] },
    },
  ],
};

const sizes = ["vcpus", "ram", "disk", "ephemeral", "swap"] as const;

/** `ram 2048`, `hw:cpu_policy shared`, `no quota:…` as the server has it. */
function differences(copy: CloudServer["flavor"], today: Flavor | CloudFlavor): string[] {
  const changed = sizes.filter((field) => today[field] !== undefined && today[field] !== copy[field]);
  const said: string[] = changed.map((field) => `${field} ${copy[field]}`);
  const specs = "specs" in today ? (today.definition.openSpecs ? undefined : today.specs) : mapOf(today.extraSpecs);
  const { extraSpecs } = copy;
  if (specs === undefined || extraSpecs === undefined) return said;
  for (const [key, value] of specs)
    if (!Object.hasOwn(extraSpecs, key)) said.push(`no ${key}`);
    else if (extraSpecs[key] !== value) said.push(`${key} ${extraSpecs[key] ?? ""}`);
  for (const [key, value] of Object.entries(extraSpecs)) if (!specs.has(key)) said.push(`${key} ${value}`);
  return said;
}

function mapOf(specs: CloudFlavor["extraSpecs"]): ReadonlyMap<string, string> | undefined {
  return specs && new Map(Object.entries(specs));
}

function few(servers: readonly CloudServer[]): string {
  const names = servers.map(({ name }) => name);
  return names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}

function count(servers: number): string {
  return servers === 1 ? "one server" : `${servers} servers`;
}
