// SPDX-License-Identifier: Apache-2.0
import { Construct } from "constructs";
import { kubeObject } from "./api.ts";
import { networkFloor, networkFloorFaults, type NetworkFloorProps } from "./objects/network-floor.ts";

/**
 * The egress of all namespaces of an event that no team can widen, by objects of the whole cluster. It needs a network plugin that knows
 * AdminNetworkPolicy (v1alpha1) or ClusterNetworkPolicy (v1alpha2).
 */
export class NetworkFloor extends Construct {
  constructor(scope: Construct, id: string, props: NetworkFloorProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => networkFloorFaults(props) });
    // Children are called like their objects.
    for (const manifest of networkFloor(props)) kubeObject(this, manifest.metadata.name, manifest);
  }
}
