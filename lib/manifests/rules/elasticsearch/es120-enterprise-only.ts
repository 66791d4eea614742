// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import { at, flagAt, listAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ObjectRule } from "../../rule.ts";
import { kindOf } from "../../set.ts";
import { otherKinds, stackKinds } from "./kinds.ts";
import { sampleElasticsearch } from "./samples.ts";

/** Kinds that do nothing without the licence. */
const enterpriseKinds: ReadonlySet<string> = new Set([...otherKinds, "ElasticMapsServer.maps.k8s.elastic.co"]);

const autoscaler = {
  apiVersion: "autoscaling.k8s.elastic.co/v1alpha1",
  kind: "ElasticsearchAutoscaler",
  metadata: { name: "search" },
  spec: { elasticsearchRef: { name: "search" } },
};
const remote = { remoteClusters: [{ name: "archive", elasticsearchRef: { name: "archive" }, apiKey: { access: {} } }] };
const clients = { http: { tls: { client: { authentication: true } } } };

export const enterpriseOnly: ObjectRule = {
  id: "ES120",
  name: "enterprise-only",
  severity: "error",
  scope: "object",
  kinds: [...stackKinds, ...otherKinds],
  what: "Kinds and fields that want an Enterprise licence are used only where there is one.",
  why:
    "With Basic the operator takes most of them and does nothing: an event in the log, and no autoscaling, no policy, no connection. " +
    "Templates, lifecycle and snapshots are put by a Job instead.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0, uses of EnterpriseFeaturesEnabled: pkg/controller/autoscaling/elasticsearch/controller.go:143, " +
      "stackconfigpolicy/controller.go:266, maps/controller.go:197, elasticsearch/remotecluster/elasticsearch.go:51, " +
      "elasticsearch/validation/validations.go:633, agent/webhook.go:67, common/license/annotation.go:27",
  ],
  failing: [
    { title: "a kind", objects: [autoscaler, sampleElasticsearch()] },
    { title: "remote clusters", objects: [sampleElasticsearch(remote)] },
    { title: "certificates of clients", objects: [sampleElasticsearch(clients)] },
    {
      title: "the licence is asked for",
      objects: [sampleElasticsearch({}, { annotations: { "eck.k8s.elastic.co/license": "enterprise" } })],
    },
  ],
  passing: [
    {
      title: "with the licence",
      objects: [autoscaler, sampleElasticsearch(remote)],
      settings: { license: "enterprise" },
    },
    {
      title: "nothing of it",
      objects: [sampleElasticsearch({ http: { tls: { client: { authentication: false } } } })],
    },
  ],
  *check(manifest, { settings }) {
    if (settings.license === "enterprise") return;
    for (const { path, what } of uses(manifest)) {
      const problem: Problem = {
        message: `${what} wants an Enterprise licence`,
        at: { path, field: path.slice(0, 2).join(".") },
        hint: "leave it out, or say that there is one: license: enterprise",
      };
      yield problem;
    }
  },
};

function* uses(manifest: Manifest): Iterable<{ path: (string | number)[]; what: string }> {
  const { value, annotations } = manifest;
  if (enterpriseKinds.has(kindOf(manifest))) yield { path: ["kind"], what: `the kind ${manifest.kind}` };
  const license = annotations[annotation];
  if (license !== undefined && wants.test(license))
    yield { path: ["metadata", "annotations", annotation], what: `the annotation ${annotation}: ${license}` };
  if (manifest.kind !== "Elasticsearch" && manifest.kind !== "Agent") return;
  if (flagAt(value, ...clientAuthentication) === true)
    yield { path: [...clientAuthentication], what: "asking clients for certificates" };
  if (manifest.kind !== "Elasticsearch" || listAt(value, "spec", "remoteClusters").length === 0) return;
  const byKey = listAt(value, "spec", "remoteClusters").some((each) => at(each, "apiKey") != null);
  yield { path: ["spec", "remoteClusters"], what: `a remote cluster${byKey ? " with an API key" : ""}` };
}

const annotation = "eck.k8s.elastic.co/license";
// Misspelt ones ask for nothing.
const wants = /^enterprise(_trial)?$/i;
const clientAuthentication = ["spec", "http", "tls", "client", "authentication"];
