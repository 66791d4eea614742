// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../../lib/manifests/index.ts";
import { type Names, type Row, table } from "./rows.ts";

const backend = { service: { name: "web", port: { number: 80 } } };
const rule = (host?: string): Fields => ({
  ...(host === undefined ? {} : { host }),
  http: { paths: [{ path: "/", pathType: "Prefix", backend }] },
});
const ingress = (spec: Fields, annotations: Fields = {}): Fields => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { name: "web", annotations },
  spec,
});
const hosts = (...names: readonly string[]): Fields => ingress({ rules: names.map((name) => rule(name)) });
const annotated = (key: string, value = "x"): Fields =>
  ingress({ rules: [rule("ant.hack.example.org")] }, { [key]: value });

const gateway = { namespace: "gateways", name: "shared" };
const ref = { name: "web", port: 80 };
const route = (spec: Fields = {}, kind = "HTTPRoute", annotations: Fields = {}): Fields => ({
  apiVersion: "gateway.networking.k8s.io/v1",
  kind,
  metadata: { name: "web", annotations },
  spec: { parentRefs: [gateway], hostnames: ["web.ant.hack.example.org"], rules: [{ backendRefs: [ref] }], ...spec },
});
const mirror = (namespace: string): Fields => ({
  type: "RequestMirror",
  requestMirror: { backendRef: { name: "db", namespace, port: 80 } },
});

const service = (spec: Fields = {}, annotations: Fields = {}): Fields => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "web", annotations },
  spec: { selector: { app: "app" }, ports: [{ name: "http", port: 80 }], ...spec },
});
const slice = (endpoints: readonly Fields[]): Fields => ({
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { name: "web", labels: { "kubernetes.io/service-name": "web" } },
  addressType: "IPv4",
  endpoints,
  ports: [{ name: "http", port: 80 }],
});
const endpoints = (ip?: string): Fields => ({
  apiVersion: "v1",
  kind: "Endpoints",
  metadata: { name: "web" },
  ...(ip === undefined ? {} : { subsets: [{ addresses: [{ ip }], ports: [{ name: "http", port: 80 }] }] }),
});
const organizers = (kind: string, version: string, spec: Fields): Fields => ({
  apiVersion: `gateway.networking.k8s.io/${version}`,
  kind,
  metadata: { name: "own" },
  spec,
});
const nginx = "nginx.ingress.kubernetes.io";

export function publishRows({ namespace, other }: Names): readonly Row[] {
  return [
    ...table(
      "hosts",
      [
        ["below the team's domain", hosts("web.ant.hack.example.org")],
        ["the domain itself", hosts("ant.hack.example.org")],
        ["deeper", hosts("a.b.c.ant.hack.example.org", "ant.hack.example.org")],
        [
          "with tls",
          ingress({
            rules: [rule("ant.hack.example.org")],
            tls: [{ hosts: ["ant.hack.example.org"], secretName: "web" }],
          }),
        ],
        ["a harmless annotation", annotated(`${nginx}/proxy-body-size`, "64m")],
        ["a Secret beside it", annotated(`${nginx}/auth-secret`, "passwords")],
        ["a Secret beside it, with its namespace", annotated(`${nginx}/auth-secret`, `${namespace}/passwords`)],
      ],
      [
        ["another team's", hosts("web.bee.hack.example.org")],
        ["the event's domain", hosts("hack.example.org")],
        ["one that ends alike", hosts("plant.hack.example.org")],
        ["another domain", hosts("ant.hack.example.org.evil.example")],
        ["the second rule", hosts("ant.hack.example.org", "www.example.org")],
        ["a wildcard of the team's", hosts("*.ant.hack.example.org")],
        ["a wildcard of all", hosts("*.hack.example.org")],
        [
          "in tls alone",
          ingress({ rules: [rule("ant.hack.example.org")], tls: [{ hosts: ["bee.hack.example.org"] }] }),
        ],
        [
          "a wildcard in tls",
          ingress({ rules: [rule("ant.hack.example.org")], tls: [{ hosts: ["*.ant.hack.example.org"] }] }),
        ],
        ["no host", ingress({ rules: [rule()] })],
        ["a host and none", ingress({ rules: [rule("ant.hack.example.org"), rule()] })],
        ["an empty host", ingress({ rules: [rule("")] })],
        ["a default backend", ingress({ defaultBackend: backend })],
        ["a default backend beside rules", ingress({ defaultBackend: backend, rules: [rule("ant.hack.example.org")] })],
        ["a snippet", annotated(`${nginx}/configuration-snippet`)],
        ["a snippet for the server", annotated(`${nginx}/server-snippet`)],
        ["a snippet of another controller", annotated("nginx.org/location-snippets")],
        ["an alias", annotated(`${nginx}/server-alias`, "bee.hack.example.org")],
        ["a request elsewhere first", annotated(`${nginx}/auth-url`, "http://10.0.0.1/")],
        ["a mirror", annotated(`${nginx}/mirror-target`, "http://10.0.0.1/")],
        ["another team's Secret", annotated(`${nginx}/auth-secret`, `${other}/passwords`)],
        ["a DNS name", annotated("external-dns.alpha.kubernetes.io/hostname", "www.example.org")],
      ],
    ),
    ...table(
      "routes",
      [
        ["of the team", route()],
        ["GRPC", route({}, "GRPCRoute")],
        ["TLS", route({}, "TLSRoute")],
        ["a listener of the gateway", route({ parentRefs: [{ ...gateway, sectionName: "https" }] })],
        ["the own namespace by its name", route({ rules: [{ backendRefs: [{ ...ref, namespace }] }] })],
        [
          "a redirect alone",
          route({ rules: [{ filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https" } }] }] }),
        ],
        ["an own mirror", route({ rules: [{ filters: [mirror(namespace)], backendRefs: [ref] }] })],
      ],
      [
        ["another team's host", route({ hostnames: ["web.bee.hack.example.org"] })],
        ["no hosts", route({ hostnames: [] })],
        ["hosts not said", route({ hostnames: undefined })],
        ["a wildcard", route({ hostnames: ["*.ant.hack.example.org"] })],
        ["no hosts, GRPC", route({ hostnames: [] }, "GRPCRoute")],
        ["another team's host, TLS", route({ hostnames: ["web.bee.hack.example.org"] }, "TLSRoute")],
        ["another gateway", route({ parentRefs: [{ name: "own" }] })],
        ["a gateway of the same name", route({ parentRefs: [{ name: "shared" }] })],
        ["the gateway and another", route({ parentRefs: [gateway, { ...gateway, name: "admin" }] })],
        ["a Service as parent", route({ parentRefs: [{ group: "", kind: "Service", name: "web", port: 80 }] })],
        ["another team's Service", route({ rules: [{ backendRefs: [{ ...ref, namespace: other }] }] })],
        [
          "in the second rule",
          route({ rules: [{ backendRefs: [ref] }, { backendRefs: [ref, { ...ref, namespace: other }] }] }),
        ],
        ["a mirror to another team", route({ rules: [{ filters: [mirror(other)], backendRefs: [ref] }] })],
        ["a mirror behind a backend", route({ rules: [{ backendRefs: [{ ...ref, filters: [mirror(other)] }] }] })],
        [
          "a kind that is any address",
          route({
            rules: [
              { backendRefs: [{ group: "networking.istio.io", kind: "Hostname", name: "example.org", port: 80 }] },
            ],
          }),
        ],
        ["a DNS name", route({}, "HTTPRoute", { "external-dns.alpha.kubernetes.io/hostname": "www.example.org" })],
      ],
    ),
    ...table(
      "gateway-objects",
      [],
      [
        [
          "a Gateway",
          organizers("Gateway", "v1", {
            gatewayClassName: "x",
            listeners: [{ name: "http", port: 80, protocol: "HTTP" }],
          }),
        ],
        [
          "a grant",
          organizers("ReferenceGrant", "v1", {
            from: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute", namespace: other }],
            to: [{ group: "", kind: "Service" }],
          }),
        ],
        [
          "a set of listeners",
          organizers("ListenerSet", "v1", {
            parentRef: gateway,
            listeners: [{ name: "http", port: 80, protocol: "HTTP" }],
          }),
        ],
        ["a TCP route", organizers("TCPRoute", "v1alpha2", { parentRefs: [gateway], rules: [{ backendRefs: [ref] }] })],
        ["a UDP route", organizers("UDPRoute", "v1alpha2", { parentRefs: [gateway], rules: [{ backendRefs: [ref] }] })],
      ],
    ),
    ...table(
      "services",
      [
        ["nothing said", service()],
        ["ClusterIP", service({ type: "ClusterIP" })],
        ["headless", service({ clusterIP: "None" })],
        ["without a selector", service({ selector: undefined })],
        ["publishNotReadyAddresses", service({ publishNotReadyAddresses: true })],
      ],
      [
        [
          "ExternalName",
          service({ type: "ExternalName", externalName: "web.bee.svc.cluster.local", ports: undefined }),
        ],
        ["externalIPs", service({ externalIPs: ["192.0.2.7"] })],
        ["NodePort", service({ type: "NodePort" })],
        ["LoadBalancer", service({ type: "LoadBalancer" })],
        ["LoadBalancer with an address", service({ type: "LoadBalancer", loadBalancerIP: "192.0.2.7" })],
        ["loadBalancerIP alone", service({ loadBalancerIP: "192.0.2.7" })],
        ["a DNS name", service({}, { "external-dns.alpha.kubernetes.io/hostname": "www.example.org" })],
      ],
    ),
    ...table(
      "endpoints",
      [
        ["a slice without addresses", slice([])],
        ["the older kind without addresses", endpoints()],
      ],
      [
        ["a slice", slice([{ addresses: ["10.0.0.7"] }])],
        [
          "a slice that names another team's pod",
          slice([{ addresses: ["10.0.0.7"], targetRef: { kind: "Pod", namespace: other, name: "db" } }]),
        ],
        ["the older kind", endpoints("10.0.0.7")],
        [
          "the older kind, labelled as a controller's",
          {
            ...endpoints("10.0.0.7"),
            metadata: {
              name: "web",
              labels: { "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io" },
            },
          },
        ],
      ],
    ),
  ];
}
