// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Fields, type ManifestRule, type PodSecurityLevel } from "../../lib/manifests/index.ts";
import { Apiserver, type Said } from "./pod-security/apiserver.ts";
import { type Fixture, upstreamFixtures } from "./pod-security/fixtures.ts";
import { codes, podSecurity } from "./pod-security/lint.ts";
import { wrapped } from "./pod-security/wrapped.ts";

// Three judges of every pod: our lint, upstream's verdict on its own fixtures, and the lab's apiserver.

const levels = ["baseline", "restricted"] as const;

let server: Apiserver;
let minor: number;
let fixtures: readonly Fixture[];

beforeAll(async () => {
  server = new Apiserver();
  [minor, fixtures] = await Promise.all([server.minor(), upstreamFixtures()]);
});

afterAll(() => server.close());

const renamed = (pod: Fields): Fields => ({ ...pod, metadata: { ...(pod["metadata"] as Fields), name: "app" } });

interface Agreement {
  readonly total: number;
  /** Those of which the judges do not say the same, with what they say. */
  readonly apart: readonly string[];
}

function told(title: string, { total, apart }: Agreement): void {
  console.log(`PSS agreement ${total - apart.length}/${total}: ${title}`);
}

describe.each(levels)("fixtures of %s for the apiserver's version", (level) => {
  const own = (): readonly Fixture[] => {
    const newest = Math.max(...fixtures.map((fixture) => fixture.minor).filter((each) => each <= minor));
    return fixtures.filter((fixture) => fixture.level === level && fixture.minor === newest);
  };

  test("bare pods: lint, upstream and apiserver agree", async () => {
    const place = await server.namespace(level, "enforce");
    const apart = await Promise.all(
      own().map(async ({ name, verdict, pod }) => {
        const said = await server.dryRun(renamed(pod), place);
        const ours = codes(pod, { level, minor });
        const agree = verdict === "pass" ? said.taken && ours.length === 0 : !said.taken && ours.length > 0;
        return agree ? [] : [`${name}: lint ${ours.join(" ") || "nothing"}, apiserver ${said.text || "takes it"}`];
      }),
    );
    const agreement = { total: own().length, apart: apart.flat() };
    told(`${level} v1.${minor}, bare pods, lint = fixture = apiserver`, agreement);
    expect(agreement.total).toBeGreaterThan(40);
    expect(agreement.apart).toEqual([]);
  });

  test("pods in workloads: lint says what it says of the bare pod, the apiserver warns", async () => {
    const place = await server.namespace(level, "warn");
    const invalid: string[] = [];
    const all = own().flatMap((fixture) => wrapped(fixture.pod).map((object) => ({ ...fixture, object })));
    const apart = await Promise.all(
      all.map(async ({ name, verdict, pod, object }) => {
        const said = await server.dryRun(object, place);
        const ours = codes(object, { level, minor });
        if (!said.taken) invalid.push(name);
        const agree =
          (verdict === "fail") === (said.warned || !said.taken) &&
          (verdict === "fail") === ours.length > 0 &&
          String(ours) === String(codes(pod, { level, minor }));
        return agree
          ? []
          : [`${name} in ${String(object["kind"])}: lint ${ours.join(" ") || "nothing"}, apiserver ${said.text}`];
      }),
    );
    const agreement = { total: all.length, apart: apart.flat() };
    told(`${level} v1.${minor}, in every kind of workload, lint = fixture = apiserver's warning`, agreement);
    expect(agreement.total).toBe(own().length * 8);
    // Alone what is no valid pod at all is refused inside a workload.
    expect(new Set(invalid.map((name) => name.replace(/.*\/(\D+)\d+\.yaml$/, "$1")))).toEqual(new Set(["procmount"]));
    expect(agreement.apart).toEqual([]);
  });
});

test("fixtures of every older version, the namespace's label says which: lint and upstream agree", () => {
  const apart = fixtures.flatMap(({ level, minor: of, name, verdict, pod }) => {
    const ours = codes(pod, { level, minor, version: `v1.${of}` });
    return ours.length > 0 === (verdict === "fail") ? [] : [`${name}: lint ${ours.join(" ") || "nothing"}`];
  });
  told("baseline and restricted, v1.0 to v1.35, lint = fixture", { total: fixtures.length, apart });
  expect(fixtures.length).toBeGreaterThan(4000);
  expect(apart).toEqual([]);
});

interface Pair {
  readonly rule: ManifestRule;
  readonly title: string;
  readonly fails: boolean;
  readonly object: Fields;
  readonly level: PodSecurityLevel;
  readonly version: string;
}

const pairs = (): Pair[] =>
  podSecurity.flatMap((rule) =>
    (["failing", "passing"] as const).flatMap((side) =>
      rule[side].flatMap(({ title, objects, settings = {} }) =>
        objects.map((object) => ({
          rule,
          title,
          fails: side === "failing",
          object,
          // A failing example of baseline is judged by baseline alone: nothing else may be why.
          level: settings.podSecurity ?? (rule.id.startsWith("PS1") && side === "failing" ? "baseline" : "restricted"),
          version: `v1.${settings.minor ?? minor}`,
        })),
      ),
    ),
  );

test("every rule's own examples: the apiserver refuses what fails and takes what passes", async () => {
  const all = pairs();
  const judged = await Promise.all(
    all.map(async (pair): Promise<readonly [Pair, Said, readonly string[]]> => {
      const said = await server.dryRun(pair.object, await server.namespace(pair.level, "enforce", pair.version));
      return [pair, said, codes(pair.object, { ...pair, minor })];
    }),
  );
  const apart = judged.flatMap(([{ rule, title, fails, level, version }, said, ours]) => {
    const agree = fails ? !said.taken && ours.includes(rule.id) : said.taken && ours.length === 0;
    return agree
      ? []
      : [`${rule.id} ${title} (${level} ${version}): lint ${ours.join(" ") || "nothing"}, apiserver ${said.text}`];
  });
  told(`examples of ${podSecurity.length} rules, lint = apiserver`, { total: all.length, apart });
  expect(apart).toEqual([]);
  const invalid = judged.filter(([{ fails }, said]) => fails && !said.refused);
  expect(invalid.map(([{ rule, title }]) => `${rule.id} ${title}`)).toEqual(["PS109 unmasked"]);
});
