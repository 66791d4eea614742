// SPDX-License-Identifier: Apache-2.0
import { type Fields, lintManifests, type PodSecurityLevel, rules } from "../../../lib/manifests/index.ts";

export const podSecurity = rules.filter(({ id }) => id.startsWith("PS"));

export interface Standard {
  readonly level: PodSecurityLevel;
  /** Of the cluster. */
  readonly minor: number;
  /** As in the namespace's label. @default no label */
  readonly version?: string | undefined;
}

/** Codes that our lint finds in a namespace that has the same labels as the apiserver's. */
export function codes(object: Fields, { level, minor, version }: Standard): string[] {
  const labels = {
    "pod-security.kubernetes.io/enforce": level,
    ...(version === undefined ? {} : { "pod-security.kubernetes.io/enforce-version": version }),
  };
  const around = [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "default", labels } }];
  const settings = { podSecurity: "privileged", minor } as const;
  return lintManifests([object], { around, settings, rules: podSecurity }).map(({ code }) => code);
}
