// SPDX-License-Identifier: Apache-2.0
import { type Fields, fieldsAt, isFields, listAt, textAt } from "../../manifests/index.ts";
import type { KubernetesTeam } from "./team.ts";

// Objects that are asked about in dry runs: right in every way, to be changed in one.

/** Name of all that is asked about: nothing of it is ever stored. */
export const probeName = "bivouac-verify";

const digest = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** An image that the organizers let in; nothing is pulled. */
export function allowedImage({ guardRails }: KubernetesTeam): string {
  return `${guardRails?.registries[0]?.replace(/\/?$/, "/") ?? "registry.example.org/"}verify@${digest}`;
}

export function foreignImage(): string {
  return `registry.invalid/verify@${digest}`;
}

/** The planned LimitRange of a type: Container, Pod, PersistentVolumeClaim. */
export function plannedLimit({ planned }: KubernetesTeam, type: string): Fields | undefined {
  return planned
    .filter((object) => textAt(object, "kind") === "LimitRange")
    .flatMap((range) => listAt(range, "spec", "limits"))
    .filter(isFields)
    .find((limit) => textAt(limit, "type") === type);
}

/** The least CPU and memory that a container may ask for. */
export function leastOf(team: KubernetesTeam): Fields {
  const { cpu = "1m", memory = "1Mi" } = fieldsAt(plannedLimit(team, "Container"), "min") ?? {};
  return { cpu, memory };
}

/** The smallest claim. */
export function leastStorage(team: KubernetesTeam): string {
  return textAt(plannedLimit(team, "PersistentVolumeClaim"), "min", "storage") ?? "1Mi";
}

/** A container with little of everything. */
export function container(team: KubernetesTeam, over: Fields = {}): Fields {
  const little = leastOf(team);
  return {
    name: "probe",
    image: allowedImage(team),
    imagePullPolicy: "Always",
    resources: { requests: little, limits: little },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, readOnlyRootFilesystem: true },
    ...over,
  };
}

/** A pod's spec that the Pod Security Standard restricted admits. */
export function podSpec(team: KubernetesTeam, over: Fields = {}): Fields {
  return {
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
    containers: [container(team)],
    ...over,
  };
}

export function pod(team: KubernetesTeam, over: Fields = {}): Fields {
  return { apiVersion: "v1", kind: "Pod", metadata: { name: probeName }, spec: podSpec(team, over) };
}

export function service(over: Fields = {}): Fields {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: probeName },
    spec: { selector: { app: probeName }, ports: [{ name: "http", port: 80 }], ...over },
  };
}

export function claim(storage: string, over: Fields = {}): Fields {
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: probeName },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } }, ...over },
  };
}

export function ingress(host: string): Fields {
  const backend = { service: { name: probeName, port: { number: 80 } } };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: probeName },
    spec: { rules: [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }] },
  };
}
