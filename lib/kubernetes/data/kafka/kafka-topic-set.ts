// SPDX-License-Identifier: Apache-2.0
import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { kubeObject } from "../../api.ts";
import { checkedData } from "../checked.ts";
import {
  kafkaTopics,
  type KafkaTopicSetProps,
  type KafkaTopicShape,
  topicSetFaults,
  topicShape,
} from "./topic-objects.ts";

/** Topics of a cluster: all of them, since nothing else makes any. */
export class KafkaTopicSet extends Construct {
  /** By the name that Kafka knows the topic by. */
  readonly topics: Readonly<Record<string, KafkaTopicShape>>;
  /** The KafkaTopics, by the same name. */
  readonly resources: Readonly<Record<string, ApiObject>>;

  constructor(scope: Construct, id: string, props: KafkaTopicSetProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => topicSetFaults(props) });
    checkedData(this, { guardRails: props.guardRails });
    this.topics = Object.fromEntries(
      Object.entries(props.topics).map(([name, topic]) => [name, topicShape(props.cluster, topic)]),
    );
    this.resources = Object.fromEntries(
      Object.entries(kafkaTopics(props)).map(([name, manifest]) => [name, kubeObject(this, name, manifest)]),
    );
    if (Construct.isConstruct(props.cluster)) this.node.addDependency(props.cluster);
  }
}
