// SPDX-License-Identifier: Apache-2.0
import type { Context } from "../context.ts";
import { CliError, type Outcome } from "../exit.ts";

/** The scripts only ask `bivouac __complete` with the words so far; they never need to change. */
const scripts: Readonly<Record<string, string>> = {
  bash: `# bash completion of bivouac
_bivouac() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) compopt -o default 2>/dev/null; COMPREPLY=(); return ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <(bivouac __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _bivouac bivouac
`,
  zsh: `#compdef bivouac
_bivouac() {
  local line
  local -a found
  while IFS= read -r line; do
    case $line in
      :files) _files; return ;;
      *) found+=("\${line//$'\\t'/:}") ;;
    esac
  done < <(bivouac __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  _describe bivouac found
}
if [ "$funcstack[1]" = "_bivouac" ]; then _bivouac "$@"; else compdef _bivouac bivouac; fi
`,
  fish: `# fish completion of bivouac
function __bivouac_complete
  set -l words (commandline -opc) (commandline -ct)
  for line in (bivouac __complete -- $words[2..-1] 2>/dev/null)
    if test "$line" = ":files"
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c bivouac -f -a '(__bivouac_complete)'
`,
};

export async function run(context: Context, values: readonly unknown[]): Promise<Outcome> {
  const shell = String(values[0]);
  const script = scripts[shell];
  if (script === undefined)
    throw new CliError(2, `no completion for "${shell}"`, { help: [`one of: ${Object.keys(scripts).join(", ")}`] });
  if (!context.json) context.io.stdout.write(script);
  return { code: 0, json: { shell, script } };
}
