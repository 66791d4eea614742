// SPDX-License-Identifier: Apache-2.0
import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { kubeObject } from "../../api.ts";
import { namespaceOf } from "../../objects/owned.ts";
import { checkedData } from "../checked.ts";
import { deliveryOf, type SinkDelivery } from "./delivery.ts";
import { sinkFaults } from "./faults.ts";
import { kafkaToElasticsearch } from "./objects.ts";
import type { KafkaToElasticsearchProps } from "./props.ts";
import { addSinkRole, writerRole } from "./roles.ts";

/**
 * Topics of Kafka into a data stream or an index of Elasticsearch: Logstash with its own Kafka user, by default.
 *
 * **What is guaranteed.** Each message is delivered at least once: its offset is committed when it is in the queue on the claim, from which it
 * goes when Elasticsearch has it. The id of its document is its topic, partition and offset, so what comes again is the same document: one
 * message is one document, also when a replica is killed. Four things are outside of this:
 * - a claim that is lost, or a replica that is taken away for good, takes with it what is in its queue;
 * - ids are unique within one backing index: what comes again after a data stream rolled over is a second document. An `index` has no such
 *   seam;
 * - what Elasticsearch refuses for good (400, 404) is a dead letter, and of these the oldest go when their space is full;
 * - a topic that is made again counts from 0 again: give another `generation`.
 * A refusal of rights (403) is tried again without an end; nothing is lost, and nothing moves.
 *
 * `resource.addJsonPatch` changes what no prop does; what is written in the end is checked at synth.
 */
export class KafkaToElasticsearch extends Construct {
  readonly name: string;
  readonly namespace: string;
  /** What goes where, as data. */
  readonly delivery: SinkDelivery;
  /** Role that the user of Elasticsearch must have; undefined for Logstash, whose user ECK makes. */
  readonly role: string | undefined;
  /** The Logstash, or the KafkaConnect. */
  readonly resource: ApiObject;
  readonly user: ApiObject;
  /** The KafkaConnector. */
  readonly connector: ApiObject | undefined;
  readonly lagAlert: ApiObject | undefined;

  constructor(scope: Construct, id: string, props: KafkaToElasticsearchProps) {
    super(scope, id);
    this.name = props.name;
    this.namespace = namespaceOf(props);
    this.delivery = deliveryOf(props);
    this.role = props.connect === undefined ? undefined : writerRole(props);
    this.node.addValidation({ validate: () => sinkFaults(props) });
    const made = new Map<string, ApiObject>();
    for (const [child, manifest] of Object.entries(kafkaToElasticsearch(props)))
      made.set(child, kubeObject(this, child, manifest));
    this.resource = made.get("Resource")!;
    this.user = made.get("User")!;
    this.connector = made.get("Connector");
    this.lagAlert = made.get("LagAlert");
    addSinkRole(props);
    for (const other of [props.kafka, props.elasticsearch])
      if (Construct.isConstruct(other)) this.node.addDependency(other);
    checkedData(this, { guardRails: props.guardRails, license: props.license });
  }
}
