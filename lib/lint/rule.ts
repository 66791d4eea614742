// SPDX-License-Identifier: Apache-2.0
import type { Path, Severity } from "../model/light.ts";
import type { FixEdit } from "./fix.ts";

/** What every rule says of itself. Rules return data; how it is shown is somebody else's job. */
export interface RuleMeta {
  /** Stable, `FL303`: part of the API, in SARIF the `ruleId`. */
  readonly id: string;
  /** Kebab case; the rule's file is `<id>-<name>.ts`. */
  readonly name: string;
  /** Of a problem that does not say otherwise. */
  readonly severity: Severity;
  /** What is checked, one sentence. */
  readonly what: string;
  /** What happens to those who ignore it, one to three sentences. */
  readonly why: string;
  /** Upstream sources: file, page, bug. */
  readonly sources: readonly string[];
  /** `safe`: keeps the meaning, done by `--fix`; `suggested`: wants a human, done by `--fix-suggestions`. */
  readonly fix?: "safe" | "suggested" | undefined;
  /** Profiles that switch the rule on; absent: it is always on. */
  readonly profiles?: readonly string[] | undefined;
  /** False: no suppression is honoured. @default true */
  readonly ignorable?: boolean | undefined;
}

/** Where in a document, as a path, never as an offset: places are computed for findings alone. */
export interface Spot {
  readonly path: Path;
  /** The key at the end of the path is meant, not its value. @default false */
  readonly key?: boolean | undefined;
  /** The field in one spelling for all formats: `ram`, `extra_specs.hw:cpu_policy`; "" for the whole object. */
  readonly field: string;
}

/** One mistake as a rule tells it; the engine adds rule, subject and place. */
export interface Problem {
  /** One sentence without the place and without the subject's name. */
  readonly message: string;
  readonly at: Spot;
  /** @default the rule's */
  readonly severity?: Severity | undefined;
  readonly seen?: string | undefined;
  /** What would be accepted, nearest first. */
  readonly allowed?: string | undefined;
  /** The next step. Absent when none is known. */
  readonly hint?: string | undefined;
  readonly fix?: Fix | undefined;
}

export interface Fix {
  /** Imperative, `rename to hw:cpu_policy`. */
  readonly title: string;
  /** Keeps the meaning: `--fix` may do it. A fix that is not safe wants `--fix-suggestions`. */
  readonly safe: boolean;
  readonly edits: readonly FixEdit[];
}
