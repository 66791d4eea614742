// SPDX-License-Identifier: Apache-2.0
import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { kubeObject } from "../../api.ts";
import { checkedData } from "../checked.ts";
import { kafkaConsumerScaling, type KafkaConsumerScalingProps, scalingFaults } from "./scaling-objects.ts";

/** As many replicas of a consumer as its lag asks for, by KEDA. Let KEDA's namespace connect: `allowFrom` of the cluster. */
export class KafkaConsumerScaling extends Construct {
  /** The ScaledObject. */
  readonly resource: ApiObject;

  constructor(scope: Construct, id: string, props: KafkaConsumerScalingProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => scalingFaults(props) });
    checkedData(this, { guardRails: props.guardRails });
    const made = new Map<string, ApiObject>();
    for (const [child, manifest] of Object.entries(kafkaConsumerScaling(props)))
      made.set(child, kubeObject(this, child, manifest));
    this.resource = made.get("Resource")!;
    if (Construct.isConstruct(props.cluster)) this.node.addDependency(props.cluster);
  }
}
