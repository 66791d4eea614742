// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../../flavor.ts";
import type { CloudFlavor } from "../../live/facts.ts";
import { notChecked } from "../../live/not-checked.ts";
import { cloudFlavor } from "../../live/samples.ts";
import type { LiveProblem, LiveRule } from "../../rule.ts";

export const cloudDrift: LiveRule = {
  id: "FL701",
  name: "cloud-drift",
  scope: "live",
  severity: "error",
  what: "A flavor has in the cloud the fields and extra specs that its definition has.",
  why: "Nova cannot change a flavor's size, so a definition that was edited is never applied: people get what the cloud has. Extra specs that only the cloud has are lost when somebody makes the flavor anew.",
  sources: [
    "nova/api/openstack/compute/flavors.py",
    "terraform-provider-openstack#1361",
    "osism/openstack-flavor-manager",
  ],
  *check(flavors, cloud) {
    if (cloud.flavors === undefined) {
      yield* notChecked(cloud, "flavors");
      return;
    }
    const known = new Map(cloud.flavors.map((flavor) => [flavor.name, flavor]));
    for (const flavor of flavors) {
      const there = flavor.name === undefined ? undefined : known.get(flavor.name);
      if (there) for (const problem of differences(flavor, there, cloud.cloud)) yield { flavor, ...problem };
    }
  },
  failing: [
    {
      title: "more memory in the file than in the cloud",
      flavors: [{ ram: 8192 }],
      cloud: { flavors: [cloudFlavor()] },
    },
    {
      title: "a throttle that the cloud does not have",
      flavors: [{ extraSpecs: { "quota:disk_total_iops_sec": "500" } }],
      cloud: { flavors: [cloudFlavor()] },
    },
    {
      title: "an extra spec that only the cloud has",
      flavors: [{}],
      cloud: { flavors: [cloudFlavor({ extraSpecs: { "hw:cpu_policy": "dedicated" } })] },
    },
    { title: "disabled in the cloud alone", flavors: [{}], cloud: { flavors: [cloudFlavor({ disabled: true })] } },
  ],
  passing: [
    {
      title: "the same",
      flavors: [{ public: true, extraSpecs: { "hw:cpu_policy": "shared" } }],
      cloud: { flavors: [cloudFlavor({ extraSpecs: { "hw:cpu_policy": "shared" } })] },
    },
    {
      title: "what the definition leaves open",
      flavors: [{}],
      cloud: { flavors: [cloudFlavor({ isPublic: false, rxtxFactor: 1 })] },
    },
  ],
};

const sizes = ["vcpus", "ram", "disk", "ephemeral", "swap"] as const;
const units = { vcpus: "", ram: " MiB", disk: " GiB", ephemeral: " GiB", swap: " MiB" } as const;

function* differences(flavor: Flavor, there: CloudFlavor, cloud: string): Iterable<LiveProblem> {
  for (const field of sizes) {
    const own = flavor[field];
    if (own === undefined || own === there[field]) continue;
    yield {
      message: `${field} is another in cloud ${cloud}`,
      at: flavor.at(field),
      seen: `${own}${units[field]}`,
      allowed: `${there[field]}${units[field]}, as the cloud has it`,
      hint: "Nova cannot change it: make a flavor of another name, or correct the definition",
    };
  }
  yield* flags(flavor, there, cloud);
  yield* specs(flavor, there, cloud);
}

function* flags(flavor: Flavor, there: CloudFlavor, cloud: string): Iterable<LiveProblem> {
  const id = flavor.field("id");
  if ((typeof id === "string" || typeof id === "number") && id !== "auto" && String(id) !== there.id)
    yield {
      severity: "warning",
      message: `another id in cloud ${cloud}`,
      at: flavor.at("id"),
      seen: String(id),
      allowed: there.id,
      hint: "the flavor was made anew or by somebody else; what names it by id breaks",
    };
  if (flavor.isPublic !== undefined && flavor.isPublic !== there.isPublic)
    yield {
      severity: "warning",
      message: `${there.isPublic ? "public" : "private"} in cloud ${cloud}`,
      at: flavor.at("is_public"),
      seen: flavor.isPublic ? "public" : "private",
      allowed: there.isPublic ? "public" : "private",
      hint: "Nova cannot change it: make the flavor anew, or correct the definition",
    };
  const disabled = flavor.field("disabled") === true;
  if (!flavor.unresolved("disabled") && disabled !== there.disabled)
    yield {
      severity: "warning",
      message: there.disabled ? `disabled in cloud ${cloud}` : `not disabled in cloud ${cloud}`,
      at: flavor.at("disabled"),
      seen: disabled ? "disabled" : "in use",
      allowed: there.disabled ? "disabled" : "in use",
      hint: "only the database can change it; write down what is meant",
    };
}

function* specs(flavor: Flavor, { extraSpecs }: CloudFlavor, cloud: string): Iterable<LiveProblem> {
  if (extraSpecs === undefined) {
    if (flavor.specs.size > 0)
      yield {
        message: `not checked: cloud ${cloud} does not show the extra specs`,
        at: flavor.here,
        notChecked: true,
      };
    return;
  }
  for (const [key, value] of flavor.specs) {
    const own = Object.hasOwn(extraSpecs, key) ? extraSpecs[key] : undefined;
    if (own === value) continue;
    yield {
      message: own === undefined ? `cloud ${cloud} has no ${key}` : `${key} is another in cloud ${cloud}`,
      at: flavor.atSpec(key),
      seen: value,
      ...(own === undefined ? {} : { allowed: `${own}, as the cloud has it` }),
      hint: "set it: openstack flavor set --property; VMs that run keep their copy",
    };
  }
  for (const [key, value] of Object.entries(extraSpecs)) {
    if (flavor.mayHaveSpec(key)) continue;
    yield {
      severity: "warning",
      message: `cloud ${cloud} has ${key}, the definition has not`,
      at: flavor.here,
      seen: `${key}=${value}`,
      hint: "write it into the definition, or unset it in the cloud",
      fix: {
        title: `add ${key}`,
        safe: false,
        edits: [{ op: "set", path: flavor.specPath(key), value }],
      },
    };
  }
}
