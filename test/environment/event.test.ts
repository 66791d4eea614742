// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProgramRun } from "../harness/engine.ts";
import { type Bench, bench, event } from "./bench.ts";

let site: Bench;
let fromFile: ProgramRun;
let inTypeScript: ProgramRun;
beforeAll(async () => {
  site = await bench();
  [fromFile, inTypeScript] = [
    await site.run({ program: "test/environment/programs/from-file.ts" }),
    await site.run({ program: "test/environment/programs/in-typescript.ts" }),
  ];
}, 120_000);
afterAll(() => site.close());

/** All that the engine was told, whatever the order. */
function graph(run: ProgramRun): object[] {
  return run.resources
    .filter(({ type }) => type !== "pulumi:pulumi:Stack")
    .map((resource) => ({ ...resource, rawOutputs: undefined, dependsOn: resource.dependsOn.toSorted() }))
    .toSorted((a, b) => a.urn.localeCompare(b.urn));
}

function teamNames(run: ProgramRun): string[] {
  return run.resources
    .filter(({ custom, name }) => custom && name.startsWith("camp-team-a"))
    .map(({ type, name }) => `${type} ${name}`)
    .toSorted();
}

describe("an event", () => {
  test("is the same resources from a YAML file and from TypeScript", () => {
    expect([fromFile.exitCode, fromFile.logs, inTypeScript.exitCode, inTypeScript.logs]).toEqual([0, [], 0, []]);
    expect(graph(inTypeScript)).toEqual(graph(fromFile));
    expect(graph(fromFile).length).toBeGreaterThan(80);
  });

  test("makes its own flavors, private, and each team waits for those it uses", () => {
    expect(fromFile.ofType("openstack:compute/flavor:Flavor").map(({ name, inputs }) => ({ name, inputs }))).toEqual([
      {
        name: "camp-flavor-event.small",
        inputs: {
          name: "camp-event.small",
          flavorId: "camp-event.small",
          description: "bivouac event=camp key=flavor.event.small",
          vcpus: 1,
          ram: 1024,
          disk: 5,
          ephemeral: 0,
          swap: 0,
          isPublic: false,
          extraSpecs: { "hw:cpu_policy": "shared" },
        },
      },
    ]);
    expect(fromFile.get("camp-team-a-flavor-event.small").propertyDependencies["flavorId"]).toEqual([
      "camp-flavor-event.small",
    ]);
  });

  test("asks the clouds for each name once, and makes each provider once", () => {
    const asked = fromFile.invocations
      .filter(({ token }) => token.startsWith("openstack:"))
      .map(({ token, args }) => `${token} ${String(args["name"])}`);
    expect(asked.length).toBe(new Set(asked).size);
    expect(
      fromFile.resources
        .filter(({ type }) => type.startsWith("pulumi:providers:"))
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(["camp-team-a-login", "kubernetes-shared", "openstack"]);
  });

  test("gives out open outputs and secret ones apart", () => {
    expect(Object.keys(fromFile.outputs["teams"] as object).toSorted()).toEqual(["beta", "team_a"]);
    expect(fromFile.secretOutputs.filter((place) => place.startsWith("teams"))).toEqual([]);
    expect(fromFile.secretOutputs.toSorted()).toEqual([
      "access.beta.kubeconfig",
      "access.team_a.applicationCredential.secret",
      "access.team_a.kubeconfig",
    ]);
    expect(inTypeScript.outputs).toEqual({ networks: { team_a: "10.64.7.0/24", beta: "none" } });
  });

  test("keeps every kubeconfig over further runs", async () => {
    const asked = site.tokenRequests.length;
    const again = await site.run({
      program: "test/environment/programs/from-file.ts",
      stacks: { "organization/bivouac/test": { access: fromFile.outputs["access"] } },
    });
    expect(again.outputs["access"]).toEqual(fromFile.outputs["access"]);
    expect(site.tokenRequests.length).toBe(asked);
  });
});

describe("a team's stack", () => {
  test("holds what the team has in the stack of the whole event, under the same names", async () => {
    const alone = await site.run({ config: { "bivouac:team": "team_a" } });
    expect(teamNames(alone)).toEqual(teamNames(fromFile));
  });
});

describe("volumes that are kept", () => {
  test("stay with the project, the user and the role that they need, and the outputs say so", async () => {
    const keeping = await bench({
      ...event,
      teams: { team_a: { ...event.teams["team_a"]!, namespace: false, teardown: { volumes: "keep" } } },
    });
    try {
      const up = await keeping.run({ config: { "bivouac:team": "team_a" } });
      expect(
        up.resources
          .filter(({ retainOnDelete }) => retainOnDelete)
          .map(({ name }) => name)
          .toSorted(),
      ).toEqual([
        "camp-team-a-membership",
        "camp-team-a-project",
        "camp-team-a-user",
        "camp-team-a-web-0-volume-data",
        "camp-team-a-web-0-volume-log",
        "camp-team-a-web-1-volume-data",
        "camp-team-a-web-1-volume-log",
      ]);
      expect(up.outputs["kept"]).toEqual({
        project: "camp-team-a",
        volumes: ["camp-team-a-web-0-data", "camp-team-a-web-0-log", "camp-team-a-web-1-data", "camp-team-a-web-1-log"],
      });
    } finally {
      keeping.close();
    }
  });
});
