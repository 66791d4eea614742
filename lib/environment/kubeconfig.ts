// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import {
  connectKubernetes,
  readToken,
  requestToken,
  teamKubeconfig,
  type Kubernetes,
  type Surroundings,
} from "../live/index.ts";

/** What an earlier run of the same stack gave out. */
export interface EarlierAccess {
  readonly kubeconfig?: string | undefined;
  /** The end that was asked for then. */
  readonly credentialsExpire?: string | undefined;
}

export interface TeamKubeconfigArgs {
  /** kubeconfig context of the cluster, an administrator's. */
  readonly context: string;
  /** Name of the team, of its namespace, and of cluster, user and context in the file. */
  readonly teamName: string;
  readonly serviceAccount: string;
  /** uid of that ServiceAccount: known once it exists. */
  readonly serviceAccountUid: pulumi.Output<string>;
  /** When access ends, ISO 8601. */
  readonly expires: string;
  readonly earlier: Promise<EarlierAccess>;
  readonly surroundings: Surroundings;
}

/**
 * A team's kubeconfig with a token that ends by itself. The token of an earlier run is kept while it is of the same
 * ServiceAccount, was asked to end at the same instant and has an hour left, so a run without changes changes nothing.
 * A preview asks the cluster for nothing: then the value is unknown, or the earlier one.
 * @returns a secret
 */
export function teamKubeconfigOutput(args: TeamKubeconfigArgs): pulumi.Output<string> {
  return pulumi.secret(
    args.serviceAccountUid.apply(async (uid) => {
      const cluster = await connectKubernetes(args.context, args.surroundings);
      try {
        const token =
          reusable(await args.earlier, uid, args.expires) ??
          (pulumi.runtime.isDryRun() ? undefined : await freshToken(cluster, args));
        // The SDK's marker for "not yet known"; its type cannot say that it stands for a string.
        if (token === undefined) return pulumi.unknown as unknown as string;
        return teamKubeconfig({ cluster: cluster.cluster, name: args.teamName, namespace: args.teamName, token });
      } finally {
        cluster.close();
      }
    }),
  );
}

async function freshToken(cluster: Kubernetes, args: TeamKubeconfigArgs): Promise<string> {
  return (await requestToken(cluster, args.teamName, args.serviceAccount, args.expires)).token;
}

const hour = 3_600_000;

/** The earlier token, if it may go on. */
export function reusable(
  earlier: EarlierAccess,
  serviceAccountUid: string,
  expires: string,
  now: number = Date.now(),
): string | undefined {
  if (earlier.kubeconfig === undefined || earlier.credentialsExpire !== expires) return undefined;
  const file = parse(earlier.kubeconfig) as {
    readonly users?: readonly { readonly user?: { readonly token?: string } }[];
  } | null;
  const token = file?.users?.[0]?.user?.token;
  const claims = token === undefined ? undefined : readToken(token);
  return claims?.serviceAccountUid === serviceAccountUid && Date.parse(claims.expires) - now > hour ? token : undefined;
}
