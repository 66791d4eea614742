// SPDX-License-Identifier: Apache-2.0
import { didYouMean } from "../../../model/light.ts";
import {
  type AggregateDemand,
  aggregatesByHost,
  hostsFor,
  satisfies,
  scopedDemands,
} from "../../live/aggregate-match.ts";
import type { CloudAggregate } from "../../live/facts.ts";
import { notChecked } from "../../live/not-checked.ts";
import { aggregateValues } from "../../live/operators.ts";
import { aggregate } from "../../live/samples.ts";
import type { LiveProblem, LiveRule } from "../../rule.ts";

export const aggregateMissing: LiveRule = {
  id: "FL703",
  name: "aggregate-missing",
  scope: "live",
  severity: "error",
  what: "Each aggregate_instance_extra_specs key is satisfied by the metadata of an aggregate, and all of them by those of one host.",
  why: "AggregateInstanceExtraSpecsFilter lets no host pass, so every VM of the flavor ends with NoValidHost. Values are compared by Nova's operators with all values of a host's aggregates together.",
  sources: [
    "nova/scheduler/filters/aggregate_instance_extra_specs.py",
    "nova/scheduler/filters/extra_specs_ops.py",
    "wikimedia T259542",
  ],
  *check(flavors, cloud) {
    const asking = flavors.map((flavor) => ({ flavor, demands: scopedDemands(flavor) }));
    if (asking.every(({ demands }) => demands.length === 0)) return;
    const { aggregates } = cloud;
    if (aggregates === undefined) {
      yield* notChecked(cloud, "aggregates");
      return;
    }
    const hosts = [...aggregatesByHost(aggregates).values()];
    for (const { flavor, demands } of asking) {
      const unmet = demands.filter(
        (demand) =>
          !aggregates.some((each) => satisfies([each], demand)) && !hosts.some((its) => satisfies(its, demand)),
      );
      for (const demand of unmet) yield { flavor, at: flavor.atSpec(demand.key), ...explain(demand, aggregates) };
      const withHosts = demands.every((demand) => hosts.some((its) => satisfies(its, demand)));
      if (unmet.length > 0 || !withHosts || demands.length < 2 || hostsFor(aggregates, demands).length > 0) continue;
      yield {
        flavor,
        message: "no host is in aggregates that satisfy all aggregate_instance_extra_specs at once",
        at: flavor.atSpec(demands.at(-1)?.key ?? ""),
        seen: demands.map(({ metadata, wanted }) => `${metadata}=${wanted}`).join(", "),
        hint: "put a host into an aggregate for each of them, or drop one",
      };
    }
  },
  failing: [
    {
      title: "no aggregate says so",
      flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:ceph": "true" } }],
      cloud: { aggregates: [aggregate("local", { localdisk: "true" }, ["cloudvirt1"])] },
    },
    {
      title: "another spelling of the value",
      flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:ceph": "True" } }],
      cloud: { aggregates: [aggregate("ceph", { ceph: "true" }, ["cloudvirt1"])] },
    },
    {
      title: "each somewhere, both nowhere",
      flavors: [
        { extraSpecs: { "aggregate_instance_extra_specs:ceph": "true", "aggregate_instance_extra_specs:gpu": "true" } },
      ],
      cloud: {
        aggregates: [aggregate("ceph", { ceph: "true" }, ["a"]), aggregate("gpu", { gpu: "true" }, ["b"])],
      },
    },
  ],
  passing: [
    {
      title: "one of several values of an aggregate",
      flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:storage": "ceph" } }],
      cloud: { aggregates: [aggregate("ceph", { storage: "local, ceph" }, ["a"])] },
    },
    {
      title: "two aggregates of one host",
      flavors: [
        {
          extraSpecs: {
            "aggregate_instance_extra_specs:ceph": "true",
            "aggregate_instance_extra_specs:speed": "<or> fast <or> faster",
          },
        },
      ],
      cloud: {
        aggregates: [aggregate("ceph", { ceph: "true" }, ["a"]), aggregate("fast", { speed: "fast" }, ["a"])],
      },
    },
  ],
};

function explain(
  { metadata, wanted }: AggregateDemand,
  aggregates: readonly CloudAggregate[],
): Pick<LiveProblem, "message" | "seen" | "allowed" | "hint"> {
  const values = aggregateValues(aggregates, metadata);
  if (values.length > 0)
    return {
      message: `no aggregate has a matching value of ${metadata}`,
      seen: wanted,
      allowed: values.join(", "),
      hint: didYouMean(wanted, values),
    };
  const keys = [...new Set(aggregates.flatMap((each) => Object.keys(each.metadata)))];
  return {
    message: `no aggregate has ${metadata}`,
    seen: `${metadata}=${wanted}`,
    allowed: keys.length > 0 ? keys.join(", ") : "nothing: no aggregate has metadata",
    hint: didYouMean(metadata, keys) ?? "set it on an aggregate: openstack aggregate set --property",
  };
}
