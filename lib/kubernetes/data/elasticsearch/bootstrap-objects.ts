// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { labelDomain } from "../../../model/light.ts";
import type { Json, Manifest } from "../../objects/manifest.ts";
import { ownedMetadata, teamLabels } from "../../objects/owned.ts";
import { environment, restrictedContainer, restrictedPod } from "../../objects/restricted-pod.ts";
import type { IndexBootstrapProps } from "./bootstrap-props.ts";
import { bootstrapRequests } from "./bootstrap-requests.ts";
import { bootstrapScript, requestFile, requestFileName } from "./bootstrap-script.ts";

/** Label of a ConfigMap whose files are requests for that cluster. */
export const requestsLabel = `${labelDomain}/elasticsearch`;

/**
 * Requests and script as a ConfigMap, and the Job that makes them. Both are named after their content: a Job cannot be changed, and what
 * changed is to be done again.
 */
export function bootstrapObjects(props: IndexBootstrapProps): {
  readonly Requests: Manifest;
  readonly Resource: Manifest;
} {
  const files = bootstrapFiles(props);
  const name = `${props.name ?? `${props.elasticsearch.name}-bootstrap`}-${hashOf(files)}`;
  const { labels, ...metadata } = ownedMetadata(props, name);
  return {
    Requests: {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { ...metadata, labels: { ...labels, [requestsLabel]: props.elasticsearch.name } },
      data: files,
    },
    Resource: {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { ...metadata, labels },
      spec: {
        backoffLimit: 6,
        activeDeadlineSeconds: (props.minutes ?? 30) * 60,
        template: { metadata: { labels: teamLabels(props) }, spec: pod(props, name) },
      },
    },
  };
}

/** Text by file name: the script and each request. */
export function bootstrapFiles(props: IndexBootstrapProps): Readonly<Record<string, string>> {
  return {
    "bootstrap.sh": bootstrapScript,
    ...Object.fromEntries(
      bootstrapRequests(props).map((request, index) => [requestFileName(request, index), requestFile(request)]),
    ),
  };
}

function hashOf(files: Readonly<Record<string, string>>): string {
  return createHash("sha256")
    .update(JSON.stringify(Object.entries(files)))
    .digest("hex")
    .slice(0, 8);
}

function pod(props: IndexBootstrapProps, configMap: string): { readonly [key: string]: Json } {
  const { elasticsearch, credentials, image = "docker.io/curlimages/curl:8.17.0" } = props;
  return {
    ...restrictedPod(1000),
    restartPolicy: "OnFailure",
    containers: [
      {
        name: "bootstrap",
        image,
        command: ["sh", "/requests/bootstrap.sh"],
        env: environment({
          ES_URL: `https://${elasticsearch.httpHost}:9200`,
          ES_CA: "/ca/ca.crt",
          CREDENTIALS: "/credentials",
          TMPDIR: "/tmp",
          WAIT_SECONDS: String((props.minutes ?? 30) * 50),
        }),
        resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "64Mi" } },
        securityContext: restrictedContainer,
        volumeMounts: [
          { name: "requests", mountPath: "/requests", readOnly: true },
          { name: "ca", mountPath: "/ca", readOnly: true },
          { name: "credentials", mountPath: "/credentials", readOnly: true },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "requests", configMap: { name: configMap } },
      { name: "ca", secret: { secretName: elasticsearch.caSecret, items: [{ key: "ca.crt", path: "ca.crt" }] } },
      { name: "credentials", secret: { secretName: credentials, defaultMode: 0o440 } },
      { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "8Mi" } },
    ],
  };
}
