// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { type EventInput, readEvent, resolveEvent } from "../../lib/model/index.ts";
import { baseEvent, codes, eventYaml, keys, person } from "./samples.ts";

const now = new Date("2029-01-01T00:00:00Z");

function only(input: EventInput, team = "a") {
  const { event, findings } = resolveEvent(input, { now });
  expect(findings).toEqual([]);
  return event!.teams.find((one) => one.id === team)!;
}

describe("defaults", () => {
  test("a VM group takes each field from the team, then from the defaults", () => {
    const input = baseEvent({
      clouds: { openstack: "o" },
      defaults: {
        vms: {
          node: {
            count: 3,
            flavor: "f1",
            image: "i1",
            ports: [22, 80],
            cloudInit: { packages: ["x"], a: 1 },
            floatingIp: true,
          },
        },
      },
      team: { vms: { node: { flavor: "f2", ports: [443], cloudInit: { b: 2 } } } },
    });
    expect(only(input).vms).toEqual([
      {
        key: "node",
        count: 3,
        flavor: "f2",
        image: "i1",
        volumes: [],
        floatingIp: true,
        ports: [{ port: 443, to: 443, protocol: "tcp", from: "0.0.0.0/0" }],
        cloudInit: { b: 2 },
      },
    ]);
  });

  test("groups of the defaults come first and a count of 0 leaves one out", () => {
    const vms = { one: { flavor: "f", image: "i" }, two: { flavor: "f", image: "i" } };
    const input = baseEvent({
      clouds: { openstack: "o" },
      defaults: { vms },
      team: { vms: { three: { flavor: "f", image: "i" }, one: { count: 0 } } },
    });
    expect(only(input).vms.map((group) => group.key)).toEqual(["two", "three"]);
  });

  test("a namespace is made wherever there is a cluster, with guard rails", () => {
    expect(only(baseEvent({ clouds: { kubernetes: "k" } }))).toMatchObject({
      context: "k",
      assignedCluster: false,
      namespace: {
        quota: {
          cpu: "4",
          memory: "8Gi",
          storage: "20Gi",
          pods: 20,
          services: 10,
          configMaps: 50,
          secrets: 50,
          persistentVolumeClaims: 10,
          extended: {},
        },
        limits: { cpu: "500m", memory: "512Mi", maxCpu: "4", maxMemory: "8Gi" },
      },
    });
    expect(only(baseEvent({ clouds: { kubernetes: "k" }, team: { namespace: false } })).namespace).toBeUndefined();
    expect(only(baseEvent({ clouds: {} })).namespace).toBeUndefined();
    expect(
      only(baseEvent({ clouds: { kubernetes: "k" }, defaults: { namespace: false }, team: { namespace: {} } }))
        .namespace,
    ).toBeDefined();
  });

  test("namespace fields: the team's over the defaults', quantities as the apiserver prints them", () => {
    const team = only(
      baseEvent({
        clouds: { kubernetes: "k" },
        defaults: {
          namespace: {
            quota: { cpu: 0.5, memory: "1.5Gi", extended: { "nvidia.com/gpu": 1 } },
            workspace: { image: "w", cpu: "0.1" },
          },
        },
        team: { namespace: { quota: { memory: "2048Mi" }, workspace: { image: "v" } } },
      }),
    );
    expect(team.namespace).toMatchObject({
      quota: { cpu: "500m", memory: "2Gi", extended: { "nvidia.com/gpu": 1 } },
      limits: { cpu: "500m", memory: "512Mi", maxCpu: "500m", maxMemory: "2Gi" },
      workspace: { image: "v", port: 8080, replicas: 1, cpu: "100m", memory: "512Mi" },
    });
  });

  test("an assigned cluster, quotas and name servers", () => {
    const team = only(
      baseEvent({
        clouds: { kubernetes: "k" },
        network: { dnsServers: ["192.0.2.1"] },
        defaults: { quotas: { ramGiB: 4, cores: 2 } },
        team: { cluster: { context: "own" }, quotas: { cores: 8 } },
      }),
    );
    expect(team).toMatchObject({
      name: "ev-a",
      context: "own",
      assignedCluster: true,
      quotas: { ramMiB: 4096, cores: 8 },
      network: { dnsServers: ["192.0.2.1"] },
      teardown: { volumes: "delete" },
    });
  });
});

test("the same event from YAML and from TypeScript", () => {
  const input = baseEvent({
    clouds: { openstack: "o", kubernetes: "k" },
    team: { vms: { n: { flavor: "f", image: "i" } } },
  });
  // JSON is YAML.
  const read = readEvent(JSON.stringify(input), { file: "event.yaml", now });
  expect(read.findings).toEqual([]);
  expect(read.event).toEqual(resolveEvent(input, { now }).event);
});

describe("what an event may not say", () => {
  const cases: [string, Parameters<typeof baseEvent>[0], string[]][] = [
    ["a port twice", { team: { vms: { n: { ports: [22, { port: 22 }] } } }, vm: true }, ["BV237"]],
    [
      "a private key for a VM",
      { team: { vms: { n: { cloudInit: { key: "-----BEGIN RSA PRIVATE KEY-----\nx" } } } }, vm: true },
      ["BV224"],
    ],
    ["people whose names differ in a sign only", { team: { members: [person("a_b"), person("a-b")] } }, ["BV212"]],
    ["a zone that does not exist", { timeZone: "Europe/Zürich" }, ["BV201"]],
    ["an offset as zone", { timeZone: "+01:00" }, ["BV201"]],
    ["a date without time", { window: { start: "2030-01-01", end: "2030-01-02T10:00" } }, ["BV202"]],
    [
      "a day that is not in the calendar",
      { window: { start: "2030-02-30T10:00", end: "2030-03-02T10:00" } },
      ["BV202"],
    ],
    ["a local time that clocks skip", { window: { start: "2030-03-31T02:30", end: "2030-04-02T10:00" } }, ["BV203"]],
    ["a local time that comes twice", { window: { start: "2030-10-27T02:30", end: "2030-10-28T10:00" } }, ["BV204"]],
    ["an end before the start", { window: { start: "2030-01-02T10:00", end: "2030-01-02T09:00" } }, ["BV205"]],
    ["an end that is the start", { window: { start: "2030-01-02T10:00", end: "2030-01-02T10:00" } }, ["BV205"]],
    ["a window in the past", { window: { start: "2020-01-02T10:00", end: "2020-01-02T12:00" } }, ["BV206"]],
    ["a name that Kubernetes keeps", { name: "kube" }, ["BV211"]],
    ["one person twice", { team: { members: [person("x")], mentors: [person("x")] } }, ["BV212"]],
    ["VM groups with one name", { team: { vms: { a_b: {}, "a-b": {} } }, vm: true }, ["BV213"]],
    [
      "volumes with one name",
      { team: { vms: { n: { volumes: { a_b: { sizeGiB: 1 }, "a-b": { sizeGiB: 1 } } } } }, vm: true },
      ["BV213"],
    ],
    ["a range of ports backwards", { team: { vms: { n: { ports: [{ port: 20, to: 10 }] } } }, vm: true }, ["BV236"]],
    [
      "a source that is no CIDR",
      { team: { vms: { n: { ports: [{ port: 20, from: "192.0.2.1" }] } } }, vm: true },
      ["BV240"],
    ],
    [
      "a source with host bits",
      { team: { vms: { n: { ports: [{ port: 20, from: "192.0.2.1/24" }] } } }, vm: true },
      ["BV241"],
    ],
    ["VMs without a cloud", { clouds: {}, team: { vms: { n: { flavor: "f", image: "i" } } } }, ["BV250"]],
    ["a namespace without a cluster", { clouds: { openstack: "o" }, team: { namespace: {} } }, ["BV251"]],
    [
      "the shared cluster as an own one",
      { clouds: { kubernetes: "k" }, team: { cluster: { context: "k" } } },
      ["BV253"],
    ],
    [
      "limits over the quota",
      { clouds: { kubernetes: "k" }, team: { namespace: { quota: { cpu: 1 }, limits: { maxCpu: 2 } } } },
      ["BV261"],
    ],
    [
      "a workspace over the quota",
      { clouds: { kubernetes: "k" }, team: { namespace: { workspace: { image: "w", replicas: 20, memory: "4Gi" } } } },
      ["BV261", "BV261"],
    ],
    ["a supernet with host bits", { network: { supernet: "10.64.0.1/14" } }, ["BV241"]],
    ["a supernet that is none", { network: { supernet: "10.64.0.0" } }, ["BV240"]],
    ["a supernet smaller than a network", { network: { supernet: "10.64.0.0/24", prefix: 20 } }, ["BV244"]],
    ["a name server by name", { network: { dnsServers: ["dns.example.org"] } }, ["BV246"]],
    ["a CIDR outside the supernet", { team: { network: { cidr: "192.168.0.0/24" } } }, ["BV243"]],
    ["a CIDR without room", { team: { network: { cidr: "10.64.0.0/30" } } }, ["BV244"]],
    ["a CIDR for everyone", { defaults: { network: { cidr: "10.64.0.0/24" } } }, ["BV242"]],
    [
      "cloud-init over Nova's limit",
      { team: { vms: { n: { cloudInit: { x: "y".repeat(50_000) } } } }, vm: true },
      ["BV235"],
    ],
    ["no teams", { noTeams: true }, ["BV215"]],
  ];
  test.each(cases)("%s", (_, change, expected) => {
    expect(codes(resolveEvent(baseEvent(change), { now }).findings)).toEqual(expected);
  });
});

test("two teams with one name: one finding, at the second, naming the first's place", () => {
  const { findings } = readEvent(
    eventYaml(`
  team_a: { title: A, contact: "@aa" }
  team-a: { title: B, contact: "@bb" }`),
    { file: "event.yaml", now },
  );
  expect(findings).toEqual([
    {
      code: "BV210",
      severity: "error",
      message: "the teams team_a (event.yaml:9:3) and team-a get the same name ev-team-a",
      file: "event.yaml",
      line: 10,
      column: 3,
      path: "teams.team-a",
      team: "team-a",
      seen: "team_a, team-a",
      allowed: "ids that differ in more than - and _",
      hint: "rename the one that is not deployed yet",
    },
  ]);
});

test("one cluster for two teams, and networks that overlap, name both places", () => {
  const team = { title: "T", contact: "@tt" };
  const { findings } = resolveEvent(
    {
      ...baseEvent({ clouds: { kubernetes: "k" } }),
      teams: {
        a: { ...team, cluster: { context: "own" }, network: { cidr: "10.64.0.0/23" } },
        b: { ...team, cluster: { context: "own" }, network: { cidr: "10.64.1.0/24" } },
      },
    },
    { now },
  );
  expect(findings.map(({ code, message }) => [code, message])).toEqual([
    ["BV242", "the networks of a (teams.a.network.cidr) and b overlap"],
    ["BV252", "the cluster own is assigned to a (teams.a.cluster) and to b"],
  ]);
});

describe("SSH keys", () => {
  const vms = { n: { flavor: "f", image: "i" } };
  test("VMs without any key", () => {
    const { findings } = resolveEvent(
      baseEvent({ clouds: { openstack: "o" }, team: { vms, members: [{ id: "x" }] } }),
      { now },
    );
    expect(codes(findings)).toEqual(["BV223"]);
  });

  test("a mentor's key is enough", () => {
    const { findings } = resolveEvent(
      baseEvent({ clouds: { openstack: "o" }, team: { vms, members: [], mentors: [person("m")] } }),
      { now },
    );
    expect(findings).toEqual([]);
  });

  test("a private key is refused and never shown", () => {
    const secret = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ";
    const text = `-----BEGIN OPENSSH PRIVATE KEY-----\n${secret}\n-----END OPENSSH PRIVATE KEY-----\n`;
    const { findings } = resolveEvent(baseEvent({ team: { members: [{ id: "x", sshKeys: [text] }] } }), { now });
    expect(codes(findings)).toEqual(["BV220"]);
    expect(JSON.stringify(findings)).not.toContain(secret.slice(0, 8));
  });

  test("a key that is cut off is not shown either", () => {
    const { findings } = resolveEvent(
      baseEvent({ team: { members: [{ id: "x", sshKeys: [keys.ed25519.slice(0, 40)] }] } }),
      { now },
    );
    expect(codes(findings)).toEqual(["BV221"]);
    expect(JSON.stringify(findings)).not.toContain("AAAA");
  });
});
