// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../model/light.ts";
import { at, fieldsAt, isFields, listAt, numberAt, textAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import type { ManifestSet } from "../settings.ts";
import type { ResourceList } from "./resource-list.ts";

/** How many pods, claims and objects a workload makes. */
export interface Replication {
  /** Once it stands, as its manifest says. */
  readonly pods: number;
  /** When its HorizontalPodAutoscaler goes as far as it may. */
  readonly most: number;
  /** More of them at a time while it is rolled out. */
  readonly surge: number;
  /** No pod goes before a new one came: without room for one more, a rollout never ends. */
  readonly needsSurge: boolean;
  /** Claims for each pod: templates of the StatefulSet and of ephemeral volumes. */
  readonly claims: readonly unknown[];
  /** Objects that its controller makes beside pods. */
  readonly made: ResourceList;
}

export interface WorkloadOptions {
  /** Where HorizontalPodAutoscalers are looked up. */
  readonly set?: ManifestSet | undefined;
  /** Nodes that a DaemonSet runs on. @default 1, the least */
  readonly nodes?: number | undefined;
}

/** Undefined for what makes no pods. */
export function replication(manifest: Manifest, options: WorkloadOptions = {}): Replication | undefined {
  const { pod, value, group, kind } = manifest;
  if (pod === undefined || kind === "PodTemplate") return undefined;
  const ephemeral = listAt(pod.spec, "volumes").flatMap((volume) => {
    const template = fieldsAt(volume, "ephemeral", "volumeClaimTemplate");
    return template === undefined ? [] : [template];
  });
  const none = { surge: 0, needsSurge: false, claims: ephemeral, made: new Map<string, Quantity>() };
  const fixed = (count: number) => ({ ...none, pods: count, most: count });
  const scaled = () => ({ ...none, ...scaledPods(manifest, options.set) });
  switch (`${group}/${kind}`) {
    case "/Pod":
      return fixed(1);
    case "apps/Deployment":
      return { ...scaled(), ...rollout(value, scaled().pods), made: counts("count/replicasets.apps") };
    case "apps/StatefulSet":
      return {
        ...scaled(),
        claims: [...listAt(value, "spec", "volumeClaimTemplates").filter(isFields), ...ephemeral],
        made: counts("count/controllerrevisions.apps"),
      };
    case "apps/DaemonSet":
      return {
        ...fixed(options.nodes ?? 1),
        ...daemonRollout(value, options.nodes ?? 1),
        made: counts("count/controllerrevisions.apps"),
      };
    case "batch/Job":
      return fixed(jobPods(at(value, "spec")));
    case "batch/CronJob":
      // Of a job that may overlap there can be any number: one is the least.
      if (at(value, "spec", "suspend") === true) return fixed(0);
      return { ...fixed(jobPods(at(value, "spec", "jobTemplate", "spec"))), made: counts("count/jobs.batch") };
    default:
      return scaled();
  }
}

function counts(key: string): ResourceList {
  return new Map([[key, Quantity.decimal(1)]]);
}

function scaledPods(
  manifest: Manifest,
  set: ManifestSet | undefined,
): { readonly pods: number; readonly most: number } {
  const replicas = count(at(manifest.value, "spec", "replicas")) ?? 1;
  const scaler = set && scalersOf(set).get(target(manifest.namespace, manifest.group, manifest.kind, manifest.name));
  if (scaler === undefined || replicas === 0) return { pods: replicas, most: replicas };
  const least = count(at(scaler.value, "spec", "minReplicas")) ?? 1;
  const most = Math.max(least, count(at(scaler.value, "spec", "maxReplicas")) ?? replicas);
  return { pods: Math.min(Math.max(replicas, least), most), most };
}

const scalers = new WeakMap<ManifestSet, ReadonlyMap<string, Manifest>>();

/** HorizontalPodAutoscalers by what they scale. */
function scalersOf(set: ManifestSet): ReadonlyMap<string, Manifest> {
  let known = scalers.get(set);
  if (known === undefined) {
    known = new Map(
      set.of("autoscaling", "HorizontalPodAutoscaler").map((each) => {
        const ref = fieldsAt(each.value, "spec", "scaleTargetRef");
        const version = textAt(ref, "apiVersion") ?? "";
        const group = version.includes("/") ? (version.split("/", 1)[0] ?? "") : "";
        return [target(each.namespace, group, textAt(ref, "kind") ?? "", textAt(ref, "name") ?? ""), each];
      }),
    );
    scalers.set(set, known);
  }
  return known;
}

function target(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

// Surge is rounded up, what may be missing is rounded down: pkg/controller/deployment/util, ResolveFenceposts.
function rollout(deployment: unknown, replicas: number): Pick<Replication, "surge" | "needsSurge"> {
  if (textAt(deployment, "spec", "strategy", "type") === "Recreate") return { surge: 0, needsSurge: false };
  const rolling = fieldsAt(deployment, "spec", "strategy", "rollingUpdate");
  const surge = share(at(rolling, "maxSurge") ?? "25%", replicas, Math.ceil);
  const missing = share(at(rolling, "maxUnavailable") ?? "25%", replicas, Math.floor);
  return { surge, needsSurge: replicas > 0 && surge > 0 && missing === 0 };
}

function daemonRollout(daemonSet: unknown, nodes: number): Pick<Replication, "surge" | "needsSurge"> {
  if (textAt(daemonSet, "spec", "updateStrategy", "type") === "OnDelete") return { surge: 0, needsSurge: false };
  const rolling = fieldsAt(daemonSet, "spec", "updateStrategy", "rollingUpdate");
  const surge = share(at(rolling, "maxSurge") ?? 0, nodes, Math.ceil);
  return { surge, needsSurge: surge > 0 };
}

function share(value: unknown, of: number, round: (value: number) => number): number {
  const percent = typeof value === "string" ? /^([0-9]{1,9})%$/.exec(value)?.[1] : undefined;
  if (percent !== undefined) return round((Number(percent) * of) / 100);
  return count(value) ?? 0;
}

function jobPods(spec: unknown): number {
  if (at(spec, "suspend") === true) return 0;
  const parallel = count(at(spec, "parallelism")) ?? 1;
  const completions = numberAt(spec, "completions");
  return completions === undefined ? parallel : Math.min(parallel, Math.max(0, completions));
}

// Kubernetes counts in 32 bits.
function count(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 31 ? value : undefined;
}
