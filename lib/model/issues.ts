// SPDX-License-Identifier: Apache-2.0
import type { z } from "zod";
import type { Path } from "./document.ts";
import { nearest } from "./nearest.ts";
import type { Report } from "./report.ts";
import { describeAt, keysAt } from "./shape.ts";

type Issue = z.core.$ZodIssue;

/** Every complaint of the schema as a finding that a person understands. */
export function reportIssues(schema: z.ZodType, value: unknown, issues: readonly Issue[], report: Report): void {
  for (const issue of issues) reportIssue(schema, value, issue, [], report);
}

function reportIssue(schema: z.ZodType, root: unknown, issue: Issue, base: Path, report: Report): void {
  const path: Path = [...base, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  const name = String(path.at(-1) ?? "the document");
  const seen = valueAt(root, path);
  const what = describeAt(schema, path);
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = keysAt(schema, path);
      for (const key of issue.keys) {
        const near = nearest(key, known, 1)[0];
        report.add({
          code: "BV101",
          message: `unknown key ${JSON.stringify(key)}${path.length === 0 ? "" : ` in ${name}`}`,
          path: [...path, key],
          key: true,
          seen: key,
          allowed: [...(near === undefined ? [] : [near]), ...known.filter((one) => one !== near)].join(", "),
          hint: near === undefined ? undefined : `did you mean ${JSON.stringify(near)}?`,
        });
      }
      return;
    }
    case "invalid_type":
      if (seen === undefined)
        report.add({ code: "BV102", message: `${name} is missing`, path, allowed: what ?? typeName(issue.expected) });
      else {
        const quote = issue.expected === "string" && typeof seen !== "object" ? "put the value in quotes" : undefined;
        report.add({
          code: "BV103",
          message: `${name} must be ${typeName(issue.expected)}`,
          path,
          seen: seen ?? "nothing",
          allowed: what === undefined ? typeName(issue.expected) : `${typeName(issue.expected)}: ${what}`,
          hint: quote,
        });
      }
      return;
    case "invalid_value": {
      if (seen === undefined)
        return report.add({
          code: "BV102",
          message: `${name} is missing`,
          path,
          allowed: issue.values.map(String).join(", "),
        });
      const values = issue.values.map(String);
      const near = nearest(typeof seen === "string" ? seen : "", values, 1)[0];
      return report.add({
        code: "BV104",
        message: `${name} has a value that is not allowed`,
        path,
        seen,
        allowed: values.join(", "),
        hint: near === undefined ? undefined : `did you mean ${JSON.stringify(near)}?`,
      });
    }
    case "too_small":
    case "too_big": {
      const most = issue.code === "too_big";
      const bound = most ? issue.maximum : issue.minimum;
      const of = { string: " characters", array: " items", number: "", int: "" }[issue.origin as string] ?? "";
      const length = typeof seen === "string" || Array.isArray(seen) ? seen.length : undefined;
      return report.add({
        code: "BV105",
        message: `${name} is too ${length === undefined ? (most ? "large" : "small") : most ? "long" : "short"}`,
        path,
        seen: length !== undefined && (length > 80 || path.includes("sshKeys")) ? `${length}${of}` : seen,
        allowed: `${most ? "at most" : "at least"} ${bound}${of}`,
      });
    }
    case "invalid_format":
      return report.add({
        code: "BV104",
        message: `${name} is not written as it must be`,
        path,
        seen,
        allowed: formatOf(issue, what),
      });
    case "invalid_key":
      return report.add({
        code: "BV106",
        message: `${JSON.stringify(name)} cannot be used as an id`,
        path,
        key: true,
        seen: name,
        allowed: keyRule(issue.issues),
      });
    case "invalid_union":
      return reportUnion(schema, root, issue, path, report);
    default:
      report.add({ code: "BV104", message: `${name}: ${issue.message}`, path, seen, allowed: what });
  }
}

/** One branch is meant, told by the kind of value; only its faults are shown. */
function reportUnion(
  schema: z.ZodType,
  root: unknown,
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: Path,
  report: Report,
): void {
  const wrongKind = (one: Issue): boolean =>
    one.path.length === 0 && (one.code === "invalid_type" || one.code === "invalid_value");
  const meant = issue.errors.find((branch) => branch.length > 0 && !branch.some(wrongKind));
  if (meant) {
    for (const one of meant) reportIssue(schema, root, one, path, report);
    return;
  }
  const ways = issue.errors.flatMap((branch) => branch.filter(wrongKind).map(wayOf));
  const name = String(path.at(-1) ?? "the document");
  report.add({
    code: "BV103",
    message: `${name} has a value of the wrong kind`,
    path,
    seen: valueAt(root, path) ?? "nothing",
    allowed: [...new Set(ways)].join(" or ") || describeAt(schema, path),
  });
}

function wayOf(issue: Issue): string {
  if (issue.code === "invalid_value") return issue.values.map(String).join(", ");
  return issue.code === "invalid_type" ? typeName(issue.expected) : issue.message;
}

function typeName(expected: string): string {
  const names: Record<string, string> = {
    object: "a map",
    record: "a map",
    array: "a list",
    string: "text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
  };
  return names[expected] ?? expected;
}

function formatOf(issue: Extract<Issue, { code: "invalid_format" }>, what: string | undefined): string {
  const format = "pattern" in issue && typeof issue.pattern === "string" ? issue.pattern : issue.format;
  if (format.includes("Ki|Mi"))
    return `a quantity such as 500m, 2, 512Mi or 4Gi${what === undefined ? "" : ` (${what})`}`;
  if (format.includes("_-")) return idRule;
  return what ?? format;
}

const idRule = "lower-case letters, digits, - and _, starting and ending with a letter or digit";

function keyRule(issues: readonly Issue[]): string {
  const length = issues.find((one) => one.code === "too_big");
  return length ? `at most ${length.maximum} characters; ${idRule}` : idRule;
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.hasOwn(value, step) ? (value as Record<string | number, unknown>)[step] : undefined;
  }
  return value;
}
