// SPDX-License-Identifier: Apache-2.0
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { deadLetterPipeline, mainPipeline } from "../../../../lib/kubernetes/data/sink/pipeline.ts";
import { optionText, optionTexts } from "../../../../lib/manifests/rules/bridge/logstash.ts";
import { base, plugin, shape } from "./pipelines.ts";

const anything = fc.oneof(
  fc.string({ unit: "binary-ascii", maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom('"', "'", "\\", "%{a}", "${B}", "}", "#", "\n", "=>"),
);

test.prop([fc.array(anything, { minLength: 1, maxLength: 4 }), anything, anything, anything, anything])(
  "no value of a prop changes what the pipeline is",
  (topics, group, dataset, generation, name) => {
    const hostile = { ...base, topics, group, dataset, generation, name, kafka: { name: group, bootstrap: dataset } };
    for (const pipeline of [mainPipeline, deadLetterPipeline]) {
      expect(shape(pipeline(hostile))).toEqual(shape(pipeline(base)));
      // Only ours: nothing else is filled in from the environment or from an event.
      const variables = (text: string): string[] => text.match(/[$%]\{[^}]*\}/g)?.toSorted() ?? [];
      expect(variables(pipeline(hostile))).toEqual(variables(pipeline(base)));
    }
  },
);

test.prop([fc.stringMatching(/^[A-Za-z0-9._-]{1,60}$/), fc.stringMatching(/^[a-z0-9_.]{1,60}$/)])(
  "plain values arrive as they are",
  (topic, dataset) => {
    const text = mainPipeline({ ...base, topics: [topic], group: topic, dataset });
    expect(optionTexts(plugin(text, "input", "kafka"), "topics")).toEqual([topic]);
    expect(optionText(plugin(text, "input", "kafka"), "group_id")).toBe(topic);
    expect(optionText(plugin(text, "output", "elasticsearch"), "index")).toBe(`logs-${dataset}-met_eo`);
  },
);
