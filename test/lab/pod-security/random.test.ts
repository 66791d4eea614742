// SPDX-License-Identifier: Apache-2.0
import { fc } from "@fast-check/vitest";
import { parse, stringify } from "yaml";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Apiserver } from "./apiserver.ts";
import { applyEdits } from "../../../lib/lint/index.ts";
import { type Fields, findManifestProblems } from "../../../lib/manifests/index.ts";
import { codes, podSecurity } from "./lint.ts";
import { anyPod } from "./random.ts";

// Random pods against the lab's apiserver: it is compared which checks a pod breaks, not only whether it does.

/** Words that the apiserver gives as reasons, and our rules that say the same. */
const reasons: readonly (readonly [reason: string, codes: readonly string[]])[] = [
  ["host namespaces (", ["PS101"]],
  [" privileged (", ["PS102"]],
  ["non-default capabilities (", ["PS103"]],
  ["unrestricted capabilities (", ["PS103", "PS206"]],
  ["hostPath volumes (", ["PS104"]],
  ["restricted volume types (", ["PS104", "PS201"]],
  ["hostPort (", ["PS105"]],
  ["probe or lifecycle host (", ["PS106"]],
  ["forbidden AppArmor profile", ["PS107"]],
  ["seLinuxOptions (", ["PS108"]],
  ["procMount (", ["PS109", "PS207"]],
  ["seccompProfile (", ["PS110", "PS205"]],
  ["forbidden sysctls (", ["PS111"]],
  ["hostProcess (", ["PS112"]],
  ["allowPrivilegeEscalation != false (", ["PS202"]],
  ["runAsNonRoot != true (", ["PS203"]],
  ["runAsUser=0 (", ["PS204"]],
];

const standards = [
  ["baseline", undefined],
  ["restricted", undefined],
  ["restricted", "v1.35"],
  ["restricted", "v1.34"],
  ["baseline", "v1.30"],
  ["restricted", "v1.28"],
  ["restricted", "v1.22"],
  ["restricted", "v1.19"],
] as const;
const each = 150;

let server: Apiserver;
let minor: number;

beforeAll(async () => {
  server = new Apiserver();
  minor = await server.minor();
});

afterAll(() => server.close());

test.each(standards)("%s %s: lint and apiserver name the same checks of random pods", async (level, version) => {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  const place = await server.namespace(level, "enforce", version);
  const judged = await Promise.all(
    fc.sample(anyPod, { numRuns: each, seed }).map(async (pod) => {
      const said = await server.dryRun(pod, place);
      const ours = new Set(codes(pod, { level, minor, version }));
      const theirs = reasons.filter(([reason]) => said.text.includes(reason));
      const agree =
        said.taken === (ours.size === 0) &&
        theirs.every(([, those]) => those.some((code) => ours.has(code))) &&
        [...ours].every((code) => theirs.some(([, those]) => those.includes(code)));
      return { said, agree, told: `${[...ours].join(" ")} | ${said.text} | ${JSON.stringify(pod)}` };
    }),
  );
  const apart = judged.filter(({ agree }) => !agree);
  const allowed = judged.filter(({ said }) => said.taken).length;
  console.log(
    `PSS agreement ${each - apart.length}/${each}: random pods at ${level} ${version ?? "latest"}, check by check (${allowed} allowed; seed ${seed})`,
  );
  // A pod that the API refuses for another reason is the generator's fault: it asks nothing.
  expect(judged.filter(({ said }) => !said.taken && !said.refused).map(({ told }) => told)).toEqual([]);
  expect(apart.map(({ told }) => told)).toEqual([]);
  expect(allowed).toBeGreaterThan(0);
});

/** Folders of the node and shares of servers want a human: what they hold cannot be guessed. */
const notMended = /volume types/;

test("the apiserver takes random pods after the fixes of all that the lint found", async () => {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  const place = await server.namespace("restricted", "enforce");
  const bad = fc
    .sample(anyPod, { numRuns: 300, seed })
    .filter((pod) => codes(pod, { level: "restricted", minor }).length > 0);
  const mended = await Promise.all(
    bad.map(async (pod) => {
      const edits = findManifestProblems([pod], { rules: podSecurity, settings: { minor } }).flatMap(
        ({ finding }) => finding.fix?.edits ?? [],
      );
      const { text, skipped } = await applyEdits(stringify(pod), "yaml", edits);
      const said = await server.dryRun(parse(text) as Fields, place);
      const right = said.taken || (said.refused && notMended.test(said.text) && !said.text.includes("), "));
      return { right: right && skipped.length === 0, told: `${said.text} | ${JSON.stringify(skipped)} | ${text}` };
    }),
  );
  const wrong = mended.filter(({ right }) => !right);
  console.log(
    `PSS fixes ${mended.length - wrong.length}/${mended.length}: refused pods that the apiserver takes once mended (seed ${seed})`,
  );
  expect(wrong.map(({ told }) => told)).toEqual([]);
  expect(mended.length).toBeGreaterThan(100);
});
