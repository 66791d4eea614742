// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { Workspace } from "../../lib/kubernetes/index.ts";
import { faultsOf, labels, objectsOf, validate } from "./fixture.ts";

const props = { event: "lugano-2022", team: "met_eo", image: "registry.example.org/workspace:1" };

describe("Workspace", () => {
  test("is a Deployment that restricted namespaces admit, and its Service", async () => {
    const [deployment, service] = objectsOf((scope) => {
      const workspace = new Workspace(scope, "Workspace", { ...props, port: 8888, env: { MODE: "lab" } });
      expect([workspace.name, workspace.host, workspace.port]).toEqual([
        "workspace",
        "workspace.lugano-2022-met-eo.svc",
        8888,
      ]);
    });
    const metadata = { name: "workspace", namespace: "lugano-2022-met-eo", labels };
    const selector = { "app.kubernetes.io/name": "workspace" };
    expect(deployment).toEqual({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata,
      spec: {
        replicas: 1,
        selector: { matchLabels: selector },
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
        template: {
          metadata: { labels: { ...labels, ...selector } },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 1000,
              runAsGroup: 1000,
              fsGroup: 1000,
              seccompProfile: { type: "RuntimeDefault" },
            },
            containers: [
              {
                name: "workspace",
                image: "registry.example.org/workspace:1",
                env: [
                  { name: "HOME", value: "/home/workspace" },
                  { name: "MODE", value: "lab" },
                ],
                ports: [{ name: "http", containerPort: 8888 }],
                readinessProbe: { tcpSocket: { port: "http" } },
                resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { cpu: "250m", memory: "512Mi" } },
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ["ALL"] },
                  privileged: false,
                  readOnlyRootFilesystem: true,
                },
                volumeMounts: [
                  { name: "writable-0", mountPath: "/home/workspace" },
                  { name: "writable-1", mountPath: "/tmp" },
                ],
              },
            ],
            volumes: [
              { name: "writable-0", emptyDir: {} },
              { name: "writable-1", emptyDir: {} },
            ],
          },
        },
      },
    });
    expect(service).toEqual({
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec: { type: "ClusterIP", selector, ports: [{ name: "http", port: 8888, targetPort: "http" }] },
    });
    await validate(deployment!);
    await validate(service!);
  });

  test("stands beside another one under its own name", () => {
    const objects = objectsOf((scope) => {
      new Workspace(scope, "One", props);
      new Workspace(scope, "Two", { ...props, name: "notebook" });
    });
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      "Deployment workspace",
      "Service workspace",
      "Deployment notebook",
      "Service notebook",
    ]);
  });

  test("refuses root, bad names, images and quantities together", () => {
    expect(
      faultsOf(
        (scope) =>
          new Workspace(scope, "W", { ...props, name: "My_Notebook", image: "an image", runAsUser: 0, cpu: "some" }),
      ),
    ).toEqual([
      'BV601 chart/W name "My_Notebook" is not a DNS label: at most 63 of a-z, 0-9 and -, with a letter or digit at both ends',
      'BV601 chart/W image "an image" is not an image: name one without spaces',
      "BV601 chart/W runAsUser 0 is root, which the Pod Security Standard restricted refuses: use 1000",
      'BV601 chart/W cpu "some" is not a quantity: write 500m, 4, 512Mi or 8Gi',
      'BV601 chart/W cpuLimit "some" is not a quantity: write 500m, 4, 512Mi or 8Gi',
    ]);
  });
});
