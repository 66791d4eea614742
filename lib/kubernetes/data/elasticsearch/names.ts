// SPDX-License-Identifier: Apache-2.0

// Names that ECK gives to what it makes for a cluster.

/** Where it answers, with TLS, on port 9200. */
export function httpHostOf(cluster: string, namespace: string): string {
  return `${cluster}-es-http.${namespace}.svc`;
}

/** Secret with `ca.crt`, by which clients know the cluster. */
export function httpCaSecretOf(cluster: string): string {
  return `${cluster}-es-http-certs-public`;
}
