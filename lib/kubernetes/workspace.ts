// SPDX-License-Identifier: Apache-2.0
import { Construct } from "constructs";
import { namespaceObjects } from "../model/index.ts";
import { k8s } from "./api.ts";
import {
  dnsLabelFaults,
  namespaceOf,
  ownedMetadata,
  ownerFaults,
  quantityFaults,
  type TeamOwnedProps,
} from "./objects/owned.ts";

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

/**
 * A Deployment and its Service that a team starts with. Admitted where the Pod Security Standard "restricted" is enforced, and able to
 * roll over inside a quota that is already full.
 */
export class Workspace extends Construct {
  /** Name of Deployment and Service. */
  readonly name: string;
  /** Name of the Service inside the cluster, `workspace.lugano-2022-nris.svc`. */
  readonly host: string;
  /** Port of the Service. */
  readonly port: number;

  constructor(scope: Construct, id: string, props: WorkspaceProps) {
    super(scope, id);
    this.name = props.name ?? namespaceObjects.workspace;
    this.host = `${this.name}.${namespaceOf(props)}.svc`;
    this.port = props.port ?? 8080;
    this.node.addValidation({ validate: () => faults(this.name, props) });
    const metadata = ownedMetadata(props, this.name);
    const selector = { "app.kubernetes.io/name": this.name };
    new k8s.KubeDeployment(this, "Resource", {
      metadata,
      spec: {
        replicas: props.replicas ?? 1,
        selector: { matchLabels: selector },
        // No surge: a quota that is used up would refuse the new pod and the roll-out would never end.
        strategy: {
          type: "RollingUpdate",
          rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(0), maxUnavailable: k8s.IntOrString.fromNumber(1) },
        },
        template: { metadata: { labels: { ...metadata.labels, ...selector } }, spec: podSpec(this.port, props) },
      },
    });
    new k8s.KubeService(this, "Service", {
      metadata,
      spec: {
        type: "ClusterIP",
        selector,
        ports: [{ name: "http", port: this.port, targetPort: k8s.IntOrString.fromString("http") }],
      },
    });
  }
}

function podSpec(port: number, props: WorkspaceProps): k8s.PodSpec {
  const memory = k8s.Quantity.fromString(props.memory ?? "512Mi");
  const cpu = props.cpu ?? "250m";
  const user = props.runAsUser ?? 1000;
  const writable = props.writablePaths ?? ["/home/workspace", "/tmp"];
  const home = writable[0];
  const env = { ...(home === undefined ? {} : { HOME: home }), ...props.env };
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [
      {
        name: "workspace",
        image: props.image,
        env: Object.entries(env).map(([name, value]) => ({ name, value })),
        ports: [{ name: "http", containerPort: port }],
        readinessProbe: { tcpSocket: { port: k8s.IntOrString.fromString("http") } },
        resources: {
          requests: { cpu: k8s.Quantity.fromString(cpu), memory },
          limits: { cpu: k8s.Quantity.fromString(props.cpuLimit ?? cpu), memory },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ["ALL"] },
          privileged: false,
          readOnlyRootFilesystem: true,
        },
        volumeMounts: writable.map((mountPath, index) => ({ name: `writable-${index}`, mountPath })),
      },
    ],
    volumes: writable.map((_, index) => ({ name: `writable-${index}`, emptyDir: {} })),
  };
}

function faults(name: string, props: WorkspaceProps): string[] {
  return [
    ...ownerFaults(props),
    ...dnsLabelFaults("name", name),
    ...(/^[^\s]+$/.test(props.image) ? [] : [`image "${props.image}" is not an image: name one without spaces`]),
    ...(props.runAsUser === 0
      ? ["runAsUser 0 is root, which the Pod Security Standard restricted refuses: use 1000"]
      : []),
    ...quantityFaults("cpu", props.cpu ?? "250m"),
    ...quantityFaults("cpuLimit", props.cpuLimit ?? props.cpu ?? "250m"),
    ...quantityFaults("memory", props.memory ?? "512Mi"),
  ];
}
