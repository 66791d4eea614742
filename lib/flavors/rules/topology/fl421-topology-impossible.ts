// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { pythonInt } from "../../specs/values.ts";
import { fits, type GuestPart, guestParts, read, unknown } from "../../topology/index.ts";
import { hardware } from "./fixes.ts";

/** Since then the validator knows the keys and checks that they are numbers. */
const validated = 32;

export const topologyImpossible: FlavorRule = {
  id: "FL421",
  name: "topology-impossible",
  scope: "flavor",
  severity: "error",
  what: "The limits hw:cpu_max_sockets, hw:cpu_max_cores and hw:cpu_max_threads are numbers and leave some sockets × cores × threads that make exactly the vCPUs.",
  why: "The server is scheduled and then fails to build with ImageVCPULimitsRangeImpossible. Nova reads the limits in every release, though its validator takes them only since 2025.2.",
  sources: [`${hardware} _get_possible_cpu_topologies, get_cpu_topology_constraints`],
  *check(flavor, { release }) {
    const limits: Partial<Record<GuestPart, number>> = {};
    let known = true;
    for (const part of guestParts) {
      const key = `hw:cpu_max_${part}`;
      const text = read(flavor, key);
      const limit = text === unknown || text === undefined ? undefined : pythonInt(text);
      if (limit !== undefined) limits[part] = limit;
      else if (text !== undefined) known = false;
      if (text !== unknown && text !== undefined && limit === undefined && release < validated)
        yield { message: `${key} is no number: no server boots`, at: flavor.atSpec(key), seen: text };
    }
    const given = guestParts.filter((part) => limits[part] !== undefined);
    const [first] = given;
    if (!known || first === undefined || flavor.vcpus === undefined || fits(flavor.vcpus, limits)) return;
    yield {
      message: `no sockets × cores × threads within the limits make ${flavor.vcpus} vCPUs: no server builds`,
      at: flavor.atSpec(`hw:cpu_max_${first}`),
      seen: given.map((part) => `${part} ≤ ${limits[part]}`).join(", "),
      hint: "raise a limit, or remove one",
    };
  },
  failing: [
    {
      title: "one of each for four vCPUs",
      flavors: [
        {
          vcpus: 4,
          extraSpecs: { "hw:cpu_max_sockets": "1", "hw:cpu_max_cores": "1", "hw:cpu_max_threads": "1" },
        },
      ],
    },
    {
      title: "five cannot be divided",
      flavors: [
        {
          vcpus: 5,
          extraSpecs: { "hw:cpu_max_sockets": "2", "hw:cpu_max_cores": "4", "hw:cpu_max_threads": "2" },
        },
      ],
    },
  ],
  passing: [
    {
      title: "exactly fitting",
      flavors: [
        {
          vcpus: 8,
          extraSpecs: { "hw:cpu_max_sockets": "2", "hw:cpu_max_cores": "2", "hw:cpu_max_threads": "2" },
        },
      ],
    },
    { title: "cores are free", flavors: [{ vcpus: 5, extraSpecs: { "hw:cpu_max_sockets": "1" } }] },
  ],
};
