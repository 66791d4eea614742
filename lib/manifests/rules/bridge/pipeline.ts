// SPDX-License-Identifier: Apache-2.0

/** A value of an option as the language of Logstash's pipelines writes it. */
export type PipelineValue =
  | { readonly kind: "string"; readonly text: string; readonly quote: '"' | "'" }
  /** A bare word or number. */
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly PipelineValue[] }
  | { readonly kind: "hash"; readonly entries: readonly (readonly [PipelineValue, PipelineValue])[] }
  | { readonly kind: "plugin"; readonly plugin: PipelinePlugin };

export interface PipelinePlugin {
  readonly section: "input" | "filter" | "output";
  readonly name: string;
  /** In their order; the language takes one several times. */
  readonly options: readonly (readonly [name: string, value: PipelineValue])[];
}

export interface Pipeline {
  /** Of all sections and branches, in their order. */
  readonly plugins: readonly PipelinePlugin[];
  /** Where the text stops being a pipeline; what stands before it is in `plugins`. */
  readonly fault?: { readonly line: number; readonly expected: string } | undefined;
}

/**
 * Reads the text of a pipeline; never throws. What `${…}` and `%{…}` in strings stand for is not its matter.
 * @see https://github.com/elastic/logstash/blob/main/logstash-core/lib/logstash/config/grammar.treetop
 */
export function readPipeline(text: string): Pipeline {
  const reader = new Reader(text);
  try {
    reader.config();
    return { plugins: reader.plugins };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const line = text.slice(0, reader.at).split("\n").length;
    return { plugins: reader.plugins, fault: { line, expected: error.message } };
  }
}

class Stop extends Error {}

// A pipeline of people has four levels; deeper than the call stack would be none of theirs.
const deepest = 64;

class Reader {
  readonly text: string;
  readonly plugins: PipelinePlugin[] = [];
  at = 0;
  #depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  config(): void {
    for (this.#space(); this.at < this.text.length; this.#space()) {
      const section = this.#match(/input|filter|output/y);
      if (section === undefined) throw new Stop("input, filter or output");
      this.#block(section as PipelinePlugin["section"]);
    }
  }

  /** `{`, plugins and branches, `}`. */
  #block(section: PipelinePlugin["section"]): void {
    this.#enter();
    this.#take("{");
    while (!this.#taken("}")) {
      if (this.#match(/if(?![A-Za-z0-9_-])/y) === undefined) {
        this.#plugin(section);
        continue;
      }
      this.#branch(section);
    }
    this.#depth--;
  }

  #branch(section: PipelinePlugin["section"]): void {
    this.#condition();
    this.#block(section);
    for (this.#space(); this.#match(/else(?![A-Za-z0-9_-])/y) !== undefined; this.#space()) {
      this.#space();
      if (this.#match(/if(?![A-Za-z0-9_-])/y) !== undefined) this.#condition();
      this.#block(section);
    }
  }

  /** Up to the brace of its block; that it makes sense is Logstash's to say. */
  #condition(): void {
    for (this.#space(); this.at < this.text.length; this.#space()) {
      if (this.text[this.at] === "{") return;
      if (this.#string() === undefined && this.#match(/\/(?:\\.|[^/\\\n])+\/|[^\s{"'#/]+/y) === undefined)
        throw new Stop("a condition");
    }
    throw new Stop("{");
  }

  #plugin(section: PipelinePlugin["section"], known?: string): PipelinePlugin {
    const name = known ?? this.#name("a plugin");
    // It goes before those inside of it.
    const options: (readonly [string, PipelineValue])[] = [];
    const plugin: PipelinePlugin = { section, name, options };
    if (known === undefined) this.plugins.push(plugin);
    this.#enter();
    this.#take("{");
    while (!this.#taken("}")) {
      const option = this.#name("an option or }");
      this.#take("=>");
      options.push([option, this.#value(section)]);
    }
    this.#depth--;
    return plugin;
  }

  #value(section: PipelinePlugin["section"]): PipelineValue {
    this.#space();
    const string = this.#string();
    if (string !== undefined) return string;
    if (this.#taken("[")) return { kind: "list", items: this.#list(section) };
    if (this.#taken("{")) return { kind: "hash", entries: this.#hash(section) };
    const word = this.#match(/[A-Za-z0-9_.-]+/y);
    if (word === undefined) throw new Stop("a value");
    this.#space();
    return this.text[this.at] === "{"
      ? { kind: "plugin", plugin: this.#plugin(section, word) }
      : { kind: "word", text: word };
  }

  #list(section: PipelinePlugin["section"]): PipelineValue[] {
    this.#enter();
    const items: PipelineValue[] = [];
    while (!this.#taken("]")) {
      if (items.length > 0) this.#take(",");
      items.push(this.#value(section));
    }
    this.#depth--;
    return items;
  }

  #hash(section: PipelinePlugin["section"]): (readonly [PipelineValue, PipelineValue])[] {
    this.#enter();
    const entries: (readonly [PipelineValue, PipelineValue])[] = [];
    while (!this.#taken("}")) {
      const key = this.#value(section);
      this.#take("=>");
      entries.push([key, this.#value(section)]);
      // Upstream wants spaces between entries; some people write commas.
      this.#taken(",");
    }
    this.#depth--;
    return entries;
  }

  #name(what: string): string {
    this.#space();
    const string = this.#string();
    const name = string?.kind === "string" ? string.text : this.#match(/[A-Za-z0-9_-]+/y);
    if (name === undefined) throw new Stop(what);
    return name;
  }

  #string(): PipelineValue | undefined {
    const found = this.#match(/"(?:\\"|[^"])*"|'(?:\\'|[^'])*'/y);
    if (found === undefined) return undefined;
    const quote = found[0] as '"' | "'";
    return { kind: "string", quote, text: found.slice(1, -1).replaceAll(`\\${quote}`, quote) };
  }

  #enter(): void {
    if (++this.#depth > deepest) throw new Stop("less than 64 levels");
  }

  #take(sign: string): void {
    if (!this.#taken(sign)) throw new Stop(sign);
  }

  #taken(sign: string): boolean {
    this.#space();
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  #space(): void {
    this.#match(/(?:\s|#[^\n]*)+/y);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
