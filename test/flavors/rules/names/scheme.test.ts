// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { lintFlavors, readFlavorText, Unresolved } from "../../../../lib/flavors/index.ts";
import { nameScheme } from "../../../../lib/flavors/rules/names/fl201-name-scheme.ts";
import { nameNoncanonical } from "../../../../lib/flavors/rules/names/fl205-name-noncanonical.ts";
import { nameK8sLabel } from "../../../../lib/flavors/rules/names/fl206-name-k8s-label.ts";
import { tokenSpelling } from "../../../../lib/flavors/rules/names/fl207-token-spelling.ts";
import { found, messages } from "../fields/found.ts";

const cloudVps =
  "g{generation}.cores{vcpus}.ram{ramGiB}.disk{disk}[.ephem{ephemeral}|.ephemeral{ephemeral}][.{iops}xiops][.localdisk]";
const settings = { nameTemplates: [cloudVps] };

/** Name that FL201 would give. */
function suggested(name: string, more: object = {}, templates: readonly string[] = [cloudVps]): unknown {
  const [finding] = found(nameScheme, [{ name, ...more }], { settings: { nameTemplates: templates } });
  return (finding?.["fix"] as { edits: { value: string }[] } | undefined)?.edits[0]?.value;
}

describe("FL201", () => {
  test("a name outside, with one inside", () => {
    expect(found(nameScheme, [{ name: "g3cores2" }], { settings })).toEqual([
      {
        severity: "warning",
        subject: "g3cores2",
        path: "0.name",
        field: "name",
        message: "the name matches no template of the house",
        seen: "g3cores2",
        allowed: cloudVps,
        fix: {
          title: "rename to g3.cores2.ram4.disk20",
          safe: false,
          edits: [{ op: "set", path: [0, "name"], value: "g3.cores2.ram4.disk20" }],
        },
      },
    ]);
  });

  test.each([
    ["G3-Cores2-RAM4", "g3.cores2.ram4.disk20"],
    ["g4.cores9.4xiops.localdisk", "g4.cores2.ram4.disk20.4xiops.localdisk"],
    ["g3 ephemeral 7", "g3.cores2.ram4.disk20"],
    ["m1.small", undefined],
    ["cores2.ram4", undefined],
    [`g3${"x".repeat(254)}`, undefined],
  ])("%.20s → %s", (name, expected) => {
    expect(suggested(name)).toBe(expected);
  });

  test("sizes are the flavor's own", () => {
    expect(suggested("g3.x", { ephemeral: 40, ram: 1536, vcpus: 1, disk: 4 })).toBe("g3.cores1.ram1.5.disk4.ephem40");
    expect(suggested("g3.x", { ram: undefined })).toBeUndefined();
    expect(suggested("g3.x.ram8", { ram: undefined })).toBe("g3.cores2.ram8.disk20");
    expect(suggested("a", { swap: 1024, ram: 2048 }, ["m{ramMiB}.s{swapGiB}"])).toBe("m2048.s1");
    // Half a GiB has no spelling there.
    expect(suggested("a", { swap: 512 }, ["m{ramMiB}.s{swapGiB}"])).toBeUndefined();
    expect(suggested("a", { swap: 512 }, ["m{ramMiB}.s{swapMiB}"])).toBe("m4096.s512");
  });

  test("labels after a field, and the first template that can", () => {
    const templates = ["{kind:letters}-{vcpus}", "r{generation}.{vcpus}core-{ramGiB}ram[-{gpus}gpu]"];
    expect(suggested("r3_8core_16ram_2gpu", { vcpus: 8, ram: 16_384 }, templates)).toBe("r3.8core-16ram-2gpu");
    const [finding] = found(nameScheme, [{ name: "?" }], { settings: { nameTemplates: templates } });
    expect(finding).toMatchObject({ allowed: templates.join(" or ") });
    expect(finding).not.toHaveProperty("fix");
  });

  test("any of several templates will do; the cloud's own and the nameless are left out", () => {
    const both = { nameTemplates: ["a{vcpus}", "b{vcpus}"] };
    const flavors = [
      { name: "a1" },
      { name: "b2" },
      { name: "c", existing: true },
      { name: undefined },
      { name: "" },
      { name: 7 },
    ];
    expect(found(nameScheme, flavors, { settings: both })).toEqual([]);
    expect(found(nameScheme, [{ name: new Unresolved("var.name") }], { settings: both })).toEqual([]);
    expect(found(nameScheme, [{ name: "c" }])).toEqual([]);
  });

  test("a template that is none is told once, and nothing else", () => {
    const broken = { nameTemplates: ["g{vcpu}", "ok{vcpus}", "["] };
    expect(found(nameScheme, [{ name: "x" }, { name: "y" }], { settings: broken })).toEqual([
      expect.objectContaining({
        severity: "error",
        subject: "x",
        path: "0",
        message: "the configured template of names is wrong at character 2: an alternative is empty",
        seen: "[",
        hint: "a group may be absent without saying so",
      }),
      expect.objectContaining({
        subject: "x",
        message: "the configured template of names is wrong at character 3: no field is called vcpu",
        seen: "g{vcpu}",
        hint: 'did you mean "vcpus"?',
      }),
    ]);
    expect(found(nameScheme, [], { settings: broken })).toEqual([]);
  });

  test("a name that is a key is renamed as a key", async () => {
    const { definitions } = await readFlavorText(
      "version: 1\nflavors:\n  g3cores2: { vcpus: 2, ram: 4096, disk: 20 }\n",
      "f.yaml",
    );
    const findings = lintFlavors(definitions, { settings }).filter(({ code }) => code === "FL201");
    expect(findings).toMatchObject([
      {
        line: 3,
        column: 3,
        fix: { edits: [{ op: "rename", path: ["flavors", "g3cores2"], key: "g3.cores2.ram4.disk20" }] },
      },
    ]);
  });
});

describe("FL205", () => {
  test.each([
    ["g03.cores2.ram4.disk20", "g3.cores2.ram4.disk20"],
    ["g3.cores2.ram4.0.disk020.ephemeral040", "g3.cores2.ram4.disk20.ephemeral40"],
    ["g3.cores2.ram.5.disk20", "g3.cores2.ram0.5.disk20"],
    ["SCS-04V-8.0", "SCS-4V-8"],
    ["SCS-4V-16-1x10s", "SCS-4V-16-10s"],
  ])("%s → %s", (name, plain) => {
    expect(found(nameNoncanonical, [{ name }], { settings })).toEqual([
      {
        severity: "warning",
        subject: name,
        path: "0.name",
        field: "name",
        message: "a number in the name is not in its plain form",
        seen: name,
        allowed: plain,
        fix: { title: `rename to ${plain}`, safe: false, edits: [{ op: "set", path: [0, "name"], value: plain }] },
      },
    ]);
  });

  test.each([
    "g0.cores10.ram0.5.disk0.ephemeral40",
    "m1.08",
    "scs-04V-8",
    "SCS-4V-16-50s_z3",
    "SCS-4V-16_z0",
    "SCS-04V:16",
    "SCS-4",
    `SCS-04V-${"0".repeat(300)}8`,
    undefined,
  ])("%.30s is as plain as can be said", (name) => {
    expect(messages(nameNoncanonical, { name }, { settings })).toEqual([]);
  });
});

describe("FL206", () => {
  test.each([
    ["m 1", "the name has a character that no label may have"],
    ["a/b", "the name has a character that no label may have"],
    ["größe", "the name has a character that no label may have"],
    ["-a", "a label begins and ends with a letter or a digit"],
    ["a.", "a label begins and ends with a letter or a digit"],
    ["_", "a label begins and ends with a letter or a digit"],
    ["m".repeat(64), "the name has 64 characters, a label at most 63"],
  ])("%s", (name, message) => {
    expect(found(nameK8sLabel, [{ name }])).toMatchObject([
      {
        message,
        severity: "warning",
        field: "name",
        seen: name,
        hint: "on nodes of Kubernetes the flavor's id stands in its place",
      },
    ]);
  });

  test("what is allowed", () => {
    expect(found(nameK8sLabel, [{ name: "m 1" }])).toMatchObject([{ allowed: "letters, digits and - _ ." }]);
  });

  test.each(["a", "0", "A.b_c-9", "m".repeat(63), "m1.small ", " ", "", "<name>", undefined, 7])(
    "%s is right or another's",
    (name) => {
      expect(messages(nameK8sLabel, { name })).toEqual([]);
    },
  );
});

describe("FL207", () => {
  const names = (...all: string[]) =>
    found(
      tokenSpelling,
      all.map((name) => ({ name })),
      { settings },
    );
  const g = (suffix: string) => `g3.cores2.ram4.disk20${suffix}`;

  test("the rarer spelling is told", () => {
    expect(names(g(".ephemeral1"), g(".ephemeral2"), g(".ephem3"), g(""))).toEqual([
      {
        severity: "info",
        subject: g(".ephem3"),
        path: "2.name",
        field: "name",
        message: "the name writes .ephem{ephemeral} where 2 of the catalogue write .ephemeral{ephemeral}",
        seen: g(".ephem3"),
      },
    ]);
  });

  test("with as many of each the template's first is the usual one", () => {
    expect(names(g(".ephemeral1"), g(".ephem3"))).toMatchObject([{ subject: g(".ephemeral1") }]);
  });

  test("one spelling, or none", () => {
    expect(names(g(".ephemeral1"), g(".ephemeral2"))).toEqual([]);
    expect(names(g(""), g(".4xiops"), "other")).toEqual([]);
    expect(found(tokenSpelling, [{ name: g(".ephem1") }, { name: g(".ephemeral1") }])).toEqual([]);
  });

  test("alternatives with other fields, or without, are different things", () => {
    const other = { nameTemplates: ["a[-x{disk}|-y{gpus}][.l|.m][-z{swapMiB}[s|t]|-w{swapMiB}]"] };
    const flavors = ["a-x1", "a-y1", "a.l", "a.m"].map((name) => ({ name }));
    expect(found(tokenSpelling, flavors, { settings: other })).toEqual([]);
    const swaps = ["a-z1s", "a-w2", "a-w3"].map((name) => ({ name }));
    expect(found(tokenSpelling, swaps, { settings: other })).toMatchObject([
      { message: "the name writes -z{swapMiB}[…] where 2 of the catalogue write -w{swapMiB}" },
    ]);
  });

  test("two templates are two schemes", () => {
    const two = { nameTemplates: ["a[.e{ephemeral}|.f{ephemeral}]", "b[.f{ephemeral}|.e{ephemeral}]"] };
    expect(found(tokenSpelling, [{ name: "a.e1" }, { name: "b.f1" }], { settings: two })).toEqual([]);
  });
});
