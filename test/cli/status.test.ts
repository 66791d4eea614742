// SPDX-License-Identifier: Apache-2.0
import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { teamStatus } from "../../lib/cli/live-status.ts";
import { statusTable } from "../../lib/cli/report/status-table.ts";
import { teamFiles } from "../../lib/cli/team-files.ts";
import type { KubernetesTeamStatus, OpenStackTeamStatus } from "../../lib/live/index.ts";
import { resolveEvent } from "../../lib/model/index.ts";
import { planEvent, type TeamPlan } from "../../lib/planning/index.ts";
import { parse } from "yaml";
import { cli, folder, lastLine } from "./harness.ts";
import { eventYaml, flavorsYaml } from "./fixtures.ts";

const now = new Date("2022-10-01T00:00:00Z");
const { event, findings } = resolveEvent(
  { ...(parse(eventYaml()) as Parameters<typeof resolveEvent>[0]), flavors: undefined },
  { now },
);
if (event === undefined) throw new Error(JSON.stringify(findings));
const team = planEvent(event, undefined, now).plan?.teams[0] as TeamPlan;

const openstack: OpenStackTeamStatus = {
  team: "nris",
  ready: true,
  reasons: [],
  missing: [],
  project: { id: "p", name: "lugano-nris" },
  volumes: [],
  floatingIps: ["203.0.113.7"],
  servers: [
    {
      id: "s",
      name: "lugano-nris-web-0",
      status: "ACTIVE",
      flavor: "m1.small",
      fixedIps: ["10.0.0.4"],
      floatingIps: ["203.0.113.7"],
      volumes: [],
    },
  ],
  quota: { cores: { used: 1, limit: 2 }, ram: { used: 2048, limit: -1 } },
};
const kubernetes: KubernetesTeamStatus = {
  team: "nris",
  context: "lab-k8s",
  namespace: "lugano-nris",
  ready: true,
  reasons: [],
  missing: [],
  phase: "Active",
  policies: [],
  quota: { pods: { used: "3", hard: "20" } },
  workspace: { available: 1, wanted: 1 },
};

describe("a team's status", () => {
  it("is ready when both clouds say so", () => {
    expect(teamStatus(team, openstack, kubernetes)).toMatchObject({
      team: "nris",
      ready: true,
      reasons: [],
      vms: { ready: 1, expected: 1 },
      floatingIps: ["203.0.113.7"],
      expires: "2099-11-12T17:00:00Z",
    });
  });
  it("is not when one of them could not be asked", () => {
    expect(teamStatus(team, undefined, kubernetes)).toMatchObject({
      ready: false,
      reasons: ["OpenStack could not be asked"],
      vms: { ready: 0, expected: 1 },
    });
    expect(teamStatus(team, openstack, undefined)).toMatchObject({
      ready: false,
      reasons: ["cluster lab-k8s could not be asked"],
    });
  });
  it("counts only servers of the plan that are ACTIVE", () => {
    const servers = openstack.servers.map((server) => ({ ...server, status: "BUILD" }));
    expect(
      teamStatus(team, { ...openstack, servers, reasons: ["server lugano-nris-web-0 is BUILD"] }, kubernetes),
    ).toMatchObject({ ready: false, vms: { ready: 0, expected: 1 } });
  });
  it("as a table: both clouds in a row, reasons below, once", () => {
    const rows = [
      teamStatus(team, openstack, kubernetes),
      teamStatus(team, undefined, {
        ...kubernetes,
        phase: undefined,
        quota: {},
        workspace: undefined,
        reasons: ["missing: namespace lugano-nris"],
      }),
    ];
    expect(
      statusTable({ ready: false, teams: rows, problems: [], drift: [], exitCode: 1 }, picocolors.createColors(false)),
    ).toEqual([
      "   TEAM  VMS  FLOATING IPS  vCPU  RAM GiB  NAMESPACE           WORKSPACE  PODS  LOGINS END (UTC)",
      "✓  nris  1/1  203.0.113.7   1/2   2/∞      Active on lab-k8s   1/1        3/20  2099-11-12 17:00",
      "✗  nris  0/1  –             –     –        missing on lab-k8s  –          –     2099-11-12 17:00",
      "",
      "✗ nris: missing: namespace lugano-nris",
    ]);
  });
});

it("has a column of data services where a team has any, and says what is still coming up", () => {
  const services = [
    { service: "Elasticsearch search", state: "coming", says: "health yellow, 2 of 3 nodes" },
    { service: "Kafka bus", state: "ready", says: "ready" },
  ] as const;
  const rows = [
    teamStatus(team, openstack, { ...kubernetes, services }),
    teamStatus(team, openstack, { ...kubernetes, reasons: ["Kafka bus is not there"] }),
  ];
  expect(
    statusTable({ ready: true, teams: rows, problems: [], drift: [], exitCode: 0 }, picocolors.createColors(false)),
  ).toEqual([
    "   TEAM  VMS  FLOATING IPS  vCPU  RAM GiB  NAMESPACE          WORKSPACE  PODS  SERVICES  LOGINS END (UTC)",
    "✓  nris  1/1  203.0.113.7   1/2   2/∞      Active on lab-k8s  1/1        3/20  1/2       2099-11-12 17:00",
    "✗  nris  1/1  203.0.113.7   1/2   2/∞      Active on lab-k8s  1/1        3/20  –         2099-11-12 17:00",
    "",
    "✗ nris: Kafka bus is not there",
    "… nris: Elasticsearch search is coming up: health yellow, 2 of 3 nodes",
  ]);
});

describe("status", () => {
  it("--json keeps its form when no cloud can be asked", async () => {
    const cwd = folder({ "event.yaml": eventYaml(), "flavors.yaml": flavorsYaml });
    const { code, stdout, stderr } = await cli(["status", "--json"], {
      cwd,
      env: {
        HOME: cwd,
        KUBECONFIG: "/nowhere",
        OS_CLIENT_CONFIG_FILE: "/nowhere",
        BIVOUAC_CACHE: cwd,
        XDG_CONFIG_HOME: cwd,
      },
    });
    const document = JSON.parse(stdout) as { teams: { team: string; ready: boolean }[]; problems: unknown[] };
    expect(document).toMatchObject({ version: 1, command: "status", event: "lugano", ready: false, exitCode: code });
    expect(document.teams.map(({ team: id, ready }) => [id, ready])).toEqual([
      ["nris", false],
      ["cscs", false],
      ["dwdi", false],
    ]);
    expect(document.problems).toHaveLength(2);
    expect(lastLine(stderr)).toMatch(/^exit 1: /);
  });
});

describe("a team's files", () => {
  const login = { id: "abc", secret: "s3cret", authUrl: "https://keystone/v3", region: "One" };
  it("kubeconfig as it is, clouds.yaml with the application credential", () => {
    const { files, absent } = teamFiles("lugano-nris", {
      kubeconfig: { value: "apiVersion: v1\n", secret: true },
      applicationCredential: { value: login, secret: true },
    });
    expect(absent).toEqual([]);
    expect(files["kubeconfig"]).toBe("apiVersion: v1\n");
    expect(parse(files["clouds.yaml"] ?? "")).toEqual({
      clouds: {
        "lugano-nris": {
          auth_type: "v3applicationcredential",
          auth: {
            auth_url: "https://keystone/v3",
            application_credential_id: "abc",
            application_credential_secret: "s3cret",
          },
          region_name: "One",
          identity_api_version: 3,
        },
      },
    });
  });
  it("says what is not there", () => {
    expect(teamFiles("x", {})).toEqual({ files: {}, absent: ["kubeconfig", "clouds.yaml"] });
    expect(teamFiles("x", { applicationCredential: { value: { id: 1 }, secret: true } }).absent).toEqual([
      "kubeconfig",
      "clouds.yaml",
    ]);
  });
});
