// SPDX-License-Identifier: Apache-2.0
import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { kubeObject } from "../../api.ts";
import { checkedData } from "../checked.ts";
import { bootstrapFaults } from "./bootstrap-faults.ts";
import { bootstrapObjects } from "./bootstrap-objects.ts";
import type { IndexBootstrapProps } from "./bootstrap-props.ts";
import { bootstrapRole } from "./bootstrap-role.ts";
import { bootstrapRequests, type ElasticsearchRequest } from "./bootstrap-requests.ts";

/**
 * Templates, lifecycle and snapshot policies of an Elasticsearch cluster, by a Job: with a Basic licence no custom resource declares them.
 * It waits for the cluster, makes every request, and may run again at any time; when a request changes, a new Job makes all of them.
 */
export class IndexBootstrap extends Construct {
  /** The requests, in their order. */
  readonly requests: readonly ElasticsearchRequest[];
  readonly job: ApiObject;

  constructor(scope: Construct, id: string, props: IndexBootstrapProps) {
    super(scope, id);
    this.requests = bootstrapRequests(props);
    this.node.addValidation({ validate: () => bootstrapFaults(props) });
    const objects = bootstrapObjects(props);
    const requests = kubeObject(this, "Requests", objects.Requests);
    this.job = kubeObject(this, "Resource", objects.Resource);
    this.job.addDependency(requests);
    props.elasticsearch.addRole?.("bootstrap", bootstrapRole);
    if (Construct.isConstruct(props.elasticsearch)) this.node.addDependency(props.elasticsearch);
    checkedData(this, { guardRails: props.guardRails });
  }
}
