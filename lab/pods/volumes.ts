// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What is read of a pod. */
export interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly nodeName?: string;
    readonly volumes?: readonly Volume[];
    readonly initContainers?: readonly Container[];
    readonly containers: readonly Container[];
  };
  readonly status?: { readonly podIP?: string };
}

export interface Container {
  readonly name: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly Variable[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly subPath?: string }[];
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly fieldRef?: FieldRef;
    readonly secretKeyRef?: { readonly name: string; readonly key: string };
  };
}

interface FieldRef {
  readonly fieldPath: string;
}

interface Items {
  readonly items?: readonly { readonly key: string; readonly path: string }[];
  readonly defaultMode?: number;
}

interface Volume {
  readonly name: string;
  readonly secret?: Items & { readonly secretName: string };
  readonly configMap?: Items & { readonly name: string };
  readonly downwardAPI?: { readonly items: readonly { readonly path: string; readonly fieldRef: FieldRef }[] };
  readonly emptyDir?: object;
  readonly persistentVolumeClaim?: object;
}

/** Reads an object of the cluster: `connectKubernetes` gives one. */
export interface Reader {
  request<T>(method: "GET", path: string): Promise<T>;
}

/** A pod's address as this machine has it: pods of the lab have no network, and all of 127.0.0.0/8 is loopback. */
export function loopback(text: string): string {
  return text.replaceAll(/\b10\.(24\d\.\d+\.\d+)\b/g, "127.$1");
}

/** A folder for each volume in `folder`, filled as the kubelet would fill it. Addresses in ConfigMaps are those of this machine. */
export async function fillVolumes(cluster: Reader, pod: Pod, folder: string): Promise<void> {
  for (const volume of pod.spec.volumes ?? []) {
    const place = join(folder, volume.name);
    await mkdir(place, { recursive: true, mode: 0o755 });
    for (const [path, content, mode] of await contentOf(cluster, pod, volume))
      await writeFile(join(place, path), content, { mode });
  }
}

type File = readonly [path: string, content: string | Buffer, mode: number];

async function contentOf(cluster: Reader, pod: Pod, volume: Volume): Promise<readonly File[]> {
  const root = `/api/v1/namespaces/${pod.metadata.namespace}`;
  const { secret, configMap, downwardAPI } = volume;
  if (secret !== undefined) {
    const path = `${root}/secrets/${secret.secretName}`;
    const { data = {} } = await cluster.request<{ data?: Readonly<Record<string, string>> }>("GET", path);
    return picked(secret, data).map(([to, text]) => [to, Buffer.from(text, "base64"), secret.defaultMode ?? 0o644]);
  }
  if (configMap !== undefined) {
    const path = `${root}/configmaps/${configMap.name}`;
    const { data = {} } = await cluster.request<{ data?: Readonly<Record<string, string>> }>("GET", path);
    return picked(configMap, data).map(([to, text]) => [to, loopback(text), configMap.defaultMode ?? 0o644]);
  }
  if (downwardAPI !== undefined)
    return downwardAPI.items.map(({ path, fieldRef }) => [path, fieldOf(pod, fieldRef.fieldPath), 0o644]);
  if (volume.emptyDir !== undefined || volume.persistentVolumeClaim !== undefined) return [];
  throw new Error(`volume ${volume.name} of pod ${pod.metadata.name} is of a kind that lab/pods does not know`);
}

function picked({ items }: Items, data: Readonly<Record<string, string>>): [string, string][] {
  if (items === undefined) return Object.entries(data);
  return items.map(({ key, path }) => [path, data[key] ?? ""]);
}

/** The environment of a container, without anything of this process. */
export async function environmentOf(cluster: Reader, pod: Pod, { env = [] }: Container): Promise<Map<string, string>> {
  const values = new Map<string, string>();
  for (const { name, value = "", valueFrom } of env) {
    if (valueFrom?.fieldRef !== undefined) values.set(name, fieldOf(pod, valueFrom.fieldRef.fieldPath));
    else if (valueFrom?.secretKeyRef !== undefined) {
      const path = `/api/v1/namespaces/${pod.metadata.namespace}/secrets/${valueFrom.secretKeyRef.name}`;
      const { data = {} } = await cluster.request<{ data?: Readonly<Record<string, string>> }>("GET", path);
      values.set(name, Buffer.from(data[valueFrom.secretKeyRef.key] ?? "", "base64").toString("utf8"));
    } else
      values.set(
        name,
        value.replaceAll(/\$\((\w+)\)/g, (whole, key: string) => values.get(key) ?? whole),
      );
  }
  return values;
}

function fieldOf({ metadata, spec, status }: Pod, path: string): string {
  const [, list, key] = /^metadata\.(annotations|labels)\['([^']+)'\]$/.exec(path) ?? [];
  if (list !== undefined && key !== undefined) return metadata[list as "annotations" | "labels"]?.[key] ?? "";
  const lines = (of: Readonly<Record<string, string>> = {}): string =>
    Object.entries(of)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
      .join("");
  const fields: Readonly<Record<string, string | undefined>> = {
    "metadata.name": metadata.name,
    "metadata.namespace": metadata.namespace,
    "metadata.labels": lines(metadata.labels),
    "metadata.annotations": lines(metadata.annotations),
    "spec.nodeName": spec.nodeName,
    "status.podIP": loopback(status?.podIP ?? ""),
  };
  const value = fields[path];
  if (value === undefined) throw new Error(`${path} of pod ${metadata.name} is not known to lab/pods`);
  return value;
}
