// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, fieldsAt, isFields, listAt, numberAt, textAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import {
  claimsOf,
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
import { bothResources, PodBuilder } from "./eck-pod.ts";
import { always, type Table, when } from "./made.ts";

const ls = `${controllers}/logstash`;

/** What ECK makes of a Logstash. elastic/cloud-on-k8s v3.5.0. Not in it: the sidecars of `spec.monitoring`. */
export const logstash: Table = [
  ofTargets("ca.go:65", targets, ({ name }, to) => `${name}-logstash-es-${to.namespace}-${to.name}-ca`, false),
  ofTargets("user.go:127", targets, ({ name }, to) => `${name}-${to.namespace}-${to.name}-logstash-user`, false),
  ofTargets(
    "user.go:178",
    targets,
    ({ name, namespace }, to) => `${namespace}-${name}-${to.namespace}-${to.name}-logstash-user`,
    true,
  ),
  {
    apiVersion: "v1",
    kind: "Service",
    source: `${ls}/service.go:45`,
    names: (owner) => services(owner).map((service) => `${owner.name}-ls-${textAt(service, "name") ?? ""}`),
    fields: (owner, index) => serviceOf(fieldsAt(services(owner)[index], "service"), 9600),
  },
  when((owner) => !services(owner).some(isApi), {
    ...always("v1", "Service", "-ls-api", `${ls}/service.go:57`),
    fields: () => ({ spec: { type: "ClusterIP", clusterIP: "None", ports: [{ port: 9600, protocol: "TCP" }] } }),
  }),
  ...httpCertificates("ls").map((row) => when((owner) => usesTls(at(services(owner).find(isApi), "tls")), row)),
  always("v1", "Secret", "-ls-config", `${ls}/config.go:77`),
  always("v1", "Secret", "-ls-pipeline", `${ls}/pipeline.go:48`),
  secureSettings("ls"),
  { ...always("apps/v1", "StatefulSet", "-ls", `${ls}/reconcile.go:112`), fields: statefulSet },
];

function services({ value }: Manifest): Fields[] {
  return listAt(value, "spec", "services").filter(isFields);
}

function isApi(service: Fields): boolean {
  return service["name"] === "api";
}

function targets(owner: Manifest): Target[] {
  return listAt(owner.value, "spec", "elasticsearchRefs").flatMap((each) => targetOf(each, owner) ?? []);
}

function statefulSet({ value }: Manifest): Fields {
  const [template, templates] = [at(value, "spec", "podTemplate"), at(value, "spec", "volumeClaimTemplates")];
  return {
    spec: {
      replicas: Math.max(0, numberAt(value, "spec", "count") ?? 0),
      volumeClaimTemplates: claimsOf(templates, template, "logstash-data", "1536Mi"),
      template: podTemplate(value),
    },
  };
}

// pod.go:67. Containers get no security context; the init containers say only that they are not privileged: initcontainer.go:76,
// common/keystore/initcontainer.go:95.
function podTemplate(value: Fields): Fields {
  const keystore = {
    name: "elastic-internal-init-keystore",
    resources: bothResources("1", "1Gi"),
    securityContext: { privileged: false },
  };
  const builder = new PodBuilder(fieldsAt(value, "spec", "podTemplate"), "logstash");
  if (hasSecureSettings({ value })) builder.withInit(keystore);
  const image = `docker.elastic.co/logstash/logstash:${textAt(value, "spec", "version")}`;
  return builder
    .withResources(
      { requests: { cpu: "1", memory: "2Gi" }, limits: { cpu: "2", memory: "2Gi" } },
      at(value, "spec", "resources"),
    )
    .withImage(textAt(value, "spec", "image") || image)
    .withInit({
      name: "logstash-internal-init-config",
      resources: bothResources("100m", "50Mi"),
      securityContext: { privileged: false },
    })
    .withInitDefaults()
    .withPodSecurity({ fsGroup: 1000, seccompProfile: { type: "RuntimeDefault" } })
    .build();
}
