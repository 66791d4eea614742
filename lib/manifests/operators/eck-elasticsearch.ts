// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, fieldsAt, flagAt, isFields, listAt, numberAt, textAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import { claimsOf, controllers, hasSecureSettings, httpCertificates, secureSettings, serviceOf } from "./eck-common.ts";
import { bothResources, isAtLeast, memoryOnly, PodBuilder } from "./eck-pod.ts";
import { always, type Row, type Table, when } from "./made.ts";

const es = `${controllers}/elasticsearch`;
const shared = `${es}/driver/shared/reconcile.go`;

/**
 * What ECK makes of an Elasticsearch with a Basic licence. elastic/cloud-on-k8s v3.5.0.
 * Not in it: the sidecars of `spec.monitoring`, API keys of remote clusters, client certificates.
 */
export const elasticsearch: Table = [
  always("v1", "ConfigMap", "-es-scripts", `${shared}:79`),
  always("v1", "Service", "-es-transport", `${shared}:84`),
  {
    ...always("v1", "Service", "-es-http", `${shared}:89`),
    fields: ({ value }) => serviceOf(fieldsAt(value, "spec", "http", "service"), 9200),
  },
  always("v1", "Service", "-es-internal-http", `${shared}:98`),
  when(
    ({ value }) => flagAt(value, "spec", "remoteClusterServer", "enabled") === true,
    always("v1", "Service", "-es-remote-cluster", `${shared}:106`),
  ),
  when(
    ({ value }) => flagAt(value, "spec", "auth", "disableElasticUser") !== true,
    always("v1", "Secret", "-es-elastic-user", `${es}/user/predefined.go:67`),
  ),
  always("v1", "Secret", "-es-internal-users", `${es}/user/predefined.go:118`),
  always("v1", "Secret", "-es-xpack-file-realm", `${es}/user/reconcile.go:75`),
  ...httpCertificates("es"),
  always("v1", "Secret", "-es-transport-ca-internal", `${es}/certificates/transport/ca.go:65`),
  always("v1", "Secret", "-es-transport-certs-public", `${es}/certificates/transport/public_secret.go:47`),
  ofNodeSets("Secret", "-es-transport-certs", `${es}/certificates/transport/reconcile.go:106`),
  always("v1", "Secret", "-es-remote-ca", `${es}/certificates/remoteca/reconcile.go:83`),
  always("v1", "ConfigMap", "-es-unicast-hosts", `${shared}:308`),
  when(
    ({ value }) => isAtLeast(textAt(value, "spec", "version"), [8, 6, 1]),
    always("v1", "Secret", "-es-file-settings", `${es}/driver/stateful/driver.go:83`),
  ),
  secureSettings("es", makesKeystore),
  ofNodeSets("Secret", "-es-config", `${es}/driver/stateful/upscale.go:272`),
  { ...ofNodeSets("Service", "", `${es}/driver/stateful/upscale.go:275`), fields: headless },
  {
    ...ofNodeSets("StatefulSet", "", `${es}/driver/stateful/upscale.go:293`),
    apiVersion: "apps/v1",
    fields: statefulSet,
    surge,
  },
  {
    ...when(hasBudget, always("policy/v1", "PodDisruptionBudget", "-es-default", `${es}/driver/stateful/nodes.go:141`)),
    fields: budget,
  },
];

function nodeSets({ value }: Manifest): Fields[] {
  return listAt(value, "spec", "nodeSets").filter(isFields);
}

function nodeSet(owner: Manifest, index: number): Fields {
  return nodeSets(owner)[index] ?? {};
}

function count(set: Fields): number {
  return Math.max(0, numberAt(set, "count") ?? 0);
}

function ofNodeSets(kind: string, suffix: string, source: string): Row {
  const names = (owner: Manifest): string[] =>
    nodeSets(owner).map((set) => `${owner.name}-es-${textAt(set, "name") ?? ""}${suffix}`);
  return { apiVersion: "v1", kind, source, names };
}

function headless(): Fields {
  return { spec: { type: "ClusterIP", clusterIP: "None", ports: [{ port: 9200, protocol: "TCP" }] } };
}

// nodespec/statefulset.go:116
function statefulSet(owner: Manifest, index: number): Fields {
  const set = nodeSet(owner, index);
  const claims = claimsOf(at(set, "volumeClaimTemplates"), at(set, "podTemplate"), dataClaim, "1Gi");
  return {
    spec: {
      replicas: count(set),
      updateStrategy: { type: "OnDelete" },
      podManagementPolicy: "Parallel",
      volumeClaimTemplates: claims,
      template: podTemplate(owner, set, claims),
    },
  };
}

const dataClaim = "elasticsearch-data";

// nodespec/podspec.go:58 and the init containers that it lists: initcontainer/initcontainer.go:22
function podTemplate(owner: Manifest, set: Fields, claims: readonly unknown[]): Fields {
  const version = textAt(owner.value, "spec", "version");
  const builder = new PodBuilder(fieldsAt(set, "podTemplate"), "elasticsearch");
  if (isAtLeast(version, [8, 0, 0]))
    builder.withPodSecurity({ fsGroup: 1000, seccompProfile: { type: "RuntimeDefault" } });
  // nodespec/volumes.go:152
  const volumes = listAt(set, "podTemplate", "spec", "volumes").map((each) => at(each, "name"));
  const security = containerSecurity(
    version,
    [...claims.map((each) => at(each, "metadata", "name")), ...volumes].includes(dataClaim),
  );
  const keystore = {
    name: "elastic-internal-init-keystore",
    resources: bothResources("500m", "196Mi"),
    securityContext: containerSecurity(version, true),
  };
  return builder
    .withImage(textAt(owner.value, "spec", "image") || `docker.elastic.co/elasticsearch/elasticsearch:${version}`)
    .withResources(memoryOnly("2Gi"), at(set, "resources"))
    .withInit(
      { name: "elastic-internal-init-filesystem", resources: bothResources("100m", "50Mi") },
      ...(hasSecureSettings(owner) && makesKeystore(owner) ? [keystore] : []),
      { name: "elastic-internal-suspend" },
    )
    .withInitDefaults()
    .withContainerSecurity(security)
    .build();
}

// securitycontext/securitycontext.go:25
function containerSecurity(version: string | undefined, readOnly: boolean): Fields {
  return {
    privileged: false,
    readOnlyRootFilesystem: readOnly,
    allowPrivilegeEscalation: false,
    ...(isAtLeast(version, [8, 0, 0]) ? { capabilities: { drop: ["ALL"] } } : {}),
    ...(isAtLeast(version, [8, 8, 0]) ? { runAsNonRoot: true } : {}),
  };
}

/** Secure settings come by the keystore, unless the newer way is asked for. driver/stateful/keystore.go:108 */
function makesKeystore({ value, annotations }: Manifest): boolean {
  const byFile = annotations["eck.k8s.elastic.co/file-based-secure-settings"] === "true";
  return !(byFile && isAtLeast(textAt(value, "spec", "version"), [9, 5, 0]));
}

/** A nodeSet of another name comes up beside the one that it replaces, within the budget. driver/stateful/upscale_state.go:47 */
function surge(owner: Manifest, index: number): number {
  const most = numberAt(owner.value, "spec", "updateStrategy", "changeBudget", "maxSurge") ?? -1;
  const pods = count(nodeSet(owner, index));
  return most < 0 ? pods : Math.min(pods, most);
}

/** `{}` switches it off. */
function hasBudget({ value }: Manifest): boolean {
  const template = fieldsAt(value, "spec", "podDisruptionBudget");
  return template === undefined || Object.keys(template).length > 0;
}

// pdb/reconcile_default.go:177, of a cluster whose health is green.
function budget(owner: Manifest): Fields {
  const own = fieldsAt(owner.value, "spec", "podDisruptionBudget", "spec");
  if (own !== undefined) return { spec: own };
  const pods = nodeSets(owner).reduce((sum, set) => sum + count(set), 0);
  const selector = { matchLabels: { "elasticsearch.k8s.elastic.co/cluster-name": owner.name } };
  return { spec: { minAvailable: Math.max(0, pods - 1), selector } };
}
