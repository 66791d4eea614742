// SPDX-License-Identifier: Apache-2.0
import { JsonPatch } from "cdk8s";
import { describe, expect, test } from "vitest";
import { TeamStorage, WebService, type WebServiceProps } from "../../../lib/kubernetes/index.ts";
import { lintManifests } from "../../../lib/manifests/index.ts";
import { faultsOf, objectNames, objectsOf } from "../fixture.ts";

const guardRails = { domain: "apps.example.org", gateway: { namespace: "gateways", name: "public" } };
const props: WebServiceProps = {
  event: "lugano-2022",
  team: "met_eo",
  name: "shop",
  image: "registry.example.org/shop:1.4",
  guardRails,
};
const made = (over: Partial<WebServiceProps> = {}): ReturnType<typeof objectsOf> =>
  objectsOf((scope) => new WebService(scope, "Shop", { ...props, ...over }));
const faults = (over: Partial<WebServiceProps>): string[] =>
  faultsOf((scope) => new WebService(scope, "Shop", { ...props, ...over })).map((each) =>
    each.slice("BV601 chart/Shop ".length),
  );

describe("WebService", () => {
  test("is a Deployment behind the organizers' Gateway under the team's own name", () => {
    const objects = made();
    expect(objectNames(objects)).toEqual(["ServiceAccount shop", "Deployment shop", "Service shop", "HTTPRoute shop"]);
    expect(objects[3]?.["spec"]).toEqual({
      parentRefs: [{ namespace: "gateways", name: "public" }],
      hostnames: ["shop.met-eo.apps.example.org"],
      rules: [{ matches: [{ path: { type: "PathPrefix", value: "/" } }], backendRefs: [{ name: "shop", port: 8080 }] }],
    });
    expect(objects[1]).toMatchObject({
      spec: {
        strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
        template: {
          metadata: { labels: { "bivouac.dev/published": "true", "app.kubernetes.io/name": "shop" } },
          spec: {
            serviceAccountName: "shop",
            automountServiceAccountToken: false,
            containers: [
              {
                startupProbe: { tcpSocket: { port: "http" }, periodSeconds: 1, failureThreshold: 120 },
                livenessProbe: { tcpSocket: { port: "http" }, periodSeconds: 10, failureThreshold: 3 },
                resources: { requests: { cpu: "100m", memory: "512Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
              },
            ],
          },
        },
      },
    });
  });

  test("two replicas are spread and drained one at a time", () => {
    const objects = made({ replicas: 2, route: "none" });
    expect(objectNames(objects)).toEqual([
      "ServiceAccount shop",
      "Deployment shop",
      "Service shop",
      "PodDisruptionBudget shop",
    ]);
    expect(objects[3]?.["spec"]).toMatchObject({ maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" });
    expect(JSON.stringify(objects[1])).toContain('"topologyKey":"kubernetes.io/hostname"');
    expect(JSON.stringify(objects[1])).not.toContain("published");
  });

  test("an Ingress gets its certificate by annotation, a Gateway's listener by an object", () => {
    const issuer = { name: "letsencrypt", kind: "ClusterIssuer" } as const;
    const [, , , ingress] = made({ route: "ingress", ingressClass: "nginx", issuer, path: "/a/b" });
    expect(ingress).toMatchObject({
      kind: "Ingress",
      metadata: { annotations: { "cert-manager.io/cluster-issuer": "letsencrypt" } },
      spec: { ingressClassName: "nginx", tls: [{ hosts: ["shop.met-eo.apps.example.org"], secretName: "shop-tls" }] },
    });
    expect(made({ issuer })[4]).toMatchObject({
      kind: "Certificate",
      spec: { secretName: "shop-tls", issuerRef: { kind: "ClusterIssuer", name: "letsencrypt" } },
    });
  });

  test("files of Secrets, config and storage; a changed file rolls the pods over", () => {
    const build = (text: string): ReturnType<typeof objectsOf> =>
      objectsOf((scope) => {
        const data = new TeamStorage(scope, "Data", {
          event: props.event,
          team: props.team,
          name: "data",
          kind: "rwo",
          size: "5Gi",
        });
        const cache = new TeamStorage(scope, "Cache", {
          event: props.event,
          team: props.team,
          name: "cache",
          kind: "ephemeral",
          size: "1Gi",
        });
        new WebService(scope, "Shop", {
          ...props,
          secrets: [{ secret: "database", path: "/run/secrets/database", keys: ["password"] }],
          config: [{ path: "/etc/shop", files: { "shop.toml": text } }],
          volumes: [
            { storage: data, path: "/data" },
            { storage: cache, path: "/cache" },
          ],
        });
      });
    const objects = build("a = 1");
    expect(objectNames(objects).slice(0, 4)).toEqual([
      "PersistentVolumeClaim data",
      "ServiceAccount shop",
      "ConfigMap shop-config",
      "Deployment shop",
    ]);
    const text = JSON.stringify(objects[3]);
    expect(text).toContain(
      '{"name":"secret-0","secret":{"defaultMode":288,"items":[{"key":"password","path":"password"}],"secretName":"database"}}',
    );
    expect(text).toContain('"ephemeral-storage":"1Gi"');
    expect(text).toContain('{"name":"data-data","persistentVolumeClaim":{"claimName":"data"}}');
    expect(JSON.stringify(build("a = 2")[3])).not.toBe(text);
  });

  test("all faults are told together", () => {
    expect(
      faults({
        image: "shop",
        runAsUser: 0,
        port: 0,
        cpu: "some",
        host: "shop.example.com",
        path: "/../x",
        env: { DB_PASSWORD: "hunter2", DB_PASSWORD_FILE: "/run/secrets/db" },
        config: [{ path: "/tmp", files: { "../x": "" } }],
      }),
    ).toEqual(
      [
        'image "shop" is whatever is latest: name a version or a digest, or say allowLatest: true',
        "port 0 is not a whole number from 1 to 65535",
        "runAsUser 0 is root, which the Pod Security Standard restricted refuses: use 1000",
        'cpu "some" is not a quantity: write 500m, 4, 512Mi or 8Gi',
        "env DB_PASSWORD looks like a secret in the clear: put it into a Secret and mount it with secrets",
        'file "../x" cannot be a key: at most 253 of letters, digits, -, _ and .',
        'path "/tmp" is mounted twice: give one of them another path',
        'host "shop.example.com" is not the team\'s: end it in .met-eo.apps.example.org',
        'path "/../x" is not a plain path: write /, or /api, of letters, digits and - . _ ~',
      ].concat(faults({ runAsUser: 0 }).slice(1)),
    );
  });

  test.each([
    ["apps.example.org", false],
    ["met-eo.apps.example.org", true],
    ["a.b.met-eo.apps.example.org", true],
    ["xmet-eo.apps.example.org", false],
    ["*.met-eo.apps.example.org", false],
    ["other.apps.example.org", false],
    ["shop.met-eo.apps.example.org.evil.org", false],
  ])("host %s: %s", (host, right) => {
    expect(faults({ host }).length === 0).toBe(right);
  });

  test("any field can be changed, and what loses a guard rail is a fault", () => {
    const patched = (patch: JsonPatch): string[] =>
      faultsOf((scope) => new WebService(scope, "Shop", props).deployment.addJsonPatch(patch));
    expect(patched(JsonPatch.replace("/spec/replicas", 3))).toEqual([]);
    expect(patched(JsonPatch.add("/spec/template/spec/hostNetwork", true))).toEqual([
      expect.stringContaining(
        "BV601 chart/Shop PS101 Resource spec.template.spec.hostNetwork: the pod shares the node's network namespace",
      ),
    ]);
  });

  test("a claim for one pod is not shared", () => {
    const storage = { event: props.event, team: props.team, name: "data", kind: "rwo", size: "5Gi" } as const;
    expect(
      faultsOf((scope) => {
        const data = new TeamStorage(scope, "Data", storage);
        new WebService(scope, "Shop", { ...props, replicas: 2, volumes: [{ storage: data, path: "/data" }] });
      }),
    ).toEqual([
      'BV601 chart/Data claim "data" is for one pod at a time and 2 would share it: chart/Shop (2); use rwx, or one replica',
    ]);
  });

  test("passes our own linter", () => {
    const objects = made({ replicas: 2, image: `registry.example.org/shop@sha256:${"a".repeat(64)}` });
    expect(lintManifests(objects).filter(({ severity }) => severity === "error")).toEqual([]);
  });
});
