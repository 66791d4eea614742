// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ProgramRun, unknown } from "../harness/engine.ts";
import { type Bench, bench } from "./bench.ts";

let site: Bench;
beforeAll(async () => {
  site = await bench();
});
afterAll(() => site.close());

function vm(name: string, more: object): object {
  return { name: `camp-team-a-${name}`, id: `camp-team-a-${name}-server-id`, ip: "10.64.7.21", ...more };
}

describe("a team's outputs", () => {
  let up: ProgramRun;
  beforeAll(async () => {
    up = await site.run({ config: { "bivouac:team": "team_a" } });
  }, 60_000);

  test("gives out what the team needs, its secrets as secrets", () => {
    const { kubeconfig, ...outputs } = up.outputs as Record<string, unknown> & { kubeconfig: string };
    expect(outputs).toEqual({
      team: "team_a",
      credentialsExpire: "2091-11-10T17:00:00Z",
      project: { id: "camp-team-a-project-id", name: "camp-team-a" },
      network: { id: "camp-team-a-network-id", cidr: "10.64.7.0/24" },
      vms: [vm("web-0", { floatingIp: "203.0.113.9" }), vm("web-1", { floatingIp: "203.0.113.9" }), vm("db-0", {})],
      applicationCredential: {
        id: "camp-team-a-credential-id",
        secret: "credential-secret",
        authUrl: "https://keystone.example.org:5000/v3",
        region: "RegionOne",
      },
      namespace: "camp-team-a",
      cluster: "shared",
    });
    expect(up.secretOutputs.toSorted()).toEqual(["applicationCredential.secret", "kubeconfig"]);
    const parsed = parse(kubeconfig) as { contexts: unknown };
    expect(parsed.contexts).toEqual([
      { name: "camp-team-a", context: { cluster: "camp-team-a", user: "camp-team-a", namespace: "camp-team-a" } },
    ]);
  });

  test("keeps its kubeconfig over further runs, until its end moves or the account is another", async () => {
    const asked = site.tokenRequests.length;
    const earlier = { kubeconfig: up.outputs["kubeconfig"], credentialsExpire: up.outputs["credentialsExpire"] };
    const again = (outputs: Record<string, unknown>): Promise<ProgramRun> =>
      site.run({ config: { "bivouac:team": "team_a" }, stacks: { "organization/bivouac/test": outputs } });
    expect((await again(earlier)).outputs["kubeconfig"]).toBe(earlier.kubeconfig);
    expect(site.tokenRequests.length).toBe(asked);
    expect((await again({ ...earlier, credentialsExpire: "2091-11-01T00:00:00Z" })).outputs["kubeconfig"]).not.toBe(
      earlier.kubeconfig,
    );
    expect(site.tokenRequests.length).toBe(asked + 1);
  });
});

describe("a preview", () => {
  test("asks neither cluster nor disk for anything", async () => {
    const [asked, lock] = [site.tokenRequests.length, join(site.directory, "event.lock.yaml")];
    const before = existsSync(lock) ? readFileSync(lock, "utf8") : undefined;
    const preview = await site.run({ preview: true, config: { "bivouac:team": "team_a" } });
    expect([preview.exitCode, preview.printed, preview.logs]).toEqual([0, "", []]);
    expect(preview.outputs["kubeconfig"]).toBe(unknown);
    expect(site.tokenRequests.length).toBe(asked);
    expect(existsSync(lock) ? readFileSync(lock, "utf8") : undefined).toBe(before);
  });
});

describe("a team with a namespace only", () => {
  test("does without OpenStack", async () => {
    const up = await site.run({ config: { "bivouac:team": "beta" } });
    expect([up.exitCode, up.logs]).toEqual([0, []]);
    expect(up.resources.filter(({ type }) => type.includes("openstack"))).toEqual([]);
    expect(Object.keys(up.outputs).toSorted()).toEqual([
      "cluster",
      "credentialsExpire",
      "kubeconfig",
      "namespace",
      "team",
    ]);
  });
});
