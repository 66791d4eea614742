// SPDX-License-Identifier: Apache-2.0
import { listAt, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { logstashContainer, logstashKind, pipelinesOf } from "./logstash.ts";
import type { PipelineValue } from "./pipeline.ts";
import { sampleSinkWith } from "./samples.ts";

const key = "sasl.jaas.config";
const user = { apiVersion: "v1", kind: "Secret", metadata: { name: "sink" } };

export const quotedLogin: ObjectRule = {
  id: "BR121",
  name: "quoted-login",
  severity: "error",
  scope: "object",
  kinds: [logstashKind],
  what: `A login from the key \`${key}\` of a Secret stands in single quotes.`,
  why:
    "The operator writes pipelines into pipelines.yml, and there Logstash puts the value into the text before it reads it. The login has double " +
    "quotes in it: within such they end the string, and the pipeline is none.",
  sources: [
    "elastic/logstash logstash-core/lib/logstash/config/source/multi_local.rb (pipeline_configs: deep_replace)",
    "strimzi/strimzi-kafka-operator user-operator: KafkaUserModel (sasl.jaas.config)",
  ],
  failing: [
    { title: "double quotes", objects: [sampleSinkWith({ sasl_jaas_config: '"${KAFKA_JAAS}"' }), user] },
    { title: "no quotes", objects: [sampleSinkWith({ sasl_jaas_config: "KAFKA", client_id: '"a ${KAFKA_JAAS}"' })] },
  ],
  passing: [
    { title: "single quotes", objects: [sampleSinkWith({}), user] },
    {
      title: "the password alone, inside a login in single quotes",
      objects: [
        sampleSinkWith({
          sasl_jaas_config: `'x.ScramLoginModule required username="sink" password="\${KAFKA_PASSWORD:}";'`,
        }),
      ],
    },
  ],
  *check(logstash, { set }) {
    const logins = listAt(logstashContainer(logstash), "env").flatMap((each) =>
      textAt(each, "valueFrom", "secretKeyRef", "key") === key ? (textAt(each, "name") ?? []) : [],
    );
    for (const pipeline of pipelinesOf(logstash, set))
      for (const { options } of pipeline.plugins)
        for (const [name, value] of options)
          for (const login of logins) {
            if (!inDoubleQuotes(value, `\${${login}}`)) continue;
            yield {
              message: `pipeline ${pipeline.id}: ${name} has the login in double quotes, which it has inside too`,
              at: { path: pipeline.path, field: name },
              seen: `"\${${login}}"`,
              allowed: `'\${${login}}'`,
              hint: "write single quotes around it",
            };
          }
  },
};

function inDoubleQuotes(value: PipelineValue, variable: string): boolean {
  if (value.kind === "list") return value.items.some((each) => inDoubleQuotes(each, variable));
  if (value.kind === "hash") return value.entries.flat().some((each) => inDoubleQuotes(each, variable));
  if (value.kind === "plugin") return value.plugin.options.some(([, each]) => inDoubleQuotes(each, variable));
  return value.kind === "string" && value.quote === '"' && value.text.includes(variable);
}
