// SPDX-License-Identifier: Apache-2.0
import { Unresolved } from "../../definition.ts";
import type { FlavorRule } from "../../rule.ts";

const longest = 255;

export const idChars: FlavorRule = {
  id: "FL105",
  name: "id-chars",
  scope: "flavor",
  severity: "error",
  what: "An id has 1 to 255 letters, digits, blanks and . _ -, and no blank at either end; null and auto let Nova make one.",
  why: "Nova's schema refuses the flavor with 400.",
  sources: ["nova/api/openstack/compute/schemas/flavors.py"],
  *check(flavor) {
    const id = flavor.field("id");
    if (id === undefined || id === null || typeof id === "number" || id instanceof Unresolved) return;
    const at = flavor.at("id");
    const allowed = "letters, digits, blanks and . _ -, without a blank at either end";
    if (typeof id !== "string")
      yield { message: "the id is neither a text nor a number", at, seen: JSON.stringify(id) };
    else if (id === "") yield { message: "the id is empty", at, hint: "leave it out, and Nova makes one" };
    else if (id.length > longest)
      yield { message: `the id has more than ${longest} characters`, at, seen: String(id.length) };
    else if (id !== id.trim() || /[^a-zA-Z0-9. _-]/.test(id))
      yield { message: "the id has a character that Nova refuses", at, seen: JSON.stringify(id), allowed };
  },
  failing: [
    { title: "a slash", flavors: [{ id: "a/b" }] },
    { title: "a blank at the end", flavors: [{ id: "m1 " }] },
    { title: "empty", flavors: [{ id: "" }] },
    { title: "256 characters", flavors: [{ id: "a".repeat(256) }] },
  ],
  passing: [
    {
      title: "a word, a number, one made by Nova",
      flavors: [{ id: "g4.cores2_x-1" }, { id: 42 }, { id: "auto" }, { id: null }],
    },
    { title: "a UUID", flavors: [{ id: "8c9d2c3e-0f8a-4f6b-9d54-2f1a1b7c6d55" }] },
  ],
};
