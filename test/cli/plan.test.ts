// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { eventYaml, flavorsYaml } from "./fixtures.ts";
import { cli, folder, lastLine } from "./harness.ts";

const files = { "event.yaml": eventYaml(), "flavors.yaml": flavorsYaml };
const lock = (networks: Record<string, string>): string =>
  [
    "version: 1",
    "event: lugano",
    'credentialsExpire: "2099-11-12T17:00:00Z"',
    "networks:",
    ...Object.entries(networks).map(([id, cidr]) => `  ${id}: ${cidr}`),
    "",
  ].join("\n");

describe("plan", () => {
  it("folds teams that get the same, with totals, data, addresses and the next command", async () => {
    const { code, stdout, stderr } = await cli(["plan"], { cwd: folder(files) });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe(
      [
        "Lugano Test · 3 teams · 7–11 Nov 2099 Europe/Zurich · clouds: lab (OpenStack), lab-k8s (Kubernetes)",
        "   TEAMS                 VMS  vCPU  RAM GiB  DISK GiB  FLOATING IPS  NAMESPACES  CLUSTER",
        "+  2 alike (nris, cscs)    1     1        2        30             1           1  lab-k8s  each",
        "+  dwdi                    1     4        8        50             1           1  lab-k8s",
        "   total                   3     6       12       110             3           3",
        "",
        "Data volumes: destroy deletes those of nris and cscs and keeps those of dwdi.",
        "Addresses: 3 networks, all new; up writes them to event.lock.yaml.",
        "Credentials end 2099-11-12T17:00:00Z.",
        "details: bivouac plan event.yaml --team nris   next: bivouac up event.yaml",
        "",
      ].join("\n"),
    );
  });

  it("writes nothing", async () => {
    const cwd = folder(files);
    await cli(["plan", "--full"], { cwd });
    expect(readdirSync(cwd).toSorted()).toEqual(["event.yaml", "flavors.yaml"]);
  });

  it("shows one team in full", async () => {
    const { stdout } = await cli(["plan", "--team", "dwdi"], { cwd: folder(files) });
    expect(stdout).toMatch(/^dwdi: Team DWDI {2}<dwdi@example.org>$/m);
    expect(stdout).toMatch(/^ {2}vm web +1 × ev.large, ubuntu-24.04; volume data 10 GiB; floating IP; open 443\/tcp$/m);
    expect(stdout).toMatch(/^ {2}data volumes +1 of 1, destroy keeps them$/m);
    expect(stdout).not.toContain("nris");
  });

  it("--full unfolds all", async () => {
    const { stdout } = await cli(["plan", "--full"], { cwd: folder(files) });
    expect(stdout).toMatch(/^\+ {2}nris/m);
    expect(stdout.match(/^\w+: Team /gm)).toEqual(["nris: Team ", "cscs: Team ", "dwdi: Team "]);
  });

  it("marks what is new and what is reserved against the lock, and --check says so", async () => {
    const cwd = folder({ ...files, "event.lock.yaml": lock({ nris: "10.64.9.0/24", old: "10.64.8.0/24" }) });
    const { code, stdout, stderr } = await cli(["plan", "--check"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^= {2}nris /m);
    expect(stdout).toContain(
      "Addresses: 1 as in event.lock.yaml, 2 new (cscs and dwdi), 1 reserved for teams no longer in the file (old).",
    );
    expect(lastLine(stderr)).toBe("exit 1: the plan differs from event.lock.yaml");
  });

  it("--json holds every team and the total", async () => {
    const { stdout } = await cli(["plan", "--json", "--team", "nris,dwdi"], { cwd: folder(files) });
    const document = JSON.parse(stdout) as { teams: Record<string, unknown>[] };
    expect(document).toMatchObject({
      version: 1,
      command: "plan",
      event: "lugano",
      total: { vms: 3, vcpus: 6, ramMiB: 12_288, diskGiB: 110, floatingIps: 3, namespaces: 3 },
      lock: { file: "event.lock.yaml", changed: true },
      exitCode: 0,
    });
    expect(document.teams.map(({ team, change }) => [team, change])).toEqual([
      ["nris", "new"],
      ["dwdi", "new"],
    ]);
  });

  it("a team that the event has not is a wrong question, with the nearest one", async () => {
    const { code, stderr } = await cli(["plan", "--team", "nrsi"], { cwd: folder(files) });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'error the event has no team "nrsi"\n  did you mean --team nris?\n  teams: nris, cscs, dwdi\nexit 2: the event has no team "nrsi"\n',
    );
  });

  it("an event with errors is not planned; they are shown", async () => {
    const { code, stdout, stderr } = await cli(["plan"], {
      cwd: folder({ ...files, "event.yaml": eventYaml({ flavor: "m1.smal" }) }),
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("event.yaml:17:17 error BV232");
    expect(lastLine(stderr)).toBe("exit 1: event.yaml has 1 error");
  });

  it("says which flavors nobody knows", async () => {
    const text = eventYaml({ flavor: "odd.one" }).replace("flavors: flavors.yaml\n", "");
    const { stdout } = await cli(["plan"], { cwd: folder({ "event.yaml": text }) });
    expect(stdout).toContain("Not counted: flavors ");
    expect(stdout).toMatch(/total +3 +≥ 0 +≥ 0 +≥ \d+ /);
  });
});
