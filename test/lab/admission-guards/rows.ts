// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../../lib/manifests/index.ts";
import { workloadRows } from "./workload-rows.ts";
import { publishRows } from "./publish-rows.ts";
import { rightsRows } from "./rights-rows.ts";

/** One object that somebody of the team makes. */
export interface Row {
  /** Name of the guard that is asked. */
  readonly guard: string;
  readonly title: string;
  readonly refused: boolean;
  readonly object: Fields;
}

export interface Names {
  readonly event: string;
  readonly namespace: string;
  /** Namespace of another team. */
  readonly other: string;
}

export type Objects = readonly (readonly [title: string, object: Fields])[];

export function table(guard: string, allowed: Objects, refused: Objects): readonly Row[] {
  return [
    ...allowed.map(([title, object]) => ({ guard, title, refused: false, object })),
    ...refused.map(([title, object]) => ({ guard, title, refused: true, object })),
  ];
}

export function rowsOf(names: Names): readonly Row[] {
  return [...workloadRows(names), ...publishRows(names), ...rightsRows(names)];
}
