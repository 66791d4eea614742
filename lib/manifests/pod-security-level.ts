// SPDX-License-Identifier: Apache-2.0
import type { ManifestContext } from "./rule.ts";
import type { PodSecurityLevel } from "./settings.ts";

/** What a namespace holds its pods to. */
export interface PodSecurity {
  readonly level: PodSecurityLevel;
  /** The minor version whose standard counts: 36 is that of 1.36. */
  readonly minor: number;
}

const enforce = "pod-security.kubernetes.io/enforce";
const enforceVersion = "pod-security.kubernetes.io/enforce-version";

const known = new WeakMap<ManifestContext, Map<string, PodSecurity>>();

/**
 * The standard that the apiserver enforces in a namespace: that of the labels of the Namespace object, if it is among the manifests
 * or what stands around them, else that of the settings. As upstream, a level that there is not is taken for restricted, a version
 * that there is not for the cluster's own, and a newer one than the cluster's too.
 * @see k8s.io/pod-security-admission api/helpers.go, PolicyToEvaluate
 */
export function podSecurityOf(namespace: string, context: ManifestContext): PodSecurity {
  let all = known.get(context);
  if (all === undefined) known.set(context, (all = labelled(context)));
  return all.get(namespace) ?? { level: context.settings.podSecurity, minor: context.settings.minor };
}

function labelled({ set, settings }: ManifestContext): Map<string, PodSecurity> {
  const all = new Map<string, PodSecurity>();
  for (const { name, labels } of set.of("", "Namespace"))
    if (!all.has(name))
      all.set(name, {
        level: levelOf(labels[enforce]) ?? settings.podSecurity,
        minor: Math.min(minorOf(labels[enforceVersion]) ?? settings.minor, settings.minor),
      });
  return all;
}

function levelOf(label: string | undefined): PodSecurityLevel | undefined {
  return label === undefined || label === "privileged" || label === "baseline" ? label : "restricted";
}

function minorOf(label: string | undefined): number | undefined {
  const digits = label?.match(/^v1\.(0|[1-9][0-9]{0,5})$/)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
