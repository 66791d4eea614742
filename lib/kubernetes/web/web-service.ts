// SPDX-License-Identifier: Apache-2.0
import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { kubeObject } from "../api.ts";
import { keepGuardRails } from "../guard-faults.ts";
import { namespaceOf } from "../objects/owned.ts";
import { webServiceFaults } from "./faults.ts";
import { webService } from "./objects.ts";
import { type WebServiceProps, webDefaults } from "./props.ts";
import { hostOf } from "./route.ts";

/**
 * A web application: Deployment, Service, ServiceAccount without a token, and an HTTPRoute or Ingress. Its pods are admitted where Pod
 * Security `restricted` is enforced, start, are watched and are spread; a roll-out fits into a quota that is full.
 *
 * Change one value by its prop, or any field by `addJsonPatch` of the objects: what is written in the end is checked at synth, so that a
 * change which loses a guard rail is a fault, not a surprise in the cluster.
 */
export class WebService extends Construct {
  readonly name: string;
  /** Name of the Service inside the cluster, `shop.lugano-2022-nris.svc`. */
  readonly internalHost: string;
  readonly port: number;
  /** Web address; undefined without a route. */
  readonly host: string | undefined;
  readonly deployment: ApiObject;
  readonly service: ApiObject;
  /** HTTPRoute or Ingress. */
  readonly route: ApiObject | undefined;

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, id);
    const { name, port, replicas, surge, volumes = [] } = webDefaults(props);
    this.name = name;
    this.port = port;
    this.internalHost = `${name}.${namespaceOf(props)}.svc`;
    this.host = hostOf(name, props);
    this.node.addValidation({ validate: () => webServiceFaults(props) });
    keepGuardRails(this, props);
    const made = new Map<string, ApiObject>();
    for (const [child, manifest] of Object.entries(webService(props)))
      made.set(child, kubeObject(this, child, manifest));
    this.deployment = made.get("Resource")!;
    this.service = made.get("Service")!;
    this.route = made.get("Route") ?? made.get("Ingress");
    for (const storage of new Set(volumes.map((mount) => mount.storage))) {
      storage.mountedBy(this.node.path, replicas + (replicas > 0 ? surge : 0));
      if (Construct.isConstruct(storage)) this.node.addDependency(storage);
    }
  }
}
