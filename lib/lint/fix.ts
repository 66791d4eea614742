// SPDX-License-Identifier: Apache-2.0
import type { Path } from "../model/light.ts";

/** A change of a document told by path, so that every format applies it in its own way and keeps comments. */
export type FixEdit =
  /** Sets a value; parents that are missing are made. */
  | {
      readonly op: "set";
      readonly path: Path;
      readonly value: string | number | boolean | readonly string[] | Readonly<Record<string, unknown>>;
    }
  | { readonly op: "remove"; readonly path: Path }
  /** Gives the last key of the path another name, at its old position. */
  | { readonly op: "rename"; readonly path: Path; readonly key: string };
