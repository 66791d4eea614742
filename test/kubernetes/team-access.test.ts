// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { type Manifest, TeamAccess } from "../../lib/kubernetes/index.ts";
import { faultsOf, guardRailLabels, objectNames, objectsOf, validate } from "./fixture.ts";

const owner = { event: "lugano-2022", team: "met_eo" };
const namespace = "lugano-2022-met-eo";
interface Rule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly resourceNames?: string[];
  readonly verbs: string[];
}

const [serviceAccount, team, teamBinding, mentors, mentorBinding, viewers, viewerBinding] = objectsOf(
  (scope) =>
    new TeamAccess(scope, "Access", {
      ...owner,
      members: ["ada"],
      mentors: ["grace"],
      viewers: ["edsger"],
      groups: { members: ["oidc:met"], viewers: ["oidc:jury", "oidc:press"] },
    }),
);

function allows(role: Manifest | undefined, verb: string, group: string, resource: string): boolean {
  const rules = role?.["rules"] as unknown as Rule[];
  return rules.some(
    (rule) => rule.apiGroups.includes(group) && rule.resources.includes(resource) && rule.verbs.includes(verb),
  );
}

describe("TeamAccess", () => {
  test("makes a ServiceAccount whose token no pod gets", () => {
    expect(serviceAccount).toEqual({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "team", namespace, labels: guardRailLabels },
      automountServiceAccountToken: false,
    });
  });

  test("binds the team's role to its ServiceAccount, its group and its members; the mentors' to theirs", () => {
    const rbac = "rbac.authorization.k8s.io";
    expect(teamBinding).toEqual({
      apiVersion: `${rbac}/v1`,
      kind: "RoleBinding",
      metadata: { name: "team", namespace, labels: guardRailLabels },
      roleRef: { apiGroup: rbac, kind: "Role", name: "team" },
      subjects: [
        { kind: "ServiceAccount", name: "team", namespace },
        { apiGroup: rbac, kind: "Group", name: "lugano-2022-met-eo-members" },
        { apiGroup: rbac, kind: "Group", name: "oidc:met" },
        { apiGroup: rbac, kind: "User", name: "ada" },
      ],
    });
    expect(mentorBinding?.["subjects"]).toEqual([
      { apiGroup: rbac, kind: "Group", name: "lugano-2022-met-eo-mentors" },
      { apiGroup: rbac, kind: "User", name: "grace" },
    ]);
    expect(viewerBinding?.["subjects"]).toEqual([
      { apiGroup: rbac, kind: "Group", name: "lugano-2022-met-eo-viewers" },
      { apiGroup: rbac, kind: "Group", name: "oidc:jury" },
      { apiGroup: rbac, kind: "Group", name: "oidc:press" },
      { apiGroup: rbac, kind: "User", name: "edsger" },
    ]);
  });

  test.each([
    ["create", "", "pods"],
    ["create", "", "pods/exec"],
    ["get", "", "pods/log"],
    ["create", "apps", "deployments"],
    ["patch", "apps", "deployments/scale"],
    ["delete", "", "secrets"],
    ["create", "", "persistentvolumeclaims"],
    ["create", "batch", "jobs"],
    ["create", "networking.k8s.io", "ingresses"],
    ["get", "", "resourcequotas"],
    ["create", "networking.k8s.io", "networkpolicies"],
    ["create", "rbac.authorization.k8s.io", "rolebindings"],
    ["update", "rbac.authorization.k8s.io", "roles"],
    ["create", "gateway.networking.k8s.io", "httproutes"],
    ["create", "snapshot.storage.k8s.io", "volumesnapshots"],
    ["create", "objectbucket.io", "objectbucketclaims"],
    ["create", "cert-manager.io", "certificates"],
    ["patch", "", "pods/ephemeralcontainers"],
    ["update", "coordination.k8s.io", "leases"],
    ["create", "", "events"],
    ["get", "", "namespaces"],
  ])("lets a team %s %s %s", (verb, group, resource) => {
    expect(allows(team, verb, group, resource)).toBe(true);
  });

  test.each([
    ["update", "", "resourcequotas"],
    ["delete", "", "limitranges"],
    ["deletecollection", "networking.k8s.io", "networkpolicies"],
    ["deletecollection", "rbac.authorization.k8s.io", "rolebindings"],
    ["bind", "rbac.authorization.k8s.io", "roles"],
    ["escalate", "rbac.authorization.k8s.io", "roles"],
    ["create", "gateway.networking.k8s.io", "gateways"],
    ["create", "gateway.networking.k8s.io", "referencegrants"],
    ["create", "", "serviceaccounts/token"],
    ["create", "", "endpoints"],
    ["create", "discovery.k8s.io", "endpointslices"],
    ["impersonate", "", "serviceaccounts"],
    ["patch", "", "namespaces"],
    ["create", "", "pods/proxy"],
  ])("does not let a team %s %s %s", (verb, group, resource) => {
    expect(allows(team, verb, group, resource)).toBe(false);
  });

  test("lets mentors look and open a shell, but change nothing and read no Secret", () => {
    expect(allows(mentors, "list", "", "pods")).toBe(true);
    expect(allows(mentors, "create", "", "pods/exec")).toBe(true);
    expect(allows(mentors, "get", "", "secrets")).toBe(false);
    const rules = mentors?.["rules"] as unknown as Rule[];
    const changing = rules.filter((rule) => rule.verbs.some((verb) => !["get", "list", "watch"].includes(verb)));
    expect(changing).toEqual([
      { apiGroups: [""], resources: ["pods/attach", "pods/exec", "pods/portforward"], verbs: ["create", "get"] },
    ]);
  });

  test("lets viewers look and nothing else: a shell opens by GET too", () => {
    expect(allows(viewers, "list", "apps", "deployments")).toBe(true);
    expect(allows(viewers, "get", "", "secrets")).toBe(false);
    const rules = viewers?.["rules"] as unknown as Rule[];
    expect(new Set(rules.flatMap((rule) => rule.verbs))).toEqual(new Set(["get", "list", "watch"]));
    expect(rules.flatMap((rule) => rule.resources).filter((resource) => resource.includes("/"))).toEqual([]);
  });

  test("says each right once, in order", () => {
    for (const role of [team, mentors, viewers]) {
      const rules = role?.["rules"] as unknown as Rule[];
      for (const { resources, verbs } of rules) {
        expect(resources).toEqual(resources.toSorted());
        expect(verbs).toEqual(verbs.toSorted());
      }
      const groups = rules.map((rule) => rule.apiGroups.join());
      expect(groups).toEqual(groups.toSorted());
    }
  });

  test("gives neither role a wildcard, nor a namespace but its own", () => {
    for (const role of [team, mentors, viewers]) {
      const rules = role?.["rules"] as unknown as Rule[];
      expect(rules.flatMap((rule) => [...rule.apiGroups, ...rule.resources, ...rule.verbs])).not.toContain("*");
      expect(rules.filter((rule) => rule.resources.includes("namespaces")).map((rule) => rule.resourceNames)).toEqual([
        [namespace],
      ]);
    }
  });

  test("makes valid objects, each role before its binding", async () => {
    const objects = objectsOf((scope) => new TeamAccess(scope, "Access", owner));
    expect(objectNames(objects)).toEqual([
      "ServiceAccount team",
      "Role team",
      "RoleBinding team",
      "Role mentors",
      "RoleBinding mentors",
      "Role viewers",
      "RoleBinding viewers",
    ]);
    for (const object of objects) await validate(object);
  });

  test("binds nobody who is not a person", () => {
    expect(
      faultsOf(
        (scope) =>
          new TeamAccess(scope, "A", {
            ...owner,
            members: ["system:anonymous"],
            mentors: [""],
            groups: { viewers: ["system:authenticated"] },
          }),
      ),
    ).toEqual([
      'BV601 chart/A user "system:anonymous" is not a person: leave out empty and "system:" names',
      'BV601 chart/A user "" is not a person: leave out empty and "system:" names',
      'BV601 chart/A group "system:authenticated" is not a group of people: leave out empty and "system:" names',
    ]);
  });
});
