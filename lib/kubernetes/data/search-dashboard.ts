// SPDX-License-Identifier: Apache-2.0
import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { kubeObject } from "../api.ts";
import { hostOf } from "../web/route.ts";
import { checkedData } from "./checked.ts";
import { searchDashboard, searchDashboardFaults, type SearchDashboardProps } from "./search-dashboard-objects.ts";

/**
 * Kibana under the team's own web address. TLS ends at the organizers' Gateway, and Kibana behind it speaks plain HTTP: ECK signs
 * Kibana's certificate with a CA that only comes to be in the cluster, in a Secret, and a BackendTLSPolicy wants the CA in a ConfigMap; so
 * whoever verified it would have to copy it by hand, and again after each rotation. What is given up is encryption from the gateway to the
 * pod. The pod is reached from the team's namespace and the gateway's alone, by the network policies, and its cookies go over HTTPS only.
 *
 * ```ts
 * const web = { event, team, guardRails, name: "search" };
 * const kibana = new Kibana(this, "Kibana", { event, team, elasticsearch, ...dashboardKibana(web) });
 * new SearchDashboard(this, "Dashboard", { ...web, kibana });
 * ```
 * @see https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/
 */
export class SearchDashboard extends Construct {
  /** Web address; undefined without one, which is a fault. */
  readonly host: string | undefined;
  readonly url: string | undefined;
  /** HTTPRoute or Ingress; undefined without a host. */
  readonly route: ApiObject | undefined;

  constructor(scope: Construct, id: string, props: SearchDashboardProps) {
    super(scope, id);
    this.host = hostOf(props.name ?? props.kibana.name, props);
    this.url = this.host === undefined ? undefined : `https://${this.host}`;
    this.node.addValidation({ validate: () => searchDashboardFaults(props) });
    const made = new Map<string, ApiObject>();
    for (const [child, manifest] of Object.entries(searchDashboard(props)))
      made.set(child, kubeObject(this, child, manifest));
    this.route = made.get("Route") ?? made.get("Ingress");
    if (Construct.isConstruct(props.kibana)) this.node.addDependency(props.kibana);
    checkedData(this, { guardRails: props.guardRails });
  }
}
