// SPDX-License-Identifier: Apache-2.0
import { LiveError, findingOf } from "./errors.ts";
import type { Finding } from "../model/index.ts";
import type { Raw } from "./kinds.ts";
import type { OpenStack } from "./openstack-client.ts";

/** What the checks look at, read once. A list that could not be read is undefined and its finding is in `findings`. */
export interface CloudFacts {
  readonly flavors?: readonly Raw[] | undefined;
  readonly images?: readonly Raw[] | undefined;
  readonly networks?: readonly Raw[] | undefined;
  readonly subnets?: readonly Raw[] | undefined;
  readonly routers?: readonly Raw[] | undefined;
  readonly floatingIps?: readonly Raw[] | undefined;
  /** Per network: total_ips and used_ips. */
  readonly availability?: readonly Raw[] | undefined;
  readonly volumeTypes?: readonly Raw[] | undefined;
  readonly projects?: readonly Raw[] | undefined;
  readonly users?: readonly Raw[] | undefined;
  readonly roles?: readonly Raw[] | undefined;
  readonly findings: readonly Finding[];
}

/** One request a list, all at once. */
export async function readFacts(os: OpenStack): Promise<CloudFacts> {
  const findings: Finding[] = [];
  const read = async (...args: Parameters<OpenStack["list"]>): Promise<readonly Raw[] | undefined> => {
    try {
      return await os.list<Raw>(...args);
    } catch (error) {
      findings.push(findingOf(error));
      return undefined;
    }
  };
  const [flavors, images, networks, subnets, routers, floatingIps, volumeTypes, projects, users, roles, availability] =
    await Promise.all([
      read("compute", "/flavors/detail?is_public=None", "flavors", { microversion: "2.55" }),
      read("image", "/images?limit=200", "images"),
      read("network", "/networks", "networks"),
      read("network", "/subnets", "subnets"),
      read("network", "/routers", "routers"),
      read("network", "/floatingips", "floatingips"),
      read("block-storage", "/types?is_public=None", "volume_types"),
      read("identity", "/projects", "projects"),
      read("identity", "/users", "users"),
      read("identity", "/roles", "roles"),
      // An extension that some clouds lack; without it free addresses are not counted.
      os.list<Raw>("network", "/network-ip-availabilities", "network_ip_availabilities").catch((error: unknown) => {
        if (error instanceof LiveError) return undefined;
        throw error;
      }),
    ]);
  return {
    flavors,
    images,
    networks,
    subnets,
    routers,
    floatingIps,
    volumeTypes,
    projects,
    users,
    roles,
    availability,
    findings,
  };
}
