// SPDX-License-Identifier: Apache-2.0
import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { kubeObject } from "../../api.ts";
import { namespaceOf } from "../../objects/owned.ts";
import { checkedData } from "../checked.ts";
import { bootstrapOf, caSecretOf, kafkaSettings } from "./defaults.ts";
import { kafkaClusterFaults } from "./faults.ts";
import { kafkaCluster, poolId } from "./objects.ts";
import type { KafkaClusterProps, KafkaClusterRef } from "./props.ts";
import type { KafkaSize } from "./sizes.ts";

/**
 * A Kafka cluster run by Strimzi: KRaft, one encrypted listener that asks for a password, rights by ACL, topics by KafkaTopicSet alone, and
 * pods that are admitted where Pod Security `restricted` is enforced and every container must ask for resources.
 *
 * Any field changes by `addJsonPatch` of the objects; what is written in the end is checked at synth, together with topics and users of the
 * same tree.
 */
export class KafkaCluster extends Construct implements KafkaClusterRef {
  readonly name: string;
  readonly namespace: string;
  readonly version: string;
  /** undefined with pools of one's own and no size. */
  readonly size: KafkaSize | undefined;
  readonly brokers: number;
  /** `host:port` for clients with passwords. */
  readonly bootstrap: string;
  /** `host:port` for clients with certificates; undefined without `clientCertificates`. */
  readonly certificateBootstrap: string | undefined;
  /** Name of the Secret whose `ca.crt` clients trust. */
  readonly caSecret: string;
  /** `kafka`: users may have quotas of their own. */
  readonly quotas: "strimzi" | "kafka";
  /** The Kafka object. */
  readonly resource: ApiObject;
  /** The KafkaNodePools, by name. */
  readonly pools: Readonly<Record<string, ApiObject>>;

  constructor(scope: Construct, id: string, props: KafkaClusterProps) {
    super(scope, id);
    const { pools, brokers, version, quotas } = kafkaSettings(props);
    this.name = props.name;
    this.namespace = namespaceOf(props);
    this.version = version;
    this.size = props.size ?? (props.pools === undefined ? "small" : undefined);
    this.brokers = brokers;
    this.bootstrap = bootstrapOf(props.name, this.namespace);
    this.certificateBootstrap = props.clientCertificates === true ? this.bootstrap.replace(/9093$/, "9094") : undefined;
    this.caSecret = caSecretOf(props.name);
    this.quotas = quotas.type;
    this.node.addValidation({ validate: () => kafkaClusterFaults(props) });
    checkedData(this, { guardRails: props.guardRails });
    const made = new Map<string, ApiObject>();
    for (const [child, manifest] of Object.entries(kafkaCluster(props)))
      made.set(child, kubeObject(this, child, manifest));
    this.resource = made.get("Resource")!;
    this.pools = Object.fromEntries(pools.map(({ name }) => [name, made.get(poolId(name))!]));
  }
}
