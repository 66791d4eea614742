// SPDX-License-Identifier: Apache-2.0
import type { HclAttribute, HclBlock, HclDocument } from "../../../lint/index.ts";
import type { Path } from "../../../model/light.ts";
import { evaluate, type Scope } from "./evaluate.ts";
import { text, type Value } from "./value.ts";

/** Locals that stand for locals that stand for locals …: nobody writes more. */
const deepest = 100;

/** The files of one folder: what Terraform runs together. */
export class TerraformModule {
  readonly documents: readonly HclDocument[];
  readonly #named = new Map<string, Definition>();
  readonly #values = new Map<string, Value | "busy">();
  #depth = 0;

  constructor(documents: readonly HclDocument[]) {
    this.documents = documents;
    for (const document of documents) {
      for (const { body } of document.blocks("locals"))
        for (const attribute of body.attributes) this.#define("local", attribute.key, document, ["locals"], attribute);
      for (const block of document.body.blocks) {
        const [name] = block.labels;
        const fallback = block.body.attributes.find(({ key }) => key === "default");
        if (block.type === "variable" && name !== undefined && fallback)
          this.#define("var", name, document, ["variable", name], fallback);
      }
    }
  }

  scope(document: HclDocument): Scope {
    return { document, lookup: (root, name) => this.#lookup(root, name) };
  }

  #define(root: string, name: string, document: HclDocument, path: Path, attribute: HclAttribute): void {
    this.#named.set(`${root}.${name}`, { document, path: [...path, attribute.key], attribute });
  }

  #lookup(root: "local" | "var", name: string): Value | undefined {
    const id = `${root}.${name}`;
    const known = this.#values.get(id);
    // A local that needs itself has no value.
    if (known !== undefined) return known === "busy" ? undefined : known;
    const definition = this.#named.get(id);
    if (!definition || this.#depth >= deepest) return undefined;
    this.#values.set(id, "busy");
    this.#depth++;
    const value = evaluate(definition.attribute.value, definition.path, this.scope(definition.document));
    this.#depth--;
    this.#values.set(id, value);
    return value;
  }
}

interface Definition {
  readonly document: HclDocument;
  readonly path: Path;
  readonly attribute: HclAttribute;
}

/** One of the resources that a block stands for. */
export interface Instance {
  /** `["small"]`, `[0]`; "" for the only one; `[*]` for those that only a run knows. */
  readonly index: string;
  readonly scope: Scope;
}

/** Counted blocks are written out up to here; the rest of them are alike. */
const mostCounted = 256;

/** The instances of a block with `for_each` or `count`, as far as they are known. Nothing is said of none. */
export function instancesOf(block: HclBlock, path: Path, scope: Scope): readonly Instance[] {
  const attribute = (name: string): Value | undefined => {
    const found = block.body.attributes.find(({ key }) => key === name);
    return found && evaluate(found.value, [...path, name], scope);
  };
  const each = attribute("for_each");
  if (each) return eachOf(each, scope);
  const count = attribute("count");
  if (!count) return [{ index: "", scope }];
  const number = count.kind === "scalar" ? Number(count.value ?? Number.NaN) : Number.NaN;
  if (!Number.isInteger(number) || number < 0) return [{ index: "[*]", scope }];
  return Array.from({ length: Math.min(number, mostCounted) }, (_, at) => ({
    index: `[${at}]`,
    scope: { ...scope, count: { kind: "scalar", value: at, origin: count.origin } },
  }));
}

function eachOf(each: Value, scope: Scope): readonly Instance[] {
  const instance = (key: string, value: Value): Instance => ({
    index: `[${JSON.stringify(key)}]`,
    scope: { ...scope, each: { key: { kind: "scalar", value: key, origin: value.origin }, value } },
  });
  const others: readonly Instance[] = [{ index: "[*]", scope }];
  if (each.kind === "object") {
    const known = [...each.entries].map(([key, value]) => instance(key, value));
    return each.open === undefined ? known : [...known, ...others];
  }
  if (each.kind !== "list") return others;
  const named = each.items.map((item) =>
    item.kind === "scalar" && item.value !== null ? instance(text(item.value), item) : undefined,
  );
  return named.includes(undefined)
    ? [...named.filter((one) => one !== undefined), ...others]
    : named.filter((one) => one !== undefined);
}
