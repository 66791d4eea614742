// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { codes, found, pod } from "./found.ts";

test("PS107 by annotation", () => {
  const key = "container.apparmor.security.beta.kubernetes.io/";
  const annotations = {
    [`${key}a`]: "unconfined",
    [`${key}b`]: "",
    [`${key}c`]: "localhost/x",
    other: "unconfined",
    [`${key}d`]: 1,
  };
  const told = {
    code: "PS107",
    message: 'an annotation gives container "a" an AppArmor profile that is not allowed',
    field: `metadata.annotations.${key}a`,
    seen: "unconfined",
    allowed: "runtime/default, localhost/<profile>",
  };
  const bare = { ...pod(), metadata: { annotations } };
  expect(found(bare)).toEqual([
    {
      ...told,
      path: `metadata.annotations.${key}a`,
      hint: "remove the annotation",
      fix: {
        title: "remove the annotation",
        safe: false,
        edits: [{ op: "remove", path: ["metadata", "annotations", `${key}a`] }],
      },
    },
  ]);
  const template = { metadata: { annotations }, spec: pod()["spec"] };
  const job = { apiVersion: "batch/v1", kind: "Job", metadata: { annotations }, spec: { template } };
  expect(found(job)).toMatchObject([{ ...told, path: `spec.template.metadata.annotations.${key}a` }]);
});

test("PS110 by annotation, until 1.18 and for containers that there are", () => {
  const own = "seccomp.security.alpha.kubernetes.io/pod";
  const key = (name: string) => `container.seccomp.security.alpha.kubernetes.io/${name}`;
  const annotated = (annotations: object) => ({ ...pod({}, {}, {}), metadata: { annotations } });
  const settings = { podSecurity: "baseline", minor: 18 } as const;
  const told = (name: string, seen: string) => ({
    code: "PS110",
    message: "an annotation gives a seccomp profile that is not allowed",
    path: `metadata.annotations.${name}`,
    field: `metadata.annotations.${name}`,
    seen,
    allowed: "runtime/default, docker/default, localhost/<profile>",
    hint: "set it to runtime/default",
    fix: {
      title: "set it to runtime/default",
      safe: false,
      edits: [{ op: "set", path: ["metadata", "annotations", name], value: "runtime/default" }],
    },
  });
  const bad = { [key("c1")]: "", [own]: "unconfined", [key("c0")]: "docker/default", [key("gone")]: "unconfined" };
  expect(found(annotated(bad), { settings })).toEqual([told(own, "unconfined"), told(key("c1"), "")]);
  for (const right of ["runtime/default", "docker/default", "localhost/a"])
    expect(codes(annotated({ [own]: right }), { settings })).toEqual([]);
  expect(codes(annotated(bad), { settings: { ...settings, minor: 19 } })).toEqual([]);
  // Nor does a field count before there was one.
  expect(codes(pod({ securityContext: { seccompProfile: { type: "Unconfined" } } }), { settings })).toEqual([]);
});
