// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../model/light.ts";
import { fieldsAt } from "../fields.ts";

/** Amounts by the name of their resource. */
export type ResourceList = ReadonlyMap<string, Quantity>;

export const noResources: ResourceList = new Map();

/** What stands at `path`, in thousandths as the apiserver keeps it; what is no quantity is left out. */
export function resourcesAt(value: unknown, ...path: readonly string[]): ResourceList {
  const list = new Map<string, Quantity>();
  for (const [name, written] of Object.entries(fieldsAt(value, ...path) ?? {})) {
    const amount = Quantity.read(written);
    if (amount !== undefined) list.set(name, amount.rounded());
  }
  return list;
}

export function sum(...lists: readonly ResourceList[]): ResourceList {
  const all = new Map<string, Quantity>();
  for (const list of lists)
    for (const [name, amount] of list) all.set(name, (all.get(name) ?? Quantity.zero).plus(amount));
  return all;
}

/** The larger of each. */
export function largest(...lists: readonly ResourceList[]): ResourceList {
  const all = new Map<string, Quantity>();
  for (const list of lists) for (const [name, amount] of list) all.set(name, all.get(name)?.max(amount) ?? amount);
  return all;
}

export function times(list: ResourceList, factor: number): ResourceList {
  return new Map([...list].map(([name, amount]) => [name, amount.times(factor)]));
}

/** `over` wins over `list`. */
export function laidOver(list: ResourceList, over: ResourceList): ResourceList {
  return new Map([...list, ...over]);
}

export function selected(list: ResourceList, keep: (name: string) => boolean): ResourceList {
  return new Map([...list].filter(([name]) => keep(name)));
}
