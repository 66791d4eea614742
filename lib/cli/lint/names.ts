// SPDX-License-Identifier: Apache-2.0
import { flavorFormats, profiles, releases, rules } from "../../flavors/index.ts";

/** What the shell may complete, each `word<TAB>what it is`. */
export const ruleNames = (): string[] =>
  rules.flatMap(({ id, name, what }) => [`${id}\t${name}: ${what}`, `${name}\t${id}: ${what}`]);

export const profileNames = (): string[] => [
  ...profiles.map(({ name, what }) => `${name}\t${what}`),
  ...releases.map(({ name }) => `nova@${name}`),
];

export const targetNames = (): string[] => releases.map(({ name }) => name);

export const formatNames = (): string[] => [...flavorFormats];
