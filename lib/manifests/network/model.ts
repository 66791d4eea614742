// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../fields.ts";

export type Protocol = "TCP" | "UDP" | "SCTP";

export interface NetworkPort {
  readonly name?: string | undefined;
  readonly port: number;
  readonly protocol: Protocol;
}

/** A pod, or what a workload would make its pods like. */
export interface NetworkPod {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** IPv4 and IPv6 addresses. A pod that has none is in no block of addresses. */
  readonly addresses?: readonly string[] | undefined;
  /** Ports that its containers name. Others may be listened on too. */
  readonly ports?: readonly NetworkPort[] | undefined;
  /** In the node's network: no policy selects it, and it is met only by its address. @default false */
  readonly hostNetwork?: boolean | undefined;
}

export interface NetworkNamespace {
  readonly name: string;
  /** `kubernetes.io/metadata.name` is added. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A pod of the cluster, or an address of nobody in it. */
export type Endpoint = NetworkPod | string;

/** What is asked: may `from` open a connection to `to` on this port? */
export interface Connection {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly port: number;
  /** @default "TCP" */
  readonly protocol?: Protocol | undefined;
}

/** One side's answer. */
export interface Decision {
  readonly allowed: boolean;
  /**
   * Why: `outside` no pod of the cluster is at this side; `self` a pod always reaches itself; `default` no policy takes part;
   * `rule` a rule of `policies` decided; `isolation` `policies` select the pod and none of their rules allows it.
   */
  readonly why: "outside" | "self" | "default" | "rule" | "isolation";
  /** `NetworkPolicy team-a/deny-all`, sorted. */
  readonly policies: readonly string[];
}

export interface NetworkVerdict {
  /** Both sides allow it. */
  readonly allowed: boolean;
  /** What the policies of `from` say. */
  readonly egress: Decision;
  /** What the policies of `to` say. */
  readonly ingress: Decision;
}

export interface NetworkModel {
  /** A namespace that is not listed has no label but its name. */
  readonly namespaces: readonly NetworkNamespace[];
  /** NetworkPolicies, AdminNetworkPolicies, BaselineAdminNetworkPolicies and ClusterNetworkPolicies; other objects are passed over. */
  readonly policies: readonly Fields[];
}
