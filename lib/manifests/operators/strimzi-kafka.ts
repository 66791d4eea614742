// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, fieldsAt, flagAt, textAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import { always, type Row, type Table, when } from "./made.ts";
import {
  assembly,
  bound,
  budget,
  container,
  externalListeners,
  model,
  operatorImage,
  podFields,
  policy,
  poolsOf,
  replicasOf,
} from "./strimzi-common.ts";
import { cruiseControl, kafkaExporter } from "./strimzi-extras.ts";
import { serviceType } from "./strimzi-pool.ts";

const reconciler = `${assembly}/KafkaReconciler.java`;
const authorities = `${assembly}/CaReconciler.java`;
const entity = `${assembly}/EntityOperatorReconciler.java`;
const rbac = "rbac.authorization.k8s.io/v1";

/**
 * What Strimzi makes of a Kafka, beside what it makes of the pools. See strimzi-common.ts for what could not be shown.
 * Not in it: Routes, TLSRoutes and Ingresses of external listeners; the ClusterRoleBinding of `rack.type: topology-label` and of node ports,
 * which is in no namespace.
 */
export const kafka: Table = [
  ...authority("clusterCa", "-cluster-ca"),
  ...authority("clientsCa", "-clients-ca"),
  always("v1", "Secret", "-trustbundle", `${authorities}#reconcileTrustBundleSecret`),
  always("v1", "Secret", "-cluster-operator-certs", `${authorities}#reconcileClusterOperatorSecret`),
  policy(({ name }) => `${name}-network-policy-kafka`, `${reconciler}#networkPolicy`),
  always("v1", "ServiceAccount", "-kafka", `${reconciler}#serviceAccount`),
  always(rbac, "Role", "-kafka", `${reconciler}#kafkaRole`),
  {
    ...always(rbac, "RoleBinding", "-kafka-role", `${reconciler}#kafkaRoleBinding`),
    fields: ({ name, namespace }) => bound(`${name}-kafka`, "Role", `${name}-kafka`, namespace),
  },
  { ...always("v1", "Service", "-kafka-bootstrap", `${model}/KafkaCluster.java#generateService`), fields: clusterIp },
  {
    ...always("v1", "Service", "-kafka-brokers", `${model}/KafkaCluster.java#generateHeadlessService`),
    fields: () => ({ spec: { type: "ClusterIP", clusterIP: "None" } }),
  },
  {
    apiVersion: "v1",
    kind: "Service",
    source: `${model}/KafkaCluster.java#generateExternalBootstrapServices`,
    names: (owner) => bootstraps(owner).map((listener) => `${owner.name}-kafka-${String(listener["name"])}-bootstrap`),
    fields: (owner, index) => ({ spec: { type: serviceType(bootstraps(owner)[index] ?? {}) } }),
  },
  when(
    ({ value }) => fieldsAt(value, "spec", "kafka", "jmxOptions") !== undefined,
    always("v1", "Secret", "-kafka-jmx", `${reconciler}#jmxSecret`),
  ),
  {
    ...always("policy/v1", "PodDisruptionBudget", "-kafka", `${reconciler}#podDisruptionBudget`),
    fields: (owner, _, set) =>
      budget(
        at(owner.value, "spec", "kafka", "template", "podDisruptionBudget"),
        poolsOf(set, owner).reduce((sum, pool) => sum + replicasOf(pool), 0),
      ),
  },
  ...entityOperator(),
  ...kafkaExporter,
  ...cruiseControl,
];

/** The certificate for all and the key for the operator; with an authority of one's own both are there already. */
function authority(field: string, suffix: string): Row[] {
  const own = ({ value }: Manifest): boolean => flagAt(value, "spec", field, "generateCertificateAuthority") !== false;
  return [`${suffix}-cert`, suffix].map((each) =>
    when(own, always("v1", "Secret", each, `${authorities}#reconcileCas`)),
  );
}

function clusterIp(): Fields {
  return { spec: { type: "ClusterIP" } };
}

function bootstraps(owner: Manifest): readonly Fields[] {
  return externalListeners(owner).filter((each) => flagAt(each, "configuration", "createBootstrapService") !== false);
}

function entityOperator(): Row[] {
  const has = (part: string) => (owner: Manifest) =>
    fieldsAt(owner.value, "spec", "entityOperator", part) !== undefined;
  const any = (owner: Manifest): boolean => has("topicOperator")(owner) || has("userOperator")(owner);
  const name = "-entity-operator";
  const operator = (part: "topic" | "user"): Row[] => {
    const source = `${entity}#${part}Operator`;
    return [
      {
        ...always(rbac, "RoleBinding", `-entity-${part}-operator-role`, `${source}RoleBindings`),
        fields: (owner: Manifest) => bound(`${owner.name}${name}`, "Role", `${owner.name}${name}`, owner.namespace),
      },
      always("v1", "ConfigMap", `-entity-${part}-operator-config`, `${source}ConfigMap`),
      always("v1", "Secret", `-entity-${part}-operator-certs`, `${source}Secret`),
    ].map((row) => when(has(`${part}Operator`), row));
  };
  return [
    ...[
      always("v1", "ServiceAccount", name, `${entity}#serviceAccount`),
      always(rbac, "Role", name, `${entity}#entityOperatorRole`),
      policy((owner) => `${owner.name}${name}`, `${entity}#networkPolicy`),
      {
        ...always("policy/v1", "PodDisruptionBudget", name, `${entity}#podDistruptionBudget`),
        fields: ({ value }: Manifest) =>
          budget(at(value, "spec", "entityOperator", "template", "podDisruptionBudget"), 1),
      },
      { ...always("apps/v1", "Deployment", name, `${entity}#deployment`), fields: deployment },
    ].map((row) => when(any, row)),
    ...operator("topic"),
    ...operator("user"),
  ];
}

// EntityOperator.java#generateDeployment: the old pod goes before the new one comes.
function deployment(owner: Manifest): Fields {
  const spec = fieldsAt(owner.value, "spec", "entityOperator") ?? {};
  const template = fieldsAt(spec, "template", "pod");
  const labels = { "strimzi.io/cluster": owner.name, "strimzi.io/name": `${owner.name}-entity-operator` };
  const containers = (["topic", "user"] as const).flatMap((part) => {
    const operator = fieldsAt(spec, `${part}Operator`);
    if (operator === undefined) return [];
    const image = textAt(operator, "image") ?? operatorImage;
    const own = at(spec, "template", `${part}OperatorContainer`);
    return [container(`${part}-operator`, image, at(operator, "resources"), own)];
  });
  return {
    spec: {
      replicas: 1,
      strategy: { type: "Recreate" },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels: { ...labels, ...fieldsAt(template, "metadata", "labels") } },
        spec: { ...podFields(template), serviceAccountName: `${owner.name}-entity-operator`, containers },
      },
    },
  };
}
