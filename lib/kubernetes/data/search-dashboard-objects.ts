// SPDX-License-Identifier: Apache-2.0
import type { Json, Manifest } from "../objects/manifest.ts";
import { dnsLabelFaults, namespaceOf, ownerFaults } from "../objects/owned.ts";
import { hostOf, routeFaults, routeObjects, type RouteProps } from "../web/route.ts";

export interface SearchDashboardProps extends RouteProps {
  /** Name of the route, and the first part of its host. @default - that of Kibana */
  readonly name?: string | undefined;
  /** The Kibana to publish, of the same namespace; made with what `dashboardKibana` of the same props says. */
  readonly kibana: { readonly name: string; readonly namespace?: string | undefined };
}

/** Port of Kibana's Service. cloud-on-k8s v3.5.0 pkg/controller/kibana/network/ports.go */
const kibanaPort = 5601;

/** The route, by the id of its construct. */
export function searchDashboard(props: SearchDashboardProps): Readonly<Record<string, Manifest>> {
  return routeObjects(nameOf(props), props, { name: `${props.kibana.name}-kb-http`, port: kibanaPort });
}

/** Address that browsers use; undefined without a host. */
export function dashboardUrl(
  props: Omit<SearchDashboardProps, "kibana"> & { readonly name: string },
): string | undefined {
  const host = hostOf(props.name, props);
  return host === undefined ? undefined : `https://${host}`;
}

/** What a Kibana must be made with to stand behind a SearchDashboard of these props: props of the construct Kibana. */
export function dashboardKibana(props: Omit<SearchDashboardProps, "kibana"> & { readonly name: string }): {
  readonly published: true;
  readonly tls: false;
  readonly publicBaseUrl: string | undefined;
  readonly config: Readonly<Record<string, Json>>;
} {
  return {
    published: true,
    tls: false,
    publicBaseUrl: dashboardUrl(props),
    // By itself Kibana marks its cookies so only when it speaks TLS itself.
    config: { "xpack.security.secureCookies": true },
  };
}

export function searchDashboardFaults(props: SearchDashboardProps): string[] {
  const { kibana, path = "/", route = "gateway" } = props;
  const name = nameOf(props);
  return [
    ...ownerFaults(props),
    ...dnsLabelFaults("name", name),
    ...dnsLabelFaults("kibana.name", kibana.name),
    ...(kibana.namespace === undefined || kibana.namespace === namespaceOf(props)
      ? []
      : [`Kibana is in namespace "${kibana.namespace}", the route in "${namespaceOf(props)}": put them together`]),
    ...(route === "none" ? ['route "none" publishes nothing: leave the dashboard out'] : []),
    ...(path === "/" ? [] : [`path "${path}": Kibana has a host of its own; leave path out`]),
    ...(route === "none" ? [] : routeFaults(name, props)),
  ];
}

function nameOf({ name, kibana }: SearchDashboardProps): string {
  return name ?? kibana.name;
}
