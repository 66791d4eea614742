// SPDX-License-Identifier: Apache-2.0
// The text of docs/cli.md, from the commands' own help. Write it: node test/cli/reference.ts > docs/cli.md
import { PassThrough } from "node:stream";
import type { CommandSpec } from "../../lib/cli/command.ts";
import { commands } from "../../lib/cli/commands.ts";
import { main } from "../../lib/cli/main.ts";

/** @returns the whole page */
export async function reference(): Promise<string> {
  const parts = [head, await section("bivouac", ["--help"])];
  const add = async ({ name, hidden, commands: below = [] }: CommandSpec, above: readonly string[]): Promise<void> => {
    if (hidden === true) return;
    const path = [...above, name];
    parts.push(await section(`bivouac ${path.join(" ")}`, [...path, "--help"]));
    for (const each of below) await add(each, path);
  };
  for (const command of commands) await add(command, []);
  return parts.join("\n");
}

const head = `# Command line

What every command prints for \`--help\`; a test keeps this page true.

- Text goes to stdout, faults and the last line \`exit n: reason\` to stderr. Every exit code but 0 has that line.
- \`--json\` puts one document (\`up\` and \`destroy\`: one event a line, the result last) on stdout and nothing else there. Every document and
  every line has \`"version": 1\`; the last one has \`exitCode\` and, unless it is 0, \`reason\`.
- \`--json-file\` writes the same beside the text.
- In a terminal a run is a table that is redrawn; elsewhere (a pipe, \`CI\` set, \`TERM=dumb\`) it is one line a change and a sign of life every 30 s.
- Colours: off without a terminal, with \`NO_COLOR\` or \`--no-color\`; \`FORCE_COLOR=1\` puts them on.
- A fault of bivouac itself is exit code 2 with a short cause and a log file that is named; \`--debug\` prints the stack as well.
`;

async function section(title: string, argv: readonly string[]): Promise<string> {
  let text = "";
  await main(argv, {
    stdout: { write: (part) => (text += part) },
    stderr: { write: () => {} },
    stdin: new PassThrough(),
    env: {},
    cwd: "/",
    now: () => new Date(0),
  });
  // Where the package stands is not the same everywhere.
  return `## ${title}\n\n\`\`\`\n${text.trimEnd().replaceAll(/^ {2}\S*\/lab\/(up|down|status)$/gm, "  lab/$1")}\n\`\`\`\n`;
}

if (import.meta.main) process.stdout.write(await reference());
