// SPDX-License-Identifier: Apache-2.0
import { namespaceObjects } from "../../model/light.ts";
import type { Manifest } from "./manifest.ts";
import {
  dnsLabelFaults,
  namespaceOf,
  ownedMetadata,
  ownerFaults,
  quantityFaults,
  type TeamOwnedProps,
} from "./owned.ts";
import {
  environment,
  imageFaults,
  restrictedContainer,
  restrictedPod,
  rolloutInPlace,
  userFaults,
  writable,
} from "./restricted-pod.ts";

export interface WorkspaceProps extends TeamOwnedProps {
  /** Container image. It is run as user `runAsUser`, whatever the image says. */
  readonly image: string;
  /** Name of Deployment and Service. @default "workspace" */
  readonly name?: string | undefined;
  /** Container port, served by the Service. @default 8080 */
  readonly port?: number | undefined;
  /** @default 1 */
  readonly replicas?: number | undefined;
  /** CPU request. @default "250m" */
  readonly cpu?: string | undefined;
  /** CPU limit. @default - the request */
  readonly cpuLimit?: string | undefined;
  /** Memory request and limit. @default "512Mi" */
  readonly memory?: string | undefined;
  /** Environment variables; not for secrets. @default - HOME only */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** User and group id of the process; 0 is refused. @default 1000 */
  readonly runAsUser?: number | undefined;
  /** Paths that can be written; the first is HOME. The rest of the file system is read-only. @default ["/home/workspace", "/tmp"] */
  readonly writablePaths?: readonly string[] | undefined;
}

export interface WorkspaceObjects {
  readonly deployment: Manifest;
  readonly service: Manifest;
}

/** Name of Deployment and Service. */
export function workspaceName(props: WorkspaceProps): string {
  return props.name ?? namespaceObjects.workspace;
}

/** Port of the Service. */
export function workspacePort(props: WorkspaceProps): number {
  return props.port ?? 8080;
}

/** Name of the Service inside the cluster, `workspace.lugano-2022-nris.svc`. */
export function workspaceHost(props: WorkspaceProps): string {
  return `${workspaceName(props)}.${namespaceOf(props)}.svc`;
}

export function workspace(props: WorkspaceProps): WorkspaceObjects {
  const name = workspaceName(props);
  const metadata = { ...ownedMetadata(props, name) };
  const selector = { "app.kubernetes.io/name": name };
  return {
    deployment: {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata,
      spec: {
        replicas: props.replicas ?? 1,
        selector: { matchLabels: selector },
        strategy: rolloutInPlace,
        template: { metadata: { labels: { ...metadata.labels, ...selector } }, spec: podSpec(props) },
      },
    },
    service: {
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec: {
        type: "ClusterIP",
        selector,
        ports: [{ name: "http", port: workspacePort(props), targetPort: "http" }],
      },
    },
  };
}

export function workspaceFaults(props: WorkspaceProps): string[] {
  return [
    ...ownerFaults(props),
    ...dnsLabelFaults("name", workspaceName(props)),
    ...imageFaults(props.image),
    ...userFaults(props.runAsUser ?? 1000),
    ...quantityFaults("cpu", props.cpu ?? "250m"),
    ...quantityFaults("cpuLimit", props.cpuLimit ?? props.cpu ?? "250m"),
    ...quantityFaults("memory", props.memory ?? "512Mi"),
  ];
}

function podSpec(props: WorkspaceProps): Manifest[string] {
  const { cpu = "250m", memory = "512Mi", writablePaths = ["/home/workspace", "/tmp"] } = props;
  const { mounts, volumes } = writable(writablePaths);
  const home = writablePaths[0];
  return {
    ...restrictedPod(props.runAsUser ?? 1000),
    containers: [
      {
        name: "workspace",
        image: props.image,
        env: environment({ ...(home === undefined ? {} : { HOME: home }), ...props.env }),
        ports: [{ name: "http", containerPort: workspacePort(props) }],
        readinessProbe: { tcpSocket: { port: "http" } },
        resources: { requests: { cpu, memory }, limits: { cpu: props.cpuLimit ?? cpu, memory } },
        securityContext: restrictedContainer,
        volumeMounts: mounts,
      },
    ],
    volumes,
  };
}
