// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { createContext, type Io } from "../../lib/cli/context.ts";
import { countFindings, renderFindings } from "../../lib/cli/report/findings.ts";
import { frame } from "../../lib/cli/report/frame.ts";
import { renderGithub } from "../../lib/cli/report/github.ts";
import { table } from "../../lib/cli/report/table.ts";
import { count, cut, duration, plain, sentence, width } from "../../lib/cli/report/text.ts";
import { eventDates } from "../../lib/cli/report/window.ts";
import type { Finding } from "../../lib/model/index.ts";

const io: Io = {
  stdout: { write: () => {} },
  stderr: { write: () => {} },
  stdin: process.stdin,
  env: {},
  cwd: "/home/ann/event",
  now: () => new Date(),
};
const context = createContext(io, {});

describe("text", () => {
  it.each([
    [0.214, "0.21 s"],
    [3.14, "3.1 s"],
    [14.4, "14 s"],
    [59.6, "1m00s"],
    [252, "4m12s"],
    [3_599.9, "1h00m"],
    [3_780, "1h03m"],
  ])("duration %d → %s", (seconds, text) => expect(duration(seconds)).toBe(text));
  it.each([
    [0, "0 teams"],
    [1, "1 team"],
    [1302, "1,302 teams"],
    [1_234_567, "1,234,567 teams"],
  ])("count %d → %s", (number, text) => expect(count(number, "team")).toBe(text));
  it.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"],
  ])("sentence %j → %s", (items, text) => expect(sentence(items)).toBe(text));
  it.each([
    ["abc", 3],
    ["Zürich", 6],
    ["\u001b[31mred\u001b[39m", 3],
    ["東京", 4],
    ["✓", 1],
    ["👍", 2],
    ["e\u0301", 1],
  ])("width of %j is %d", (text, columns) => expect(width(text)).toBe(columns));
  it.each([
    ["abcdef", 4, "abc…"],
    ["abcd", 4, "abcd"],
    ["東京都", 5, "東京…"],
  ])("cut %s to %d → %s", (text, columns, result) => expect(cut(text, columns)).toBe(result));
  it("spells out what a terminal would obey", () =>
    expect(plain("a\u001b[31m\u202eb\tc\nd")).toBe("a\\u001b[31m\\u202eb\tc\nd"));
  it("writes the event's dates in its own zone", () => {
    expect(
      eventDates({ timeZone: "Europe/Zurich", window: { start: "2022-11-07T08:00:00Z", end: "2022-11-11T17:00:00Z" } }),
    ).toBe("7–11 Nov 2022 Europe/Zurich");
    expect(eventDates({ timeZone: "Nowhere/X", window: { start: "a", end: "b" } })).toBe("a – b");
  });
});

describe("table", () => {
  it("aligns, cuts and leaves no blanks at the end", () => {
    expect(
      table(
        [{ title: "NAME", max: 5 }, { title: "N", align: "right" }, { title: "" }],
        [
          ["abcdefgh", "1", "x"],
          ["ü", "100", ""],
        ],
      ),
    ).toEqual(["NAME     N", "abcd…    1  x", "ü      100"]);
  });
  it("without titles has no title row", () =>
    expect(table([{ title: "" }, { title: "" }], [["a", "b"]])).toEqual(["a  b"]));
});

describe("frame", () => {
  const source = 'a: 1\n\nteams:\n  nris: "some text" # why\n  list: [x, yy]\n';
  it.each([
    ["a key", { line: 3, column: 1 }, "teams:", "^^^^^"],
    ["a quoted value", { line: 4, column: 9 }, '  nris: "some text" # why', "        ^^^^^^^^^^^"],
    ["an item", { line: 5, column: 13 }, "  list: [x, yy]", "            ^^"],
    ["what was seen", { line: 5, column: 9, seen: "[x, yy]" }, "  list: [x, yy]", "        ^^^^^^^"],
    ["the end of a line", { line: 1, column: 99 }, "a: 1", "    ^"],
  ])("carets under %s", (_, place, line, carets) => {
    const lines = frame(source, place)?.lines ?? [];
    expect(lines.at(-2)).toBe(`   ${place.line} | ${line}`);
    expect(lines.at(-1)).toBe(`     | ${carets}`);
  });
  it("leaves out an empty line before", () => expect(frame(source, { line: 3, column: 1 })?.lines).toHaveLength(2));
  it("has none for a line that is not there or too long", () => {
    expect(frame(source, { line: 99, column: 1 })).toBeUndefined();
    expect(frame("x".repeat(1000), { line: 1, column: 1 })).toBeUndefined();
  });
  it("keeps its columns behind characters that are spelt out", () =>
    expect(frame("k: \u0007bad", { line: 1, column: 5 })?.lines.at(-1)).toBe("     |          ^^^"));
  it("repeats no line of a private key, but lines after it", () => {
    const text = "key: |\n  -----BEGIN OPENSSH PRIVATE KEY-----\n  AAAA\n  -----END OPENSSH PRIVATE KEY-----\nnext: 1";
    expect([2, 3].map((line) => frame(text, { line, column: 1 }))).toEqual([undefined, undefined]);
    expect(frame(text, { line: 5, column: 1 })).toBeDefined();
  });
});

const of = (severity: Finding["severity"]): Finding => ({ code: "X", severity, message: "" });

describe("findings", () => {
  it("without a file name what they are about", () => {
    expect(
      renderFindings(
        [
          {
            code: "BV301",
            severity: "error",
            message: "no clouds.yaml found",
            seen: "nothing",
            allowed: "a file",
            hint: "make one",
          },
        ],
        context,
      ),
    ).toBe("error BV301 no clouds.yaml found\n   seen: nothing\n   allowed: a file\n   help: make one");
  });
  it("stand in the order of the file, with short paths", () => {
    const file = "/home/ann/event/event.yaml";
    const text = renderFindings(
      [
        { code: "BV2", severity: "warning", message: "later", file, line: 9, column: 1 },
        { code: "BV1", severity: "error", message: "sooner", file, line: 2, column: 3, team: "nris" },
      ],
      context,
    );
    expect(text).toBe("event.yaml:2:3 error BV1 sooner (team nris)\nevent.yaml:9:1 warning BV2 later");
  });
  it("are counted in words", () => {
    expect(countFindings([])).toBe("no findings");
    expect(countFindings([of("error"), of("error"), of("warning"), of("info")])).toBe("2 errors, 1 warning and 1 note");
  });
  it("as annotations cannot break out of their line", () => {
    expect(
      renderGithub([{ code: "BV1", severity: "info", message: "a\n::error::b %", file: "x,y:z.yaml" }], context),
    ).toEqual(["::notice file=x%2Cy%3Az.yaml,title=BV1::a%0A::error::b %25"]);
  });
});
