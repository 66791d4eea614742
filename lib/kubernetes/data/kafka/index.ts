// SPDX-License-Identifier: Apache-2.0
export { KafkaCluster } from "./kafka-cluster.ts";
export { KafkaConsumerScaling } from "./kafka-consumer-scaling.ts";
export { KafkaTopicSet } from "./kafka-topic-set.ts";
export { KafkaUserSet } from "./kafka-user-set.ts";
export { kafkaCluster } from "./objects.ts";
export type {
  KafkaClusterProps,
  KafkaClusterRef,
  KafkaPoolProps,
  KafkaTotalQuotas,
  KafkaUserDefaultQuotas,
} from "./props.ts";
export { kafkaConsumerScaling, type KafkaConsumerScalingProps } from "./scaling-objects.ts";
export { type KafkaShape, type KafkaSize, kafkaSizes } from "./sizes.ts";
export { type KafkaTopicProps, kafkaTopics, type KafkaTopicSetProps, type KafkaTopicShape } from "./topic-objects.ts";
export { type KafkaUserProps, type KafkaUserQuotas, kafkaUsers, type KafkaUserSetProps } from "./user-objects.ts";
