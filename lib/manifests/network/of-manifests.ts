// SPDX-License-Identifier: Apache-2.0
import { flagAt, isFields, listAt, numberAt, textAt, textsAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import type { NetworkNamespace, NetworkPod, NetworkPort, Protocol } from "./model.ts";

const protocols: readonly string[] = ["TCP", "UDP", "SCTP"] satisfies Protocol[];

/** The pod of a manifest, bare or inside a workload, without addresses; undefined for other objects. */
export function networkPodOf({ pod, name, namespace }: Manifest): NetworkPod | undefined {
  return pod === undefined
    ? undefined
    : {
        namespace,
        name,
        labels: textsAt(pod.metadata, "labels"),
        ports: pod.containers.flatMap(({ value }) => listAt(value, "ports").flatMap((port) => portOf(port) ?? [])),
        hostNetwork: flagAt(pod.spec, "hostNetwork") === true,
      };
}

/** The Namespaces among these. */
export function namespacesOf(manifests: readonly Manifest[]): NetworkNamespace[] {
  return manifests
    .filter(({ kind, group }) => kind === "Namespace" && group === "")
    .map(({ name, labels }) => ({ name, labels }));
}

function portOf(value: unknown): NetworkPort | undefined {
  const port = numberAt(value, "containerPort");
  const protocol = textAt(value, "protocol") ?? "TCP";
  if (!isFields(value) || port === undefined || !protocols.includes(protocol)) return undefined;
  return { name: textAt(value, "name"), port, protocol: protocol as Protocol };
}
