// SPDX-License-Identifier: Apache-2.0
// The text of RULES.md, from the rules and what they say of their own examples.
// Write it: node --conditions=development test/flavors/rules/page.ts > RULES.md   Check it: … --check
import { readFileSync } from "node:fs";
import { rules, showExample } from "../../../lib/flavors/index.ts";
import { pageOf } from "../../harness/rules-page.ts";
import { type AnyExample, readEvent } from "./example.ts";

/** @returns the whole page */
export function rulesPage(): string {
  return pageOf(
    head,
    rules.map((rule) => {
      const show = (example: AnyExample): ReturnType<typeof showExample> => showExample(rule, example, readEvent);
      return { rule, failing: rule.failing.map(show), passing: rule.passing.map(show) };
    }),
  );
}

const head = `# Rules of bivouac's flavor linter

Written by \`test/flavors/rules/page.ts\` from the rules; every finding below is what the rule says of the example above it, and a test
keeps it so. In a shell: \`bivouac lint rules\`, \`bivouac lint explain FL303\`. How to run the linter: [docs/lint.md](docs/lint.md).

**error**: Nova, placement or libvirt refuses it, or it cannot work. **warning**: accepted, but not what it says. **info**: advice.
**fix**: \`safe\` keeps the meaning (\`--fix\`), \`suggested\` wants a human (\`--fix-suggestions\`). Flavors of examples have 2 vCPUs, 4096 MiB and 20 GiB
unless they say otherwise.
`;

if (import.meta.main) {
  if (!process.argv.includes("--check")) process.stdout.write(rulesPage());
  else if (readFileSync(new URL("../../../RULES.md", import.meta.url), "utf8") !== rulesPage()) {
    process.stderr.write("RULES.md is not what the rules say: make rules\n");
    process.exitCode = 1;
  }
}
