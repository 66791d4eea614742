// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { Path } from "../../../model/light.ts";
import type { ObjectRule } from "../../rule.ts";
import { connectorConfig, connectorKind } from "./connect.ts";
import { logstashKind, optionText, pipelinesOf, pluginsOf } from "./logstash.ts";
import { sampleConnector, sampleSinkWith } from "./samples.ts";

export const superuserByName: ObjectRule = {
  id: "BR114",
  name: "superuser-by-name",
  severity: "warning",
  scope: "object",
  kinds: [connectorKind, logstashKind],
  what: "A bridge does not log in to Elasticsearch as `elastic`.",
  why:
    "The superuser reads and deletes everything, other people's passwords and system indices included. Whoever gets into the bridge has " +
    "that too, and the password cannot be changed without stopping all who share it.",
  sources: ["https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/built-in-users"],
  failing: [
    { title: "a connector", objects: [sampleConnector({ "connection.username": "elastic" })] },
    { title: "a pipeline", objects: [sampleSinkWith({}, { user: '"elastic"' })] },
  ],
  passing: [
    { title: "the user that ECK makes for a Logstash", objects: [sampleSinkWith({})] },
    { title: "a user from a Secret", objects: [sampleConnector()] },
  ],
  *check(manifest, { set }) {
    if (manifest.kind === "KafkaConnector") {
      if (connectorConfig(manifest)["connection.username"] === "elastic")
        yield told(["spec", "config", "connection.username"], "the connector logs in as the superuser");
      return;
    }
    for (const pipeline of pipelinesOf(manifest, set))
      for (const output of pluginsOf(pipeline, "output", "elasticsearch"))
        if (optionText(output, "user") === "elastic")
          yield told(pipeline.path, `pipeline ${pipeline.id} logs in as the superuser`);
  },
};

function told(path: Path, message: string): Problem {
  return {
    message,
    at: { path, field: "user" },
    seen: "elastic",
    hint: "use the user of the association, ${ECK_ES_USER}, or one with a role of its own: a Secret of type kubernetes.io/basic-auth in spec.auth.fileRealm",
  };
}
