// SPDX-License-Identifier: Apache-2.0
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { type Fields, findManifestProblems } from "../../../lib/manifests/index.ts";
import { podSecurityRules } from "./found.ts";

// Specs of the right words with wrong values, deep enough to reach every field that a rule reads.
const keys = [
  "hostNetwork",
  "hostPID",
  "hostIPC",
  "hostUsers",
  "os",
  "name",
  "containers",
  "initContainers",
  "ephemeralContainers",
  "volumes",
  "securityContext",
  "privileged",
  "capabilities",
  "add",
  "drop",
  "allowPrivilegeEscalation",
  "runAsNonRoot",
  "runAsUser",
  "procMount",
  "seccompProfile",
  "appArmorProfile",
  "seLinuxOptions",
  "windowsOptions",
  "hostProcess",
  "sysctls",
  "type",
  "user",
  "role",
  "ports",
  "hostPort",
  "livenessProbe",
  "lifecycle",
  "preStop",
  "httpGet",
  "tcpSocket",
  "host",
  "hostPath",
  "nfs",
  "__proto__",
  "toString",
] as const;

const { spec } = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom(
      null,
      true,
      false,
      0,
      -1,
      8080,
      "",
      "ALL",
      "all",
      "Unconfined",
      "Localhost",
      "Unmasked",
      "windows",
      "localhost",
    ),
    fc.string({ maxLength: 5 }),
    fc.double(),
  ),
  spec: fc.oneof(
    { maxDepth: 6, depthSize: "large" },
    tie("leaf"),
    fc.array(tie("spec"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...keys), tie("spec"), { maxKeys: 8 }),
    fc.dictionary(fc.string({ maxLength: 4 }), tie("spec"), { maxKeys: 3 }),
  ),
}));
const owners = fc.constantFrom(
  (value: unknown) => ({ apiVersion: "v1", kind: "Pod", metadata: value, spec: value }),
  (value: unknown) => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    spec: { template: { metadata: { annotations: value }, spec: value } },
  }),
  (value: unknown) => ({
    apiVersion: "batch/v1",
    kind: "CronJob",
    spec: { jobTemplate: { spec: { template: { spec: value } } } },
  }),
  (value: unknown) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name: "default", labels: value } }),
);
const wanted = fc.record({
  containers: fc.array(spec),
  initContainers: spec,
  securityContext: spec,
  volumes: spec,
  hostUsers: spec,
});

test.prop(
  [fc.array(fc.tuple(owners, fc.oneof(spec, wanted)), { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 40 })],
  { numRuns: 400 },
)("no manifest breaks a rule, and every finding is whole", (made, minor) => {
  const objects = made.map(([owner, value]): Fields => owner(value));
  for (const podSecurity of ["baseline", "restricted"] as const)
    for (const { finding, owner } of findManifestProblems(objects, {
      rules: podSecurityRules,
      settings: { podSecurity, minor },
    })) {
      expect(finding.code).toMatch(podSecurity === "baseline" ? /^PS1\d\d$/ : /^PS[12]\d\d$/);
      expect(finding.message).not.toMatch(/undefined|\[object|\n/);
      expect(finding.allowed).toBeTypeOf("string");
      expect(finding.hint).toBeTypeOf("string");
      expect(owner).toBeDefined();
    }
});
