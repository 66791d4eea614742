// SPDX-License-Identifier: Apache-2.0
import { isRefusedAnnotation } from "../../guards.ts";
import type { ObjectRule } from "../../rule.ts";
import { namespaceIn, routeKinds } from "./facts.ts";
import { sampleIngress, sampleIngressRule, sampleService } from "./samples.ts";

const rules = [sampleIngressRule("web.ant.hack.example.org")];

export const controllerAnnotations: ObjectRule = {
  id: "AG105",
  name: "controller-annotations",
  severity: "error",
  scope: "object",
  kinds: ["Ingress.networking.k8s.io", "Service", ...routeKinds],
  what: "No annotation runs code in the ingress controller, takes hosts past the rules or makes the controller connect elsewhere.",
  why: "The controller holds the certificates of all teams: code in it reads them (CVE-2021-25742). The event's admission refuses these annotations.",
  sources: [
    "https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations-risk/",
    "https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations/",
  ],
  failing: [
    {
      title: "a snippet",
      objects: [sampleIngress({ rules }, { "nginx.ingress.kubernetes.io/configuration-snippet": "return 200;" })],
    },
    {
      title: "a Secret of another namespace",
      objects: [sampleIngress({ rules }, { "nginx.ingress.kubernetes.io/auth-secret": "other/passwords" })],
    },
    {
      title: "a DNS name of one's own choice",
      objects: [sampleService({}, { "external-dns.alpha.kubernetes.io/hostname": "www.example.org" })],
    },
  ],
  passing: [
    {
      title: "a harmless one",
      objects: [sampleIngress({ rules }, { "nginx.ingress.kubernetes.io/proxy-body-size": "64m" })],
    },
    {
      title: "a Secret beside it",
      objects: [sampleIngress({ rules }, { "nginx.ingress.kubernetes.io/auth-secret": "passwords" })],
    },
  ],
  *check(manifest, { settings }) {
    const namespace = namespaceIn(manifest, settings) ?? manifest.namespace;
    for (const [key, value] of Object.entries(manifest.annotations))
      if (isRefusedAnnotation(key, value, namespace))
        yield {
          message: "the annotation runs code in the controller, takes other hosts or connects elsewhere",
          at: { path: ["metadata", "annotations", key], key: true, field: `annotations.${key}` },
          seen: key,
          hint: "remove it, and name Secrets of this namespace only",
        };
  },
};
