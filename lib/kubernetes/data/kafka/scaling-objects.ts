// SPDX-License-Identifier: Apache-2.0
import type { GuardRails } from "../../../model/light.ts";
import type { Manifest } from "../../objects/manifest.ts";
import { namespaceOf, ownedMetadata, ownerFaults, type TeamOwnedProps } from "../../objects/owned.ts";
import { bootstrapOf, caSecretOf } from "./defaults.ts";
import { countFaults, resourceNameFaults } from "./faults.ts";
import type { KafkaClusterRef } from "./props.ts";

export interface KafkaConsumerScalingProps extends TeamOwnedProps {
  /** Name of the ScaledObject and of all objects beside it. */
  readonly name: string;
  readonly cluster: KafkaClusterRef;
  /** What consumes, and is scaled. */
  readonly target: {
    readonly name: string;
    /** @default "Deployment" */
    readonly kind?: string | undefined;
    /** @default "apps/v1" */
    readonly apiVersion?: string | undefined;
  };
  readonly topic: string;
  /** Consumer group of the target. */
  readonly group: string;
  /** KafkaUser that may read the topic with this group, by password. KEDA logs in with it. */
  readonly user: string;
  /** Messages that one replica may be behind. @default 100 */
  readonly lagThreshold?: number | undefined;
  /** With 0 the target is away while nothing is to be done. @default 1 */
  readonly minReplicas?: number | undefined;
  /** More than partitions never get work. */
  readonly maxReplicas: number;
  /** Seconds between two looks at the lag. @default 30 */
  readonly pollingSeconds?: number | undefined;
  /** Seconds without lag until the last replica goes. @default 300 */
  readonly cooldownSeconds?: number | undefined;
  /** Which of KEDA's two clients: both read the same settings. @default "apache-kafka" */
  readonly scaler?: "apache-kafka" | "kafka" | undefined;
  /** What the organizers set, for the check at synth. @default - what holds everywhere */
  readonly guardRails?: Partial<GuardRails> | undefined;
}

/**
 * All objects, by the ids of their constructs. Strimzi's Secret of a user holds the password and not the name, so that comes from a
 * ConfigMap.
 * @see https://keda.sh/docs/2.20/scalers/apache-kafka-go/
 */
export function kafkaConsumerScaling(props: KafkaConsumerScalingProps): Readonly<Record<string, Manifest>> {
  const { name, cluster, target, topic, group, user, scaler = "apache-kafka" } = props;
  const metadata = { ...ownedMetadata(props, name) };
  return {
    Config: { apiVersion: "v1", kind: "ConfigMap", metadata, data: { username: user } },
    Authentication: {
      apiVersion: "keda.sh/v1alpha1",
      kind: "TriggerAuthentication",
      metadata,
      spec: {
        secretTargetRef: [
          { parameter: "password", name: user, key: "password" },
          { parameter: "ca", name: caSecretOf(cluster.name), key: "ca.crt" },
        ],
        configMapTargetRef: [{ parameter: "username", name, key: "username" }],
      },
    },
    Resource: {
      apiVersion: "keda.sh/v1alpha1",
      kind: "ScaledObject",
      metadata,
      spec: {
        scaleTargetRef: {
          apiVersion: target.apiVersion ?? "apps/v1",
          kind: target.kind ?? "Deployment",
          name: target.name,
        },
        minReplicaCount: props.minReplicas ?? 1,
        maxReplicaCount: props.maxReplicas,
        pollingInterval: props.pollingSeconds ?? 30,
        cooldownPeriod: props.cooldownSeconds ?? 300,
        triggers: [
          {
            type: scaler,
            metadata: {
              bootstrapServers: cluster.bootstrap ?? bootstrapOf(cluster.name, namespaceOf(props)),
              consumerGroup: group,
              topic,
              lagThreshold: String(props.lagThreshold ?? 100),
              // A group that never read begins with what is there, as its consumers should.
              offsetResetPolicy: "earliest",
              sasl: "scram_sha512",
              tls: "enable",
            },
            authenticationRef: { name },
          },
        ],
      },
    },
  };
}

export function scalingFaults(props: KafkaConsumerScalingProps): string[] {
  const { name, minReplicas = 1, maxReplicas } = props;
  return [
    ...ownerFaults(props),
    ...resourceNameFaults(`name "${name}"`, name),
    ...countFaults("minReplicas", minReplicas, 0, 1_000),
    ...countFaults("maxReplicas", maxReplicas, 1, 1_000),
    ...(minReplicas > maxReplicas
      ? [`minReplicas ${minReplicas} is more than maxReplicas ${maxReplicas}: lower it`]
      : []),
    ...countFaults("lagThreshold", props.lagThreshold, 1, Number.MAX_SAFE_INTEGER),
    ...countFaults("pollingSeconds", props.pollingSeconds, 1, 86_400),
    ...countFaults("cooldownSeconds", props.cooldownSeconds, 0, 86_400),
  ];
}
