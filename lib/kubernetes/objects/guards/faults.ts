// SPDX-License-Identifier: Apache-2.0
import type { GuardRails } from "../../../model/light.ts";

/** All that is wrong with guard rails, one sentence each with the field, the value and the next step. */
export function guardRailsFaults(rails: GuardRails): string[] {
  const { domain, gateway } = rails;
  return [
    ...rails.registries.flatMap(registryFaults),
    ...(domain === undefined || (isName(domain) && domain.includes("."))
      ? []
      : [
          `domain "${domain}" is not a domain: write it like hackathon.example.org, in small letters and without a wildcard`,
        ]),
    ...(rails.storageClasses ?? []).flatMap((name) => nameFaults("storageClasses", name)),
    ...rails.priorityClasses.flatMap((name) => nameFaults("priorityClasses", name)),
    ...rails.nodeKeys.flatMap((key) =>
      /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(key)
        ? []
        : [`nodeKeys "${key}" is not the key of a label or taint: write it like example.org/gpu`],
    ),
    ...(gateway === undefined ? [] : nameFaults("gateway.namespace", gateway.namespace)),
    ...(gateway === undefined ? [] : nameFaults("gateway.name", gateway.name)),
  ];
}

function registryFaults(prefix: string): string[] {
  const [host = "", ...path] = prefix.split("/");
  const told = (what: string): string[] => [
    `registries "${prefix}" ${what}: write it like registry.example.org/ or docker.io/library/`,
  ];
  if (prefix.includes("://")) return told("has a scheme");
  if (/[A-Z\s*@]/.test(prefix)) return told("holds a capital, a space, * or @, which no name of a repository does");
  if (!/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[0-9]+)?$/.test(host) || !(/[.:]/.test(host) || host === "localhost"))
    return told("does not begin with a registry's host");
  if (host === "index.docker.io") return told("is docker.io by its old name");
  if (path.some((part, index) => (part === "" ? index < path.length - 1 : !/^[a-z0-9]+([._-]+[a-z0-9]+)*$/.test(part))))
    return told("is not the name of a repository");
  return [];
}

function nameFaults(field: string, name: string): string[] {
  return isName(name) ? [] : [`${field} "${name}" is not a name: small letters, digits, - and . only`];
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
function isName(name: string): boolean {
  return name.length <= 253 && name.split(".").every((part) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(part));
}
