// SPDX-License-Identifier: Apache-2.0
import type { MountableStorage } from "../storage/index.ts";
import type { RouteProps } from "./route.ts";

/** Keys of a Secret as files. A file changes with the Secret and is in nobody's `kubectl describe`; an environment variable is. */
export interface SecretFiles {
  /** Name of the Secret, in the same namespace. */
  readonly secret: string;
  /** Directory of the files, one a key. */
  readonly path: string;
  /** @default - all keys */
  readonly keys?: readonly string[] | undefined;
}

/** Files that stand in the program; they go into a ConfigMap. Not for secrets. */
export interface ConfigFiles {
  /** Directory of the files; it holds nothing else then. */
  readonly path: string;
  /** Text by file name. All together at most 1 MiB. */
  readonly files: Readonly<Record<string, string>>;
}

export interface StorageMount {
  readonly storage: MountableStorage;
  readonly path: string;
  /** @default false */
  readonly readOnly?: boolean | undefined;
}

export interface WebServiceProps extends RouteProps {
  /** Name of all its objects, and the first part of its host. */
  readonly name: string;
  /** Container image. It is run as user `runAsUser`, whatever the image says. */
  readonly image: string;
  /** Takes an image without a tag, or with `latest`: what runs then changes by itself. @default false */
  readonly allowLatest?: boolean | undefined;
  /** Replaces the image's entry point. @default - the image's */
  readonly command?: readonly string[] | undefined;
  /** @default - the image's */
  readonly args?: readonly string[] | undefined;
  /** Port that the process listens on, and that of the Service. @default 8080 */
  readonly port?: number | undefined;
  /** With two or more they are spread over nodes and zones, and a drain takes one at a time. @default 1 */
  readonly replicas?: number | undefined;
  /** CPU request. @default "100m" */
  readonly cpu?: string | undefined;
  /** CPU limit. @default "500m", or the request when that is more */
  readonly cpuLimit?: string | undefined;
  /** Memory request and limit. @default "512Mi" */
  readonly memory?: string | undefined;
  /** Pods that a roll-out may add. Each of them must fit the quota; with 0 one replica is away while it is replaced. @default 0 */
  readonly surge?: number | undefined;
  /** Path that answers with 200 to 399 when the process is well. @default - the port takes connections */
  readonly health?: string | undefined;
  /** Seconds that the process may take to start. @default 120 */
  readonly startSeconds?: number | undefined;
  /** Environment variables; not for secrets. @default - none */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** @default - none */
  readonly secrets?: readonly SecretFiles[] | undefined;
  /** @default - none */
  readonly config?: readonly ConfigFiles[] | undefined;
  /** @default - none */
  readonly volumes?: readonly StorageMount[] | undefined;
  /** Paths that can be written and go with the pod; the rest of the file system is read-only. @default ["/tmp"] */
  readonly writablePaths?: readonly string[] | undefined;
  /** User and group id of the process; 0 is refused. @default 1000 */
  readonly runAsUser?: number | undefined;
}

/** What a web service has when its props say nothing. */
interface WebDefaults {
  readonly port: number;
  readonly replicas: number;
  readonly cpu: string;
  readonly memory: string;
  readonly surge: number;
  readonly startSeconds: number;
  readonly runAsUser: number;
}

/** The props with their defaults. */
export function webDefaults(props: WebServiceProps): Omit<WebServiceProps, keyof WebDefaults> & WebDefaults {
  return {
    ...props,
    port: props.port ?? 8080,
    replicas: props.replicas ?? 1,
    cpu: props.cpu ?? "100m",
    memory: props.memory ?? "512Mi",
    surge: props.surge ?? 0,
    startSeconds: props.startSeconds ?? 120,
    runAsUser: props.runAsUser ?? 1000,
  };
}
