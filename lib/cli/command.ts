// SPDX-License-Identifier: Apache-2.0
import type { Option } from "commander";
import type { Context } from "./context.ts";
import type { ExitCode, Outcome } from "./exit.ts";

/** A command's module. `values` are its arguments, `options` its own options, as commander parsed them. */
export interface CommandModule {
  run(context: Context, values: readonly unknown[], options: Readonly<Record<string, unknown>>): Promise<Outcome>;
}

export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly group?: string | undefined;
  readonly hidden?: boolean | undefined;
  /** Everything after the name is the command's own, help included. */
  readonly raw?: boolean | undefined;
  readonly arguments?: readonly (readonly [string, string])[] | undefined;
  readonly options?: (() => Option[]) | undefined;
  /** Line after `bivouac`, and what it does. */
  readonly examples?: readonly (readonly [string, string?])[] | undefined;
  readonly exits?: readonly ExitCode[] | undefined;
  /** Commands of its own: `bivouac lint flavors`. What is none of them is its own argument. */
  readonly commands?: readonly CommandSpec[] | undefined;
  load(): Promise<CommandModule>;
}
