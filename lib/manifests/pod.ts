// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../model/light.ts";
import { type Fields, fieldsAt, isFields, listAt, textAt } from "./fields.ts";

/** The object that a pod stands in. */
export interface PodOwner {
  readonly value: Fields;
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** A pod of a manifest: the object itself, or the template inside a workload. */
export interface Pod {
  readonly owner: PodOwner;
  /** False for the template of a workload: the apiserver only warns about it. */
  readonly bare: boolean;
  readonly metadata: Fields;
  readonly spec: Fields;
  /** Way to `spec` in the object: `["spec", "template", "spec"]`. */
  readonly path: Path;
  /** Way to `metadata` in the object. */
  readonly metadataPath: Path;
  /** All of the pod: init containers first, as they run, then containers, then ephemeral ones. */
  readonly containers: readonly Container[];
}

export interface Container {
  readonly kind: "init" | "container" | "ephemeral";
  readonly name: string;
  readonly value: Fields;
  /** Way to it in the object. */
  readonly path: Path;
}

/** Way to the pod in each kind that holds one. @see https://kubernetes.io/docs/concepts/workloads/controllers/ */
const places: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "": { Pod: [], PodTemplate: ["template"], ReplicationController: ["spec", "template"] },
  apps: {
    Deployment: ["spec", "template"],
    StatefulSet: ["spec", "template"],
    DaemonSet: ["spec", "template"],
    ReplicaSet: ["spec", "template"],
  },
  batch: { Job: ["spec", "template"], CronJob: ["spec", "jobTemplate", "spec", "template"] },
};

export function podOf(owner: PodOwner): Pod | undefined {
  const kinds = Object.hasOwn(places, owner.group) ? places[owner.group] : undefined;
  const place = kinds !== undefined && Object.hasOwn(kinds, owner.kind) ? kinds[owner.kind] : undefined;
  if (place === undefined) return undefined;
  const spec = fieldsAt(owner.value, ...place, "spec");
  if (spec === undefined) return undefined;
  const path = [...place, "spec"];
  return {
    owner,
    bare: place.length === 0,
    metadata: fieldsAt(owner.value, ...place, "metadata") ?? {},
    spec,
    path,
    metadataPath: [...place, "metadata"],
    containers: [
      ...containers(spec, path, "initContainers", "init"),
      ...containers(spec, path, "containers", "container"),
      ...containers(spec, path, "ephemeralContainers", "ephemeral"),
    ],
  };
}

function containers(spec: Fields, path: Path, field: string, kind: Container["kind"]): Container[] {
  return listAt(spec, field).flatMap((value, index) =>
    isFields(value)
      ? [{ kind, name: textAt(value, "name") ?? String(index), value, path: [...path, field, index] }]
      : [],
  );
}
