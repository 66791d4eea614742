// SPDX-License-Identifier: Apache-2.0
import { at, listAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ObjectRule } from "../../rule.ts";
import { logstashContainer, logstashKind, pipelinesOf, referencesByVariable } from "./logstash.ts";
import { samplePipeline, samplePipelineText, sampleSink, sampleSinkWith } from "./samples.ts";

/** What ECK adds for each reference: cloud-on-k8s v3.5.0 pkg/controller/logstash/env.go. The last two with client certificates alone. */
const ofReferences = ["HOSTS", "USER", "PASSWORD", "SSL_CERTIFICATE_AUTHORITY", "SSL_CERTIFICATE", "SSL_KEY"];

const usual = /^(HOSTNAME|HOME|PATH|PWD|LANG|LC_ALL|LS_JAVA_HOME|ELASTIC_CONTAINER)$|^KUBERNETES_|_SERVICE_(HOST|PORT)/;

const comment = samplePipeline(`${samplePipelineText()}# user => "\${OLD_USER}"\n`);

export const pipelineVariable: ObjectRule = {
  id: "BR120",
  name: "pipeline-variable",
  severity: "error",
  scope: "object",
  kinds: [logstashKind],
  what: "Every `${NAME}` of a pipeline is a variable of the container, a reference's, or has a default.",
  why: "Logstash starts none of its pipelines then: it fills in all of pipelines.yml before it reads it, and looks into comments too.",
  sources: [
    "elastic/logstash logstash-core/lib/logstash/config/source/multi_local.rb (pipeline_configs)",
    "elastic/logstash issue 16008",
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/logstash/env.go:21",
  ],
  failing: [
    { title: "no such variable", objects: [sampleSinkWith({}, { password: '"${ES_PASSWORD}"' })] },
    {
      title: "the reference has another name",
      objects: [sampleSink(undefined, { elasticsearchRefs: [{ name: "search", clusterName: "prod" }] })],
    },
    { title: "in a comment", objects: [sampleSink(comment)] },
  ],
  passing: [
    { title: "of the reference and the container", objects: [sampleSinkWith({})] },
    { title: "with a default", objects: [sampleSinkWith({ client_id: '"${CLIENT:sink}"' })] },
    {
      title: "in the keystore, perhaps",
      objects: [sampleSinkWith({}, { password: '"${ES_PASSWORD}"' }, { secureSettings: [{ secretName: "keys" }] })],
    },
  ],
  *check(logstash, { set }) {
    const known = variablesOf(logstash);
    if (known === undefined) return;
    for (const { id, text, path } of pipelinesOf(logstash, set)) {
      const names = [...text.matchAll(/\$\{([a-zA-Z_.][a-zA-Z0-9_.]*)\}/g)].map(([, name]) => name ?? "");
      for (const name of new Set(names)) {
        if (known.has(name) || usual.test(name)) continue;
        yield {
          message: `pipeline ${id} wants variable ${name}, which nobody sets`,
          at: { path, field: "config.string" },
          seen: `\${${name}}`,
          allowed: [...known].toSorted().slice(0, 12).join(", "),
          hint: /_ES_/.test(name)
            ? "name the reference's clusterName after it, in small letters: eck for ECK_ES_…"
            : "add it to the env of container logstash, from a Secret when it is one",
        };
      }
    }
  },
};

/** Undefined when more is taken from elsewhere than stands here. */
function variablesOf(logstash: Manifest): ReadonlySet<string> | undefined {
  const container = logstashContainer(logstash);
  if (listAt(container, "envFrom").length > 0 || listAt(at(logstash.value, "spec"), "secureSettings").length > 0)
    return undefined;
  return new Set([
    ...listAt(container, "env").flatMap((each) => textAt(each, "name") ?? []),
    ...[...referencesByVariable(logstash).keys()].flatMap((name) => ofReferences.map((each) => `${name}_ES_${each}`)),
  ]);
}
