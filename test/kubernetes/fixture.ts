// SPDX-License-Identifier: Apache-2.0
import { App, Chart, type ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { renderManifests, type Manifest } from "../../lib/kubernetes/index.ts";
import { defaultGuardRails } from "../../lib/model/index.ts";
import type { TeamChartProps } from "../../lib/kubernetes/index.ts";

export const event: TeamChartProps["event"] = {
  name: "lugano-2022",
  window: { start: "2022-11-07T08:00:00Z", end: "2022-11-11T17:00:00Z" },
  guardRails: defaultGuardRails,
};

export const team: TeamChartProps["team"] & { readonly namespace: NonNullable<TeamChartProps["team"]["namespace"]> } = {
  id: "met_eo",
  name: "lugano-2022-met-eo",
  title: "Météo & öffentliche Daten",
  contact: "met@example.org",
  members: [{ id: "ada", sshKeys: [] }],
  mentors: [{ id: "grace", sshKeys: [] }],
  viewers: [],
  groups: { members: [], mentors: [], viewers: [] },
  namespace: {
    internet: true,
    exports: [],
    imports: [],
    size: "small",
    openings: [],
    quota: {
      cpu: "8",
      memory: "16Gi",
      storage: "100Gi",
      storageClasses: {},
      pods: 40,
      services: 10,
      configMaps: 50,
      secrets: 50,
      persistentVolumeClaims: 10,
      extended: { "nvidia.com/gpu": 2 },
    },
    limits: { cpu: "500m", memory: "512Mi", maxCpu: "4", maxMemory: "8Gi" },
    workspace: { image: "registry.example.org/workspace:1", port: 8888, replicas: 1, cpu: "250m", memory: "1Gi" },
  },
};

export const labels: Readonly<Record<string, string>> = {
  "app.kubernetes.io/managed-by": "bivouac",
  "bivouac.dev/event": "lugano-2022",
  "bivouac.dev/team": "met-eo",
};

/** Of what the team cannot change. */
export const guardRailLabels: Readonly<Record<string, string>> = { ...labels, "bivouac.dev/guard-rail": "true" };

/** The objects that `build` makes in a chart of its own; fails on any error. */
export function objectsOf(build: (scope: Construct) => unknown): readonly Manifest[] {
  const synthesis = render(build);
  const findings = errorsOf(synthesis);
  if (findings.length > 0) throw new Error(JSON.stringify(findings, undefined, 1));
  return synthesis.objects;
}

function errorsOf({ findings }: ReturnType<typeof renderManifests>): ReturnType<typeof renderManifests>["findings"] {
  return findings.filter(({ severity }) => severity === "error");
}

/** The messages of all errors, each with its code. */
export function faultsOf(build: (scope: Construct) => unknown): string[] {
  return errorsOf(render(build)).map(({ code, path, message }) => `${code} ${path} ${message}`);
}

function render(build: (scope: Construct) => unknown): ReturnType<typeof renderManifests> {
  const chart = new Chart(new App(), "chart");
  build(chart);
  return renderManifests(chart);
}

const schemas: Readonly<Record<string, () => Promise<unknown>>> = {
  v1: () => import("kubernetes-models/v1"),
  "apps/v1": () => import("kubernetes-models/apps/v1"),
  "networking.k8s.io/v1": () => import("kubernetes-models/networking.k8s.io/v1"),
  "rbac.authorization.k8s.io/v1": () => import("kubernetes-models/rbac.authorization.k8s.io/v1"),
};

interface Model {
  validate(): void;
}

/** Checks an object against the schemas of the Kubernetes API that the package kubernetes-models carries. */
export async function validate(manifest: Manifest): Promise<void> {
  const models = (await schemas[manifest.apiVersion]?.()) as Record<string, new (data: unknown) => Model> | undefined;
  const model = models?.[manifest.kind];
  if (model === undefined) throw new Error(`no schema of ${manifest.apiVersion} ${manifest.kind}`);
  new model(manifest).validate();
}

export function objectNames(objects: readonly (Manifest | ApiObject)[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata.name ?? ""}`);
}
