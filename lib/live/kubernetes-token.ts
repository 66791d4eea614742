// SPDX-License-Identifier: Apache-2.0
import { stringify } from "yaml";
import type { ClusterAddress } from "./kubeconfig.ts";
import type { Kubernetes } from "./kubernetes-client.ts";

export interface ServiceAccountToken {
  readonly token: string;
  /** When the apiserver ends it, ISO 8601 UTC; it may grant less than asked. */
  readonly expires: string;
  readonly serviceAccountUid: string;
}

/**
 * A token of a ServiceAccount that ends by itself (TokenRequest). Nothing is stored in the cluster.
 * The apiserver grants no less than ten minutes.
 * @param expires ISO 8601
 * @throws LiveError
 */
export async function requestToken(
  cluster: Kubernetes,
  namespace: string,
  serviceAccount: string,
  expires: string,
): Promise<ServiceAccountToken> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${serviceAccount}`;
  const account = await cluster.request<{ readonly metadata: { readonly uid: string } }>("GET", path);
  const seconds = Math.max(600, Math.floor((Date.parse(expires) - Date.now()) / 1000));
  const { status } = await cluster.request<{
    readonly status: { readonly token: string; readonly expirationTimestamp: string };
  }>("POST", `${path}/token`, {
    repeatable: true,
    body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: seconds } },
  });
  return { token: status.token, expires: status.expirationTimestamp, serviceAccountUid: account.metadata.uid };
}

/** What a token of a kubeconfig says about itself, unverified: to decide whether it can be kept. undefined: not such a token. */
export function readToken(
  token: string,
): { readonly expires: string; readonly serviceAccountUid: string | undefined } | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as {
      readonly exp?: number;
      readonly "kubernetes.io"?: { readonly serviceaccount?: { readonly uid?: string } };
    };
    if (typeof claims.exp !== "number") return undefined;
    return {
      expires: new Date(claims.exp * 1000).toISOString(),
      serviceAccountUid: claims["kubernetes.io"]?.serviceaccount?.uid,
    };
  } catch {
    return undefined;
  }
}

export interface TeamKubeconfigOptions {
  readonly cluster: ClusterAddress;
  /** Name of cluster, user and context: the team's name. */
  readonly name: string;
  readonly namespace: string;
  readonly token: string;
}

/** A kubeconfig with one context that opens in the team's namespace. Byte for byte the same for the same input. */
export function teamKubeconfig({ cluster, name, namespace, token }: TeamKubeconfigOptions): string {
  return stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name,
          cluster: {
            server: cluster.server,
            ...(cluster.ca === undefined
              ? {}
              : { "certificate-authority-data": Buffer.from(cluster.ca).toString("base64") }),
            ...(cluster.verify ? {} : { "insecure-skip-tls-verify": true }),
            ...(cluster.tlsServerName === undefined ? {} : { "tls-server-name": cluster.tlsServerName }),
          },
        },
      ],
      users: [{ name, user: { token } }],
      contexts: [{ name, context: { cluster: name, user: name, namespace } }],
      "current-context": name,
    },
    { lineWidth: 0 },
  );
}
