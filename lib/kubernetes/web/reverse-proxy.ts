// SPDX-License-Identifier: Apache-2.0
import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { kubeObject } from "../api.ts";
import { keepGuardRails } from "../guard-faults.ts";
import { reverseProxy, reverseProxyFaults, type ReverseProxyProps } from "./proxy-objects.ts";
import { hostOf } from "./route.ts";

/**
 * A web address that leads to a Service of the team, to one that another team exports, or to a url outside. X-Forwarded-* are kept. Where the
 * gateway cannot go by itself an nginx goes for it, whose configuration is data: no value of a prop can add to it.
 */
export class ReverseProxy extends Construct {
  readonly name: string;
  /** Web address; undefined without a route. */
  readonly host: string | undefined;
  /** HTTPRoute or Ingress. */
  readonly route: ApiObject | undefined;

  constructor(scope: Construct, id: string, props: ReverseProxyProps) {
    super(scope, id);
    this.name = props.name;
    this.host = hostOf(props.name, props);
    this.node.addValidation({ validate: () => reverseProxyFaults(props) });
    keepGuardRails(this, props);
    const made = new Map<string, ApiObject>();
    for (const [child, manifest] of Object.entries(reverseProxy(props)))
      made.set(child, kubeObject(this, child, manifest));
    this.route = made.get("Route") ?? made.get("Ingress");
  }
}
