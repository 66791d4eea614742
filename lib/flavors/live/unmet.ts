// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../flavor.ts";
import type { Release } from "../release.ts";
import { cloudRelease } from "./cloud-release.ts";
import type { CandidateAnswer, CloudFacts, Inventory, ResourceProvider } from "./facts.ts";
import { type PlacementGroup, placementQuery, type PlacementRequest, placementRequest } from "./placement-request.ts";

/** One reason why placement cannot serve a request, by the cloud's inventories when nothing runs. */
export type Unmet =
  /** Placement has no such trait. */
  | { readonly kind: "trait-unknown"; readonly group: PlacementGroup; readonly traits: readonly string[] }
  /** No provider (host, for the group "") has all that are required and none that is forbidden. */
  | { readonly kind: "trait-nowhere"; readonly group: PlacementGroup }
  /** Placement has no such class. */
  | { readonly kind: "class-unknown"; readonly group: PlacementGroup; readonly name: string }
  /** No provider has inventory of the class. */
  | { readonly kind: "class-nowhere"; readonly group: PlacementGroup; readonly name: string }
  /** Some have, but none gives this amount: too large, or refused by its smallest unit or step. */
  | {
      readonly kind: "amount";
      readonly group: PlacementGroup;
      readonly name: string;
      readonly amount: number;
      readonly inventories: readonly Inventory[];
    }
  /** Each amount alone fits some host, all together fit none. */
  | { readonly kind: "host"; readonly group: PlacementGroup; readonly names: readonly string[] };

/** What a hypervisor itself has; the rest may be of devices in it. */
export const hostClasses: ReadonlySet<string> = new Set(["VCPU", "PCPU", "MEMORY_MB", "DISK_GB"]);

/** The request, its query and what placement said of it. */
export interface Asked {
  readonly request: PlacementRequest;
  readonly query: string;
  readonly answer: CandidateAnswer | undefined;
}

/**
 * What Nova of this cloud asks for the flavor; undefined when it cannot be known or is never asked.
 * @param target used when the cloud does not say its release
 */
export function askedFor(flavor: Flavor, cloud: CloudFacts, target: Release): Asked | undefined {
  const request = placementRequest(flavor, cloudRelease(cloud) ?? target);
  if (request === undefined) return undefined;
  const query = placementQuery(request);
  return { request, query, answer: cloud.candidates?.[query] };
}

/** True when placement itself found a host: then whatever the inventories seem to say is wrong. */
export function isServed({ answer }: Asked): boolean {
  return answer !== undefined && "count" in answer && answer.count > 0;
}

/** Everything that the facts show to be missing. Parts that the cloud did not tell count as being there. */
export function unmetOf({ request }: Asked, cloud: CloudFacts): Unmet[] {
  const trees = cloud.providers && [...Map.groupBy(cloud.providers, ({ root }) => root).values()];
  return request.groups.flatMap((group) => [
    ...unknownNames(group, cloud),
    ...(trees === undefined ? [] : unmetTraits(group, trees, cloud)),
    ...(trees === undefined ? [] : unmetAmounts(group, trees, cloud)),
  ]);
}

function unknownNames(group: PlacementGroup, { traits, resourceClasses }: CloudFacts): Unmet[] {
  const unknown = traits && [...group.required, ...group.forbidden].filter((trait) => !traits.includes(trait));
  const classes = resourceClasses && [...group.resources.keys()].filter((name) => !resourceClasses.includes(name));
  return [
    ...(unknown !== undefined && unknown.length > 0
      ? [{ kind: "trait-unknown" as const, group, traits: unknown }]
      : []),
    ...(classes ?? []).map((name) => ({ kind: "class-unknown" as const, group, name })),
  ];
}

type Tree = readonly ResourceProvider[];

function unmetTraits(group: PlacementGroup, trees: readonly Tree[], { traits }: CloudFacts): Unmet[] {
  const { required, forbidden } = group;
  if (required.size + forbidden.size === 0) return [];
  // What placement does not know is said already.
  if (traits && [...required, ...forbidden].some((trait) => !traits.includes(trait))) return [];
  const served = units(group, trees).some((providers) => {
    if (providers.some((provider) => provider.traits === undefined)) return true;
    const allowed = providers.filter((provider) => !provider.traits?.some((trait) => forbidden.has(trait)));
    const has = new Set(allowed.flatMap((provider) => provider.traits ?? []));
    return allowed.length > 0 && [...required].every((trait) => has.has(trait));
  });
  return served ? [] : [{ kind: "trait-nowhere", group }];
}

function unmetAmounts(group: PlacementGroup, trees: readonly Tree[], { resourceClasses }: CloudFacts): Unmet[] {
  const providers = trees.flat();
  if (providers.some(({ inventories }) => inventories === undefined)) return [];
  const unmet: Unmet[] = [];
  for (const [name, amount] of group.resources) {
    if (resourceClasses && !resourceClasses.includes(name)) continue;
    const inventories = providers.flatMap((provider) => provider.inventories?.[name] ?? []);
    if (inventories.length === 0) unmet.push({ kind: "class-nowhere", group, name });
    else if (!inventories.some((inventory) => gives(inventory, amount)))
      unmet.push({ kind: "amount", group, name, amount, inventories });
  }
  if (unmet.length > 0) return unmet;
  const together = units(group, trees).some((unit) =>
    [...group.resources].every(([name, amount]) => unit.some(({ inventories }) => gives(inventories?.[name], amount))),
  );
  // A provider outside the tree (shared storage) may give the rest: then the hosts alone prove nothing.
  const shared = trees.some((tree) => tree.every(({ inventories }) => !hasHost(inventories)));
  return together || (group.suffix === "" && shared)
    ? []
    : [{ kind: "host", group, names: [...group.resources.keys()] }];
}

/** What may serve a group: one provider for a suffixed one, a whole tree for the one without a suffix. */
function units(group: PlacementGroup, trees: readonly Tree[]): readonly Tree[] {
  return group.suffix === "" ? trees : trees.flat().map((provider) => [provider]);
}

function hasHost(inventories: ResourceProvider["inventories"]): boolean {
  return inventories !== undefined && ("VCPU" in inventories || "PCPU" in inventories || "MEMORY_MB" in inventories);
}

/** True when an empty inventory serves the amount in one allocation. */
export function gives(inventory: Inventory | undefined, amount: number): boolean {
  if (inventory === undefined) return false;
  const { minUnit, maxUnit, stepSize } = inventory;
  return amount >= minUnit && amount <= maxUnit && amount % stepSize === 0 && amount <= capacityOf(inventory);
}

/** What may be allocated in all. */
export function capacityOf({ total, reserved, ratio }: Inventory): number {
  return Math.floor((total - reserved) * ratio);
}

/** The largest single allocation of an inventory. */
export function largestOf(inventory: Inventory): number {
  return Math.min(inventory.maxUnit, capacityOf(inventory));
}
