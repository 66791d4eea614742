// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { bytesOf } from "../../../../lib/manifests/rules/bridge/logstash.ts";
import { readPipeline } from "../../../../lib/manifests/rules/bridge/pipeline.ts";

const names = (text: string): string[] => readPipeline(text).plugins.map(({ section, name }) => `${section} ${name}`);

describe("the reader of pipelines", () => {
  test("finds plugins in every branch, in their order", () => {
    const text = `input { kafka {} }
filter {
  if [a] == "}" { mutate {} if [b] { drop {} } } else if [c] =~ /}{/ { grok {} } else { json {} }
  date { }
}
output { if !("x" in [tags]) { elasticsearch { } } stdout { codec => rubydebug } }`;
    expect(readPipeline(text).fault).toBeUndefined();
    expect(names(text)).toEqual([
      "input kafka",
      "filter mutate",
      "filter drop",
      "filter grok",
      "filter json",
      "filter date",
      "output elasticsearch",
      "output stdout",
    ]);
  });

  test("reads every kind of value", () => {
    const text = `filter { x { s => "a \\" # b" q => 'c "d"' w => true n => 1.5 l => ["a", 'b', c,] h => { "k" => "v" "m" => { a => b } } codec => json { charset => "UTF-8" } } }`;
    const { plugins, fault } = readPipeline(text.replace("c,]", "c]"));
    expect(fault).toBeUndefined();
    expect(plugins).toHaveLength(1);
    const string = (value: string, quote = '"') => ({ kind: "string", text: value, quote });
    const word = (value: string) => ({ kind: "word", text: value });
    expect(plugins[0]?.options).toEqual([
      ["s", string('a " # b')],
      ["q", string('c "d"', "'")],
      ["w", word("true")],
      ["n", word("1.5")],
      ["l", { kind: "list", items: [string("a"), string("b", "'"), word("c")] }],
      [
        "h",
        {
          kind: "hash",
          entries: [
            [string("k"), string("v")],
            [string("m"), { kind: "hash", entries: [[word("a"), word("b")]] }],
          ],
        },
      ],
      [
        "codec",
        { kind: "plugin", plugin: { section: "filter", name: "json", options: [["charset", string("UTF-8")]] } },
      ],
    ]);
  });

  test.each([
    ["input { kafka {", 1, "an option or }"],
    ["input {\n  kafka { a => }\n}", 2, "a value"],
    ['input { kafka { a "b" } }', 1, "=>"],
    ["inputs { }", 1, "{"],
    ["output { stdout {} }\n\nexit", 3, "input, filter or output"],
    ["filter { if [a] ", 1, "{"],
    ["filter { x { a => [1 2] } }", 1, ","],
    ['filter { x { a => "b } }', 1, "a value"],
  ])("%j breaks off at line %d, where %s is expected", (text, line, expected) => {
    expect(readPipeline(text).fault).toEqual({ line, expected });
  });

  test("nested without an end it stops", () => {
    expect(readPipeline(`filter { x { a => ${"[".repeat(100_000)}`).fault?.expected).toBe("less than 64 levels");
    expect(readPipeline(`filter { ${"if [a] { ".repeat(100_000)}`).fault?.expected).toBe("less than 64 levels");
  });
});

test.each([
  ["512mb", 512 * 2 ** 20],
  ["1gb", 2 ** 30],
  ["2G", 2 ** 31],
  ["100b", 100],
  ["64", 64],
  [4096, 4096],
  ["1.5kb", 1536],
  ["a lot", undefined],
  [undefined, undefined],
])("%j is %j bytes", (value, bytes) => {
  expect(bytesOf(value)).toBe(bytes);
});
