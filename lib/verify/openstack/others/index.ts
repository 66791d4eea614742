// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck } from "../probe.ts";
import { servers } from "./vo110-servers.ts";
import { serverGroups } from "./vo111-server-groups.ts";
import { keypairs } from "./vo112-keypairs.ts";
import { computeLimits } from "./vo113-compute-limits.ts";
import { computeAdmin } from "./vo114-compute-admin.ts";
import { serversOfOthersThings } from "./vo115-servers-of-others-things.ts";
import { networks } from "./vo120-networks.ts";
import { ports } from "./vo121-ports.ts";
import { routers } from "./vo122-routers.ts";
import { securityGroups } from "./vo123-security-groups.ts";
import { floatingIps } from "./vo124-floating-ips.ts";
import { networkSharing } from "./vo125-network-sharing.ts";
import { networkLimits } from "./vo126-network-limits.ts";
import { trunks } from "./vo127-trunks.ts";
import { volumes } from "./vo130-volumes.ts";
import { snapshots } from "./vo131-snapshots.ts";
import { storageLimits } from "./vo132-storage-limits.ts";
import { images } from "./vo140-images.ts";
import { imagePublishing } from "./vo141-image-publishing.ts";
import { dns } from "./vo150-dns.ts";
import { stacks } from "./vo160-stacks.ts";
import { loadBalancers } from "./vo161-load-balancers.ts";
import { placement } from "./vo162-placement.ts";
import { identity } from "./vo170-identity.ts";
import { identityAdmin } from "./vo171-identity-admin.ts";

/** Every table of probes, by code. */
export const othersChecks: readonly OthersCheck[] = [
  servers,
  serverGroups,
  keypairs,
  computeLimits,
  computeAdmin,
  serversOfOthersThings,
  networks,
  ports,
  routers,
  securityGroups,
  floatingIps,
  networkSharing,
  networkLimits,
  trunks,
  volumes,
  snapshots,
  storageLimits,
  images,
  imagePublishing,
  dns,
  stacks,
  loadBalancers,
  placement,
  identity,
  identityAdmin,
];
