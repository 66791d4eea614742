// SPDX-License-Identifier: Apache-2.0
export type { LagAlert } from "./alert-props.ts";
export type { ConnectSink } from "./connect-props.ts";
export type { SinkDelivery } from "./delivery.ts";
export { KafkaToElasticsearch } from "./kafka-to-elasticsearch.ts";
export { kafkaToElasticsearch } from "./objects.ts";
export type {
  DeadLetters,
  KafkaToElasticsearchProps,
  SinkElasticsearch,
  SinkKafka,
  SinkRole,
  SinkTopic,
} from "./props.ts";
export type { SinkTarget } from "./settings.ts";
export { type SinkShape, sinkSizes } from "./sizes.ts";
