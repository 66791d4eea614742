// SPDX-License-Identifier: Apache-2.0
import type { Fix } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";
import type { FlavorRule } from "../../rule.ts";
import { pythonInt } from "../../specs/values.ts";
import { fits, type GuestPart, guestParts, read, unknown } from "../../topology/index.ts";
import { hardware, setSpec, suggest } from "./fixes.ts";

type Numbers = Partial<Record<GuestPart, number>>;

export const topologyIgnored: FlavorRule = {
  id: "FL422",
  name: "topology-ignored",
  scope: "flavor",
  severity: "warning",
  what: "hw:cpu_sockets, hw:cpu_cores and hw:cpu_threads can be had together for the vCPUs and within the limits.",
  why: "They are wishes: what does not multiply to the vCPUs, or exceeds hw:cpu_max_*, is dropped without a word, and the guest sees other sockets, cores and threads.",
  sources: [`${hardware} get_cpu_topology_constraints, _sort_possible_cpu_topologies`],
  fix: "suggested",
  *check(flavor) {
    const wishes = numbersOf(flavor, "hw:cpu_");
    const limits = numbersOf(flavor, "hw:cpu_max_");
    const { vcpus } = flavor;
    if (wishes === undefined || limits === undefined || vcpus === undefined) return;
    const given = guestParts.filter((part) => wishes[part]);
    const [first] = given;
    // Limits that nothing fits are an error of another rule.
    if (first === undefined || !fits(vcpus, limits)) return;
    const seen = given.map((part) => `${wishes[part]} ${part}`).join(" × ");
    const high = given.find((part) => (wishes[part] as number) > (limits[part] || Infinity));
    if (high !== undefined) {
      yield {
        message: `hw:cpu_${high} is above hw:cpu_max_${high}: Nova drops all three wishes`,
        at: flavor.atSpec(`hw:cpu_${high}`),
        seen: flavor.spec(`hw:cpu_${high}`),
        allowed: `up to ${limits[high]}`,
      };
      return;
    }
    if (fits(vcpus, limits, wishes)) return;
    const right = repair(vcpus, wishes, limits);
    yield {
      message: `${seen} cannot make ${vcpus} vCPUs${Object.keys(limits).length === 0 ? "" : " within the limits"}: Nova takes another topology`,
      at: flavor.atSpec(`hw:cpu_${first}`),
      seen,
      allowed: `a product of ${vcpus}`,
      hint: "correct the numbers, or remove the wish",
      fix: right === undefined ? undefined : fixOf(flavor, ...right),
    };
  },
  failing: [
    {
      title: "sixteen for four",
      flavors: [{ vcpus: 4, extraSpecs: { "hw:cpu_sockets": "2", "hw:cpu_cores": "4", "hw:cpu_threads": "2" } }],
    },
    { title: "three sockets for four vCPUs", flavors: [{ vcpus: 4, extraSpecs: { "hw:cpu_sockets": "3" } }] },
    {
      title: "above the limit",
      flavors: [{ vcpus: 4, extraSpecs: { "hw:cpu_sockets": "4", "hw:cpu_max_sockets": "2" } }],
    },
  ],
  passing: [
    {
      title: "the product fits",
      flavors: [{ vcpus: 8, extraSpecs: { "hw:cpu_sockets": "2", "hw:cpu_cores": "2", "hw:cpu_threads": "2" } }],
    },
    { title: "one wish that divides", flavors: [{ vcpus: 8, extraSpecs: { "hw:cpu_sockets": "1" } }] },
  ],
};

/** Undefined when one of them is no number or not known. */
function numbersOf(flavor: Flavor, prefix: string): Numbers | undefined {
  const numbers: Numbers = {};
  for (const part of guestParts) {
    const text = read(flavor, `${prefix}${part}`);
    if (text === undefined) continue;
    const number = text === unknown ? undefined : pythonInt(text);
    if (number === undefined || number < 0) return undefined;
    numbers[part] = number;
  }
  return numbers;
}

/** The one wish whose change makes the product right: cores first, as hosts have most of them. */
function repair(vcpus: number, wishes: Numbers, limits: Numbers): [GuestPart, number] | undefined {
  if (!guestParts.every((part) => wishes[part])) return undefined;
  for (const part of ["cores", "sockets", "threads"] as const) {
    const rest = guestParts
      .filter((each) => each !== part)
      .reduce((product, each) => product * (wishes[each] as number), 1);
    const count = vcpus / rest;
    if (Number.isInteger(count) && fits(vcpus, limits, { ...wishes, [part]: count })) return [part, count];
  }
  return undefined;
}

function fixOf(flavor: Flavor, part: GuestPart, count: number): Fix {
  return suggest(`set hw:cpu_${part} to ${count}`, setSpec(flavor, `hw:cpu_${part}`, String(count)));
}
