// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { cloudConfig, userDataLimit } from "../../lib/openstack/index.ts";

const people = [
  { id: "ada", name: "Ada", sshKeys: ["ssh-ed25519 A", "ssh-ed25519 B"] },
  { id: "bob", sshKeys: [] },
  { id: "ada", sshKeys: ["ssh-ed25519 C"] },
];

function fits(length: number): string {
  return cloudConfig({ x: "x".repeat(length) }, []);
}

describe("cloud-config", () => {
  test("has an account for everyone with a key, beside the image's own", () => {
    expect(parse(cloudConfig(undefined, people))).toEqual({
      users: [
        "default",
        {
          name: "ada",
          gecos: "Ada",
          shell: "/bin/bash",
          sudo: "ALL=(ALL) NOPASSWD:ALL",
          lock_passwd: true,
          ssh_authorized_keys: ["ssh-ed25519 A", "ssh-ed25519 B"],
        },
      ],
    });
  });

  test("leaves accounts alone that the group's settings name", () => {
    expect(parse(cloudConfig({ users: [{ name: "ada", shell: "/bin/sh" }, "ops"] }, people))).toEqual({
      users: [{ name: "ada", shell: "/bin/sh" }, "ops"],
    });
  });

  test("carries any data unchanged: nothing in it can become other YAML", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ unit: "binary" }).filter((key) => key !== "users" && key !== "__proto__"),
          fc.json().map((text) => JSON.parse(text) as unknown),
        ),
        (settings) => {
          const text = cloudConfig(settings, []);
          expect(text.split("\n").length).toBe(3);
          expect(JSON.parse(text.slice("#cloud-config\n".length))).toEqual(
            JSON.parse(JSON.stringify({ ...settings, users: ["default"] })),
          );
        },
      ),
    );
  });

  test("is refused when nova would refuse it", () => {
    const overhead = fits(0).length;
    const most = Math.floor(userDataLimit / 4) * 3 - overhead;
    expect(Buffer.from(fits(most)).toString("base64").length).toBeLessThanOrEqual(userDataLimit);
    expect(() => fits(most + 1)).toThrow(RangeError);
  });
});
