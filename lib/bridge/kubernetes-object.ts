// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { kubernetesVersion } from "./kubernetes-provider.ts";
import { groupOf } from "./render.ts";

/** Metadata as the apiserver completes it. */
export interface LiveMetadata {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly uid: string;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
}

/**
 * One Kubernetes API object, of whatever kind, as a resource of Pulumi's Kubernetes provider.
 * @see https://www.pulumi.com/registry/packages/kubernetes/
 */
export class KubernetesObject extends pulumi.CustomResource {
  declare readonly apiVersion: pulumi.Output<string>;
  declare readonly kind: pulumi.Output<string>;
  declare readonly metadata: pulumi.Output<LiveMetadata>;

  /** @param object `apiVersion`, `kind`, `metadata` and the rest of the manifest; leaves may be Outputs. */
  constructor(
    name: string,
    object: pulumi.Inputs & { readonly apiVersion: string; readonly kind: string },
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(
      typeToken(object.apiVersion, object.kind),
      name,
      object,
      pulumi.mergeOptions({ version: kubernetesVersion }, opts),
    );
  }
}

// The provider's own spelling: `kubernetes:core/v1:Service`, `kubernetes:apps/v1:Deployment`.
function typeToken(apiVersion: string, kind: string): string {
  const group = groupOf(apiVersion);
  return `kubernetes:${group === "" ? `core/${apiVersion}` : apiVersion}:${kind}`;
}
