// SPDX-License-Identifier: Apache-2.0

// What the linter and the policies of admission both know of hosts, nodes and ingress controllers.

/** Labels that every node has and that tell no team's nodes from another's. @see https://kubernetes.io/docs/reference/labels-annotations-taints/ */
export const harmlessNodeLabels: readonly string[] = [
  "kubernetes.io/arch",
  "kubernetes.io/os",
  "node.kubernetes.io/instance-type",
  "topology.kubernetes.io/region",
  "topology.kubernetes.io/zone",
];

/** Beginning of the taints that Kubernetes itself puts on nodes in trouble. */
export const harmlessTaints = "node.kubernetes.io/";

/** The scheduler of pods that name none. */
export const usualScheduler = "default-scheduler";

/**
 * Annotations of Ingresses, routes and Services that run code in the controller, take other hosts, or make it connect elsewhere.
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations-risk/
 */
export const refusedAnnotations: readonly string[] = [
  "external-dns.alpha.kubernetes.io/hostname",
  "external-dns.alpha.kubernetes.io/internal-hostname",
  "external-dns.alpha.kubernetes.io/target",
  "nginx.ingress.kubernetes.io/auth-proxy-set-headers",
  "nginx.ingress.kubernetes.io/auth-signin",
  "nginx.ingress.kubernetes.io/auth-url",
  "nginx.ingress.kubernetes.io/custom-headers",
  "nginx.ingress.kubernetes.io/fastcgi-params-configmap",
  "nginx.ingress.kubernetes.io/mirror-host",
  "nginx.ingress.kubernetes.io/mirror-target",
  "nginx.ingress.kubernetes.io/server-alias",
];

/** The same by their end: text that goes into the controller's own configuration. */
export const refusedAnnotationEnds: readonly string[] = ["-snippet", "-snippets"];

/** Annotations that name a Secret, of any namespace as `namespace/name`. */
export const secretAnnotations: readonly string[] = [
  "nginx.ingress.kubernetes.io/auth-secret",
  "nginx.ingress.kubernetes.io/auth-tls-secret",
  "nginx.ingress.kubernetes.io/proxy-ssl-secret",
];

export function isRefusedAnnotation(key: string, value: string, namespace: string): boolean {
  return (
    refusedAnnotations.includes(key) ||
    refusedAnnotationEnds.some((end) => key.endsWith(end)) ||
    (secretAnnotations.includes(key) && value.includes("/") && !value.startsWith(`${namespace}/`))
  );
}

/** True when `host` is `suffix` or lies below it, and stands for itself alone. */
export function isHostBelow(host: string, suffix: string): boolean {
  return !host.includes("*") && (host === suffix || host.endsWith(`.${suffix}`));
}
