// SPDX-License-Identifier: Apache-2.0
import type { Release } from "../release.ts";
import { lookupSpec, namespacesOf, rowsOf } from "./lookup.ts";
import { remembered } from "./memo.ts";
import { isCustom, resourceClassesOf, traitsOf } from "./names.ts";
import { editDistance, nearest } from "./nearest.ts";

/** A key that looks like one of Nova's and is in a namespace that Nova does not know, or in a group nobody meant. */
export interface NearMiss {
  readonly how: "case" | "spelling" | "separator" | "group";
  /** The namespace that was meant: `hw`, `trait`. */
  readonly namespace: string;
  /** The whole key as it was probably meant. */
  readonly key: string;
}

/** The key of the same namespace that was probably meant; undefined when none is near or the key is fine. */
export const suggestKey: (key: string, release: Release) => string | undefined = remembered((key, release) => {
  const found = lookupSpec(key, release);
  if (found.kind === "unscoped")
    return nearest(
      key,
      rowsOf(undefined, release).map((row) => row.key),
    );
  if (found.kind !== "unknown-key") return undefined;
  if (found.group !== undefined) {
    const name = key.slice(key.indexOf(":") + 1);
    const capital = name.toUpperCase();
    const names = found.namespace === "trait" ? traitsOf(release) : resourceClassesOf(release);
    const custom = capital.replaceAll(/[^A-Z0-9_]/g, "_");
    const near = isCustom(custom)
      ? custom
      : (nearest(name, names) ?? names.find((each) => each.endsWith(`_${capital}`)));
    return near === undefined ? undefined : `${key.slice(0, key.indexOf(":"))}:${near}`;
  }
  const number = /[0-9]+$/.exec(key)?.[0] ?? "0";
  const rest = key.slice(found.namespace.length + 1).trim();
  const rests = rowsOf(found.namespace, release)
    .filter((row) => !row.key.endsWith("{any}"))
    .map((row) =>
      row.key
        .slice(found.namespace.length + 1)
        .replace("{n}", number)
        .replace("{path}", ""),
    );
  const near = nearest(rest, rests);
  return near === undefined ? undefined : `${found.namespace}:${near}`;
});

/** How a key that Nova takes unread misses one that it would read; undefined when it is near to none. */
export const nearMiss: (key: string, release: Release) => NearMiss | undefined = remembered((key, release) => {
  const found = lookupSpec(key, release);
  if (found.kind === "unscoped") return missedSeparator(key, release);
  if (found.kind === "unknown-namespace")
    return found.elsewhere === undefined ? missedNamespace(found.namespace, key, release) : undefined;
  // `traits:X` is trait X of a group called s.
  if ((found.kind === "known" || found.kind === "unknown-key") && /^s[0-9]*$/.test(found.group ?? ""))
    return {
      how: "group",
      namespace: found.namespace ?? "",
      key: `${found.namespace}${(found.group ?? "").slice(1)}:${key.slice(key.indexOf(":") + 1)}`,
    };
  return undefined;
});

/** All namespaces, longest first, so that `hw_rng` is tried before `hw`. */
function namespaces(release: Release): string[] {
  return [...namespacesOf(release), "trait", "resources"].toSorted((a, b) => b.length - a.length);
}

function missedNamespace(written: string, key: string, release: Release): NearMiss | undefined {
  const rest = key.slice(written.length + 1);
  const folded = written.trim().toLowerCase();
  const same = namespaces(release).find((namespace) => namespace === folded);
  if (same !== undefined) {
    const how = written.trim() === written ? "case" : "separator";
    return { how, namespace: same, key: corrected(same, rest, release) };
  }
  const grouped = /^(trait|resources)[. ]+([a-z0-9_-]*)$/.exec(folded);
  if (grouped?.[1] !== undefined)
    return { how: "separator", namespace: grouped[1], key: `${grouped[1]}${grouped[2] ?? ""}:${rest}` };
  let best: { readonly namespace: string; readonly distance: number } | undefined;
  for (const namespace of namespaces(release)) {
    // Two edits make anything of a short word: then the rest of the key must be one of the namespace's own.
    const known = namespace !== "aggregate_instance_extra_specs" && isKnown(`${namespace}:${rest}`, release);
    const most = known ? 3 : namespace.length >= 8 ? 2 : namespace.length >= 5 ? 1 : 0;
    const distance = editDistance(folded, namespace, Math.min(most, Math.max(namespace.length - 1, 0)));
    if (distance !== undefined && distance < (best?.distance ?? Infinity)) best = { namespace, distance };
  }
  return best && { how: "spelling", namespace: best.namespace, key: corrected(best.namespace, rest, release) };
}

/** `hw_cpu_policy`, `hw.cpu_policy`: another character stands for the colon. */
function missedSeparator(key: string, release: Release): NearMiss | undefined {
  const folded = key.toLowerCase();
  for (const namespace of namespaces(release)) {
    if (!folded.startsWith(namespace) || !/^[_. -]/.test(folded.slice(namespace.length))) continue;
    const meant = `${namespace}:${key.slice(namespace.length + 1)}`;
    for (const candidate of [meant, meant.toLowerCase(), suggestKey(meant, release)])
      if (candidate !== undefined && isKnown(candidate, release))
        return { how: "separator", namespace, key: candidate };
  }
  return undefined;
}

function corrected(namespace: string, rest: string, release: Release): string {
  const key = `${namespace}:${rest.trim()}`;
  return isKnown(key, release) ? key : (suggestKey(key, release) ?? key);
}

function isKnown(key: string, release: Release): boolean {
  return lookupSpec(key, release).kind === "known";
}
