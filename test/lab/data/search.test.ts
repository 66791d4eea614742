// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EngineUser } from "../../../lab/search/configuration.ts";
import { type Engine, startEngine } from "../../../lab/search/engine.ts";
import { type Asked, judge } from "../../../lab/search/judge.ts";
import type { IndexBootstrapProps } from "../../../lib/kubernetes/index.ts";
import { bootstrap, everything } from "./search-bootstrap.ts";
import { rolesOf, runJob } from "./search-stack.ts";

// Elasticsearch 9.4.3, the version that the operator runs, as Maven Central has it: the server with security and a Basic licence. It
// lacks most modules. A plugin of the lab brings what our requests need of them: policies of ILM and SLM are read by upstream's own
// parsers, guarded by its security and kept, but nobody acts on them; a bucket of `s3` is a folder. Processors of ingest pipelines are
// on no registry: their bodies are judged by the published specification alone.

const password = "a \\ \"quoted\" 'one' #1";
const user = (name: string, ...roles: string[]): EngineUser => ({ name, password, roles });
const users = {
  bootstrap: user("bootstrap", "bootstrap"),
  team: user("team", "team"),
  logstash: user("logstash", "eck_logstash_user_role"),
};

let engine: Engine;
const { objects, requests } = bootstrap(everything);

beforeAll(async () => {
  engine = await startEngine({ roles: await rolesOf(objects), users: Object.values(users) });
});

afterAll(async () => {
  await engine?.close();
});

async function get(path: string, as?: EngineUser): Promise<unknown> {
  const { status, body } = await engine.request("GET", path, undefined, as);
  return status === 200 ? body : { status, body };
}

describe("the published specification, by the types of Elastic's client 9.4.9", () => {
  test("has every path, method and field of what IndexBootstrap asks for", async () => {
    const apis = await judge(requests);
    expect(apis.flatMap(({ refused }) => refused ?? [])).toEqual([]);
    expect([...new Set(apis.map(({ api }) => api ?? ""))].toSorted()).toEqual([
      "es/cluster.put_component_template",
      "es/ilm.put_lifecycle",
      "es/indices.put_index_template",
      "es/ingest.put_pipeline",
      "es/slm.put_lifecycle",
      "es/snapshot.create_repository",
    ]);
  });

  const faults: readonly (readonly [string, Asked, string])[] = [
    [
      "a method",
      { method: "POST", path: "/_ilm/policy/a", body: { policy: { phases: {} } } },
      "method is PUT, not POST",
    ],
    ["a path", { method: "PUT", path: "/_index_templates/a", body: {} }, "no API has the path"],
    ["a parameter", { method: "PUT", path: "/_snapshot/a?verfy=true", body: everything.repositories.results }, "verfy"],
    ["a field of a template", put("_index_template", { index_pattern: ["a"] }), "index_pattern"],
    ["a field that is required", put("_slm/policy", { retention: { expire_after: "7d", min_count: 1 } }), "maxCount"],
    ["an action of ILM", put("_ilm/policy", { policy: { phases: { hot: { actions: { rolover: {} } } } } }), "rolover"],
    [
      "a condition of ILM",
      put("_ilm/policy", { policy: { phases: { hot: { actions: { rollover: { max_agge: "1d" } } } } } }),
      "max_agge",
    ],
    ["a setting of a bucket", put("_snapshot", { type: "s3", settings: { buckt: "a" } }), "buckt"],
    ["a field of SLM", put("_slm/policy", { name: "<a>", schedule: "0 0 1 * * ?", repo: "a" }), "repo"],
    ["a processor", put("_ingest/pipeline", { processors: [{ sett: { field: "a" } }] }), "no processor sett"],
    ["an option of a processor", put("_ingest/pipeline", { processors: [{ set: { feild: "a" } }] }), "feild"],
    ["a privilege's place", put("_security/role", { indexes: [] }), "indexes"],
  ];

  test("refuses each of twelve seeded faults for its own reason", async () => {
    const judgements = await judge(faults.map(([, asked]) => asked));
    const wrong = faults.flatMap(([title, , reason], index) =>
      judgements[index]?.refused?.includes(reason) === true ? [] : [[title, judgements[index]]],
    );
    expect(wrong).toEqual([]);
  });
});

function put(path: string, body: unknown): Asked {
  return { method: "PUT", path: `/${path}/a`, body };
}

describe("Elasticsearch 9.4.3 without the services of ILM and SLM, a bucket being a folder", () => {
  test("is the version that the construct asks for", () => {
    const elasticsearch = objects.find(({ kind }) => kind === "Elasticsearch") as
      | { spec?: { version: string } }
      | undefined;
    expect(elasticsearch?.spec?.version).toBe(engine.version);
  });

  test("the Job's own script makes every request, with a password of awkward characters and the CA", async () => {
    const done = await runJob(objects, engine, users.bootstrap);
    expect(done).toEqual({ code: 0, lines: requests.map(({ method, path }) => `${method} ${path}: 200`) });
  });

  test("again changes nothing", async () => {
    const paths = ["/_index_template", "/_component_template", "/_ingest/pipeline", "/_snapshot"];
    const before = await Promise.all(paths.map((path) => get(path)));
    expect((await runJob(objects, engine, users.bootstrap)).code).toBe(0);
    expect(await Promise.all(paths.map((path) => get(path)))).toEqual(before);
    const policies = await get("/_ilm/policy");
    expect(
      Object.entries(policies as Record<string, { version: number; policy: { phases: object } }>).map(
        ([name, { version }]) => [name, version],
      ),
    ).toEqual([
      ["archive", 2],
      ["logs-weather-dwdi", 2],
      ["metrics-radar-dwdi", 2],
    ]);
  });

  test("the first document makes a data stream with the template's mapping, settings and policy", async () => {
    const document = { "@timestamp": "2026-01-01T00:00:00Z", station: "LUG", temperature: 3.5 };
    const created = await engine.request("PUT", "/logs-weather-dwdi/_create/1?refresh=true", document, users.team);
    expect(created.status).toBe(201);
    const index = (created.body as { _index: string })._index;
    expect(index).toMatch(/^\.ds-logs-weather-dwdi-[0-9.]+-000001$/);
    expect(await get(`/${index}/_mapping`)).toEqual({
      [index]: {
        mappings: {
          dynamic: "strict",
          _data_stream_timestamp: { enabled: true },
          properties: { "@timestamp": { type: "date" }, station: { type: "keyword" }, temperature: { type: "double" } },
        },
      },
    });
    expect(await get(`/${index}/_settings?filter_path=*.settings.index.lifecycle,*.settings.index.number_*`)).toEqual({
      [index]: {
        settings: {
          index: { lifecycle: { name: "logs-weather-dwdi" }, number_of_shards: "1", number_of_replicas: "0" },
        },
      },
    });
  });

  test("a document that the mapping has no place for, or no number for, is refused", async () => {
    const create = async (fields: object): Promise<[number, string]> => {
      const { status, body } = await engine.request("POST", "/logs-weather-dwdi/_doc", {
        "@timestamp": "2026-01-01T00:00:00Z",
        ...fields,
      });
      return [status, (body as { error: { type: string } }).error.type];
    };
    expect(await create({ humidity: 1 })).toEqual([400, "strict_dynamic_mapping_exception"]);
    expect(await create({ temperature: "cold" })).toEqual([400, "document_parsing_exception"]);
  });

  test("an index of the other template has its component's mapping and its alias", async () => {
    await engine.request("PUT", "/stations-2022/_doc/1?refresh=true", { name: "Lugano" }, users.team);
    expect(await get("/stations/_mapping")).toEqual({
      "stations-2022": { mappings: { properties: { name: { type: "text" } } } },
    });
  });

  test("a snapshot with the policy's configuration goes into the repository", async () => {
    const policy = (await get("/_slm/policy/nightly")) as {
      nightly: { policy: { config: object; repository: string } };
    };
    const { config, repository } = policy.nightly.policy;
    const { body } = await engine.request("PUT", `/_snapshot/${repository}/now?wait_for_completion=true`, config);
    const { snapshot } = body as { snapshot: { state: string; indices: string[]; data_streams: string[] } };
    expect([
      snapshot.state,
      snapshot.data_streams,
      snapshot.indices.filter((name) => !name.startsWith(".ds-")),
    ]).toEqual(["SUCCESS", ["logs-weather-dwdi"], ["stations-2022"]]);
  });

  test("the Job's user reads no document, writes none, and makes no user", async () => {
    const asked = async (method: string, path: string, body?: object): Promise<number> =>
      (await engine.request(method, path, body, users.bootstrap)).status;
    expect(await asked("GET", "/logs-weather-dwdi/_search")).toBe(403);
    expect(await asked("PUT", "/stations-2022/_doc/2", {})).toBe(403);
    expect(await asked("PUT", "/_security/user/other", { password, roles: ["superuser"] })).toBe(403);
    expect(await asked("DELETE", "/_snapshot/results")).toBe(403);
  });

  test("the script says that a wrong password is wrong, and does not wait", async () => {
    const { code, lines } = await runJob(objects, engine, { ...users.bootstrap, password: "another" });
    expect([code, lines]).toEqual([1, ["refused with 401: is the user of the Secret among the cluster's users?"]]);
  });

  const faults: readonly (readonly [string, Partial<IndexBootstrapProps>, string])[] = [
    ["a setting", template({ settings: { number_of_shardz: 1 } }), "unknown setting [index.number_of_shardz]"],
    ["a type of a field", template({ mappings: { properties: { a: { type: "keywrod" } } } }), "keywrod"],
    [
      "a component that is not there",
      { indexTemplates: { bad: { index_patterns: ["bad"], composed_of: ["none"] } } },
      "none",
    ],
    [
      "an action in a phase that has none",
      { policies: { bad: { phases: { delete: { actions: { rollover: { max_age: "1d" } } } } } } },
      "rollover",
    ],
    [
      "a rollover without conditions",
      { policies: { bad: { phases: { hot: { actions: { rollover: {} } } } } } },
      "condition",
    ],
    ["a bucket without a name", { repositories: { bad: { type: "s3", settings: {} } } }, "No bucket"],
    [
      "a schedule that is none",
      { ...snapshot, snapshots: { bad: { repository: "bad", schedule: "at night" } } },
      "schedule",
    ],
  ];

  test.each(faults)("refuses %s, and the script names the request and fails", async (_, props, reason) => {
    const bad = bootstrap(props);
    const { code, lines } = await runJob(bad.objects, engine, users.bootstrap);
    const last = bad.requests.at(-1);
    expect(code).toBe(1);
    expect(lines).toHaveLength(bad.requests.length);
    expect(lines.at(-1)).toMatch(new RegExp(`^${last?.method} ${last?.path}: [45]00 `));
    expect(lines.at(-1)).toContain(reason);
  });

  test("a request that is refused holds back none of those that follow", async () => {
    const some = bootstrap({
      policies: { bad: { phases: { hot: { actions: { rollover: {} } } } } },
      dataStreams: { "logs-later-dwdi": { replicas: 0 } },
    });
    const { code, lines } = await runJob(some.objects, engine, users.bootstrap);
    expect([code, lines.slice(1)]).toEqual([
      1,
      ["PUT /_ilm/policy/logs-later-dwdi: 200", "PUT /_index_template/logs-later-dwdi: 200"],
    ]);
  });
});

function template(body: object): Partial<IndexBootstrapProps> {
  return { indexTemplates: { bad: { index_patterns: ["bad-*"], template: body as Record<string, never> } } };
}

const snapshot = { repositories: { bad: { type: "s3", settings: { bucket: "bad" } } } };
