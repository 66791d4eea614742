// SPDX-License-Identifier: Apache-2.0
import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { kubeObject } from "../../api.ts";
import { namespaceOf } from "../../objects/owned.ts";
import { checkedData } from "../checked.ts";
import { kibanaFaults } from "./faults.ts";
import { kibana, kibanaName } from "./kibana-objects.ts";
import type { KibanaProps } from "./props.ts";

/**
 * Kibana for an Elasticsearch cluster of the same namespace. Reached from inside the namespace alone until a SearchDashboard publishes it.
 * @see https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/kibana-configuration
 */
export class Kibana extends Construct {
  readonly name: string;
  readonly namespace: string;
  /** Its Service, port 5601. */
  readonly service: string;
  /** The custom resource. */
  readonly resource: ApiObject;

  constructor(scope: Construct, id: string, props: KibanaProps) {
    super(scope, id);
    this.name = kibanaName(props);
    this.namespace = namespaceOf(props);
    this.service = `${this.name}-kb-http`;
    this.node.addValidation({ validate: () => kibanaFaults(props) });
    this.resource = kubeObject(this, "Resource", kibana(props));
    if (Construct.isConstruct(props.elasticsearch)) this.node.addDependency(props.elasticsearch);
    checkedData(this, { guardRails: props.guardRails });
  }
}
