// SPDX-License-Identifier: Apache-2.0
import { type Finding, overlap, parseBlock } from "../model/index.ts";
import type { EventPlan, TeamPlan } from "../planning/index.ts";
import type { Raw } from "./kinds.ts";
import { marksOf } from "./ownership.ts";
import { suggestion } from "./places.ts";
import type { CloudFacts } from "./preflight-cloud.ts";

/** The external network, its free addresses, and address ranges that would collide. */
export function checkNetworks(plan: EventPlan, teams: readonly TeamPlan[], facts: CloudFacts): Finding[] {
  const withNetwork = teams.filter(({ cidr }) => cidr !== undefined);
  if (withNetwork.length === 0 || facts.networks === undefined) return [];
  const external = facts.networks.filter((network) => network["router:external"] === true);
  const found = external.filter((network) => network.name === plan.event.externalNetwork);
  return [
    ...(found[0] === undefined
      ? [missing(plan, facts.networks, external)]
      : checkAddresses(plan, withNetwork, found[0], facts)),
    ...(found.length > 1 ? [ambiguous(plan, found)] : []),
    ...checkOverlap(plan, withNetwork, facts),
  ];
}

function missing(plan: EventPlan, networks: readonly Raw[], external: readonly Raw[]): Finding {
  const name = plan.event.externalNetwork;
  const there = networks.some((network) => network.name === name);
  const near = suggestion(
    name,
    external.map((network) => String(network.name)),
  );
  return {
    code: there ? "BV321" : "BV320",
    severity: "error",
    path: "externalNetwork",
    seen: name,
    allowed: near.allowed,
    hint: near.hint ?? "set externalNetwork in the event file to one of these",
    message: there
      ? `network "${name}" is not external: routers cannot use it`
      : `external network "${name}" is not on the cloud`,
  };
}

function ambiguous(plan: EventPlan, found: readonly Raw[]): Finding {
  return {
    code: "BV320",
    severity: "error",
    path: "externalNetwork",
    message: `${found.length} external networks are named "${plan.event.externalNetwork}"`,
    seen: found.map((network) => String(network.id)).join(", "),
    allowed: "one",
    hint: "rename one of them",
  };
}

/** Each router takes an address for its gateway beside the floating IPs. What the event has already is not needed again. */
function checkAddresses(plan: EventPlan, teams: readonly TeamPlan[], external: Raw, facts: CloudFacts): Finding[] {
  const counted = facts.availability?.find((entry) => entry.network_id === external.id);
  if (counted === undefined) return [];
  const chosen = new Set(teams.map(({ team }) => team.name.slice(plan.event.name.length + 1)));
  const have = [...(facts.floatingIps ?? []), ...(facts.routers ?? [])].filter((raw) => {
    const marks = marksOf(raw);
    return marks?.event === plan.event.name && marks.team !== undefined && chosen.has(marks.team);
  }).length;
  const floating = teams.reduce((sum, { demand }) => sum + demand.floatingIps, 0);
  const need = Math.max(0, floating + teams.length - have);
  const free = Number(counted.total_ips) - Number(counted.used_ips);
  if (need <= free) return [];
  return [
    {
      code: "BV322",
      severity: "error",
      path: "externalNetwork",
      message: `external network "${plan.event.externalNetwork}" has too few free addresses`,
      seen: `${free} free of ${String(counted.total_ips)}`,
      allowed: `${need} needed: ${floating} floating IPs and ${teams.length} routers${have > 0 ? `, ${have} there already` : ""}; asked by ${askers(teams)}`,
      hint: "set floatingIp: false where it is not needed, or free some: openstack floating ip list --status DOWN",
    },
  ];
}

function askers(teams: readonly TeamPlan[]): string {
  return (
    teams
      .filter(({ demand }) => demand.floatingIps > 0)
      .map(({ team, demand }) => `${team.id} ${demand.floatingIps}`)
      .join(", ") || "no team"
  );
}

/** A team's block must not cover what its router leads to. Sharing one with another event is harmless while the two are apart. */
function checkOverlap(plan: EventPlan, teams: readonly TeamPlan[], facts: CloudFacts): Finding[] {
  const outside = new Set(
    (facts.networks ?? [])
      .filter((network) => network["router:external"] === true || network.shared === true)
      .map((network) => network.id),
  );
  const events = new Map<string, number>();
  const findings = teams.flatMap(({ team, cidr }) => {
    const mine = cidr === undefined ? undefined : parseBlock(cidr);
    return (facts.subnets ?? []).flatMap((subnet): Finding[] => {
      const block = parseBlock(String(subnet.cidr));
      if (mine === undefined || block === undefined || !overlap(mine, block)) return [];
      const other = marksOf(subnet)?.event;
      if (other !== undefined && other !== plan.event.name) events.set(other, (events.get(other) ?? 0) + 1);
      return !outside.has(subnet.network_id)
        ? []
        : [
            {
              code: "BV327",
              severity: "error",
              team: team.id,
              path: `teams.${team.id}.network.cidr`,
              seen: cidr,
              message: `network ${cidr ?? ""} overlaps subnet "${String(subnet.name)}" ${String(subnet.cidr)}, which the team's router leads to`,
              allowed: `a block outside ${String(subnet.cidr)}`,
              hint: "change network.supernet, or set network.cidr of the team, before the first up",
            },
          ];
    });
  });
  const shared = [...events].map(([other, count]): Finding => ({
    code: "BV328",
    severity: "info",
    path: "network.supernet",
    message: `${count} networks of event "${other}" use the same addresses`,
    seen: plan.event.network.supernet,
    hint: "give the events supernets of their own if their teams should ever be routed to each other",
  }));
  return [...findings, ...shared];
}
