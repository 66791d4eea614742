// SPDX-License-Identifier: Apache-2.0
export {
  applyBaseline,
  type Baselined,
  type BaselineEntry,
  type BaselineOptions,
  readBaseline,
  writeBaseline,
} from "./baseline.ts";
export { configFinding, readSeverities, type Severities } from "./config.ts";
export { commentMarker, readComments } from "./comments.ts";
export { type AppliedEdits, applyEdits, type EditKind, type SkippedEdit } from "./edit/index.ts";
export { type LintFinding, sortLintFindings } from "./finding.ts";
export type { FixEdit } from "./fix.ts";
export type * from "./hcl/ast.ts";
export type { HclDocument, HclTarget } from "./hcl/document.ts";
export { type HclFault, readHcl } from "./hcl/read.ts";
export { isGlob, matchesFile, matchesGlob } from "./glob.ts";
export {
  type Ignore,
  type IgnoreEntry,
  type IgnoreFault,
  type IgnorePlace,
  isDay,
  readIgnores,
  readInlineLint,
} from "./ignore.ts";
export type { Fix, Problem, RuleMeta, Spot } from "./rule.ts";
export {
  type JudgedSuppression,
  type Looked,
  type OwnedFinding,
  suppress,
  type SuppressionProblem,
  suppressionProblems,
  type SuppressOptions,
} from "./suppression.ts";
export {
  flag,
  isRecord,
  list,
  map,
  number,
  oneOf,
  record,
  type Shape,
  type ShapeFault,
  text,
  unknownKey,
} from "./shape.ts";
