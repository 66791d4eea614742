// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

/** Version of Pulumi's Kubernetes provider that is asked for. */
export const kubernetesVersion = "4.34.2";

export interface KubernetesProviderArgs {
  /**
   * Path of a kubeconfig file, or its text. A text is kept as a secret.
   * @default - KUBECONFIG or ~/.kube/config
   */
  readonly kubeconfig?: pulumi.Input<string> | undefined;
  /**
   * Context in the kubeconfig.
   * @default - its current context
   */
  readonly context?: pulumi.Input<string> | undefined;
}

/** Which cluster KubernetesObjects go to. Stands for the provider class of the Kubernetes SDK, whose 23 MB nothing else here needs. */
export class KubernetesProvider extends pulumi.ProviderResource {
  constructor(name: string, args: KubernetesProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    super(
      "kubernetes",
      name,
      { kubeconfig: args.kubeconfig === undefined ? undefined : hideText(args.kubeconfig), context: args.context },
      pulumi.mergeOptions({ version: kubernetesVersion }, opts),
    );
  }
}

function hideText(kubeconfig: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi
    .output(kubeconfig)
    .apply((value) => (value.includes("\n") ? pulumi.secret(value) : pulumi.output(value)));
}
