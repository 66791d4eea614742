// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { Path } from "../../../model/light.ts";
import { at, type Fields, isFields } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleDeployment } from "../../samples.ts";
import type { ManifestSet } from "../../settings.ts";
import { elasticsearchRefs } from "../elasticsearch/kinds.ts";
import { connectKind, connectorConfig, connectorKind } from "./connect.ts";
import { logstashKind, optionText, pipelinesOf, pluginsOf } from "./logstash.ts";
import { sampleConnect, sampleConnector, sampleSinkWith } from "./samples.ts";

const suffix = "-es-elastic-user";
const secret = { name: `search${suffix}`, key: "elastic" };
const env = [{ name: "ES_PASSWORD", valueFrom: { secretKeyRef: secret } }];
const app = (container: Fields): Fields =>
  sampleDeployment({ containers: [{ name: "app", image: "a", ...container }] });

export const elasticSuperuser: ObjectRule = {
  id: "BR114",
  name: "elastic-superuser",
  severity: "warning",
  scope: "object",
  kinds: [
    "Pod",
    "Deployment.apps",
    "StatefulSet.apps",
    "DaemonSet.apps",
    "CronJob.batch",
    connectKind,
    connectorKind,
    logstashKind,
    "Beat.beat.k8s.elastic.co",
  ],
  what: "No workload uses Elasticsearch as `elastic`.",
  why:
    "The superuser reads and deletes everything, other people's passwords and system indices included. Whoever gets into the workload has " +
    "that too, and the password cannot be changed without stopping all who share it.",
  sources: ["https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/built-in-users"],
  failing: [
    { title: "its password in an environment", objects: [app({ env })] },
    {
      title: "as a file",
      objects: [sampleDeployment({ volumes: [{ name: "es", secret: { secretName: secret.name } }] })],
    },
    { title: "in Connect's workers", objects: [sampleConnect({ template: { connectContainer: { env } } })] },
    { title: "by name, in a connector", objects: [sampleConnector({ "connection.username": "elastic" })] },
    { title: "by name, in a pipeline", objects: [sampleSinkWith({}, { user: '"elastic"' })] },
  ],
  passing: [
    {
      title: "a user of its own",
      objects: [
        app({ env: [{ name: "ES_PASSWORD", valueFrom: { secretKeyRef: { name: "es-app", key: "password" } } }] }),
      ],
    },
    { title: "the user that ECK makes for a Logstash", objects: [sampleSinkWith({})] },
    { title: "a user from a Secret", objects: [sampleConnect(), sampleConnector()] },
  ],
  *check(manifest, { set }) {
    for (const path of places(manifest.value["spec"], ["spec"]))
      yield told(path, "the password of the superuser is taken from its Secret");
    yield* byName(manifest, set);
  },
};

function* byName(manifest: Manifest, set: ManifestSet): Iterable<Problem> {
  if (manifest.kind === "KafkaConnector" && connectorConfig(manifest)["connection.username"] === "elastic")
    yield told(["spec", "config", "connection.username"], "the connector logs in as the superuser");
  if (manifest.kind !== "Logstash" || elasticsearchRefs(manifest).length === 0) return;
  for (const pipeline of pipelinesOf(manifest, set))
    for (const output of pluginsOf(pipeline, "output", "elasticsearch"))
      if (optionText(output, "user") === "elastic")
        yield told(pipeline.path, `pipeline ${pipeline.id} logs in as the superuser`);
}

function told(path: Path, message: string): Problem {
  return {
    message,
    at: { path, field: "elastic" },
    seen: "elastic",
    hint: "give it a user with a role of its own: a Secret of type kubernetes.io/basic-auth in spec.auth.fileRealm",
  };
}

/** Where a reference to the operator's Secret of the superuser stands: `secretKeyRef.name`, `secretRef.name`, `secret.secretName`. */
function* places(value: unknown, path: Path): Iterable<Path> {
  const waiting: [unknown, Path][] = [[value, path]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [here, way] = next;
    if (Array.isArray(here)) waiting.push(...here.map((each, index): [unknown, Path] => [each, [...way, index]]));
    if (!isFields(here)) continue;
    for (const [field, name] of [
      ["secretKeyRef", "name"],
      ["secretRef", "name"],
      ["secret", "secretName"],
      ["secret", "name"],
    ] as const) {
      const found = at(here, field, name);
      if (typeof found === "string" && found.endsWith(suffix)) yield [...way, field, name];
    }
    for (const [key, each] of Object.entries(here)) waiting.push([each, [...way, key]]);
  }
}
