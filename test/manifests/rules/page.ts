// SPDX-License-Identifier: Apache-2.0
// The text of docs/manifest-rules.md, from the rules and what they say of their own examples.
// Write it: node --conditions=development test/manifests/rules/page.ts > docs/manifest-rules.md   Check it: … --check
import { readFileSync } from "node:fs";
import {
  type ManifestExample,
  rules,
  showManifestExample,
  type ShownManifestExample,
} from "../../../lib/manifests/index.ts";
import { pageOf } from "../../harness/rules-page.ts";

/** @returns the whole page */
export function manifestRulesPage(): string {
  return pageOf(
    head,
    rules.map((rule) => {
      const show = (example: ManifestExample): ShownManifestExample =>
        shortened(rule.id, showManifestExample(rule, example));
      // Whole objects are long: one of each side here, all of them by `lint explain`.
      return { rule, failing: rule.failing.slice(0, 1).map(show), passing: rule.passing.slice(0, 1).map(show) };
    }),
  );
}

/** A whole cluster is a hundred lines, of which the rule is about one. */
function shortened(id: string, example: ShownManifestExample): ShownManifestExample {
  const most = 24;
  const parts = example.parts.map(({ name, yaml }) => {
    const lines = yaml.split("\n");
    const rest = lines.length - most;
    return {
      name,
      yaml:
        rest <= 8 ? yaml : [...lines.slice(0, most), `# and ${rest} lines more: bivouac lint explain ${id}`].join("\n"),
    };
  });
  return { ...example, parts };
}

const head = `# Rules of bivouac's manifest linter

Written by \`test/manifests/rules/page.ts\` from the rules; every finding below is what the rule says of the example above it, and a test
keeps it so. In a shell: \`bivouac lint rules\`, \`bivouac lint explain PS203\`. How to run the linter: [lint-manifests.md](lint-manifests.md).

**error**: the API server refuses it, it cannot work, or it harms others. **warning**: accepted, but not what it says. **info**: advice.
PS1xx is the Pod Security Standard \`baseline\`, PS2xx what \`restricted\` adds; QF quotas and limit ranges; AG the guards of admission;
NP network policies; KL usual mistakes; ES Elasticsearch, KA Kafka and BR what connects them, 2xx when compared with what was there before.
`;

if (import.meta.main) {
  if (!process.argv.includes("--check")) process.stdout.write(manifestRulesPage());
  else if (readFileSync(new URL("../../../docs/manifest-rules.md", import.meta.url), "utf8") !== manifestRulesPage()) {
    process.stderr.write("docs/manifest-rules.md is not what the rules say: make rules\n");
    process.exitCode = 1;
  }
}
