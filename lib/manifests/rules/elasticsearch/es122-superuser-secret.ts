// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../../../model/light.ts";
import { type Fields, isFields } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleDeployment } from "../../samples.ts";
import { sampleKibana } from "./samples.ts";

const container = (secret: string): Fields => ({
  name: "app",
  image: "registry.example.org/app:1",
  env: [{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: secret, key: "elastic" } } }],
});
const connector = {
  apiVersion: "kafka.strimzi.io/v1",
  kind: "KafkaConnector",
  metadata: { name: "sink" },
  spec: { config: { "connection.password": "${secrets:team-a/search-es-elastic-user:elastic}" } },
};

export const superuserSecret: ObjectRule = {
  id: "ES122",
  name: "superuser-secret",
  severity: "warning",
  scope: "object",
  what: "No program uses the password of elastic, the superuser that the operator makes.",
  why:
    "Whoever reads it may read, change and delete everything, users included. A user of one's own has the rights that the program needs " +
    "and can be taken away without stopping the others.",
  sources: [
    "https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/managed-credentials-eck",
    "elastic/cloud-on-k8s v3.5.0 pkg/apis/elasticsearch/v1/name.go (ElasticUserSecret)",
  ],
  failing: [
    { title: "a variable", objects: [sampleDeployment({ containers: [container("search-es-elastic-user")] })] },
    {
      title: "a volume",
      objects: [sampleDeployment({ volumes: [{ name: "user", secret: { secretName: "search-es-elastic-user" } }] })],
    },
    { title: "a connector that reads Secrets itself", objects: [connector] },
  ],
  passing: [
    { title: "a user of its own", objects: [sampleDeployment({ containers: [container("search-reader")] })] },
    { title: "the operator's connection", objects: [sampleKibana()] },
  ],
  *check({ kind, group, value }) {
    // What it holds is text for people and programs, not a reference.
    if (kind === "ConfigMap" && group === "") return;
    for (const [path, text] of texts(value)) {
      const found = secret.exec(text)?.[0];
      if (found === undefined) continue;
      yield {
        message: `the Secret ${found} holds the password of the superuser`,
        at: { path, field: path.findLast((step) => typeof step === "string") ?? "" },
        seen: found,
        hint: "make a user with the roles that it needs: a Secret of type kubernetes.io/basic-auth in spec.auth.fileRealm",
      };
    }
  },
};

const mark = "-es-elastic-user";
const secret = /[a-z0-9][-a-z0-9.]{0,252}-es-elastic-user(?![-a-z0-9])/;

/** Every text of an object with its path, but for what it says of itself. */
function* texts(value: unknown): Iterable<readonly [Path, string]> {
  if (!isFields(value)) return;
  const waiting: [Path, unknown][] = Object.entries(value)
    .filter(([key]) => key !== "metadata" && key !== "status")
    .map(([key, below]) => [[key], below] as [Path, unknown])
    .toReversed();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [path, here] = next;
    if (typeof here === "string") {
      if (here.includes(mark)) yield [path, here];
    } else if (path.length < deepest && Array.isArray(here)) {
      for (let index = here.length - 1; index >= 0; index--) waiting.push([[...path, index], here[index]]);
    } else if (path.length < deepest && isFields(here)) {
      for (const [key, below] of Object.entries(here).toReversed()) waiting.push([[...path, key], below]);
    }
  }
}

// No object of Kubernetes is so deep; paths of a deeper one would cost its square.
const deepest = 100;
