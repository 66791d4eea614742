// SPDX-License-Identifier: Apache-2.0
import { at } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { samplePolicy } from "./samples.ts";
import { policyKinds, ruleViews } from "./views.ts";

const from = [{ podSelector: {} }];
const open = (...ports: unknown[]) => [samplePolicy({ ingress: [{ from, ports }] })];

export const portRange: ObjectRule = {
  id: "NP106",
  name: "port-range",
  severity: "error",
  scope: "object",
  kinds: policyKinds,
  what: "Ports are 1 to 65535, and a range has a number to begin with and does not end before it.",
  why: "The apiserver refuses the policy.",
  sources: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-range-of-ports"],
  failing: [
    { title: "ends before it begins", objects: open({ port: 9000, endPort: 8000 }) },
    { title: "begins with a name", objects: open({ port: "http", endPort: 8000 }) },
    { title: "begins with nothing", objects: open({ endPort: 8000 }) },
    { title: "no port", objects: open({ port: 70_000 }) },
  ],
  passing: [
    { title: "a range", objects: open({ port: 8000, endPort: 9000 }) },
    { title: "a range of one", objects: open({ port: 8000, endPort: 8000 }) },
    { title: "a name", objects: open({ port: "http" }) },
  ],
  *check(manifest) {
    for (const { ports, direction } of ruleViews(manifest))
      for (const { value, path } of ports) {
        const port = at(value, "port");
        const end = at(value, "endPort");
        const field = `${direction}.ports.`;
        for (const [name, number] of [
          ["port", port],
          ["endPort", end],
        ] as const)
          if (typeof number === "number" && !(Number.isInteger(number) && number >= 1 && number <= 65535))
            yield {
              message: "not a port",
              at: { path: [...path, name], field: field + name },
              seen: String(number),
              allowed: "1 to 65535",
            };
        if (typeof end !== "number") continue;
        const where = { path: [...path, "endPort"], field: `${field}endPort` };
        if (typeof port === "number" && end < port)
          yield {
            message: "the range ends before it begins",
            at: where,
            seen: `${port} to ${end}`,
            hint: "swap the two",
          };
        else if (port === undefined || port === null || typeof port === "string")
          yield {
            message: "a range begins with the number of a port",
            at: where,
            seen: typeof port === "string" ? `port ${port}, endPort ${end}` : `endPort ${end} alone`,
            hint: "write the first number of the range as port",
          };
      }
  },
};
