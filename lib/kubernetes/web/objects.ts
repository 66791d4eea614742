// SPDX-License-Identifier: Apache-2.0
import { publishedLabel } from "../../model/light.ts";
import type { Manifest } from "../objects/manifest.ts";
import { ownedMetadata } from "../objects/owned.ts";
import { configHash, configName, webPod } from "./pod.ts";
import { type WebServiceProps, webDefaults } from "./props.ts";
import { type Backend, routeObjects } from "./route.ts";

/** All objects of a web service, by the ids of their constructs. */
export function webService(props: WebServiceProps, backend: Partial<Backend> = {}): Readonly<Record<string, Manifest>> {
  const { name, port, replicas } = webDefaults(props);
  const metadata = { ...ownedMetadata(props, name) };
  const selector = { "app.kubernetes.io/name": name };
  return {
    ServiceAccount: { apiVersion: "v1", kind: "ServiceAccount", metadata, automountServiceAccountToken: false },
    ...configMaps(props),
    Resource: deployment(props, selector),
    Service: {
      apiVersion: "v1",
      kind: "Service",
      metadata,
      spec: { type: "ClusterIP", selector, ports: [{ name: "http", port, targetPort: "http" }] },
    },
    ...(replicas > 1
      ? {
          DisruptionBudget: {
            apiVersion: "policy/v1",
            kind: "PodDisruptionBudget",
            metadata,
            // Pods that are broken anyway must not keep a node from being drained.
            spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow", selector: { matchLabels: selector } },
          },
        }
      : {}),
    ...routeObjects(name, props, { name, port, ...backend }),
  };
}

function deployment(props: WebServiceProps, selector: Readonly<Record<string, string>>): Manifest {
  const { name, replicas, surge, route } = webDefaults(props);
  const metadata = { ...ownedMetadata(props, name) };
  const hash = configHash(props);
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata,
    spec: {
      replicas,
      selector: { matchLabels: selector },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: surge, maxUnavailable: surge > 0 ? 0 : 1 } },
      template: {
        metadata: {
          labels: { ...metadata.labels, ...selector, ...(route === "none" ? {} : { [publishedLabel]: "true" }) },
          ...(hash === undefined ? {} : { annotations: { "bivouac.dev/config": hash } }),
        },
        spec: webPod(props, selector),
      },
    },
  };
}

function configMaps(props: WebServiceProps): Record<string, Manifest> {
  return Object.fromEntries(
    (props.config ?? []).map(({ files }, index) => [
      index === 0 ? "Config" : `Config${index}`,
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { ...ownedMetadata(props, configName(props.name, index)) },
        data: { ...files },
      },
    ]),
  );
}
