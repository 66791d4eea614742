// SPDX-License-Identifier: Apache-2.0
import type * as pulumi from "@pulumi/pulumi";

export interface VmOutputs {
  readonly name: string;
  /** Nova's id. */
  readonly id: pulumi.Output<string>;
  /** Address in the team's network. */
  readonly ip: pulumi.Output<string>;
  readonly floatingIp?: pulumi.Output<string> | undefined;
}

/** What the OpenStack half of a team came to. */
export interface OpenStackOutputs {
  readonly project: { readonly id: pulumi.Output<string>; readonly name: string };
  /** Absent when the team has no VMs. */
  readonly network?: { readonly id: pulumi.Output<string>; readonly cidr: string } | undefined;
  readonly vms: readonly VmOutputs[];
  /** For the team's people; restricted and bounded. The secret is a secret output. */
  readonly applicationCredential: {
    readonly id: pulumi.Output<string>;
    readonly secret: pulumi.Output<string>;
    readonly authUrl: string;
    readonly region?: string | undefined;
  };
  /** What destroy leaves behind because the event file says so. */
  readonly kept?: { readonly project: string; readonly volumes: readonly string[] } | undefined;
}

/** What the Kubernetes half came to. */
export interface KubernetesOutputs {
  readonly namespace: pulumi.Output<string>;
  /** kubeconfig context of the cluster that holds it. */
  readonly cluster: string;
  /** Secret. Opens in the team's namespace and ends with `credentialsExpire`; absent in a preview. */
  readonly kubeconfig: pulumi.Output<string>;
}

/** Stack outputs of one team. */
export interface TeamOutputs extends Partial<OpenStackOutputs>, Partial<KubernetesOutputs> {
  readonly team: string;
  /** When the team's credentials end, ISO 8601. */
  readonly credentialsExpire: string;
}
