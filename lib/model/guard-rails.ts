// SPDX-License-Identifier: Apache-2.0
import { parseBlock } from "./cidr.ts";
import type { Draft } from "./draft.ts";
import type { GuardRails } from "./event.ts";
import type { Report } from "./report.ts";

/** Of an event whose file says nothing. */
export const defaultGuardRails: GuardRails = {
  registries: [],
  digests: false,
  priorityClasses: [],
  nodeKeys: [],
  nodeNetworks: [],
  operators: { namespaces: ["elastic-system"], apiServer: [] },
  networkPolicies: "standard",
  off: [],
};

/** The guard rails of an event, with the defaults for what its file does not say. */
export function resolveGuardRails(draft: Draft, report: Report): GuardRails {
  const given = draft.guardRails ?? {};
  for (const [index, registry] of (given.registries ?? []).entries())
    if (/^[a-z]+:\/\//.test(registry) || /\s/.test(registry) || registry !== registry.toLowerCase())
      report.add({
        code: "BV271",
        message: "a registry is the beginning of an image's name",
        path: ["guardRails", "registries", index],
        seen: registry,
        allowed: "lower case without a scheme, like docker.io/library/ or ghcr.io/example/",
      });
  if (given.domain !== undefined && !isDomain(given.domain))
    report.add({
      code: "BV272",
      message: "the domain of the teams' hosts is no DNS name",
      path: ["guardRails", "domain"],
      seen: given.domain,
      allowed: "at least two labels of a-z, 0-9 and -, without a wildcard or a dot at the end, like apps.example.org",
    });
  const blocks = (cidrs: readonly string[] | undefined, what: string, ...path: string[]): void => {
    for (const [index, cidr] of (cidrs ?? []).entries())
      if (parseBlock(cidr) === undefined && !isIpv6Block(cidr))
        report.add({
          code: "BV273",
          message: `${what} is no CIDR`,
          path: ["guardRails", ...path, index],
          seen: cidr,
          allowed: "a CIDR like 203.0.113.0/24 or 2001:db8::/32",
        });
  };
  blocks(given.nodeNetworks, "a node network", "nodeNetworks");
  blocks(given.operators?.apiServer, "an address of the API server", "operators", "apiServer");
  const { operators, ...others } = given;
  const written = Object.entries(others).filter(([, value]) => value !== undefined);
  return {
    ...defaultGuardRails,
    ...(Object.fromEntries(written) as Partial<GuardRails>),
    operators: {
      namespaces: operators?.namespaces ?? defaultGuardRails.operators.namespaces,
      apiServer: operators?.apiServer ?? defaultGuardRails.operators.apiServer,
    },
  };
}

function isDomain(text: string): boolean {
  const labels = text.split(".");
  return (
    labels.length >= 2 && labels.every((label) => label.length <= 63 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label))
  );
}

function isIpv6Block(text: string): boolean {
  const [address = "", length = "", more] = text.split("/");
  return (
    more === undefined &&
    /^[0-9a-fA-F:]{2,39}$/.test(address) &&
    address.includes(":") &&
    /^\d{1,3}$/.test(length) &&
    Number(length) <= 128
  );
}
