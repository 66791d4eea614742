// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { flavorFormats, Unresolved } from "../../../../lib/flavors/index.ts";
import { implicitVisibility } from "../../../../lib/flavors/rules/fields/fl110-implicit-visibility.ts";
import { privateUnreachable } from "../../../../lib/flavors/rules/fields/fl111-private-unreachable.ts";
import { publicWithAccess } from "../../../../lib/flavors/rules/fields/fl112-public-with-access.ts";
import { found, messages } from "./found.ts";

describe("FL110", () => {
  test("Terraform and Pulumi make it private", () => {
    expect(found(implicitVisibility, [{}], { format: "terraform" })).toEqual([
      {
        severity: "warning",
        subject: "m1.test",
        path: "0",
        field: "is_public",
        message: "public is not said: Terraform makes the flavor private, Nova itself would make it public",
        allowed: "true, false",
        hint: "write public = true if all projects may use it",
        fix: {
          title: "write what Terraform does now: public = false",
          safe: false,
          edits: [{ op: "set", path: [0, "public"], value: false }],
        },
      },
    ]);
    expect(found(implicitVisibility, [{}], { format: "pulumi" })).toMatchObject([
      { fix: { title: "write what Pulumi does now: public = false" } },
    ]);
  });

  test("only there", () => {
    const telling = flavorFormats.filter((format) => messages(implicitVisibility, {}, { format }).length > 0);
    expect(telling).toEqual(["terraform", "terraform-json", "pulumi"]);
  });

  test.each([{ public: true }, { public: false }, { public: new Unresolved("x") }, { access: [] }, { access: ["a"] }])(
    "%j is enough",
    (flavor) => {
      expect(messages(implicitVisibility, flavor, { format: "terraform" })).toEqual([]);
    },
  );
});

describe("FL111", () => {
  test("where grants would stand", () => {
    expect(found(privateUnreachable, [{ public: false }], { format: "terraform" })).toEqual([
      {
        severity: "warning",
        subject: "m1.test",
        path: "0.public",
        field: "is_public",
        message: "the flavor is private and no project may use it",
        seen: "false",
        hint: "grant a project access, or make it public",
      },
    ]);
    const telling = flavorFormats.filter(
      (format) => messages(privateUnreachable, { public: false }, { format }).length > 0,
    );
    expect(telling).toEqual(["terraform", "terraform-json", "pulumi"]);
  });

  test("no list, an empty one, nothing", () => {
    for (const format of flavorFormats) {
      expect(messages(privateUnreachable, { public: false, access: [] }, { format })).toHaveLength(1);
      expect(messages(privateUnreachable, { public: false, access: null }, { format })).toHaveLength(1);
      expect(messages(privateUnreachable, { public: false, access: ["a"] }, { format })).toEqual([]);
      expect(messages(privateUnreachable, { public: false, access: new Unresolved("x") }, { format })).toEqual([]);
      expect(messages(privateUnreachable, { public: true, access: [] }, { format })).toEqual([]);
      expect(messages(privateUnreachable, { access: [] }, { format })).toEqual([]);
    }
  });

  test("an event gives access to what it makes, not to what the cloud has", () => {
    expect(messages(privateUnreachable, { public: false })).toEqual([]);
    expect(messages(privateUnreachable, { public: false, existing: false })).toEqual([]);
    expect(messages(privateUnreachable, { public: false, existing: true })).toHaveLength(1);
  });
});

describe("FL112", () => {
  test("the list is shown, at most five", () => {
    expect(
      found(publicWithAccess, [{ public: true, access: ["a", new Unresolved("var.b"), "c", "d", "e", "f"] }]),
    ).toEqual([
      {
        severity: "error",
        subject: "m1.test",
        path: "0.access",
        field: "access",
        message: "projects are granted access to a public flavor",
        seen: "a, var.b, c, d, e",
        hint: "make it private, or drop the projects",
        fix: { title: "make it private", safe: false, edits: [{ op: "set", path: [0, "public"], value: false }] },
      },
    ]);
  });

  test("public by default in some formats", () => {
    const telling = flavorFormats.filter(
      (format) => messages(publicWithAccess, { access: ["a"] }, { format }).length > 0,
    );
    expect(telling).toEqual(["nova", "openstack-cli", "scs", "ansible", "kolla"]);
  });

  test.each([
    { public: false, access: ["a"] },
    { public: true, access: [] },
    { public: true },
    { public: true, access: "a" },
    { public: new Unresolved("x"), access: ["a"] },
  ])("%j is right", (flavor) => {
    expect(messages(publicWithAccess, flavor, { format: "ansible" })).toEqual([]);
  });
});
