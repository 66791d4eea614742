// SPDX-License-Identifier: Apache-2.0
import { type Fields, fieldsAt, isFields, listAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import { logstashRole } from "../../operators/index.ts";
import type { ObjectRule } from "../../rule.ts";
import type { ManifestSet } from "../../settings.ts";
import { findElasticsearch } from "../elasticsearch/kinds.ts";
import { sampleElasticsearch } from "../elasticsearch/samples.ts";
import {
  findSecret,
  logstashKind,
  optionText,
  pipelinesOf,
  pluginsOf,
  readYaml,
  referencesByVariable,
  secretText,
} from "./logstash.ts";
import { sampleSinkWith } from "./samples.ts";

const { name: role, indices: builtIn } = logstashRole;
const writes: ReadonlySet<unknown> = new Set(["all", "write", "index", "create", "create_doc"]);

const secret = (names: readonly string[]): Fields => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "search-roles" },
  stringData: {
    "roles.yml": JSON.stringify({ [role]: { indices: [{ names, privileges: ["write", "create_index"] }] } }),
  },
});
const withRoles = sampleElasticsearch({ auth: { roles: [{ secretName: "search-roles" }] } });
const events = sampleSinkWith({}, { index: '"events"', action: '"index"' });

export const indexOutsideRole: ObjectRule = {
  id: "BR103",
  name: "index-outside-role",
  severity: "error",
  scope: "object",
  kinds: [logstashKind],
  what: `A Logstash writes to indices that its user's role \`${role}\` names.`,
  why:
    "Elasticsearch answers 403 to each document, which Logstash tries again without an end: the pipeline stands still, Kafka's lag grows, and " +
    "nothing but the log says why.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/user/roles.go:248",
    "elastic/cloud-on-k8s v3.5.0 config/recipes/logstash/logstash-es-role.yaml",
    "logstash-plugins/logstash-output-elasticsearch lib/logstash/plugin_mixins/elasticsearch/common.rb (submit)",
  ],
  failing: [
    { title: "an index of one's own", objects: [events, sampleElasticsearch()] },
    {
      title: "a pattern that does not reach it",
      objects: [
        sampleSinkWith({}, { index: '"events-%{+YYYY.MM.dd}"', action: '"index"' }),
        withRoles,
        secret([...builtIn, "events"]),
      ],
    },
    { title: "a role that forgot what was built in", objects: [sampleSinkWith({}), withRoles, secret(["events"])] },
  ],
  passing: [
    { title: "a data stream", objects: [sampleSinkWith({}), sampleElasticsearch()] },
    { title: "the role is declared again", objects: [events, withRoles, secret([...builtIn, "events"])] },
    { title: "a user of one's own", objects: [sampleSinkWith({}, { index: '"events"', user: '"team"' })] },
    { title: "roles in a Secret that is not known", objects: [events, withRoles] },
  ],
  *check(logstash, { set }) {
    const references = referencesByVariable(logstash);
    for (const pipeline of pipelinesOf(logstash, set))
      for (const output of pluginsOf(pipeline, "output", "elasticsearch")) {
        const variable = /^\$\{(\w+)_ES_USER\}$/.exec(optionText(output, "user") ?? "")?.[1];
        const reference = variable === undefined ? undefined : references.get(variable);
        const index = optionText(output, "index");
        // An index that begins with a field of the event may be any.
        if (reference === undefined || index === undefined || /^%\{|\$\{/.test(index)) continue;
        const allowed = allowedTo(logstash, reference, set);
        if (allowed === undefined || allowed.names.some((each) => covers(each, index))) continue;
        yield {
          message: `pipeline ${pipeline.id} writes to ${index}, the role ${role} does not`,
          at: { path: pipeline.path, field: "index" },
          // Elsewhere the role may be declared again.
          ...(allowed.known ? {} : { severity: "warning" as const }),
          seen: index,
          allowed: allowed.names.slice(0, 12).join(", "),
          hint: `write to logs-<dataset>-<namespace>, or declare ${role} again in the cluster's roles with this index besides`,
        };
      }
  },
};

interface Allowed {
  readonly names: readonly string[];
  /** The cluster is among the manifests, and so all of its roles. */
  readonly known: boolean;
}

function allowedTo({ namespace }: Manifest, reference: Fields, set: ManifestSet): Allowed | undefined {
  const name = textAt(reference, "name");
  const cluster =
    name === undefined ? undefined : findElasticsearch(set, textAt(reference, "namespace") || namespace, name);
  if (cluster === undefined) return { names: builtIn, known: false };
  const secrets = listAt(cluster.value, "spec", "auth", "roles").map((each) =>
    findSecret(set, cluster.namespace, textAt(each, "secretName") ?? ""),
  );
  if (secrets.includes(undefined)) return undefined;
  const declared = secrets
    .map((each) => readYaml((each && secretText(each, "roles.yml")) ?? ""))
    .map((roles) => fieldsAt(roles, role))
    .findLast((each) => each !== undefined);
  if (declared === undefined) return { names: builtIn, known: true };
  const names = listAt(declared, "indices")
    .filter(isFields)
    .filter((each) => listAt(each, "privileges").some((one) => writes.has(one)))
    .flatMap((each) => listAt(each, "names"))
    .filter((each) => typeof each === "string");
  return { names, known: true };
}

/** Whether a pattern of a role names the index; what an event adds to the index stands for some text. */
function covers(pattern: string, index: string): boolean {
  const name = index.replaceAll(/%\{[^}]*\}/g, "\u0001");
  const steps = pattern.split("*");
  if (steps.length === 1) return pattern === name;
  const [first = "", ...rest] = steps;
  const last = rest.pop() ?? "";
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let from = first.length;
  for (const step of rest) {
    const found = name.indexOf(step, from);
    if (found < 0) return false;
    from = found + step.length;
  }
  return from <= name.length - last.length;
}
