// SPDX-License-Identifier: Apache-2.0
import type { Path } from "./document.ts";
import type { Fault } from "./report.ts";
import { nearest } from "./nearest.ts";

/** A value with the place that it was written at: the flavor's own, or a family's. */
export interface Sourced {
  readonly value: unknown;
  readonly path: Path;
}

/** A flavor of `flavors.yaml` with its families laid under it. Values are as written, of any kind. */
export interface ExpandedFlavor {
  readonly name: string;
  readonly path: Path;
  /** All keys but `extends` and those of `extraSpecs`, in the order first met: families first. */
  readonly values: ReadonlyMap<string, Sourced>;
  /** Extra specs of all, each with the place of the one that won. */
  readonly specs: ReadonlyMap<string, Sourced>;
}

export interface ExpandedFlavors {
  readonly flavors: readonly ExpandedFlavor[];
  readonly faults: readonly Fault[];
}

/** Families on families on families: more is not read. */
const deepest = 16;
/** Values that all families together may put under the flavors, so that a small file cannot become a large one. */
const mostValues = 1_000_000;

/** What a family or flavor gives to those that extend it. */
interface Layer {
  readonly values: ReadonlyMap<string, Sourced>;
  readonly specs: ReadonlyMap<string, Sourced>;
}

/**
 * Lays families under the flavors of a `flavors.yaml`, whatever the data is. `extends` names one family or a list: of two
 * that say the same the later wins, the flavor's own word wins over all. `extraSpecs` are merged key by key.
 */
export function expandFlavors(root: unknown): ExpandedFlavors {
  return new Expansion(root).run();
}

class Expansion {
  readonly #faults: Fault[] = [];
  readonly #families: Readonly<Record<string, unknown>>;
  readonly #flavors: Readonly<Record<string, unknown>>;
  readonly #done = new Map<string, Layer>();
  readonly #open: string[] = [];
  #left = mostValues;

  constructor(root: unknown) {
    const file = recordOf(root) ?? {};
    this.#families = recordOf(file["families"]) ?? {};
    this.#flavors = recordOf(file["flavors"]) ?? {};
  }

  run(): ExpandedFlavors {
    // Also those that no flavor extends: their faults are faults.
    for (const name of Object.keys(this.#families)) this.#family(name);
    const flavors = Object.entries(this.#flavors).map(([name, written]): ExpandedFlavor => {
      const path = ["flavors", name];
      return { name, path, ...this.#layer(recordOf(written) ?? {}, path) };
    });
    if (this.#left < 0) {
      this.#faults.push({
        code: "BV284",
        message: "the families grow too large when they are laid under the flavors",
        path: ["families"],
        key: true,
        allowed: `at most ${mostValues} values`,
      });
    }
    return { flavors, faults: this.#faults };
  }

  #family(name: string): Layer {
    const known = this.#done.get(name);
    if (known) return known;
    this.#open.push(name);
    const path = ["families", name];
    const layer = this.#layer(recordOf(this.#families[name]) ?? {}, path);
    this.#open.pop();
    this.#done.set(name, layer);
    return layer;
  }

  #layer(own: Readonly<Record<string, unknown>>, path: Path): Layer {
    const values = new Map<string, Sourced>();
    const specs = new Map<string, Sourced>();
    const put = (into: Map<string, Sourced>, from: ReadonlyMap<string, Sourced>): void => {
      this.#left -= from.size;
      if (this.#left >= 0) for (const [key, value] of from) into.set(key, value);
    };
    for (const base of this.#bases(own["extends"], path)) {
      put(values, base.values);
      put(specs, base.specs);
    }
    for (const [key, value] of Object.entries(own)) {
      const at = [...path, key];
      if (key === "extends") continue;
      const map = key === "extraSpecs" ? recordOf(value) : undefined;
      if (map) for (const [spec, text] of Object.entries(map)) specs.set(spec, { value: text, path: [...at, spec] });
      else values.set(key, { value, path: at });
    }
    return { values, specs };
  }

  /** The families of one `extends`, those that can be had. */
  #bases(written: unknown, owner: Path): Layer[] {
    if (written === undefined || written === null) return [];
    const list = Array.isArray(written);
    return (list ? written : [written]).flatMap((name: unknown, index): Layer[] => {
      const path = [...owner, "extends", ...(list ? [index] : [])];
      if (typeof name !== "string") {
        this.#faults.push({
          code: "BV103",
          message: "extends must be the name of a family, or a list of names",
          path,
          seen: name ?? "nothing",
        });
        return [];
      }
      if (!Object.hasOwn(this.#families, name)) {
        // Only so many are ever read by somebody; each costs a search.
        const known = this.#faults.length < 100 ? Object.keys(this.#families).slice(0, 500) : [];
        const near = nearest(name, known);
        this.#faults.push({
          code: "BV282",
          message: `there is no family ${JSON.stringify(name)}`,
          path,
          seen: name,
          allowed: [...new Set([...near, ...known])].slice(0, 20).join(", ") || undefined,
          hint: near[0] === undefined ? undefined : `did you mean ${JSON.stringify(near[0])}?`,
        });
        return [];
      }
      if (this.#open.includes(name)) {
        this.#faults.push({
          code: "BV283",
          message: "families extend each other in a circle",
          path,
          seen: [...this.#open.slice(this.#open.indexOf(name)), name].join(" → "),
          hint: "remove one extends of the circle",
        });
        return [];
      }
      if (!this.#done.has(name) && this.#open.length >= deepest) {
        this.#faults.push({
          code: "BV284",
          message: "families extend each other too deeply",
          path,
          seen: `more than ${deepest} levels`,
          allowed: `at most ${deepest}`,
        });
        return [];
      }
      return [this.#family(name)];
    });
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
