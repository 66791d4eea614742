// SPDX-License-Identifier: Apache-2.0
import { accessGroup, slug, teamName } from "../../../model/light.ts";
import { textAt, type Fields } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { fieldsIn, isGuardRail, namespaceIn } from "./facts.ts";
import { sampleRails } from "./samples.ts";

const settings = sampleRails();
const sample = (...subjects: readonly Fields[]) => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "RoleBinding",
  metadata: { name: "robot", namespace: "lugano-ant" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "robot" },
  subjects,
});

export const foreignSubject: ObjectRule = {
  id: "AG116",
  name: "foreign-subject",
  severity: "error",
  scope: "object",
  kinds: ["RoleBinding.rbac.authorization.k8s.io"],
  what: "Rights in a namespace go to its own ServiceAccounts, to people and to the team's groups.",
  why: "A binding to everybody, or to another team's pods, gives away Secrets and shells; the event's admission refuses it.",
  sources: ["guard role-bindings of lib/kubernetes/objects/guards"],
  failing: [
    {
      title: "everybody who is logged in",
      objects: [sample({ kind: "Group", name: "system:authenticated" })],
      settings,
    },
    {
      title: "another team's ServiceAccount",
      objects: [sample({ kind: "ServiceAccount", name: "robot", namespace: "lugano-bee" })],
      settings,
    },
    { title: "another team's members", objects: [sample({ kind: "Group", name: "lugano-bee-members" })], settings },
  ],
  passing: [
    {
      title: "a ServiceAccount beside it",
      objects: [sample({ kind: "ServiceAccount", name: "robot", namespace: "lugano-ant" })],
      settings,
    },
    {
      title: "a person and the team's members",
      objects: [sample({ kind: "User", name: "ada@example.org" }, { kind: "Group", name: "lugano-ant-members" })],
      settings,
    },
  ],
  *check(manifest, { settings: known }) {
    const { team } = known;
    if (team === undefined || isGuardRail(manifest)) return;
    const own = namespaceIn(manifest, known);
    const groups = (["members", "mentors", "viewers"] as const).map((who) =>
      accessGroup(teamName(team.event, team.team), who),
    );
    for (const { value, path } of fieldsIn(manifest.value, [], "subjects")) {
      const kind = textAt(value, "kind") ?? "";
      const name = textAt(value, "name") ?? "";
      const namespace = textAt(value, "namespace");
      const foreign =
        kind === "ServiceAccount"
          ? own !== undefined && namespace !== own
          : name === "" ||
            name.startsWith("system:") ||
            (kind === "Group" && name.startsWith(`${slug(team.event)}-`) && !groups.includes(name));
      if (foreign)
        yield {
          message: "the binding gives rights to others than the team",
          at: { path, field: "subjects" },
          seen: `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`,
          allowed: "ServiceAccounts of this namespace, users, the team's own groups",
          hint: "name one of these",
        };
    }
  },
};
