// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { only, readPipeline } from "../../../lab/search/pipeline.ts";
import { startSink } from "../../../lab/search/sink.ts";

// What stands in for Logstash must not pass over what it does not know: a pipeline that it cannot follow is a failure, not a success.

const input = 'kafka { codec => "plain" decorate_events => "basic" enable_auto_commit => false topics => ["a"] }';
const output = 'elasticsearch { index => "a" action => "create" document_id => "%{[@metadata][id]}" }';
const text = (filter: string, kafka = input): string =>
  `input { ${kafka} }\nfilter { ${filter} }\noutput { ${output} }\n`;

test("a pipeline is read to the last value", () => {
  const filter = `# a comment
    mutate { rename => { "a" => "[b][c]" 'd' => 'e "f"' } add_field => { "g" => "\${NAME:other} \${KNOWN}" } }
    if "_failed" in [tags] { mutate { remove_field => ["a", "b"] } }`;
  expect(readPipeline(text(filter), { KNOWN: "value" })).toEqual({
    input: [
      {
        plugin: "kafka",
        options: { codec: "plain", decorate_events: "basic", enable_auto_commit: false, topics: ["a"] },
      },
    ],
    filter: [
      { plugin: "mutate", options: { rename: { a: "[b][c]", d: 'e "f"' }, add_field: { g: "other value" } } },
      { if: { text: "_failed", in: "[tags]" }, steps: [{ plugin: "mutate", options: { remove_field: ["a", "b"] } }] },
    ],
    output: [{ plugin: "elasticsearch", options: { index: "a", action: "create", document_id: "%{[@metadata][id]}" } }],
  });
});

test.each([
  ["a variable that nobody gives", 'mutate { add_field => { "a" => "${NOBODY}" } }', "${NOBODY}"],
  ["an else", 'if "a" in [b] { } else { }', "else"],
  ["another condition", 'if [a] == "b" { }', "language of pipelines"],
  ["another condition that has known words", "if [a] in [b] { }", "condition"],
  ["an option that is there twice", "date { match => 1 match => 2 }", "option match"],
  ["an end that is missing", 'mutate { add_field => { "a" => "b" }', "is not known"],
  ["a quote that is not closed", 'mutate { add_field => { "a" => "b } }', "language of pipelines"],
])("%s is a mistake", (_, filter, reason) => {
  expect(() => readPipeline(text(filter), {})).toThrow(reason);
});

test("one plugin of a kind is taken, not the first of two", () => {
  expect(() => only(readPipeline(text("", `${input} ${input}`), {}).input, "kafka")).toThrow("2 plugins kafka");
});

describe("the stand-in refuses", () => {
  test.each([
    ["offsets that a clock commits", input.replace("false", "true"), "enable_auto_commit"],
    ["messages that do not say where they come from", input.replace("basic", "none"), "no ids"],
    ["a codec that makes several events of a message", input.replace("plain", "json"), 'codec "json"'],
  ])("%s", async (_, kafka, reason) => {
    await expect(startSink({ pipeline: readPipeline(text("", kafka), {}) })).rejects.toThrow(reason);
  });

  test.each([
    ["a filter that it does not know", 'grok { match => { "a" => "b" } }', "the filter grok"],
    ["an option that it does not know", 'mutate { gsub => ["a", "b", "c"] }', "the option gsub of mutate"],
    ["one within a condition", 'if "a" in [tags] { drop { } }', "the filter drop"],
  ])("%s", async (_, filter, reason) => {
    const sink = await startSink({ pipeline: readPipeline(text(filter), {}) });
    expect((await sink.died())?.message).toContain(reason);
  });
});
