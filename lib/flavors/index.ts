// SPDX-License-Identifier: Apache-2.0
export * from "./light.ts";
export { type EventLintOptions, lintEvent } from "./usage/lint-event.ts";
