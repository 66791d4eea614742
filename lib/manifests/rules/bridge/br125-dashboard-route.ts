// SPDX-License-Identifier: Apache-2.0
import { publishedLabel } from "../../../model/light.ts";
import type { Problem } from "../../../lint/index.ts";
import { at, type Fields, fieldsAt, listAt, textAt, textsAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ObjectRule } from "../../rule.ts";
import type { ManifestSet } from "../../settings.ts";
import { flatSettings, readFlag } from "../elasticsearch/flat-settings.ts";
import { sampleKibana } from "../elasticsearch/samples.ts";
import { backendRefs, claims, routeKinds, sampleHttpRoute, sampleIngress } from "../practice/routes.ts";

const suffix = "-kb-http";
const plain = { http: { tls: { selfSignedCertificate: { disabled: true } } } };
const base = { "server.publicBaseUrl": "https://search.example.org", "xpack.security.secureCookies": true };
const labelled = { podTemplate: { metadata: { labels: { [publishedLabel]: "true" } } } };
const route = sampleHttpRoute("search", "search.example.org", "/", "search-kb-http");
const kibana = (spec: Fields): Fields =>
  sampleKibana(spec, { labels: { "bivouac.dev/team": "a", "bivouac.dev/event": "e" } });
const policy = {
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "BackendTLSPolicy",
  metadata: { name: "search" },
  spec: { targetRefs: [{ group: "", kind: "Service", name: "search-kb-http" }] },
};

export const dashboardRoute: ObjectRule = {
  id: "BR125",
  name: "dashboard-route",
  severity: "error",
  scope: "object",
  kinds: routeKinds,
  what: "A Kibana that a route leads to speaks as the route does, lets the gateway in, and knows its address.",
  why:
    "Kibana speaks HTTPS with a certificate of ECK's, which no gateway trusts by itself: 502, or a redirect without an end. Pods without " +
    `the label \`${publishedLabel}\` are closed to the gateway. Without its address Kibana makes links that lead nowhere.`,
  sources: [
    "https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/kibana-configuration",
    "https://gateway-api.sigs.k8s.io/api-types/backendtlspolicy/",
    "docs/guard-rails.md",
  ],
  failing: [
    { title: "HTTPS behind a gateway that speaks HTTP", objects: [route, kibana({ ...labelled, config: base })] },
    { title: "closed to the gateway", objects: [route, kibana({ ...plain, config: base })] },
    {
      title: "another address",
      objects: [
        sampleHttpRoute("search", "kibana.example.org", "/", "search-kb-http"),
        kibana({ ...plain, ...labelled, config: base }),
      ],
    },
    {
      title: "cookies that go over HTTP",
      objects: [
        route,
        kibana({ ...plain, ...labelled, config: { "server.publicBaseUrl": base["server.publicBaseUrl"] } }),
      ],
    },
  ],
  passing: [
    { title: "HTTP behind the gateway", objects: [route, kibana({ ...plain, ...labelled, config: base })] },
    { title: "HTTPS with a policy", objects: [route, policy, kibana({ ...labelled, config: base })] },
    {
      title: "another Service",
      objects: [sampleIngress("search", "search.example.org", "/", "web-kb-http"), kibana({})],
    },
  ],
  *check(manifest, { set }) {
    for (const { name, namespace, path } of backendRefs(manifest)) {
      const found = name.endsWith(suffix)
        ? set
            .of("kibana.k8s.elastic.co", "Kibana")
            .find((each) => each.namespace === namespace && each.name === name.slice(0, -suffix.length))
        : undefined;
      if (found === undefined) continue;
      const spot = { path, field: "backend" };
      const own = readFlag(at(found.value, "spec", "http", "tls", "selfSignedCertificate", "disabled")) === true;
      if (!own && !speaksHttps(manifest, name, set))
        yield {
          message: `Kibana ${found.name} speaks HTTPS, the route HTTP`,
          at: spot,
          hint: "set http.tls.selfSignedCertificate.disabled: true on the Kibana, or add a BackendTLSPolicy with its CA",
        };
      yield* closed(found, spot);
      yield* address(manifest, found, spot, own);
    }
  },
};

/** Pods of the team's own are closed unless they say otherwise; of other people's namespaces nothing is known. */
function* closed({ name, value, labels }: Manifest, spot: Problem["at"]): Iterable<Problem> {
  if (labels["bivouac.dev/team"] === undefined) return;
  if (textsAt(value, "spec", "podTemplate", "metadata", "labels")[publishedLabel] === "true") return;
  yield {
    message: `the gateway may not connect to the pods of Kibana ${name}`,
    at: spot,
    hint: `add the label ${publishedLabel}: "true" to spec.podTemplate.metadata.labels of the Kibana`,
  };
}

function* address(manifest: Manifest, kibana: Manifest, spot: Problem["at"], plainHttp: boolean): Iterable<Problem> {
  const config = flatSettings(fieldsAt(kibana.value, "spec", "config"));
  const url = config.get("server.publicBaseUrl");
  const hosts = new Set(claims(manifest).map(({ host }) => host));
  const host = typeof url === "string" ? URL.parse(url)?.hostname : undefined;
  if (hosts.size > 0 && (host === undefined || !hosts.has(host)))
    yield {
      message: `Kibana ${kibana.name} does not know its address`,
      severity: "warning",
      at: spot,
      seen: typeof url === "string" ? url : "no server.publicBaseUrl",
      allowed: [...hosts].map((each) => `https://${each}`).join(", "),
      hint: "write it into config of the Kibana as server.publicBaseUrl",
    };
  if (plainHttp && readFlag(config.get("xpack.security.secureCookies")) !== true)
    yield {
      message: `the cookies of Kibana ${kibana.name} go over HTTP too`,
      severity: "warning",
      at: spot,
      hint: "set xpack.security.secureCookies: true in config of the Kibana: it knows nothing of the TLS before it",
    };
}

function speaksHttps({ kind, annotations, namespace }: Manifest, service: string, set: ManifestSet): boolean {
  if (kind === "Ingress")
    return (
      Object.entries(annotations).some(
        ([key, value]) => key.endsWith("/backend-protocol") && value.toUpperCase() === "HTTPS",
      ) || Object.keys(annotations).some((key) => key.includes("service.serversscheme"))
    );
  return set
    .of("gateway.networking.k8s.io", "BackendTLSPolicy")
    .some(
      (each) =>
        each.namespace === namespace &&
        listAt(each.value, "spec", "targetRefs").some((target) => textAt(target, "name") === service),
    );
}
