// SPDX-License-Identifier: Apache-2.0
import { aggregatesByHost, hostsFor, satisfies, scopedDemands } from "../../live/aggregate-match.ts";
import { notChecked } from "../../live/not-checked.ts";
import { aggregate } from "../../live/samples.ts";
import type { LiveRule } from "../../rule.ts";

export const aggregateWithoutHosts: LiveRule = {
  id: "FL704",
  name: "aggregate-without-hosts",
  scope: "live",
  severity: "error",
  what: "Of the hosts whose aggregates the flavor asks for, one at least is enabled and up, and not only held as a spare.",
  why: "The flavor looks right and still no VM of it can start: its aggregates are empty, or all their hosts are disabled, down, spare or in maintenance.",
  sources: ["nova/scheduler/filters/compute_filter.py", "wikimedia T259542: VMs on a depooled host"],
  *check(flavors, cloud) {
    const asking = flavors
      .map((flavor) => ({ flavor, demands: scopedDemands(flavor) }))
      .filter(({ demands }) => demands.length > 0);
    if (asking.length === 0) return;
    const { aggregates, services } = cloud;
    if (aggregates === undefined || services === undefined) {
      yield* notChecked(cloud, "aggregates", "services");
      return;
    }
    const state = new Map(services.map((service) => [service.host, service]));
    const byHost = aggregatesByHost(aggregates);
    for (const { flavor, demands } of asking) {
      const at = flavor.atSpec(demands[0]?.key ?? "");
      const hosts = hostsFor(aggregates, demands);
      if (hosts.length === 0) {
        // Without a match at all it is the business of FL703.
        const empty = aggregates.filter((each) => each.hosts.length === 0);
        const matching = demands.every((demand) => aggregates.some((each) => satisfies([each], demand)));
        const reason = demands.some((demand) => empty.some((each) => satisfies([each], demand)));
        if (matching && reason)
          yield {
            flavor,
            message: `the aggregates that match have no hosts in cloud ${cloud.cloud}`,
            at,
            seen: empty.map(({ name }) => name).join(", "),
            hint: "add hosts: openstack aggregate add host",
          };
        continue;
      }
      const ready = hosts.filter((host) => state.get(host)?.enabled === true && state.get(host)?.up === true);
      if (ready.length === 0) {
        yield {
          flavor,
          message: `no host that the flavor may run on is enabled and up in cloud ${cloud.cloud}`,
          at,
          seen: few(hosts.map((host) => `${host} ${stateOf(state.get(host))}`)),
          hint: "enable one: openstack compute service set --enable",
        };
      } else if (ready.every((host) => byHost.get(host)?.some(({ name }) => isReserve(name)))) {
        yield {
          flavor,
          severity: "warning",
          message: "the flavor runs only on hosts that are kept as spares or for maintenance",
          at,
          seen: few(ready),
          hint: "ask for the aggregate of the hosts in service",
        };
      }
    }
  },
  failing: [
    {
      title: "an empty aggregate",
      flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:ceph": "true" } }],
      cloud: { aggregates: [aggregate("ceph", { ceph: "true" }, [])], services: [] },
    },
    {
      title: "its only host is disabled",
      flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:ceph": "true" } }],
      cloud: {
        aggregates: [aggregate("ceph", { ceph: "true" }, ["a"])],
        services: [
          { host: "a", enabled: false, up: true },
          { host: "b", enabled: true, up: true },
        ],
      },
    },
    {
      title: "only spares",
      flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:ceph": "true" } }],
      cloud: {
        aggregates: [aggregate("ceph", { ceph: "true" }, ["a"]), aggregate("spare", {}, ["a"])],
        services: [{ host: "a", enabled: true, up: true }],
      },
    },
  ],
  passing: [
    {
      title: "one of two is up",
      flavors: [{ extraSpecs: { "aggregate_instance_extra_specs:ceph": "true" } }],
      cloud: {
        aggregates: [aggregate("ceph", { ceph: "true" }, ["a", "b"])],
        services: [
          { host: "a", enabled: true, up: false },
          { host: "b", enabled: true, up: true },
        ],
      },
    },
    {
      title: "no aggregate asked for",
      flavors: [{}],
      cloud: { aggregates: [aggregate("spare", {}, ["a"])], services: [{ host: "a", enabled: false, up: true }] },
    },
  ],
};

function stateOf(service: { readonly enabled: boolean; readonly up: boolean } | undefined): string {
  if (service === undefined) return "has no nova-compute";
  return service.up ? "is disabled" : "is down";
}

/** Names by which clouds call hosts that should get no new VMs. */
function isReserve(name: string): boolean {
  return /(^|[^a-z])(spare|spares|maintenance|toobusy)([^a-z]|$)/i.test(name);
}

function few(names: readonly string[]): string {
  return names.length <= 5 ? names.join(", ") : `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`;
}
