// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { guards } from "../../lib/kubernetes/index.ts";
import { type Bench, bench, event } from "../environment/bench.ts";

let site: Bench;
beforeAll(async () => {
  site = await bench();
});
afterAll(() => site.close());

/** What a user reads: the errors, and that no stack trace was printed. */
async function refusal(run: ReturnType<Bench["run"]>): Promise<string> {
  const { exitCode, logs, printed } = await run;
  expect(exitCode).toBe(32);
  expect(printed).toBe("");
  return logs
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message)
    .join("\n");
}

describe("the project's program", () => {
  test("makes only what teams share when told so, and writes the lock beside the event", async () => {
    const up = await site.run({ config: { "bivouac:shared": "true" } });
    expect([up.exitCode, up.logs]).toEqual([0, []]);
    const made = up.resources.filter(({ custom }) => custom).map(({ name }) => name);
    // The event limits neither images nor storage classes.
    const guarded = guards.map(({ name }) => name).filter((name) => name !== "images" && name !== "storage-classes");
    expect(made.toSorted((x, y) => x.localeCompare(y))).toEqual([
      "camp-flavor-event.small",
      ...guarded.flatMap((name) => [`camp-shared/Guards/${name}`, `camp-shared/Guards/${name}-binding`]),
      "kubernetes-shared",
      "openstack",
    ]);
    expect(up.outputs).toEqual({
      event: "camp",
      flavors: { "event.small": "camp-event.small" },
      clusters: ["shared"],
    });
    const lock = parse(readFileSync(join(site.directory, "event.lock.yaml"), "utf8")) as unknown;
    expect(lock).toEqual({
      version: 1,
      event: "camp",
      networks: { team_a: "10.64.7.0/24" },
      credentialsExpire: "2091-11-10T17:00:00Z",
    });
  });

  test("says all that is wrong with the file at once, without a stack trace", async () => {
    const bad = await bench({
      ...event,
      window: { start: "2091-11-09T09:00", end: "2091-11-05T09:00" },
      teams: { ...event.teams, "team-a": event.teams["beta"]! },
    });
    try {
      const message = await refusal(bad.run());
      expect(message).toMatch(/^\d+ faults in the event:\n/);
      expect(message).toMatch(/event\.yaml:1:\d+ BV\d{3} window/);
      expect(message).toContain("team-a");
      expect(existsSync(join(bad.directory, "event.lock.yaml"))).toBe(false);
    } finally {
      bad.close();
    }
  });

  test("names the team, the place and the next step when the cloud lacks what the file names", async () => {
    const message = await refusal(
      site.run({
        config: { "bivouac:team": "team_a" },
        invoke: {
          "openstack:images/getImage:getImage": () => {
            throw new Error(
              "invoking openstack:images/getImage:getImage: 1 error occurred:\n\t* Your query returned no results. Please change your search criteria and try again.\n\n",
            );
          },
        },
      }),
    );
    expect(message).toBe(
      'team team_a, vms.web.image: the cloud has no image "ubuntu-24.04"; see what there is with: openstack image list\n' +
        'team team_a, vms.db.image: the cloud has no image "ubuntu-24.04"; see what there is with: openstack image list',
    );
  });

  test.each([
    [
      "a team that is not there",
      { config: { "bivouac:team": "gamma" } },
      'event camp has no team "gamma"; there is: team_a, beta',
    ],
    [
      "no seed",
      { config: { "bivouac:team": "team_a", "bivouac:seed": "" } },
      "team team_a: no seed to make its passwords from",
    ],
    [
      "a cloud that clouds.yaml lacks",
      { env: { OS_CLIENT_CONFIG_FILE: "/dev/null" }, config: { "bivouac:team": "team_a" } },
      "clouds",
    ],
    [
      "a context that the kubeconfig lacks",
      { env: { KUBECONFIG: "/nonexistent" }, config: { "bivouac:team": "beta" } },
      "kubeconfig",
    ],
    [
      "variables that would replace the teams' logins",
      { env: { OS_CLOUD: "prod", OS_TOKEN: "x" } },
      "Run: env -u OS_CLOUD -u OS_TOKEN pulumi up",
    ],
  ])("refuses %s", async (_, options, message) => {
    expect(await refusal(site.run(options))).toContain(message);
  });

  test("stops a team whose login lands in another project before anything is made there", async () => {
    const run = await site.run({
      config: { "bivouac:team": "team_a" },
      compute: ({ type }) =>
        type.endsWith(":ApplicationCredential")
          ? { projectId: "the-administrators", secret: "s" }
          : { domainId: "default" },
    });
    expect(run.exitCode).toBe(32);
    expect(run.logs.map(({ message }) => message).join("\n")).toContain(
      "landed in project the-administrators in place of camp-team-a-project-id",
    );
    expect(
      run.resources
        .filter(({ custom, provider }) => custom && provider === "camp-team-a-login")
        .map(({ name }) => name),
    ).toEqual(["camp-team-a-credential"]);
  });
});

test("a lock decides the networks of teams that are there already", async () => {
  const locked = await bench({
    ...event,
    teams: { team_a: { ...event.teams["team_a"]!, network: {}, namespace: false } },
  });
  try {
    writeFileSync(
      join(locked.directory, "event.lock.yaml"),
      JSON.stringify({
        version: 1,
        event: "camp",
        networks: { team_a: "10.64.99.0/24" },
        credentialsExpire: "2091-11-10T17:00:00Z",
      }),
    );
    const up = await locked.run({ preview: true, config: { "bivouac:team": "team_a" } });
    expect(up.get("camp-team-a-subnet").inputs).toMatchObject({
      cidr: "10.64.99.0/24",
      dnsNameservers: ["192.0.2.53"],
    });
  } finally {
    locked.close();
  }
});
