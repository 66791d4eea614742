// SPDX-License-Identifier: Apache-2.0
import type { Kubernetes } from "../../../lib/live/index.ts";
import type { Fields } from "../../../lib/manifests/index.ts";

export interface StoredQuota {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly hard: Readonly<Record<string, string>> };
  readonly status?: {
    readonly hard?: Readonly<Record<string, string>>;
    readonly used?: Readonly<Record<string, string>>;
  };
}

const plurals: Readonly<Record<string, string>> = {
  Deployment: "deployments",
  ReplicaSet: "replicasets",
  StatefulSet: "statefulsets",
  Job: "jobs",
  CronJob: "cronjobs",
  HorizontalPodAutoscaler: "horizontalpodautoscalers",
  ReplicationController: "replicationcontrollers",
  Service: "services",
  PersistentVolumeClaim: "persistentvolumeclaims",
  ConfigMap: "configmaps",
  Secret: "secrets",
  Pod: "pods",
  ResourceQuota: "resourcequotas",
  LimitRange: "limitranges",
};

/** Where objects of this kind are made in a namespace. */
export function pathOf(object: Fields, namespace: string): string {
  const apiVersion = String(object["apiVersion"]);
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${root}/namespaces/${namespace}/${plurals[String(object["kind"])] ?? ""}`;
}

/** Waits until `condition` gives a value. @throws with what `state` says */
export async function until<T>(
  condition: () => Promise<T | undefined>,
  state: () => string,
  seconds = 120,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await condition();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${state()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Makes it and waits until pods can be made in it. */
export async function makeNamespace(cluster: Kubernetes, name: string, labels: Fields): Promise<void> {
  await cluster.request("POST", "/api/v1/namespaces", { body: { metadata: { name, labels } } });
  const ready = (path: string) => cluster.request("GET", `/api/v1/namespaces/${name}/${path}`).catch(() => undefined);
  await until(
    async () => (await ready("serviceaccounts/default")) && (await ready("configmaps/kube-root-ca.crt")),
    () => `namespace ${name}`,
  );
}

/** Waits until the controller has looked at all quotas of the namespace. */
export async function quotasReady(cluster: Kubernetes, namespace: string): Promise<readonly StoredQuota[]> {
  const keys = (list: object | undefined) => Object.keys(list ?? {}).length;
  return await until(
    async () => {
      const quotas = await cluster.list<StoredQuota>(`/api/v1/namespaces/${namespace}/resourcequotas`);
      return quotas.every(({ spec, status }) => keys(status?.hard) === keys(spec.hard) && status?.used !== undefined)
        ? quotas
        : undefined;
    },
    () => `quotas of ${namespace}`,
  );
}
