// SPDX-License-Identifier: Apache-2.0
import type { CloudConfig } from "./clouds-yaml.ts";
import type { Session } from "./keystone.ts";

/** Services that bivouac asks, by their official type (service-types-authority). */
export type Service =
  | "identity"
  | "compute"
  | "network"
  | "block-storage"
  | "image"
  | "dns"
  | "load-balancer"
  | "orchestration"
  | "placement"
  | "accelerator";

interface Facts {
  /** Types in catalogs, the official one first. */
  readonly types: readonly string[];
  /** Version part that is added to an unversioned endpoint. */
  readonly version?: string | undefined;
  /** The version part is followed by the project's id. */
  readonly perProject?: boolean | undefined;
  /** It holds objects that no inventory lists. */
  readonly unlisted?: boolean | undefined;
}

const facts: Record<Service, Facts> = {
  identity: { types: ["identity"], version: "v3" },
  compute: { types: ["compute"], version: "v2.1" },
  network: { types: ["network"], version: "v2.0" },
  "block-storage": { types: ["block-storage", "volumev3", "block-store", "volume"], version: "v3", perProject: true },
  image: { types: ["image"], version: "v2" },
  dns: { types: ["dns"], version: "v2" },
  "load-balancer": { types: ["load-balancer"], version: "v2" },
  orchestration: { types: ["orchestration"], version: "v1", perProject: true },
  placement: { types: ["placement"] },
  accelerator: { types: ["accelerator"], version: "v2", unlisted: true },
};

export const services: readonly Service[] = Object.keys(facts) as Service[];

/** Base address with version, without a trailing slash; undefined when the catalog has none for interface and region. */
export function endpointOf(cloud: CloudConfig, session: Session, service: Service): string | undefined {
  if (service === "identity") return cloud.authUrl;
  const { types, version, perProject } = facts[service];
  const override = types.map((type) => cloud.endpointOverrides[type]).find((url) => url !== undefined);
  const url = override ?? fromCatalog(cloud, session, types);
  if (url === undefined) return undefined;
  const base = url.replace(/\/+$/, "");
  if (version === undefined || /\/v\d+(\.\d+)?(\/|$)/.test(new URL(base).pathname)) return base;
  return perProject ? `${base}/${version}/${session.projectId}` : `${base}/${version}`;
}

/** Types in the catalog that no service above stands for: what an inventory cannot see. */
export function unknownServices(session: Session): string[] {
  const known = new Set(Object.values(facts).flatMap((fact) => (fact.unlisted ? [] : fact.types)));
  return session.catalog
    .map((entry) => entry.type)
    .filter((type) => !known.has(type) && !passive.has(type))
    .toSorted();
}

/** Services that hold no objects of a team of their own: other versions of known ones, front ends, metering. */
const passive = new Set([
  "volumev2",
  "compute_legacy",
  "cloudformation",
  "metering",
  "metric",
  "event",
  "rating",
  "identity_v2",
]);

function fromCatalog(cloud: CloudConfig, session: Session, types: readonly string[]): string | undefined {
  for (const type of types) {
    const endpoints = session.catalog.filter((entry) => entry.type === type).flatMap((entry) => entry.endpoints);
    const found = endpoints.find(
      (endpoint) =>
        endpoint.interface === cloud.interface &&
        (cloud.region === undefined || (endpoint.region_id ?? endpoint.region) === cloud.region),
    );
    if (found) return found.url;
  }
  return undefined;
}
