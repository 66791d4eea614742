// SPDX-License-Identifier: Apache-2.0
import { JsonPatch } from "cdk8s";
import type { Construct } from "constructs";
import { describe, expect, test } from "vitest";
import { dataFindings } from "../../../lib/kubernetes/data/checked.ts";
import { ElasticsearchCluster, Kibana, type KibanaProps } from "../../../lib/kubernetes/data/index.ts";
import {
  dashboardKibana,
  dashboardUrl,
  type SearchDashboardProps,
} from "../../../lib/kubernetes/data/search-dashboard-objects.ts";
import { SearchDashboard } from "../../../lib/kubernetes/data/search-dashboard.ts";
import { faultsOf, objectsOf } from "../fixture.ts";

const guardRails = { domain: "apps.example.org", gateway: { namespace: "gateways", name: "public" } };
const owner = { event: "lugano-2022", team: "met_eo" };
const web = { ...owner, guardRails, name: "search" };

function build(
  scope: Construct,
  over: Partial<SearchDashboardProps> = {},
  kibanaOver: Partial<KibanaProps> = {},
): { readonly dashboard: SearchDashboard; readonly kibana: Kibana } {
  const elasticsearch = new ElasticsearchCluster(scope, "Search", { ...owner, name: "search", size: "demo" });
  const props = { ...web, ...over };
  const kibana = new Kibana(scope, "Kibana", {
    ...owner,
    elasticsearch,
    ...dashboardKibana({ ...props, name: props.name ?? "search" }),
    ...kibanaOver,
  });
  return { kibana, dashboard: new SearchDashboard(scope, "Dashboard", { ...props, kibana }) };
}

const faults = (over: Partial<SearchDashboardProps>): string[] =>
  faultsOf((scope) => new SearchDashboard(scope, "Dashboard", { ...web, kibana: { name: "search" }, ...over })).map(
    (each) => each.slice("BV601 chart/Dashboard ".length),
  );

describe("SearchDashboard", () => {
  test("leads from the team's address to Kibana's Service", () => {
    const objects = objectsOf((scope) => build(scope));
    const of = (kind: string): unknown => objects.find((each) => each.kind === kind);
    expect(of("HTTPRoute")).toMatchObject({
      metadata: { name: "search", namespace: "lugano-2022-met-eo" },
      spec: {
        parentRefs: [{ namespace: "gateways", name: "public" }],
        hostnames: ["search.met-eo.apps.example.org"],
        rules: [{ backendRefs: [{ name: "search-kb-http", port: 5601 }] }],
      },
    });
    expect(of("Kibana")).toMatchObject({
      spec: {
        config: {
          "server.publicBaseUrl": "https://search.met-eo.apps.example.org",
          "xpack.security.secureCookies": true,
        },
        http: { tls: { selfSignedCertificate: { disabled: true } } },
        podTemplate: { metadata: { labels: { "bivouac.dev/published": "true" } } },
      },
    });
  });

  test("no rule has anything to say of it", () => {
    let found: unknown;
    objectsOf((scope) => (found = dataFindings(build(scope).dashboard)));
    expect(found).toEqual([]);
  });

  test("an Ingress, with its certificate", () => {
    const objects = objectsOf((scope) => build(scope, { route: "ingress", issuer: { name: "letsencrypt" } }));
    expect(objects.find(({ kind }) => kind === "Ingress")).toMatchObject({
      spec: {
        tls: [{ hosts: ["search.met-eo.apps.example.org"], secretName: "search-tls" }],
        rules: [{ http: { paths: [{ backend: { service: { name: "search-kb-http", port: { number: 5601 } } } }] } }],
      },
    });
  });

  test.each([
    ["Kibana that speaks HTTPS", { tls: true }, "speaks HTTPS"],
    ["Kibana that is closed to the gateway", { published: false }, "may not connect"],
  ] as const)("%s is a fault of the route", (_, kibana, message) => {
    const found = faultsOf((scope) => build(scope, {}, kibana));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("chart/Dashboard BR125");
    expect(found[0]).toContain(message);
  });

  test("Kibana that does not know its address, or lets its cookies go over HTTP, is a warning", () => {
    let found: ReturnType<typeof dataFindings> = [];
    objectsOf((scope) => {
      found = dataFindings(build(scope, {}, { publicBaseUrl: "https://else.example.org", config: {} }).dashboard);
    });
    expect(found.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      ["BR125", "warning", "Kibana search does not know its address"],
      ["BR125", "warning", "the cookies of Kibana search go over HTTP too"],
    ]);
  });

  test("an override of Kibana that closes it is a fault", () => {
    const found = faultsOf((scope) => build(scope).kibana.resource.addJsonPatch(JsonPatch.remove("/spec/http/tls")));
    expect(found.join()).toContain("BR125");
  });

  test("its address", () => {
    expect(dashboardUrl(web)).toBe("https://search.met-eo.apps.example.org");
    expect(dashboardUrl({ ...web, host: "find.met-eo.apps.example.org" })).toBe("https://find.met-eo.apps.example.org");
    expect(dashboardUrl({ ...owner, name: "search" })).toBeUndefined();
    let dashboard: SearchDashboard | undefined;
    objectsOf((scope) => ({ dashboard } = build(scope)));
    expect(dashboard?.url).toBe("https://search.met-eo.apps.example.org");
  });

  test.each([
    [{ route: "none" }, 'route "none" publishes nothing: leave the dashboard out'],
    [{ path: "/kibana" }, 'path "/kibana": Kibana has a host of its own; leave path out'],
    [
      { host: "search.other.apps.example.org" },
      'host "search.other.apps.example.org" is not the team\'s: end it in .met-eo.apps.example.org',
    ],
    [
      { kibana: { name: "search", namespace: "shared" } },
      'Kibana is in namespace "shared", the route in "lugano-2022-met-eo": put them together',
    ],
    [
      { kibana: { name: "Search" } },
      'kibana.name "Search" is not a DNS label: at most 63 of a-z, 0-9 and -, with a letter or digit at both ends',
    ],
    [{ guardRails: undefined }, 'no host: give host, or guardRails with a domain, or use route "none"'],
  ] as const)("%j is a fault", (over, message) => {
    expect(faults(over as Partial<SearchDashboardProps>)).toContain(message);
  });
});
