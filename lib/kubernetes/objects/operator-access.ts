// SPDX-License-Identifier: Apache-2.0
import { type DataSpec, namespaceObjects, type OperatorAccess } from "../../model/light.ts";
import type { Json } from "./manifest.ts";
import { guardRailMetadata, type TeamOwnedProps } from "./owned.ts";
import type { Part } from "./part.ts";

export interface OperatorAccessProps extends TeamOwnedProps, OperatorAccess {
  readonly data: DataSpec;
}

/**
 * What the isolation of a team with data services lets through besides: ECK's operator asks Elasticsearch for its health and moves shards
 * away before a node goes; Kafka's pods read their certificates, topics and users from the API server. Strimzi's own operator needs nothing
 * here: it writes policies for itself.
 */
export function operatorAccessParts(props: OperatorAccessProps): Part[] {
  const { data, namespaces, apiServer } = props;
  const part = (id: string, name: string, spec: Json): Part => ({
    id,
    manifest: {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { ...guardRailMetadata(props, name) },
      spec,
    },
  });
  return [
    ...(data.elasticsearch === undefined || namespaces.length === 0
      ? []
      : [
          part("AllowOperators", namespaceObjects.allowOperators, {
            podSelector: {
              matchExpressions: [
                { key: "common.k8s.elastic.co/type", operator: "In", values: ["elasticsearch", "kibana", "logstash"] },
              ],
            },
            policyTypes: ["Ingress"],
            ingress: [
              {
                from: [
                  {
                    namespaceSelector: {
                      matchExpressions: [
                        { key: "kubernetes.io/metadata.name", operator: "In", values: [...namespaces] },
                      ],
                    },
                  },
                ],
              },
            ],
          }),
        ]),
    ...(data.kafka === undefined || apiServer.length === 0
      ? []
      : [
          part("AllowKafkaApi", namespaceObjects.allowKafkaApi, {
            podSelector: {
              matchExpressions: [{ key: "strimzi.io/kind", operator: "In", values: ["Kafka", "KafkaConnect"] }],
            },
            policyTypes: ["Egress"],
            egress: [
              {
                to: apiServer.map((cidr) => ({ ipBlock: { cidr } })),
                ports: [443, 6443].map((port) => ({ protocol: "TCP", port })),
              },
            ],
          }),
        ]),
  ];
}
