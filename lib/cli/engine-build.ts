// SPDX-License-Identifier: Apache-2.0
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What `lab/tools/install` wrote down of a tool that it installed, beside the engine. */
interface BuildNote {
  /** `build`: compiled from Go modules; `release`: its makers' program. */
  readonly source?: string | undefined;
  /** Version of the provider inside the plugin. */
  readonly provider?: string | undefined;
  /** `prompt`: polls at once; `upstream`: with the provider's fixed waits. */
  readonly waits?: string | undefined;
  readonly without?: readonly string[] | undefined;
}

/** Tool → one phrase on where it is from and how it differs from the release; empty when nobody wrote it down. */
export async function buildNotes(pulumiHome: string, engineVersion: string): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(join(pulumiHome, "versions", engineVersion, "bivouac-build.json"), "utf8").catch(
    () => "{}",
  );
  const notes = JSON.parse(text) as Record<string, BuildNote>;
  return Object.fromEntries(Object.entries(notes).map(([tool, note]) => [tool, phrase(note)]));
}

function phrase({ source, provider, waits, without }: BuildNote): string {
  if (source !== "build") return "";
  const parts = [
    `source build${provider === undefined ? "" : ` of provider ${provider}`}`,
    ...(waits === undefined
      ? []
      : [waits === "prompt" ? "polls at once, as releases from 5.3 do" : "with fixed waits"]),
    ...(without === undefined ? [] : [`without ${without.join(", ")}`]),
  ];
  return parts.join("; ");
}
