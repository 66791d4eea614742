// SPDX-License-Identifier: Apache-2.0
import type { Json } from "./manifest.ts";

// What the Pod Security Standard "restricted" wants of a pod, said once for all workloads of this folder.
// See https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted

type Fields = { readonly [key: string]: Json };

/** Fields of a pod's spec: no token, no root, the runtime's seccomp profile. Files of volumes belong to the same group. */
export function restrictedPod(user: number): Fields {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      seccompProfile: { type: "RuntimeDefault" },
    },
  };
}

/** `securityContext` of a container: nothing more than its user may do. Its root file system can be written. */
export const unprivilegedContainer: Fields = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  privileged: false,
};

/** The same with a root file system that stays as it is. */
export const restrictedContainer: Fields = { ...unprivilegedContainer, readOnlyRootFilesystem: true };

/** Empty directories at `paths`, since the rest cannot be written. They go with the pod. */
export function writable(paths: readonly string[]): { readonly mounts: Fields[]; readonly volumes: Fields[] } {
  return {
    mounts: paths.map((mountPath, index) => ({ name: `writable-${index}`, mountPath })),
    volumes: paths.map((_, index) => ({ name: `writable-${index}`, emptyDir: {} })),
  };
}

/** No surge: a quota that is used up would refuse the new pod and the roll-out would never end. */
export const rolloutInPlace: Fields = { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } };

export function environment(values: Readonly<Record<string, string>>): Fields[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

export function userFaults(user: number): string[] {
  if (user === 0) return ["runAsUser 0 is root, which the Pod Security Standard restricted refuses: use 1000"];
  return Number.isSafeInteger(user) && user > 0 && user < 2 ** 31
    ? []
    : [`runAsUser ${user} is not a user id: use a whole number from 1 to 2147483647`];
}

export function imageFaults(image: string): string[] {
  return /^[^\s]+$/.test(image) ? [] : [`image "${image}" is not an image: name one without spaces`];
}
