// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectKubernetes, type Kubernetes, type KubernetesObject } from "../../../lib/live/index.ts";
import { type Result, spawnCli } from "../../cli/harness.ts";
import { expectSoon } from "../web-kinds.ts";

// Search and messages come up with an event through the real command, the real engine and the real ECK operator, under the team's own guard
// rails. No Elasticsearch and no Strimzi stand behind it: health gets no further than "unknown", and Kafka's kinds are made Ready by the lab.

const name = `evd-${randomBytes(3).toString("hex")}`;
const namespace = `${name}-dwdi`;

const event = (search: string): string => `version: 1
name: ${name}
title: Data
timeZone: Europe/Zurich
window: { start: 2099-11-07T09:00, end: 2099-11-11T18:00 }
clouds: { kubernetes: bivouac-lab-2 }
guardRails: { operators: { namespaces: [elastic-system], apiServer: [192.0.2.10/32] } }
teams:
  nris: { title: NRIS, contact: nris@example.org, namespace: {} }
  dwdi:
    title: DWDI
    contact: dwdi@example.org
    namespace:
      size: medium
      elasticsearch: ${search}
      kafka:
        size: small
        topics: { observations: { partitions: 6 } }
        users: { station: { produces: [observations] }, analysis: { consumes: [observations] } }
      kafkaToElasticsearch: { topics: [observations] }
`;

const small = "{ size: small, retentionDays: 7 }";
let folder: string;
let file: string;
let cluster: Kubernetes;
const bivouac = (...argv: string[]): Promise<Result> => spawnCli(argv);
const list = (path: string): Promise<KubernetesObject[]> => cluster.list(path);

interface Service {
  readonly service: string;
  readonly state: string;
  readonly says: string;
}

async function services(): Promise<readonly Service[]> {
  const { stdout } = await bivouac("status", file, "--json");
  const { teams } = JSON.parse(stdout) as {
    teams: { team: string; kubernetes?: { services?: readonly Service[] } }[];
  };
  return teams.find(({ team }) => team === "dwdi")?.kubernetes?.services ?? [];
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "bivouac-data-"));
  file = join(folder, "event.yaml");
  writeFileSync(file, event(small));
  cluster = await connectKubernetes("bivouac-lab-2");
});

afterAll(async () => {
  await bivouac("destroy", file, "--yes");
  cluster.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a team with Elasticsearch and Kafka", () => {
  test("up makes it, and all pods that the ECK operator makes of it come up inside Pod Security and quota", async () => {
    const up = await bivouac("up", file, "--yes");
    expect(up.code, up.stdout + up.stderr).toBe(0);
    await expectSoon(async () => {
      const pods = await list(`/api/v1/namespaces/${namespace}/pods`);
      const running = pods.filter(({ status }) => (status as { phase?: string }).phase === "Running");
      return running.length === 5;
    }, "three of Elasticsearch, Kibana and Logstash run");
  });

  test("status tells each service in its operator's words", async () => {
    await expectSoon(
      async () => (await services()).filter(({ state }) => state === "ready").length === 7,
      "all but Elasticsearch are ready",
    );
    const found = await services();
    expect(found.map(({ service, state }) => `${service} ${state}`)).toEqual([
      "Elasticsearch search coming",
      "Kibana search ready",
      "Kafka bus ready",
      "KafkaTopic observations ready",
      "KafkaUser station ready",
      "KafkaUser analysis ready",
      "KafkaUser sink ready",
      "Logstash sink ready",
    ]);
    expect(found[0]?.says).toMatch(/^health unknown, phase ApplyingChanges, 3 of 3 nodes/);
    const shown = await bivouac("status", file);
    expect(shown.stdout).toMatch(/7\/8/);
    expect(shown.stdout).toContain("… dwdi: Elasticsearch search is coming up");
    expect(shown.code).toBe(0);
  });

  test("no password stands in state, logs or manifests in the clear", async () => {
    const passwords = await Promise.all(
      ["search-team", "search-bootstrap"].map(async (secret) => {
        const { data } = await cluster.request<{ readonly data: Readonly<Record<string, string>> }>(
          "GET",
          `/api/v1/namespaces/${namespace}/secrets/${secret}`,
        );
        return Buffer.from(data["password"] ?? "", "base64").toString();
      }),
    );
    expect(passwords.map(({ length }) => length)).toEqual([43, 43]);
    const files = filesBelow(folder);
    expect(files.length).toBeGreaterThan(5);
    const needles = passwords.flatMap((each) => [each, Buffer.from(each).toString("base64")]);
    expect(files.filter((each) => needles.some((needle) => readFileSync(each, "utf8").includes(needle)))).toEqual([]);
    const synth = await bivouac("synth", file, "--stdout");
    expect(synth.code, synth.stderr).toBe(0);
    expect(synth.stdout).toContain("kind: Elasticsearch");
    expect(synth.stdout).not.toContain("basic-auth");
  });

  test("the team changes its own topics with its own credential, and sees nobody else's", async () => {
    const out = join(folder, "handout");
    for (const team of ["nris", "dwdi"]) {
      const given = await bivouac("credentials", file, "--team", team, "--out", out);
      expect(given.code, given.stderr).toBe(0);
    }
    const can = (team: string, verb: string, what: string, where: string): string =>
      kubectl(join(out, team, "kubeconfig"), "auth", "can-i", verb, what, "-n", where);
    const topics = "kafkatopics.kafka.strimzi.io";
    expect(can("dwdi", "create", topics, namespace)).toBe("yes");
    expect(can("dwdi", "patch", "elasticsearches.elasticsearch.k8s.elastic.co", namespace)).toBe("yes");
    expect(can("nris", "get", topics, namespace)).toBe("no");
    expect(can("dwdi", "get", topics, `${name}-nris`)).toBe("no");
    // A team without data services has no rights to their kinds.
    expect(can("nris", "create", topics, `${name}-nris`)).toBe("no");
  });

  test("verify: go", async () => {
    const verify = await bivouac("verify", file);
    expect(verify.code, verify.stdout + verify.stderr).toBe(0);
    expect(verify.stdout).toContain("GO");
  });

  test("up again changes nothing; a smaller volume is refused before anything is touched", async () => {
    writeFileSync(file, event("{ size: demo, retentionDays: 7 }"));
    const up = await bivouac("up", file, "--yes");
    expect(up.code).toBe(1);
    expect(up.stdout + up.stderr).toMatch(/ES201 Elasticsearch search: .*10Gi: 5Gi is less/);
    writeFileSync(file, event(small));
    const again = await bivouac("up", file, "--yes");
    expect(again.code, again.stdout + again.stderr).toBe(0);
    expect(again.stdout).not.toMatch(/\d+ (created|updated|replaced|deleted)/);
  });

  test("destroy leaves nothing, and no namespace hangs", async () => {
    const destroy = await bivouac("destroy", file, "--yes");
    expect(destroy.code, destroy.stdout + destroy.stderr).toBe(0);
    expect(destroy.stdout).toContain("0 owned objects left");
    const spaces = await list("/api/v1/namespaces");
    expect(spaces.map(({ metadata }) => metadata.name).filter((each) => each.startsWith(name))).toEqual([]);
  });
});

function kubectl(kubeconfig: string, ...argv: string[]): string {
  const cache =
    process.env["BIVOUAC_CACHE"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "bivouac");
  try {
    return execFileSync(join(cache, "tools/bin/kubectl"), ["--kubeconfig", kubeconfig, ...argv], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch (error) {
    // `can-i` ends with 1 when the answer is no.
    return ((error as { readonly stdout?: string }).stdout ?? "").trim();
  }
}

function filesBelow(path: string): string[] {
  return readdirSync(path).flatMap((each) => {
    const full = join(path, each);
    return statSync(full).isDirectory() ? filesBelow(full) : [full];
  });
}
