// SPDX-License-Identifier: Apache-2.0
import { parseAllDocuments } from "yaml";
import { lintManifests, readManifests } from "../lib/manifests/index.ts";
import { cpuSeconds, figure, interleaved } from "./measure.ts";

const files = 50;
const perFile = 20;

/** Linting 1,000 manifests against parsing the same text; linearity. */
export async function manifests(): Promise<void> {
  const texts = Array.from({ length: files }, (_, index) => bundle(index, perFile));
  const least = await interleaved(
    {
      lint: () => cpuSeconds(() => lintTexts(texts)),
      parse: () => cpuSeconds(() => texts.forEach((text) => parseAllDocuments(text).forEach((each) => each.toJS()))),
    },
    7,
  );
  figure(
    `lint of ${files * perFile} manifests ÷ parsing them`,
    (least.lint / least.parse).toFixed(2),
    "none given",
    `${(least.lint * 1000).toFixed(0)} ÷ ${(least.parse * 1000).toFixed(0)} CPU ms, in one process`,
  );
  const sizes = await interleaved(
    {
      small: () => cpuSeconds(() => lintTexts([bundle(0, 1000)])),
      large: () => cpuSeconds(() => lintTexts([bundle(0, 10_000)])),
    },
    3,
  );
  figure(
    "linearity, 1,000 → 10,000 manifests",
    Math.log10(sizes.large / sizes.small).toFixed(3),
    "≤ 1.05",
    `${sizes.small.toFixed(2)} → ${sizes.large.toFixed(2)} CPU s, in one file`,
  );
}

function lintTexts(texts: readonly string[]): void {
  const all = texts.flatMap((text, index) => readManifests(text, `${index}.yaml`).manifests);
  if (lintManifests(all).length === 0) throw new Error("the bench measures nothing");
}

/** Manifests as teams write them, five kinds in turn; some have mistakes. */
function bundle(file: number, count: number): string {
  return Array.from({ length: count }, (_, index) => one(file, index)).join("---\n");
}

function one(file: number, index: number): string {
  const name = `app-${file}-${Math.floor(index / 5)}`;
  const pod = `      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: app
          image: registry.example.org/${name}:1.${index}
          ports: [{ name: http, containerPort: 8080 }]
          env:
            - name: LOG_LEVEL
              value: info
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { cpu: 500m, memory: 256Mi }
          readinessProbe:
            httpGet: { path: /healthz, port: http }
${index % 7 === 0 ? "" : "          securityContext:\n            allowPrivilegeEscalation: false\n            capabilities: { drop: [ALL] }\n"}`;
  switch (index % 5) {
    case 0:
      return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels: { app: ${name} }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
${pod}`;
    case 1:
      return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector: { app: ${name} }
  ports:
    - { name: http, port: 80, targetPort: http }
`;
    case 2:
      return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
data:
  settings.ini: |
    [main]
    level = ${index}
`;
    case 3:
      return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
spec:
  rules:
    - host: ${name}.apps.example.org
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: { service: { name: ${name}, port: { name: http } } }
`;
    default:
      return `apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}
spec:
  activeDeadlineSeconds: 600
  template:
    spec:
      restartPolicy: Never
${pod}`;
  }
}
