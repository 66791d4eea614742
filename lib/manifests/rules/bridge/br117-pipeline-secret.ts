// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { logstashKind, pipelinesOf } from "./logstash.ts";
import type { PipelineValue } from "./pipeline.ts";
import { textsIn } from "./logstash.ts";
import { sampleSinkWith } from "./samples.ts";

const names =
  /(^|_)(password|passwd|secret|token|api_key|cloud_auth|jaas_config|private_key|access_key|secret_access_key)$/i;

export const pipelineSecret: ObjectRule = {
  id: "BR117",
  name: "pipeline-secret",
  severity: "error",
  scope: "object",
  kinds: [logstashKind],
  what: "No password or token stands in the text of a pipeline.",
  why: "It is in the repository, and in the object that everybody with a right to look may read. `${NAME}` of a Secret is in neither.",
  sources: ["https://www.elastic.co/docs/reference/logstash/environment-variables"],
  failing: [
    { title: "a password", objects: [sampleSinkWith({}, { password: '"hunter2"' })] },
    {
      title: "in a login",
      objects: [sampleSinkWith({ sasl_jaas_config: `'x.ScramLoginModule required username="a" password="hunter2";'` })],
    },
    {
      title: "in an address",
      objects: [sampleSinkWith({}, { hosts: '["https://elastic:hunter2@search-es-http:9200"]' })],
    },
    {
      title: "as what is taken when there is none",
      objects: [sampleSinkWith({}, { password: '"${PASSWORD:hunter2}"' })],
    },
  ],
  passing: [
    { title: "by variables", objects: [sampleSinkWith({})] },
    {
      title: "a login around a variable",
      objects: [
        sampleSinkWith({ sasl_jaas_config: `'x.ScramLoginModule required username="a" password="\${KAFKA_JAAS}";'` }),
      ],
    },
  ],
  *check(logstash, { set }) {
    for (const pipeline of pipelinesOf(logstash, set))
      for (const { section, name, options } of pipeline.plugins)
        for (const [option, value] of options) {
          if (!holdsSecret(option, value)) continue;
          // What stands there is not repeated.
          yield {
            message: `${section} ${name} of pipeline ${pipeline.id}: ${option} holds a secret in the clear`,
            at: { path: pipeline.path, field: option },
            allowed: "${NAME}",
            hint: "put it into a Secret, and that into an environment variable of the container logstash: ${NAME}",
          };
        }
  },
};

function holdsSecret(option: string, value: PipelineValue): boolean {
  return textsIn(value).some((text) => {
    const rest = text.replaceAll(/\$\{[A-Za-z_.][A-Za-z0-9_.]*\}/g, "");
    if (/^https?:\/\/[^/@\s]*:[^/@\s]+@/.test(rest)) return true;
    if (!names.test(option) || rest === "") return false;
    // Around a variable stands what is no secret, as the name of a login module.
    return rest === text || /password\s*=\s*"[^"]/.test(rest) || /\$\{[^}:]+:[^}]/.test(rest);
  });
}
