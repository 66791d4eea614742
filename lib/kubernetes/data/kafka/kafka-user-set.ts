// SPDX-License-Identifier: Apache-2.0
import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { kubeObject } from "../../api.ts";
import { checkedData } from "../checked.ts";
import { kafkaUsers, type KafkaUserSetProps, userSetFaults } from "./user-objects.ts";

/** Users of a cluster, each with the rights that follow from what it produces and consumes, and no others. */
export class KafkaUserSet extends Construct {
  /** Name of the Secret that a user logs in with, by the name of the user. By password: `password` and `sasl.jaas.config`. */
  readonly users: Readonly<Record<string, string>>;
  /** The KafkaUsers, by name. */
  readonly resources: Readonly<Record<string, ApiObject>>;

  constructor(scope: Construct, id: string, props: KafkaUserSetProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => userSetFaults(props) });
    checkedData(this, { guardRails: props.guardRails });
    this.users = Object.fromEntries(Object.keys(props.users).map((name) => [name, name]));
    this.resources = Object.fromEntries(
      Object.entries(kafkaUsers(props)).map(([name, manifest]) => [name, kubeObject(this, name, manifest)]),
    );
    if (Construct.isConstruct(props.cluster)) this.node.addDependency(props.cluster);
  }
}
