// SPDX-License-Identifier: Apache-2.0
import type { Json, Manifest } from "../../objects/manifest.ts";
import { namespaceOf, ownedMetadata, teamLabels } from "../../objects/owned.ts";
import { unprivilegedContainer } from "../../objects/restricted-pod.ts";
import { heapOf } from "../amounts.ts";
import { associationName, caPath, deadLetterPath, deadLetterPipeline, jaasVariable, mainPipeline } from "./pipeline.ts";
import type { KafkaToElasticsearchProps } from "./props.ts";
import { mebibytes, type SinkSettings, sinkSettings } from "./settings.ts";

type Fields = { readonly [key: string]: Json };

/** Logstash as ECK takes it. */
export function logstash(props: KafkaToElasticsearchProps): Manifest {
  const settings = sinkSettings(props);
  const { name, elasticsearch } = props;
  const { namespace = namespaceOf(props) } = elasticsearch;
  return {
    apiVersion: "logstash.k8s.elastic.co/v1alpha1",
    kind: "Logstash",
    metadata: { ...ownedMetadata(props, name) },
    spec: {
      version: settings.version,
      ...(props.image === undefined ? {} : { image: props.image }),
      count: settings.replicas,
      elasticsearchRefs: [
        {
          name: elasticsearch.name,
          ...(namespace === namespaceOf(props) ? {} : { namespace }),
          clusterName: associationName,
        },
      ],
      pipelines: pipelines(props, settings),
      podTemplate: podTemplate(props, settings),
      volumeClaimTemplates: [
        {
          metadata: { name: "logstash-data", labels: teamLabels(props) },
          spec: {
            accessModes: ["ReadWriteOnce"],
            ...(props.storageClass === undefined ? {} : { storageClassName: props.storageClass }),
            resources: { requests: { storage: settings.storage } },
          },
        },
      ],
    },
  };
}

/** So that a drain takes one replica at a time. ECK makes none for Logstash. */
export function disruptionBudget(props: KafkaToElasticsearchProps): Manifest {
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { ...ownedMetadata(props, props.name) },
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: "AlwaysAllow",
      selector: {
        matchLabels: { "common.k8s.elastic.co/type": "logstash", "logstash.k8s.elastic.co/name": props.name },
      },
    },
  };
}

function pipelines(props: KafkaToElasticsearchProps, settings: SinkSettings): Fields[] {
  const { deadLetters, queue, workers } = settings;
  return [
    {
      "pipeline.id": props.name,
      "pipeline.workers": workers,
      ...queueOnDisk(queue),
      ...(deadLetters === undefined
        ? { "dead_letter_queue.enable": false }
        : {
            "dead_letter_queue.enable": true,
            "dead_letter_queue.max_bytes": `${mebibytes(deadLetters.space)}mb`,
            "dead_letter_queue.storage_policy": "drop_older",
            "path.dead_letter_queue": deadLetterPath,
          }),
      "config.string": mainPipeline(props),
    },
    ...(deadLetters?.index === true
      ? [
          {
            "pipeline.id": `${props.name}-dead-letters`,
            "pipeline.workers": 1,
            // Two pages, the least that a queue works with.
            ...queueOnDisk("128Mi"),
            // What is refused here too would come round again.
            "dead_letter_queue.enable": false,
            "config.string": deadLetterPipeline(props),
          },
        ]
      : []),
  ];
}

/** On the claim, and on the disk before the next message is taken: what was committed to Kafka is not in memory alone. */
function queueOnDisk(space: string): Fields {
  // Text: a large number comes through the operator as 5.4e+08.
  return { "queue.type": "persisted", "queue.max_bytes": `${mebibytes(space)}mb`, "queue.checkpoint.writes": 1 };
}

function podTemplate(props: KafkaToElasticsearchProps, settings: SinkSettings): Fields {
  const { cpu, cpuLimit, memory, caSecret, replicas } = settings;
  const heap = heapOf(memory);
  const initResources = { cpu: "100m", memory: "50Mi" };
  return {
    metadata: { labels: teamLabels(props) },
    spec: {
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        fsGroup: 1000,
        seccompProfile: { type: "RuntimeDefault" },
      },
      // ECK gives Logstash's containers no security context, and its init container only `privileged: false`.
      initContainers: [
        {
          name: "logstash-internal-init-config",
          securityContext: unprivilegedContainer,
          resources: { requests: initResources, limits: initResources },
        },
      ],
      containers: [
        {
          name: "logstash",
          resources: { requests: { cpu, memory }, limits: { cpu: cpuLimit, memory } },
          securityContext: unprivilegedContainer,
          env: [
            { name: "LS_JAVA_OPTS", value: `-Xms${heap} -Xmx${heap}` },
            {
              name: jaasVariable,
              valueFrom: { secretKeyRef: { name: props.name, key: "sasl.jaas.config" } },
            },
          ],
          volumeMounts: [{ name: "kafka-ca", mountPath: caPath, readOnly: true }],
        },
      ],
      volumes: [{ name: "kafka-ca", secret: { secretName: caSecret, items: [{ key: "ca.crt", path: "ca.crt" }] } }],
      ...(replicas > 1 ? { topologySpreadConstraints: spread(props.name) } : {}),
    },
  };
}

function spread(name: string): Fields[] {
  return ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: { "logstash.k8s.elastic.co/name": name } },
  }));
}
