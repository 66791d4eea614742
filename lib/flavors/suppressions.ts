// SPDX-License-Identifier: Apache-2.0
import { type Ignore, readComments, readIgnores, readInlineLint } from "../lint/index.ts";
import type { FlavorDefinition } from "./definition.ts";
import type { FlavorLintOptions } from "./options.ts";

/** Every suppression of a run: beside flavors, in comments of their files, in the options. */
export function ignoresOf(definitions: readonly FlavorDefinition[], options: FlavorLintOptions): Ignore[] {
  const inline = definitions.flatMap((definition) => {
    const { lint, source, subject } = definition;
    if (lint === undefined) return [];
    return readInlineLint(lint.value, lint.path, {
      file: source.file,
      subject,
      owner: definition,
      locate: (path, key) => source.locate(path, key),
    });
  });
  const comments = [...(options.texts ?? [])].flatMap(([file, text]) => readComments(text, file));
  return [...inline, ...comments, ...configured(options.ignore)];
}

/** Entries of a program are understood here; the config file's come with their places. */
function configured(ignore: FlavorLintOptions["ignore"]): readonly Ignore[] {
  if (ignore === undefined || ignore.length === 0) return [];
  if (ignore.every((each): each is Ignore => "faults" in each)) return ignore;
  return readIgnores(ignore, { by: "config", path: ["ignore"], at: {} });
}
