// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { teamIsolation } from "../../lib/kubernetes/index.ts";
import { mentorRules, teamRules, viewerRules } from "../../lib/kubernetes/objects/access-rules.ts";
import type { DataSpec } from "../../lib/model/index.ts";

const owner = { event: "lugano-2022", team: "dwdi" };
const data: DataSpec = {
  elasticsearch: { size: "demo", kibana: true, retentionDays: 7 },
  kafka: { size: "demo", topics: [], users: [] },
};
const operators = { namespaces: ["elastic-system"], apiServer: ["192.0.2.10/32"] };
const names = (over: Partial<typeof operators & { data: DataSpec }>): string[] =>
  teamIsolation({ ...owner, operators: { data, ...operators, ...over } })
    .map(({ metadata }) => metadata.name)
    .filter((name) => name === "allow-operators" || name === "allow-kafka-api-server");

describe("what operators reach", () => {
  test("a policy for each service that is there, and none without somebody to let in", () => {
    expect(names({})).toEqual(["allow-operators", "allow-kafka-api-server"]);
    expect(names({ data: { elasticsearch: data.elasticsearch } })).toEqual(["allow-operators"]);
    expect(names({ data: { kafka: data.kafka } })).toEqual(["allow-kafka-api-server"]);
    expect(names({ namespaces: [], apiServer: [] })).toEqual([]);
  });

  test("they are the organizers', and say whom they let in alone", () => {
    const policies = teamIsolation({ ...owner, operators: { data, ...operators } }).slice(-2);
    expect(policies.map(({ metadata }) => (metadata["labels"] as object)["bivouac.dev/guard-rail" as never])).toEqual([
      "true",
      "true",
    ]);
    expect(JSON.stringify(policies[0]?.["spec"])).toContain('"values":["elastic-system"]');
    expect(JSON.stringify(policies[1]?.["spec"])).toContain('"cidr":"192.0.2.10/32"');
    expect(policies[0]?.["spec"]).toMatchObject({ policyTypes: ["Ingress"] });
    expect(policies[1]?.["spec"]).toMatchObject({ policyTypes: ["Egress"] });
  });
});

describe("rights to data services", () => {
  const groups = (rules: readonly { readonly apiGroups: readonly string[] }[]): string[] =>
    rules.flatMap(({ apiGroups }) => apiGroups).filter((group) => /elastic|strimzi|keda/.test(group));

  test("only teams that have them; mentors and viewers look", () => {
    expect(groups(teamRules("n"))).toEqual([]);
    const all = [
      "elasticsearch.k8s.elastic.co",
      "kafka.strimzi.io",
      "keda.sh",
      "kibana.k8s.elastic.co",
      "logstash.k8s.elastic.co",
    ];
    expect(groups(teamRules("n", { data: true }))).toEqual(all);
    for (const rules of [mentorRules("n", { data: true }), viewerRules("n", { data: true })]) {
      expect(groups(rules)).toEqual(all);
      const verbs = rules.filter(({ apiGroups }) => all.includes(apiGroups[0] ?? "")).flatMap((rule) => rule.verbs);
      expect(new Set(verbs)).toEqual(new Set(["get", "list", "watch"]));
    }
  });
});
