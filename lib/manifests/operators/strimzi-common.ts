// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, isFields, listAt, numberAt, textAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import type { ManifestSet } from "../settings.ts";
import type { Row } from "./made.ts";

// What the Strimzi tables share. Nothing here was compared with a running operator: no registry has it as a program. Names are those of
// io.strimzi:api 1.2.0 (KafkaResources, KafkaConnectResources); which objects are made was read in strimzi-kafka-operator, in stored
// versions of mid 2026 that are a little older or newer than the tag 1.2.0, so sources name methods instead of lines.

export const group = "kafka.strimzi.io";
export const model = "cluster-operator/src/main/java/io/strimzi/operator/cluster/model";
export const assembly = "cluster-operator/src/main/java/io/strimzi/operator/cluster/operator/assembly";

/** Image that the entity operator and init containers run. */
export const operatorImage = "quay.io/strimzi/operator:1.2.0";

/** Data of one node, in the order of their ids. */
export interface Node {
  readonly id: number;
  readonly name: string;
}

export function poolsOf(set: ManifestSet, kafka: Manifest): readonly Manifest[] {
  return set
    .of(group, "KafkaNodePool")
    .filter((pool) => pool.labels["strimzi.io/cluster"] === kafka.name && pool.namespace === kafka.namespace);
}

export function kafkaOf(set: ManifestSet, owner: Manifest): Manifest | undefined {
  return set
    .of(group, "Kafka")
    .find(({ name, namespace }) => name === owner.labels["strimzi.io/cluster"] && namespace === owner.namespace);
}

/**
 * Nodes of a pool. Ids are given out pool by pool, the lowest free ones first: right for a cluster that comes up at once; after pools grew
 * and shrank the ids differ, their count does not. NodeIdAssignor.java
 */
export function nodesOf(pool: Manifest, set: ManifestSet): readonly Node[] {
  const known = memo.get(set) ?? new Map<Manifest, readonly Node[]>();
  memo.set(set, known);
  const nodes = known.get(pool) ?? findNodes(pool, set);
  known.set(pool, nodes);
  return nodes;
}

// Asked for once for every object of every node.
const memo = new WeakMap<ManifestSet, Map<Manifest, readonly Node[]>>();

function findNodes(pool: Manifest, set: ManifestSet): readonly Node[] {
  const kafka = kafkaOf(set, pool);
  if (kafka === undefined) return [];
  let first = 0;
  for (const each of poolsOf(set, kafka).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (each.name === pool.name) break;
    first += replicasOf(each);
  }
  return Array.from({ length: replicasOf(pool) }, (_, index) => {
    const id = first + index;
    return { id, name: `${kafka.name}-${pool.name}-${id}` };
  });
}

export function replicasOf({ value }: Manifest): number {
  const replicas = numberAt(value, "spec", "replicas") ?? 0;
  // Whoever writes a billion must not take this machine with it; no quota of a team holds as many as are counted.
  return replicas >= 1 ? Math.min(300, Math.floor(replicas)) : 0;
}

export function isBroker({ value }: Manifest): boolean {
  return listAt(value, "spec", "roles").includes("broker");
}

/** Listeners that go through Services of their own. */
export function externalListeners({ value }: Manifest): readonly Fields[] {
  return listAt(value, "spec", "kafka", "listeners")
    .filter(isFields)
    .filter((listener) => (textAt(listener, "type") ?? "internal") !== "internal");
}

/** Whether an init container asks the node for its zone or address, which wants a right in the whole cluster. */
export function asksNode(kafka: Manifest): boolean {
  return (
    textAt(kafka.value, "spec", "kafka", "rack", "type") === "topology-label" ||
    externalListeners(kafka).some((listener) => textAt(listener, "type") === "nodeport")
  );
}

/** ServiceAccounts of the namespace as subjects. */
export function bound(role: string, kind: "Role" | "ClusterRole", account: string, namespace: string): Fields {
  return {
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name: role },
    subjects: [{ kind: "ServiceAccount", name: account, namespace }],
  };
}

/** A budget as pods of no built-in controller can have it: by a number that stays. PodDisruptionBudgetUtils.java */
export function budget(template: unknown, pods: number): Fields {
  return { spec: { minAvailable: Math.max(0, pods - (numberAt(template, "maxUnavailable") ?? 1)) } };
}

/** A container with what the custom resource says of it, and nothing where it says nothing. */
export function container(name: string, image: string, resources: unknown, template: unknown): Fields {
  const securityContext = at(template, "securityContext");
  return {
    name,
    image,
    ...(isFields(resources) ? { resources } : {}),
    ...(securityContext === undefined ? {} : { securityContext }),
    env: listAt(template, "env"),
    volumeMounts: listAt(template, "volumeMounts"),
  };
}

/** The pod's own fields of a template: all that is not metadata. */
export function podFields(template: unknown): Fields {
  const { metadata: _, tmpDirSizeLimit: __, templatedVolumes: ___, ...fields } = isFields(template) ? template : {};
  return fields;
}

/** A NetworkPolicy without its rules: what an operator with rights everywhere opens is not the team's to answer for. */
export function policy(name: (owner: Manifest) => string, source: string): Row {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    source,
    names: (owner) => [name(owner)],
    fields: () => ({ spec: { podSelector: {} } }),
  };
}
