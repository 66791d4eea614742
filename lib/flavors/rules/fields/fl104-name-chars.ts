// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";
import type { FlavorRule } from "../../rule.ts";

/** Nova's longest name. */
const longest = 255;
const longestDescription = 65_535;

// Nova builds its expression from the characters below U+FFFF: others are refused though they print.
const refused = /[\p{C}\p{Zl}\p{Zp}\u{10000}-\u{10ffff}]/u;

export const nameChars: FlavorRule = {
  id: "FL104",
  name: "name-chars",
  scope: "flavor",
  severity: "error",
  what: "A name has 1 to 255 printable characters of the basic plane and no blank at either end; a description up to 65535 of them.",
  why: "Nova's schema refuses the flavor with 400. Microversions before 2.1 stripped the blanks: the flavor then has another name than the file.",
  sources: ["nova/api/validation/parameter_types.py", "nova/api/openstack/compute/schemas/flavors.py"],
  fix: "safe",
  *check(flavor) {
    const { name } = flavor;
    if (name !== undefined) yield* nameProblems(flavor, name);
    const description = flavor.field("description");
    if (typeof description !== "string") return;
    const at = flavor.at("description");
    if (description.length > longestDescription) {
      yield {
        message: `the description has more than ${longestDescription} characters`,
        at,
        seen: String(description.length),
      };
      return;
    }
    // Python's $ lets one newline at the end pass.
    const body = description.endsWith("\n") ? description.slice(0, -1) : description;
    const bad = refused.exec(body)?.[0];
    if (bad === undefined) return;
    yield {
      message: "the description has a character that Nova refuses",
      at,
      seen: codePoint(bad),
      hint: bad === "\n" ? "write it on one line" : "leave it out",
    };
  },
  failing: [
    { title: "a blank at the end", flavors: [{ name: "m1.small " }] },
    { title: "nothing", flavors: [{ name: "" }] },
    { title: "a tab inside", flavors: [{ name: "m1\tsmall" }] },
    { title: "256 characters", flavors: [{ name: "m".repeat(256) }] },
    { title: "a description of two lines", flavors: [{ description: "For builds.\nNot for services." }] },
  ],
  passing: [
    { title: "blanks and signs inside", flavors: [{ name: "de.NBI medium + ephemeral" }] },
    { title: "letters of any script, 255 of them", flavors: [{ name: "ü".repeat(255) }] },
    { title: "a block of YAML ends with a newline", flavors: [{ description: "For builds.\n" }] },
  ],
};

function* nameProblems(flavor: Flavor, name: string): Iterable<Problem> {
  const at = flavor.at("name");
  const trimmed = name.trim();
  // Length first: it needs no look at a megabyte.
  const bad = trimmed.length > longest ? undefined : refused.exec(trimmed)?.[0];
  if (trimmed === "") {
    yield { message: "the name is empty", at, seen: JSON.stringify(name.slice(0, longest)) };
  } else if (trimmed.length > longest) {
    yield { message: `the name has more than ${longest} characters`, at, seen: String(trimmed.length) };
  } else if (bad !== undefined) {
    yield { message: "the name has a character that Nova refuses", at, seen: codePoint(bad) };
  } else if (trimmed !== name) {
    yield {
      message: "the name begins or ends with a blank",
      at,
      seen: JSON.stringify(name.slice(0, longest + 1)),
      allowed: JSON.stringify(trimmed),
      fix: { title: `rename to ${trimmed}`, safe: true, edits: [flavor.renaming(trimmed)] },
    };
  }
}

function codePoint(char: string): string {
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
