// SPDX-License-Identifier: Apache-2.0
import type { Json } from "../../objects/manifest.ts";
import { unprivilegedContainer } from "../../objects/restricted-pod.ts";

type Fields = { readonly [key: string]: Json };

// What Strimzi's restricted profile would give, said here since it is the operator's administrator who chooses the profile.
// See io.strimzi.plugin.security.profiles.impl.RestrictedPodSecurityProvider of io.strimzi:api 1.2.0.

/** The images run as user 1001 of group 0, and volumes belong to that group. */
export const podSecurity: Fields = { fsGroup: 0, runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };

/** The root file system stays writable: Kafka's start scripts write their configuration to it. */
export const containerSecurity = unprivilegedContainer;

/** Environment variable that tells a broker its zone: reading it from the node would need a right in the whole cluster. */
export const zoneVariable = "KAFKA_ZONE";

/** Nodes of a pool on different machines if there are enough; all of them in its zone if it has one. */
export function spreadOver(cluster: string, pool: string, nodes: number, zone: string | undefined): Fields {
  return {
    ...(zone === undefined ? {} : { affinity: { nodeAffinity: inZone(zone) } }),
    ...(nodes < 2
      ? {}
      : {
          topologySpreadConstraints: ["kubernetes.io/hostname", ...(zone === undefined ? [zoneKey] : [])].map(
            (topologyKey) => ({
              maxSkew: 1,
              topologyKey,
              whenUnsatisfiable: "ScheduleAnyway",
              labelSelector: { matchLabels: { "strimzi.io/cluster": cluster, "strimzi.io/pool-name": pool } },
            }),
          ),
        }),
  };
}

const zoneKey = "topology.kubernetes.io/zone";

function inZone(zone: string): Fields {
  return {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: zoneKey, operator: "In", values: [zone] }] }],
    },
  };
}
