// SPDX-License-Identifier: Apache-2.0

/** A value in a Logstash pipeline. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

/** `kafka { topics => ["events"] }`. */
export interface Plugin {
  readonly plugin: string;
  readonly options: Readonly<Record<string, Value>>;
}

/** `if "text" in [field] { … }`, the one condition that is known here. */
export interface Branch {
  readonly if: { readonly text: string; readonly in: string };
  readonly steps: readonly Step[];
}

export type Step = Plugin | Branch;

export interface Pipeline {
  readonly input: readonly Step[];
  readonly filter: readonly Step[];
  readonly output: readonly Step[];
}

/**
 * Reads the text of a pipeline. As under the operator, where a pipeline is a `config.string`, variables are put into the text before it is
 * read; one that is not given is a mistake. What this does not know of the language is a mistake too, so that nothing is passed over.
 */
export function readPipeline(text: string, variables: Readonly<Record<string, string>>): Pipeline {
  const replaced = text.replaceAll(/\$\{(\w+)(?::([^}]*))?\}/gu, (_, name: string, other: string | undefined) => {
    const value = variables[name] ?? other;
    if (value === undefined) throw new Error(`the pipeline names \${${name}}, which is not given`);
    return value;
  });
  const reader = new Reader(replaced);
  const pipeline = { input: [] as Step[], filter: [] as Step[], output: [] as Step[] };
  while (!reader.done()) {
    const section = reader.word();
    if (section !== "input" && section !== "filter" && section !== "output") throw reader.fault(`section ${section}`);
    pipeline[section].push(...reader.steps());
  }
  return pipeline;
}

/** The only plugin of that name. */
export function only(steps: readonly Step[], name: string): Plugin {
  const found = steps.filter((step): step is Plugin => "plugin" in step && step.plugin === name);
  const [first, ...more] = found;
  if (first === undefined || more.length > 0)
    throw new Error(`${found.length} plugins ${name} in the pipeline, not one`);
  return first;
}

const token =
  /\s*(?:#[^\n]*\n\s*)*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|=>|[{}[\],]|[A-Za-z_@][\w@.-]*|-?\d+(?:\.\d+)?)/uy;

class Reader {
  readonly #text: string;
  readonly #tokens: string[] = [];

  constructor(text: string) {
    this.#text = text;
    token.lastIndex = 0;
    let at = 0;
    for (let found = token.exec(text); found !== null; found = token.exec(text)) {
      this.#tokens.push(found[1] as string);
      at = token.lastIndex;
    }
    if (text.slice(at).trim() !== "") throw new Error(`not the language of pipelines: ${text.slice(at, at + 60)}`);
    this.#tokens.reverse();
  }

  done(): boolean {
    return this.#tokens.length === 0;
  }

  fault(what: string): Error {
    return new Error(
      `${what} before "${this.#tokens.slice(-5).toReversed().join(" ")}" is not known of ${this.#text.length} characters`,
    );
  }

  word(): string {
    return this.#tokens.pop() ?? "";
  }

  steps(): Step[] {
    this.#expect("{");
    const steps: Step[] = [];
    while (!this.#take("}")) steps.push(this.#take("if") ? this.#branch() : this.#plugin());
    return steps;
  }

  #plugin(): Plugin {
    const plugin = this.word();
    if (!/^\w+$/u.test(plugin) || plugin === "else") throw this.fault(plugin);
    this.#expect("{");
    const options: Record<string, Value> = {};
    while (!this.#take("}")) {
      const option = this.word();
      if (!/^\w+$/u.test(option) || Object.hasOwn(options, option)) throw this.fault(`option ${option} of ${plugin}`);
      this.#expect("=>");
      options[option] = this.#value();
    }
    return { plugin, options };
  }

  #branch(): Branch {
    const text = this.#value();
    this.#expect("in");
    this.#expect("[");
    const field = `[${this.word()}]`;
    this.#expect("]");
    if (typeof text !== "string") throw this.fault("condition");
    return { if: { text, in: field }, steps: this.steps() };
  }

  #value(): Value {
    const word = this.word();
    if (word === "[") {
      const list: Value[] = [];
      while (!this.#take("]")) {
        list.push(this.#value());
        this.#take(",");
      }
      return list;
    }
    if (word === "{") {
      const hash: Record<string, Value> = {};
      while (!this.#take("}")) {
        const key = this.#value();
        if (typeof key !== "string") throw this.fault("key");
        this.#expect("=>");
        hash[key] = this.#value();
        this.#take(",");
      }
      return hash;
    }
    // Escapes are off in Logstash, unless `config.support_escapes` is set.
    if (/^["']/u.test(word)) return word.slice(1, -1);
    if (/^-?\d/u.test(word)) return Number(word);
    if (word === "true" || word === "false") return word === "true";
    if (/^\w+$/u.test(word)) return word;
    throw this.fault(`value ${word}`);
  }

  #take(word: string): boolean {
    if (this.#tokens.at(-1) !== word) return false;
    this.#tokens.pop();
    return true;
  }

  #expect(word: string): void {
    if (!this.#take(word)) throw this.fault(`something else than ${word}`);
  }
}
