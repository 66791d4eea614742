// SPDX-License-Identifier: Apache-2.0
import { ApiObject, App } from "cdk8s";
import { describe, expect, test } from "vitest";
import { renderManifests, renderTeam, teamChart } from "../../lib/kubernetes/index.ts";
import { event, labels, objectNames, team, validate } from "./fixture.ts";

describe("TeamChart", () => {
  test("holds all of a team, the namespace first and the workspace last", async () => {
    const { objects, findings } = renderTeam({ event, team });
    expect(findings).toEqual([]);
    expect(objectNames(objects)).toEqual([
      "Namespace lugano-2022-met-eo",
      "ResourceQuota quota",
      "LimitRange limits",
      "NetworkPolicy deny-all",
      "NetworkPolicy allow-dns",
      "NetworkPolicy allow-same-namespace",
      "NetworkPolicy allow-internet",
      "ServiceAccount team",
      "Role team",
      "RoleBinding team",
      "Role mentors",
      "RoleBinding mentors",
      "Role viewers",
      "RoleBinding viewers",
      "Deployment workspace",
      "Service workspace",
    ]);
    for (const object of objects) {
      expect(object.metadata["labels"]).toMatchObject(labels);
      expect(object.metadata.namespace).toBe(object.kind === "Namespace" ? undefined : "lugano-2022-met-eo");
      await validate(object);
    }
  });

  test("expires with the event, or with the credentials when they last longer", () => {
    expect(expiry()).toBe("2022-11-11T17:00:00Z");
    expect(expiry("2022-11-12T17:00:00Z")).toBe("2022-11-12T17:00:00Z");
  });

  test.each([
    ["250m", "500m"],
    ["2", "2"],
  ])("gives the workspace's container of %s CPU a limit of %s", (cpu, limit) => {
    const namespace = { ...team.namespace, workspace: { ...team.namespace.workspace!, cpu } };
    const deployment = renderTeam({ event, team: { ...team, namespace } }).objects.find(
      ({ kind }) => kind === "Deployment",
    );
    const resources = { requests: { cpu, memory: "1Gi" }, limits: { cpu: limit, memory: "1Gi" } };
    expect(deployment?.["spec"]).toMatchObject({ template: { spec: { containers: [{ resources }] } } });
  });

  test("has no workspace when the team wants none", () => {
    const { objects } = renderTeam({
      event,
      team: { ...team, namespace: { ...team.namespace, workspace: undefined } },
    });
    expect(objectNames(objects)).not.toContain("Deployment workspace");
  });

  test("says all that does not fit the quota, with team and place", () => {
    const workspace = { ...team.namespace.workspace!, replicas: 20, cpu: "1", memory: "1Gi" };
    const { findings } = renderTeam({ event, team: { ...team, namespace: { ...team.namespace, workspace } } });
    expect(findings).toEqual([
      finding("20 × 1 cpu is more than the namespace's quota of 8: ask for less or raise the quota"),
      finding("20 × 1Gi memory is more than the namespace's quota of 16Gi: ask for less or raise the quota"),
    ]);
  });

  test("makes no chart for a team without a namespace", () => {
    expect(() => teamChart(new App(), { event, team: { ...team, namespace: undefined } })).toThrow(
      "team met_eo has no namespace: make no objects for it",
    );
  });

  test("refuses an object without a name where it is made", () => {
    const chart = teamChart(new App(), { event, team });
    expect(() => new ApiObject(chart, "Extra", { apiVersion: "v1", kind: "ConfigMap" })).toThrow(
      "[lugano-2022-met-eo/Extra] ConfigMap has no metadata.name: give it one",
    );
  });

  test("takes further objects of the team's own", () => {
    const chart = teamChart(new App(), { event, team });
    new ApiObject(chart, "Extra", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "extra", namespace: team.name },
    });
    expect(objectNames(renderManifests(chart).objects)).toContain("ConfigMap extra");
  });
});

function finding(message: string): unknown {
  return { code: "BV601", severity: "error", message, path: "lugano-2022-met-eo/Workspace", team: "met_eo" };
}

function expiry(credentialsExpire?: string): string | undefined {
  const annotations = renderTeam({ event, team, credentialsExpire }).objects[0]?.metadata["annotations"] as
    | Record<string, string>
    | undefined;
  return annotations?.["bivouac.dev/expires"];
}
