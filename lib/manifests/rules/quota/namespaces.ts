// SPDX-License-Identifier: Apache-2.0
import type { Quantity } from "../../../model/light.ts";
import type { Manifest } from "../../manifest.ts";
import { budgets, type FitRow, type NamespaceBudget, type QuotaFit, type Share } from "../../quota/index.ts";
import type { ManifestContext, SetProblem } from "../../rule.ts";
import type { ManifestSet } from "../../settings.ts";

/** What stands in the object's namespace; undefined for what is in none of the set. */
export function budgetOf(namespace: string, { set, settings }: ManifestContext): NamespaceBudget | undefined {
  return budgets(set, settings).get(namespace);
}

/** Rows of all quotas whose key is one of a rule's and which are not kept. */
export function* exceeded(
  set: ManifestSet,
  { settings }: ManifestContext,
  isOurs: (resource: string) => boolean,
): Iterable<SetProblem> {
  const checked = new Set(set.manifests);
  for (const budget of budgets(set, settings).values())
    for (const fit of budget.fits())
      for (const row of fit.rows) {
        if (!isOurs(row.resource) || row.most.compare(row.hard) <= 0) continue;
        const own = row.shares.find(({ manifest }) => manifest !== undefined && checked.has(manifest));
        if (own?.manifest !== undefined) yield overQuota(own.manifest, fit, row);
      }
}

function overQuota(manifest: Manifest, { quota }: QuotaFit, row: FitRow): SetProblem {
  const { resource, hard, needed, most, shares } = row;
  const scaled = needed.compare(hard) <= 0;
  const wanted = scaled ? most : needed;
  const biggest = shares[0];
  return {
    manifest,
    message: scaled
      ? `autoscalers may go to ${wanted.canonical} ${resource}, the quota ${quota.manifest.name} allows ${hard.canonical}`
      : `all objects need ${wanted.canonical} ${resource}, the quota ${quota.manifest.name} allows ${hard.canonical}`,
    // What fits as long as nothing scales is not refused at once.
    ...(scaled ? { severity: "warning" as const } : {}),
    at: { path: ["spec"], field: resource },
    seen: `${wanted.canonical}${biggest === undefined ? "" : `, of it ${share(biggest)}`}`,
    allowed: `at most ${hard.canonical}`,
    hint: `the smallest quota that fits is ${resource}: ${wanted.canonical}; or ask for less`,
  };
}

function share({ manifest, amount }: Share): string {
  return `${amount.canonical} by ${manifest === undefined ? "Kubernetes itself" : manifest.subject}`;
}

/** What is left of a quota, never less than nothing. */
export function rest({ hard, needed }: FitRow): Quantity {
  const left = hard.minus(needed);
  return left.nanos < 0n ? left.times(0) : left;
}
