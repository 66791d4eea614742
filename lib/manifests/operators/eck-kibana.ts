// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, fieldsAt, numberAt, textAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import {
  controllers,
  hasSecureSettings,
  httpCertificates,
  ofTargets,
  secureSettings,
  serviceOf,
  type Target,
  targetOf,
  usesTls,
} from "./eck-common.ts";
import { bothResources, isAtLeast, memoryOnly, PodBuilder } from "./eck-pod.ts";
import { always, type Table, when } from "./made.ts";

const driver = `${controllers}/kibana/driver.go`;

/**
 * What ECK makes of a Kibana that is connected to an Elasticsearch at most; nothing of it comes before the Elasticsearch is there.
 * elastic/cloud-on-k8s v3.5.0. Not in it: the sidecars of `spec.monitoring`, Enterprise Search, a package registry.
 */
export const kibana: Table = [
  ofTargets("ca.go:65", targets, ({ name }) => `${name}-kb-es-ca`, false),
  ofTargets("service_account.go:123", targets, ({ name }) => `${name}-kibana-user`, false),
  ofTargets("service_account.go:175", targets, ({ name, namespace }) => `${namespace}-${name}-kibana-user`, true),
  {
    ...always("v1", "Service", "-kb-http", `${driver}:130`),
    fields: ({ value }) => serviceOf(fieldsAt(value, "spec", "http", "service"), 5601),
  },
  ...httpCertificates("kb").map((row) => when(({ value }) => usesTls(at(value, "spec", "http", "tls")), row)),
  always("v1", "Secret", "-kb-config", `${driver}:174`),
  always("v1", "ConfigMap", "-kb-scripts", `${driver}:187`),
  secureSettings("kb"),
  { ...always("apps/v1", "Deployment", "-kb", `${driver}:200`), fields: deployment },
];

function targets(owner: Manifest): Target[] {
  const target = targetOf(at(owner.value, "spec", "elasticsearchRef"), owner);
  return target === undefined ? [] : [target];
}

// A change of version recreates the pods instead: driver.go:221.
function deployment(owner: Manifest): Fields {
  return {
    spec: {
      replicas: Math.max(0, numberAt(owner.value, "spec", "count") ?? 0),
      strategy: { type: "RollingUpdate" },
      template: podTemplate(owner),
    },
  };
}

// pod.go:125; securitycontext.go:12: no word of runAsNonRoot.
function podTemplate(owner: Manifest): Fields {
  const version = textAt(owner.value, "spec", "version");
  const builder = new PodBuilder(fieldsAt(owner.value, "spec", "podTemplate"), "kibana")
    .withResources(memoryOnly("2Gi"), at(owner.value, "spec", "resources"))
    .withImage(textAt(owner.value, "spec", "image") || `docker.elastic.co/kibana/kibana:${version}`)
    .withInit({ name: "elastic-internal-init", resources: bothResources("100m", "50Mi") });
  if (isAtLeast(version, [7, 10, 0]))
    builder
      .withContainerSecurity({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsUser: 1000,
        runAsGroup: 1000,
      })
      .withPodSecurity({ fsGroup: 1000, seccompProfile: { type: "RuntimeDefault" } });
  // Comes after the security contexts: initcontainer/keystore.go:21, common/keystore/initcontainer.go:95.
  if (hasSecureSettings(owner))
    builder.withInit({
      name: "elastic-internal-init-keystore",
      resources: bothResources("100m", "128Mi"),
      securityContext: { privileged: false },
    });
  return builder.withInitDefaults().build();
}
