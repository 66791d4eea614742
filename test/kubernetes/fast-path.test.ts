// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { renderTeam } from "../../lib/kubernetes/index.ts";
import { teamFaults, teamObjects } from "../../lib/kubernetes/light.ts";
import { defaultGuardRails, type Opening, type Team } from "../../lib/model/index.ts";
import { event, team } from "./fixture.ts";

const side = (id: string): Opening["exporter"] => ({ team: id, namespaces: [`lugano-2022-${id}`] });
const opening: Opening = {
  name: "api",
  port: 8080,
  protocol: "TCP",
  pods: { app: "api" },
  exporter: side("met-eo"),
  importer: side("dwdi"),
};

const variants: Readonly<Record<string, Partial<Team>>> = {
  "as it is": {},
  "without a workspace": { namespace: { ...team.namespace, workspace: undefined } },
  "opened to baseline, closed to the internet": {
    namespace: {
      ...team.namespace,
      internet: false,
      podSecurity: { level: "baseline", reason: "an old image runs as root" },
    },
  },
  "with an opening, viewers and groups": {
    viewers: ["eve"],
    groups: { members: ["hack"], mentors: [], viewers: ["all"] },
    namespace: { ...team.namespace, openings: [{ ...opening, exporter: { ...opening.exporter, team: team.id } }] },
  },
};

describe("the fast path", () => {
  it.each(Object.entries(variants))(
    "makes the very objects of the constructs, in the same order: a team %s",
    (_, change) => {
      const rails = {
        ...defaultGuardRails,
        nodeNetworks: ["203.0.113.0/24"],
        gateway: { namespace: "gateway", name: "public" },
      };
      for (const guardRails of [defaultGuardRails, rails]) {
        const props = { event: { ...event, guardRails }, team: { ...team, ...change } };
        const { objects, findings } = renderTeam(props);
        expect(findings).toEqual([]);
        expect(teamObjects(props)).toEqual(objects);
        expect(teamFaults(props)).toEqual([]);
      }
    },
  );

  it("finds the faults that the constructs find", () => {
    const props = {
      event,
      team: {
        ...team,
        namespace: {
          ...team.namespace,
          workspace: { image: "", port: 1, replicas: 100, cpu: "1", memory: "1Gi" },
        },
      },
    };
    const messages = renderTeam(props).findings.map(({ message }) => message);
    expect(messages.length).toBeGreaterThan(2);
    expect(teamFaults(props).toSorted()).toEqual(messages.toSorted());
  });

  it("loads neither cdk8s nor constructs", async () => {
    const script = `await import("${new URL("../../lib/kubernetes/light.ts", import.meta.url).href}");
      const { default: module } = await import("node:module");
      console.log(Object.keys(module._cache).filter((path) => /node_modules.(cdk8s|constructs)/.test(path)).length);`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--conditions=development",
      "--input-type=module",
      "-e",
      script,
    ]);
    expect(stdout.trim()).toBe("0");
  });
});
