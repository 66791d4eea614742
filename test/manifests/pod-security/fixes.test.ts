// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { applyEdits } from "../../../lib/lint/index.ts";
import { type Fields, readManifests } from "../../../lib/manifests/index.ts";
import { found, pod, podSecurityRules } from "./found.ts";

const without = new Set(["PS104", "PS201"]);

/** The text with every fix done, and what is found in it then. */
async function mended(object: Fields, settings = {}): Promise<{ readonly text: string; readonly codes: string[] }> {
  const text = stringify(object);
  const edits = found(object, { settings }).flatMap(({ fix }) => fix?.edits ?? []);
  const { text: after, skipped } = await applyEdits(text, "yaml", edits);
  expect(skipped).toEqual([]);
  const { manifests } = readManifests(after, "a.yaml");
  return {
    text: after,
    codes: found(
      manifests.map(({ value }) => value),
      { settings },
    ).map(({ code }) => code ?? ""),
  };
}

describe.each(podSecurityRules.map((rule) => [rule.id, rule] as const))("fixes of %s", (id, rule) => {
  test.each(rule.failing)("$title", async ({ objects, settings }) => {
    expect(rule.fix).toBe(without.has(id) ? undefined : "suggested");
    for (const object of objects) {
      const { codes } = await mended(object, settings);
      expect(codes).toEqual(without.has(id) ? [id] : []);
    }
  });
});

const fixOf = (object: Fields, code: string) => found(object).find((each) => each.code === code)?.fix;

test("a pod that says nothing at all is mended whole", async () => {
  const { codes, text } = await mended({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: {
      template: {
        spec: { initContainers: [{ name: "a" }], containers: [{ name: "b" }, { name: "c", securityContext: {} }] },
      },
    },
  });
  expect(codes).toEqual([]);
  expect(text.match(/allowPrivilegeEscalation: false/g)).toHaveLength(3);
});

test("what drops some and adds some is mended in one go", async () => {
  const capabilities = { add: ["NET_RAW", "NET_BIND_SERVICE", "CHOWN"], drop: ["KILL", "SETUID"] };
  const { codes, text } = await mended(pod({}, { capabilities }, { capabilities: { add: ["NET_RAW"] } }));
  expect(codes).toEqual([]);
  expect(text).toContain("          add:\n            - NET_BIND_SERVICE\n          drop:\n            - ALL\n");
});

describe("which fixes keep the meaning", () => {
  test("runAsNonRoot where every container has a user that is not root", () => {
    const bare = { seccompProfile: { type: "RuntimeDefault" } };
    const safe = (securityContext: Fields, ...contexts: Fields[]) =>
      fixOf(pod({ securityContext }, ...contexts), "PS203")?.safe;
    expect(safe({ ...bare, runAsUser: 1000 })).toBe(true);
    expect(safe({ ...bare, runAsUser: 1000, runAsNonRoot: false })).toBe(true);
    expect(safe(bare, { runAsUser: 1000 }, { runAsUser: 1 })).toBe(true);
    expect(safe(bare, { runAsUser: 1000 }, {})).toBe(false);
    expect(safe(bare, { runAsUser: 1000 }, { runAsNonRoot: true })).toBe(true);
    expect(safe({ ...bare, runAsUser: 1000 }, { runAsUser: 0 })).toBe(false);
    expect(safe({ ...bare, runAsNonRoot: true, runAsUser: 5 }, { runAsNonRoot: false })).toBe(true);
    expect(safe({ ...bare, runAsNonRoot: true }, { runAsNonRoot: false })).toBe(false);
    expect(safe({ ...bare, runAsUser: "1000" })).toBe(false);
    expect(safe(bare)).toBe(false);
  });

  test("ALL in another case", () => {
    const fix = (drop: unknown) => fixOf(pod({}, { capabilities: { drop, add: ["NET_BIND_SERVICE"] } }), "PS206");
    const at = ["spec", "containers", 0, "securityContext", "capabilities"];
    expect(fix(["NET_RAW", "All"])).toEqual({
      title: "drop ALL",
      safe: true,
      edits: [{ op: "set", path: [...at, "drop", 1], value: "ALL" }],
    });
    for (const drop of [["NET_RAW", "CHOWN"], [], [7], undefined, null, "ALL"])
      expect(fix(drop)).toEqual({
        title: "drop ALL",
        safe: false,
        edits: [{ op: "set", path: [...at, "drop"], value: ["ALL"] }],
      });
  });
});
