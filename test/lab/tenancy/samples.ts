// SPDX-License-Identifier: Apache-2.0

// Objects that a team may make, and what can be wrong with them.

export interface PodFields {
  readonly spec?: Readonly<Record<string, unknown>> | undefined;
  readonly container?: Readonly<Record<string, unknown>> | undefined;
  readonly securityContext?: Readonly<Record<string, unknown>> | undefined;
}

/** The spec of a pod that every team may run; `change` puts fields over it. */
export function podSpec({ spec, container, securityContext }: PodFields = {}): Record<string, unknown> {
  return {
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: "main",
        image: "registry.example.org/app:1",
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ["ALL"] },
          ...securityContext,
        },
        ...container,
      },
    ],
    ...spec,
  };
}

export function pod(name: string, fields: PodFields = {}): Record<string, unknown> {
  return { apiVersion: "v1", kind: "Pod", metadata: { name }, spec: podSpec(fields) };
}

export function deployment(name: string, fields: PodFields = {}, replicas = 1): Record<string, unknown> {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec(fields) } },
  };
}

export function service(name: string, spec: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
  };
}

export function ingress(name: string, host: string | undefined): Record<string, unknown> {
  const backend = { service: { name, port: { number: 80 } } };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name },
    spec: { rules: [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }] },
  };
}

export function claim(name: string, spec: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, ...spec },
  };
}

const rbac = "rbac.authorization.k8s.io";

export function role(name: string, ...rules: readonly object[]): Record<string, unknown> {
  return { apiVersion: `${rbac}/v1`, kind: "Role", metadata: { name }, rules };
}

export function roleBinding(name: string, ref: object, ...subjects: readonly object[]): Record<string, unknown> {
  return {
    apiVersion: `${rbac}/v1`,
    kind: "RoleBinding",
    metadata: { name },
    roleRef: { apiGroup: rbac, kind: "Role", ...ref },
    subjects,
  };
}

export function networkPolicy(name: string, spec: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name },
    spec: { podSelector: {}, ...spec },
  };
}
