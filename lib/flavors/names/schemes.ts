// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../flavor.ts";
import type { FlavorSettings } from "../settings.ts";
import { type ParsedName, parseName } from "./template-match.ts";
import { compileTemplate, type NameTemplate, type TemplateFault } from "./template.ts";

/** The templates of a house, compiled once. */
export class NameSchemes {
  readonly templates: readonly NameTemplate[];
  /** Templates that could not be understood. */
  readonly faults: readonly { readonly source: string; readonly fault: TemplateFault }[];
  readonly #read = new WeakMap<Flavor, { readonly parsed: ParsedName | undefined }>();

  constructor(sources: readonly string[]) {
    const compiled = sources.map((source) => ({ source, ...compileTemplate(source) }));
    this.templates = compiled.flatMap(({ template }) => template ?? []);
    this.faults = compiled.flatMap(({ source, fault }) => (fault === undefined ? [] : { source, fault }));
  }

  /** The flavor's name by the first template that matches it. */
  read(flavor: Flavor): ParsedName | undefined {
    const known = this.#read.get(flavor);
    if (known) return known.parsed;
    const parsed = flavor.name === undefined ? undefined : this.parse(flavor.name);
    this.#read.set(flavor, { parsed });
    return parsed;
  }

  parse(name: string): ParsedName | undefined {
    for (const template of this.templates) {
      const parsed = parseName(template, name);
      if (parsed) return parsed;
    }
    return undefined;
  }
}

const known = new WeakMap<readonly string[], NameSchemes>();

/** Rules come by one after the other with the same settings. */
export function schemesOf({ nameTemplates }: Pick<FlavorSettings, "nameTemplates">): NameSchemes {
  const before = known.get(nameTemplates);
  if (before) return before;
  const schemes = new NameSchemes(nameTemplates);
  known.set(nameTemplates, schemes);
  return schemes;
}
