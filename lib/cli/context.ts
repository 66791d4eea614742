// SPDX-License-Identifier: Apache-2.0
import { resolve } from "node:path";
import picocolors from "picocolors";

/** Where text goes. `process.stdout` fits; tests give an array. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** The outside world of one run. */
export interface Io {
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  now(): Date;
}

export type Colors = ReturnType<typeof picocolors.createColors>;

/** Options that every command has. */
export interface GlobalOptions {
  readonly json?: boolean | undefined;
  readonly jsonFile?: string | undefined;
  /** false: no colours. */
  readonly color?: boolean | undefined;
  readonly debug?: boolean | undefined;
}

/** What a command gets: the world, and how to speak to it. */
export interface Context {
  readonly io: Io;
  /** Name of the command that runs. */
  readonly command: string;
  readonly json: boolean;
  readonly jsonFile?: string | undefined;
  readonly debug: boolean;
  readonly colors: Colors;
  /** True when a person watches: lines may be redrawn and questions asked. */
  readonly terminal: boolean;
  /** Columns that a line may take. */
  readonly width: number;
  /** The command as the user can type it again: `bivouac` or `npx bivouac`. */
  readonly self: string;
  /** A line for people; nothing under `--json`. */
  print(line?: string): void;
  path(file: string): string;
}

export function createContext(io: Io, options: GlobalOptions, command = ""): Context {
  const json = options.json === true;
  const terminal = io.stdout.isTTY === true && !json && !isSet(io.env["CI"]) && io.env["TERM"] !== "dumb";
  return {
    io,
    command,
    json,
    jsonFile: options.jsonFile,
    debug: options.debug === true,
    colors: picocolors.createColors(wantsColor(io, options)),
    terminal,
    width: io.stdout.columns ?? (terminal ? 80 : 160),
    self: io.env["npm_command"] === "exec" ? "npx bivouac" : "bivouac",
    print: (line = "") => void (json || io.stdout.write(`${line}\n`)),
    path: (file) => resolve(io.cwd, file),
  };
}

/** https://no-color.org; `FORCE_COLOR` for CI systems that show colours. */
export function wantsColor(io: Io, options: GlobalOptions): boolean {
  if (options.color === false || isSet(io.env["NO_COLOR"]) || options.json === true) return false;
  if (isSet(io.env["FORCE_COLOR"])) return io.env["FORCE_COLOR"] !== "0";
  return io.stdout.isTTY === true && io.env["TERM"] !== "dumb";
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== "";
