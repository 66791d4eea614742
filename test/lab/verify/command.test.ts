// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connectKubernetes, type Kubernetes } from "../../../lib/live/index.ts";
import type { TeamVerdict } from "../../../lib/verify/index.ts";
import { type Result, spawnCli } from "../../cli/harness.ts";
import { until } from "../tenancy/until.ts";

// As an organizer goes it: three teams are brought up, proven, and one of them is opened by hand.

const name = `vcli-${randomBytes(3).toString("hex")}`;
const teams = ["ant", "bee", "cat"];
const binding = `/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/${name}-hole`;

let folder: string;
let file: string;
let cluster: Kubernetes;

const bivouac = (...argv: string[]): Promise<Result> => spawnCli(argv);
const document = ({ stdout }: Result): { go: boolean; teams: TeamVerdict[] } =>
  JSON.parse(stdout) as { go: boolean; teams: TeamVerdict[] };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), `bivouac-${name}-`));
  file = join(folder, "event.yaml");
  const event = {
    version: 1,
    name,
    title: "Verified",
    timeZone: "UTC",
    window: { start: "2099-11-07T09:00", end: "2099-11-09T18:00" },
    clouds: { kubernetes: "bivouac-lab" },
    teams: Object.fromEntries(
      teams.map((id) => [id, { title: id.toUpperCase(), contact: `${id}@example.org`, namespace: {} }]),
    ),
  };
  await writeFile(file, stringify(event, { aliasDuplicateObjects: false }));
  cluster = await connectKubernetes("bivouac-lab");
});
afterAll(async () => {
  await cluster.request("DELETE", binding).catch(() => undefined);
  await bivouac("destroy", file, "--yes");
  cluster.close();
  await rm(folder, { recursive: true, force: true });
});

test("before up there is no credential: no go, and it says what to do", async () => {
  const before = await bivouac("verify", file, "--json");
  expect(before.code, before.stderr).toBe(1);
  expect(document(before).teams.map(({ team, go, results }) => [team, go, results.map(({ code }) => code)])).toEqual(
    teams.map((team) => [team, false, ["VK100"]]),
  );
});

test("after up all three are go, and a pipeline gets a suite a team", async () => {
  const up = await bivouac("up", file, "--yes");
  expect(up.code, up.stdout + up.stderr).toBe(0);
  const out = join(folder, "verify.xml");
  const verify = await bivouac("verify", file, "--format", "junit", "--out", out);
  expect(verify.code, verify.stdout + verify.stderr).toBe(0);
  expect(verify.stdout).toContain(`GO: ${name}, 3 teams`);
  const xml = await readFile(out, "utf8");
  const suites = [...xml.matchAll(/<testsuite name="(\w+)" tests="(\d+)" failures="0" errors="0"/g)];
  expect(suites.map(([, team]) => team)).toEqual(teams);
  expect(suites.every(([, , tests]) => Number(tests) > 500)).toBe(true);
});

test("a hole in one team is no go for it alone, by its code and probe", async () => {
  await cluster.request("POST", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", {
    body: {
      metadata: { name: `${name}-hole` },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
      subjects: [{ kind: "ServiceAccount", name: "team", namespace: `${name}-bee` }],
    },
  });
  let holed: Result | undefined;
  await until("the binding is in force", async () => {
    holed = await bivouac("verify", file, "--json");
    return holed.code === 1;
  });
  if (holed === undefined) throw new Error("not asked");
  expect(document(holed).teams.map(({ team, go }) => [team, go])).toEqual([
    ["ant", true],
    ["bee", false],
    ["cat", true],
  ]);
  const red = document(holed).teams.flatMap(({ results }) => results.filter(({ outcome }) => outcome !== "ok"));
  expect([...new Set(red.map(({ code }) => code))].toSorted()).toEqual(["VK102", "VK103", "VK104", "VK110"]);
  expect(red.map(({ code, probe }) => `${code} ${probe}`)).toContain(`VK110 GET pods of ${name}-ant`);
  expect(holed.stderr).toContain("exit 1: no go for 1 of 3 teams: bee");
  const one = await bivouac("verify", file, "--team", "ant");
  expect(one.code, one.stdout).toBe(0);
});

test("status names what of the guard rails was changed, in whose namespace and by whom; up puts it back", async () => {
  const status = async (): Promise<{
    code: number | null;
    drift: { code: string; team?: string; message: string; hint?: string }[];
  }> => {
    const { code, stdout } = await bivouac("status", file, "--json");
    return { code, drift: (JSON.parse(stdout) as { drift: { code: string; message: string }[] }).drift };
  };
  expect(await status()).toEqual({ code: 0, drift: [] });
  await cluster.request("PATCH", `/api/v1/namespaces/${name}-cat/resourcequotas/quota`, {
    body: { spec: { hard: { pods: "99" } } },
  });
  await cluster.request("DELETE", `/apis/networking.k8s.io/v1/namespaces/${name}-bee/networkpolicies/allow-dns`);
  await cluster.request("PATCH", `/apis/networking.k8s.io/v1/namespaces/${name}-ant/networkpolicies/deny-all`, {
    body: { spec: { ingress: [{}] } },
  });
  const drifted = await status();
  expect(drifted.code).toBe(1);
  expect(drifted.drift.map(({ code, team }) => [code, team])).toEqual([
    ["BV340", "bee"],
    ["BV341", "ant"],
    ["BV341", "cat"],
  ]);
  // An apply leaves alone what it never held: there the hint is another one.
  expect(drifted.drift[1]?.hint).toBe(
    `up leaves alone what it never wrote: delete NetworkPolicy deny-all in ${name}-ant, then run up, which makes it anew`,
  );
  await cluster.request("DELETE", `/apis/networking.k8s.io/v1/namespaces/${name}-ant/networkpolicies/deny-all`);
  expect(drifted.drift[2]?.message).toMatch(
    /^ResourceQuota quota is not as planned: spec\.hard\.pods, last written by /,
  );
  const up = await bivouac("up", file, "--yes");
  expect(up.code, up.stdout + up.stderr).toBe(0);
  expect(await status()).toEqual({ code: 0, drift: [] });
});
