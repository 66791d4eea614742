// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import type { ApiObject, IResolver, ResolutionContext } from "cdk8s";

const mark = Symbol.for("bivouac.OutputTokens");
// Private-use characters: no manifest holds them by chance, and JSON.stringify inside an annotation leaves them as they are.
const placeholder = /\ue0b1pulumi:(\d+)\.(\d+)\ue0b2/;
const placeholders = new RegExp(placeholder, "g");
let tables = 0;

/** What becomes of one Output when it is put back: the Output itself, or one made from it. */
export type Leaf = (output: pulumi.Output<unknown>) => pulumi.Output<unknown>;

/**
 * Lets Outputs pass through cdk8s: `new App({ resolvers: [new OutputTokens()] })`. Each becomes a placeholder string while the constructs
 * are rendered and is put back when the chart becomes resources. One table for one App.
 */
export class OutputTokens implements IResolver {
  static isOutputTokens(value: unknown): value is OutputTokens {
    return typeof value === "object" && value !== null && mark in value;
  }

  readonly #table: number = tables++;
  readonly #outputs: pulumi.Output<unknown>[] = [];
  readonly #indexes = new Map<pulumi.Output<unknown>, number>();
  readonly #met = new WeakMap<ApiObject, Set<string>>();

  constructor() {
    Object.defineProperty(this, mark, { value: true });
  }

  /** A placeholder for slots typed `string`, such as an environment variable's value; may stand inside a longer string. */
  string(output: pulumi.Output<unknown>): string {
    const index = this.#indexes.get(output) ?? this.#outputs.push(output) - 1;
    this.#indexes.set(output, index);
    return `\ue0b1pulumi:${this.#table}.${index}\ue0b2`;
  }

  /** Called by cdk8s for every value that it renders. */
  resolve(context: ResolutionContext): void {
    if (!pulumi.Output.isInstance(context.value)) return;
    const token = this.string(context.value);
    const met = this.#met.get(context.obj) ?? new Set();
    this.#met.set(context.obj, met.add(token));
    context.replaceValue(token);
  }

  /** How many Outputs of an object did not arrive in its manifest: a typed slot dropped them. */
  lost(object: ApiObject, manifest: unknown): number {
    const arrived = JSON.stringify(manifest);
    return [...(this.#met.get(object) ?? [])].filter((token) => !arrived.includes(token)).length;
  }

  /** True for a placeholder that this table did not give out. */
  foreign(text: string): boolean {
    return [...text.matchAll(placeholders)].some(
      ([, table, index]) => Number(table) !== this.#table || Number(index) >= this.#outputs.length,
    );
  }

  /** `text` with its placeholders replaced by `leaf` of their Outputs: a string, an Output of any kind, or an Output of a string. */
  restore(text: string, leaf: Leaf): string | pulumi.Output<unknown> {
    const parts = text.split(placeholder);
    const output = (index: string | undefined): pulumi.Output<unknown> =>
      leaf(this.#outputs[Number(index)] as pulumi.Output<unknown>);
    if (parts.length === 1) return text;
    if (parts.length === 4 && parts[0] === "" && parts[3] === "") return output(parts[2]);
    // A split by two groups gives text, table, index, text, table, index, …
    return pulumi.concat(
      ...parts.flatMap((part, at): unknown[] => (at % 3 === 0 ? [part] : at % 3 === 2 ? [output(part)] : [])),
    );
  }
}

export function hasPlaceholder(text: string): boolean {
  return placeholder.test(text);
}
