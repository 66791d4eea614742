// SPDX-License-Identifier: Apache-2.0
import type { Manifest } from "../../objects/manifest.ts";
import { kafkaUsers } from "../kafka/user-objects.ts";
import { lagAlert } from "./alert.ts";
import { connectSink } from "./connect.ts";
import { disruptionBudget, logstash } from "./logstash.ts";
import type { KafkaToElasticsearchProps } from "./props.ts";
import { sinkSettings } from "./settings.ts";

/** All objects of a bridge, by the ids of their constructs. */
export function kafkaToElasticsearch(props: KafkaToElasticsearchProps): Readonly<Record<string, Manifest>> {
  const { connect, lagAlert: alert } = props;
  return {
    ...(connect === undefined ? logstashSink(props) : connectSink(props, connect)),
    ...(alert === undefined ? {} : { LagAlert: lagAlert(props, alert) }),
  };
}

function logstashSink(props: KafkaToElasticsearchProps): Record<string, Manifest> {
  const { topics, group, replicas } = sinkSettings(props);
  const users = kafkaUsers({
    ...props,
    cluster: props.kafka,
    users: { [props.name]: { consumes: Object.fromEntries(topics.map((topic) => [topic, group])) } },
  });
  return {
    ...(users[props.name] === undefined ? {} : { User: users[props.name]! }),
    Resource: logstash(props),
    ...(replicas > 1 ? { DisruptionBudget: disruptionBudget(props) } : {}),
  };
}
