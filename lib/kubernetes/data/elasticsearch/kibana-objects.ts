// SPDX-License-Identifier: Apache-2.0
import { publishedLabel } from "../../../model/light.ts";
import type { Manifest } from "../../objects/manifest.ts";
import { ownedMetadata, teamLabels } from "../../objects/owned.ts";
import type { KibanaProps } from "./props.ts";
import { kibanaDefaults } from "./sizes.ts";

/** Kibana as ECK takes it. */
export function kibana(props: KibanaProps): Manifest {
  const { elasticsearch, count = 1, memory = kibanaDefaults.memory, publicBaseUrl } = props;
  const { cpu = kibanaDefaults.cpu, cpuLimit = kibanaDefaults.cpuLimit } = props;
  const labels = teamLabels(props);
  const config = {
    ...(publicBaseUrl === undefined ? {} : { "server.publicBaseUrl": publicBaseUrl }),
    ...props.config,
  };
  return {
    apiVersion: "kibana.k8s.elastic.co/v1",
    kind: "Kibana",
    metadata: { ...ownedMetadata(props, kibanaName(props)) },
    spec: {
      version: props.version ?? elasticsearch.version,
      ...(props.image === undefined ? {} : { image: props.image }),
      count,
      elasticsearchRef: { name: elasticsearch.name },
      resources: { requests: { cpu, memory }, limits: { cpu: cpuLimit, memory } },
      ...(Object.keys(config).length === 0 ? {} : { config }),
      http: {
        service: { metadata: { labels } },
        ...(props.tls === false ? { tls: { selfSignedCertificate: { disabled: true } } } : {}),
      },
      podTemplate: {
        metadata: { labels: { ...labels, ...(props.published === true ? { [publishedLabel]: "true" } : {}) } },
        spec: {
          automountServiceAccountToken: false,
          // The operator's own leaves out runAsNonRoot, which `restricted` wants.
          securityContext: { runAsNonRoot: true, fsGroup: 1000, seccompProfile: { type: "RuntimeDefault" } },
          containers: [{ name: "kibana" }],
        },
      },
    },
  };
}

export function kibanaName({ name, elasticsearch }: KibanaProps): string {
  return name ?? elasticsearch.name;
}
