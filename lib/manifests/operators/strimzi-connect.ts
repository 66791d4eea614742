// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, fieldsAt, listAt, textAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import { always, type Table, when } from "./made.ts";
import {
  assembly,
  bound,
  budget,
  container,
  model,
  operatorImage,
  podFields,
  policy,
  replicasOf,
} from "./strimzi-common.ts";
import { defaultKafkaVersion } from "./strimzi-versions.ts";

const operator = `${assembly}/KafkaConnectAssemblyOperator.java`;
const shared = `${assembly}/AbstractConnectOperator.java`;
const rbac = "rbac.authorization.k8s.io/v1";

/**
 * What Strimzi makes of a KafkaConnect. See strimzi-common.ts for what could not be shown. Not in it: what `spec.build` needs, a pod with
 * rights that `restricted` refuses; the ClusterRoleBinding of `rack.type: topology-label`, which is in no namespace.
 */
export const kafkaConnect: Table = [
  always("v1", "ServiceAccount", "-connect", `${operator}#connectServiceAccount`),
  when(
    ({ annotations }) => annotations["strimzi.io/use-connector-resources"] === "true",
    policy(({ name }) => `${name}-connect`, `${shared}#connectNetworkPolicy`),
  ),
  ...[
    always(rbac, "Role", "-connect", `${model}/KafkaConnectCluster.java#generateRole`),
    {
      ...always(rbac, "RoleBinding", "-connect-role", `${model}/KafkaConnectCluster.java#generateRoleBindingForRole`),
      fields: ({ name, namespace }: Manifest) => bound(`${name}-connect`, "Role", `${name}-connect`, namespace),
    },
  ].map((row) => when(readsSecrets, row)),
  when(trusts, always("v1", "Secret", "-connect-tls-trusted-certs", `${shared}#tlsTrustedCertsSecret`)),
  {
    ...always("v1", "Service", "-connect-api", `${operator}#createOrUpdate`),
    fields: () => ({ spec: { type: "ClusterIP" } }),
  },
  {
    ...always("v1", "Service", "-connect", `${model}/KafkaConnectCluster.java#generateHeadlessService`),
    fields: () => ({ spec: { type: "ClusterIP", clusterIP: "None" } }),
  },
  always("v1", "ConfigMap", "-connect-config", `${model}/KafkaConnectCluster.java#generateConnectConfigMap`),
  when(
    ({ value }) => fieldsAt(value, "spec", "jmxOptions") !== undefined,
    always("v1", "Secret", "-kafka-connect-jmx", `${operator}#createOrUpdate`),
  ),
  {
    ...always("policy/v1", "PodDisruptionBudget", "-connect", `${shared}#connectPodDisruptionBudget`),
    fields: (owner) => budget(at(owner.value, "spec", "template", "podDisruptionBudget"), replicas(owner)),
  },
  always("core.strimzi.io/v1", "StrimziPodSet", "-connect", `${model}/KafkaConnectCluster.java#generatePodSet`),
  {
    apiVersion: "v1",
    kind: "Pod",
    source: `${model}/KafkaConnectCluster.java#generatePodSet`,
    names: (owner) => Array.from({ length: replicas(owner) }, (_, index) => `${owner.name}-connect-${index}`),
    fields: pod,
  },
];

/** Three when it says nothing. KafkaConnectCluster.java */
function replicas(owner: Manifest): number {
  return at(owner.value, "spec", "replicas") === undefined ? 3 : replicasOf(owner);
}

function asksNode({ value }: Manifest): boolean {
  return textAt(value, "spec", "rack", "type") === "topology-label";
}

function trusts({ value }: Manifest): boolean {
  return listAt(value, "spec", "tls", "trustedCertificates").length > 0;
}

/** Its certificates come straight from Secrets. */
function readsSecrets(owner: Manifest): boolean {
  return trusts(owner) || fieldsAt(owner.value, "spec", "authentication") !== undefined;
}

// KafkaConnectCluster.java#createContainer; without resources of its own it has none.
function pod(owner: Manifest): Fields {
  const { value } = owner;
  const version = textAt(value, "spec", "version") ?? defaultKafkaVersion;
  const image = textAt(value, "spec", "image") ?? `quay.io/strimzi/kafka:1.2.0-kafka-${version}`;
  const resources = at(value, "spec", "resources");
  const template = (part: string): unknown => at(value, "spec", "template", part);
  const own = fieldsAt(value, "spec", "template", "pod") ?? {};
  const init = textAt(value, "spec", "clientRackInitImage") ?? operatorImage;
  return {
    metadata: {
      labels: {
        "strimzi.io/cluster": owner.name,
        "strimzi.io/kind": "KafkaConnect",
        "strimzi.io/name": `${owner.name}-connect`,
        ...fieldsAt(own, "metadata", "labels"),
      },
    },
    spec: {
      ...podFields(own),
      serviceAccountName: `${owner.name}-connect`,
      restartPolicy: "Always",
      initContainers: asksNode(owner)
        ? [container(`${owner.name}-connect-init`, init, resources, template("initContainer"))]
        : [],
      containers: [container(`${owner.name}-connect`, image, resources, template("connectContainer"))],
    },
  };
}
