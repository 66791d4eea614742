// SPDX-License-Identifier: Apache-2.0
// The text of docs/verify.md, from the checks themselves. Write it: node --conditions=development test/verify/reference.ts > docs/verify.md
import { kubernetesChecks } from "../../lib/verify/kubernetes/index.ts";

const head = `# bivouac verify: go or no go

\`bivouac verify event.yaml\` proves for each team, with the team's own credentials out of its stack, what it can do and what it cannot. Run it
after \`up\` and before the teams come; again after anybody touched the cluster.

- **Nothing is changed.** Questions about rights are access reviews; what would write is sent as a dry run (\`dryRun=All\`), which goes through
  every admission plugin and is not stored. Nobody is impersonated.
- **Both ways.** What must be refused is asked for and must be refused, by who should refuse it; what a team works with is asked for and must be let
  in. A guard rail that stops work is red too.
- **Three outcomes.** \`ok\`; \`red\`: not as expected, each with what was seen and the next step; \`unknown\`: it could not be asked, or
  somebody else refused first (a quota without room, say), which proves nothing. Only a team with nothing but \`ok\` is go.
- **Exit code**: 0 all go, 1 something red, 4 something unknown, 130 interrupted (what is known is still printed).
- \`--format junit --out verify.xml\` writes a suite a team, a test a probe: red is a failure, unknown an error. \`--json\` has all results.
- With up to eight other teams in a cluster each of their namespaces is asked about with every verb; with more, the rights that say most, the
  list of rights that the cluster itself gives, and real reads.
- Guards that an event switches off (\`guardRails.off\`) are not asked about.

What it does not prove: numbers of objects (pods, Services) cannot be asked for in one request, so of these the quota is compared and must be in
force; network policies are evaluated by the API's text, and whether the network plugin does what they say is the plugin's; policies
of other teams are verified with those teams.

## Kubernetes

| code | check | what is true when it is green | when it is red |
|---|---|---|---|
| VK100 | credential | The team's stack holds its kubeconfig. | Bring the team up: \`bivouac up event.yaml --team <id>\`. |
`;

/** @returns the whole page */
export function verifyReference(): string {
  const rows = kubernetesChecks.map(({ code, name, proves, hint }) => `| ${code} | ${name} | ${proves} | ${hint} |`);
  return `${head}${rows.join("\n")}\n\n${tail}`;
}

const tail = `## OpenStack

Codes are VO1xx; every result says what was asked, what was seen and the next step. VO100 is red when the team's stack holds no application
credential, and unknown when the run was interrupted before all was asked.
`;

if (import.meta.main) process.stdout.write(verifyReference());
