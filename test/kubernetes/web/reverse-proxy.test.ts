// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { ReverseProxy, type ReverseProxyProps } from "../../../lib/kubernetes/index.ts";
import { headerFaults } from "../../../lib/kubernetes/web/nginx.ts";
import { targetFaults, upstreamOf } from "../../../lib/kubernetes/web/target.ts";
import { faultsOf, objectNames, objectsOf } from "../fixture.ts";
import { config, directives } from "./nginx-reader.ts";

const guardRails = { domain: "apps.example.org", gateway: { namespace: "gateways", name: "public" } };
const base = { event: "lugano-2022", team: "met_eo", name: "api", guardRails };
const made = (props: Omit<ReverseProxyProps, keyof typeof base>): ReturnType<typeof objectsOf> =>
  objectsOf((scope) => new ReverseProxy(scope, "Api", { ...base, ...props }));
const faults = (props: Omit<ReverseProxyProps, keyof typeof base>): string[] =>
  faultsOf((scope) => new ReverseProxy(scope, "Api", { ...base, ...props })).map((each) =>
    each.slice("BV601 chart/Api ".length),
  );

const exported = { name: "search", port: 9200, protocol: "TCP", pods: {}, to: ["met_eo"] } as const;
const imported = { from: "dwd", name: "search" };

describe("ReverseProxy", () => {
  test("to a Service of the team goes the gateway itself", () => {
    const [route, ...rest] = made({
      target: { service: "backend", port: 80, path: "/" },
      path: "/api",
      headers: { "X-Team": "a" },
    });
    expect(rest).toEqual([]);
    expect(route).toMatchObject({
      spec: {
        hostnames: ["api.met-eo.apps.example.org"],
        rules: [
          {
            filters: [
              { type: "URLRewrite", urlRewrite: { path: { type: "ReplacePrefixMatch", replacePrefixMatch: "/" } } },
              { type: "RequestHeaderModifier", requestHeaderModifier: { set: [{ name: "X-Team", value: "a" }] } },
            ],
            backendRefs: [{ name: "backend", port: 80 }],
          },
        ],
      },
    });
  });

  test("to a url goes an nginx, which keeps X-Forwarded-* and checks the certificate", () => {
    const objects = made({ target: { url: "https://api.example.com:8443/v2" } });
    expect(objectNames(objects)).toEqual([
      "ServiceAccount api",
      "ConfigMap api-config",
      "Deployment api",
      "Service api",
      "HTTPRoute api",
    ]);
    const config = ((objects[1]?.["data"] ?? {}) as Record<string, string>)["nginx.conf"]
      ?.split("\n")
      .map((line) => line.trim());
    expect(config).toContain('proxy_pass "https://api.example.com:8443";');
    expect(config).toContain("proxy_ssl_verify on;");
    expect(config).toContain('proxy_set_header Host "api.example.com:8443";');
    expect(config).toContain("proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;");
    expect(JSON.stringify(objects[4])).toContain('"replacePrefixMatch":"/v2"');
  });

  test("to another team only what both sides say", () => {
    const target = { service: "es", port: 9200, team: "dwd", exported, imported };
    expect(objectNames(made({ target }))).toContain("Deployment api");
    expect(faults({ target: { ...target, exported: { ...exported, to: ["other"] } } })).toEqual([
      'team dwd does not export "search" to met_eo: ask them to',
    ]);
    expect(faults({ target: { ...target, port: 22 } })).toEqual([
      'team dwd exports TCP port 9200 as "search", not TCP port 22: use that port',
    ]);
    expect(faults({ target: { ...target, imported: { from: "else", name: "search" } } })).toEqual([
      '"search" of team dwd is not what is imported: import it from dwd',
    ]);
  });

  test.each([
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://user:pass@api.example.com/",
    "https://api.example.com/;}",
    "https://api.example.com/$x",
    "https://api.example.com/a?b",
    "https://api.example.com/\n;",
    "https://api.example.com/%0a",
    "http://169.254.169.254/latest",
    "http://0xa9fea9fe/",
    "http://2130706433/",
    "http://[::1]/",
    "http://kubernetes.default.svc/",
    "http://kubernetes.default.svc.cluster.local/",
    "http://localhost:8001/",
    "http://kubernetes/",
    'https://a"b.example.com/',
    "",
  ])("refuses the url %j", (url) => {
    expect(targetFaults(base, { url }).length).toBeGreaterThan(0);
    expect(upstreamOf(base, { url })).toBeUndefined();
  });

  test.each([
    ["X-A", 'x";} server { listen 1;'],
    ["X-A", String.raw`\"; evil`],
    ["X-A", String.raw`ends with a backslash\ `.trim()],
  ])("header %s: %j stays one argument", (name, value) => {
    expect(headerFaults({ [name]: value })).toEqual([]);
    expect(directives(config({ [name]: value }))).toContainEqual(["proxy_set_header", name, value]);
  });

  test.each([
    ["X-A", "$http_authorization"],
    ["X-A", "a\r\nX-B: b"],
    ["X-A;", "a"],
    ["Host", "evil.example.com"],
    ["x-forwarded-FOR", "1.2.3.4"],
  ])("refuses the header %j: %j", (name, value) => {
    expect(headerFaults({ [name]: value })).toHaveLength(1);
  });
});
