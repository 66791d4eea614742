// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, fieldsAt, flagAt, isFields, listAt, textAt } from "../fields.ts";
import type { Manifest } from "../manifest.ts";
import { always, type Row, when } from "./made.ts";

// Rows that Elasticsearch, Kibana and Logstash share. Sources: elastic/cloud-on-k8s v3.5.0.

export const controllers = "pkg/controller";

/** The CA, the certificate with its key, and the certificate for clients. */
export function httpCertificates(infix: string): Row[] {
  const file = `${controllers}/common/certificates/reconcile.go`;
  return [
    always("v1", "Secret", `-${infix}-http-ca-internal`, `${file}:80`),
    always("v1", "Secret", `-${infix}-http-certs-internal`, `${file}:101`),
    always("v1", "Secret", `-${infix}-http-certs-public`, `${file}:116`),
  ];
}

/** `spec.http.tls` and the like: on, unless the self-signed certificate is off and there is no other. */
export function usesTls(tls: unknown): boolean {
  return flagAt(tls, "selfSignedCertificate", "disabled") !== true || Boolean(textAt(tls, "certificate", "secretName"));
}

/** All secrets of `spec.secureSettings` in one, for the init container that makes the keystore. */
export function secureSettings(infix: string, also: (owner: Manifest) => boolean = () => true): Row {
  const row = always("v1", "Secret", `-${infix}-secure-settings`, `${controllers}/common/keystore/user_secret.go:131`);
  return when((owner) => hasSecureSettings(owner) && also(owner), row);
}

export function hasSecureSettings({ value }: Pick<Manifest, "value">): boolean {
  return listAt(value, "spec", "secureSettings").length > 0;
}

/** An Elasticsearch that the operator runs as well. */
export interface Target {
  readonly namespace: string;
  readonly name: string;
}

/** Reference to an Elasticsearch by name; undefined when it names none, or one outside the cluster by its Secret. */
export function targetOf(reference: unknown, owner: Manifest): Target | undefined {
  const name = textAt(reference, "name");
  return name ? { name, namespace: textAt(reference, "namespace") || owner.namespace } : undefined;
}

/** A Secret for each Elasticsearch that the custom resource is connected to. */
export function ofTargets(
  source: string,
  targets: (owner: Manifest) => readonly Target[],
  name: (owner: Manifest, target: Target) => string,
  atTarget: boolean,
): Row {
  return {
    apiVersion: "v1",
    kind: "Secret",
    source: `${controllers}/association/${source}`,
    names: (owner) => targets(owner).map((target) => name(owner, target)),
    fields: (owner, index) => (atTarget ? { metadata: { namespace: targets(owner)[index]?.namespace } } : {}),
  };
}

/** `http.service` of the custom resource, which goes into the Service as it is. */
export function serviceOf(service: unknown, port: number): Fields {
  const spec = fieldsAt(service, "spec") ?? {};
  return { spec: { type: "ClusterIP", ...spec, ports: at(spec, "ports") ?? [{ port, protocol: "TCP" }] } };
}

/** The operator's default claims, unless the template has claims of its own or a volume of that name. */
export function claimsOf(templates: unknown, podTemplate: unknown, name: string, size: string): readonly unknown[] {
  const own = Array.isArray(templates) ? templates : [];
  const volumes = listAt(podTemplate, "spec", "volumes").filter(isFields);
  if (own.length > 0) return own;
  if (volumes.some((volume) => volume["name"] === name)) return [];
  return [
    {
      metadata: { name },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: size } } },
    },
  ];
}
