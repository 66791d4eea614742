// SPDX-License-Identifier: Apache-2.0
import { stripVTControlCharacters } from "node:util";
import type { Reporter, SerializedError, TestModule } from "vitest/node";

/**
 * Closes a run with what failed, a few lines each, and one plain line, `N passed, N failed, N skipped`: for readers that
 * know no test runner, and for logs of which only the end is kept.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0 };
    const failures = errors.map((error) => `outside of tests: ${shortly([error])}`);
    for (const module of modules) {
      let tests = 0;
      for (const test of module.children.allTests()) {
        tests++;
        const { state, errors: reasons = [] } = test.result();
        if (state === "passed" || state === "failed" || state === "skipped") count[state]++;
        if (state === "failed") failures.push(`${module.relativeModuleId} > ${test.fullName}: ${shortly(reasons)}`);
      }
      const reasons = [module, ...module.children.allSuites()].flatMap((part) => part.errors());
      if (reasons.length > 0) failures.push(`${module.relativeModuleId}: ${shortly(reasons)}`);
      // A hook that broke: its tests count as skipped.
      if (reasons.length > 0 || (module.state() === "failed" && tests === 0)) count.failed++;
    }
    const closing = [
      ...failures.map((failure) => `failed: ${failure}`),
      `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`,
    ];
    // After the default reporter's own summary.
    process.once("exit", () => process.stdout.write(`\n${closing.join("\n")}\n`));
  }
}

const linesOfOne = 16;

/** Messages with their differences: what was seen is in the latter. */
function shortly(errors: readonly SerializedError[]): string {
  const lines = errors
    .flatMap(({ message, diff }) => [message, ...(typeof diff === "string" ? [diff] : [])])
    .flatMap((text) => stripVTControlCharacters(text).split("\n"))
    .filter((line) => line.trim() !== "")
    .map((line) => (line.length > 400 ? `${line.slice(0, 400)}…` : line));
  const more = lines.length - linesOfOne;
  return [...lines.slice(0, linesOfOne), ...(more > 0 ? [`… ${more} more lines`] : [])].join("\n    ");
}
