// SPDX-License-Identifier: Apache-2.0
import { expandFlavors, nearest, type SourceDocument } from "../../model/light.ts";
import type { FlavorField, WrittenSpec } from "../definition.ts";
import { ownSpelling } from "../input.ts";
import { Collector, take, type Vocabulary } from "./collect.ts";
import { isRecord, type Reading } from "./reading.ts";

const words: Vocabulary = {
  format: "bivouac",
  // The name is the key above.
  fields: Object.fromEntries(
    Object.entries(ownSpelling)
      .filter(([field]) => field !== "name")
      .map(([field, key]) => [key, field as FlavorField]),
  ),
  specs: "extraSpecs",
};

const topKeys = ["version", "families", "flavors"];

/** `flavors.yaml`, docs/flavors.md: families laid under their flavors, places leading to the family a value comes from. */
export function readOwn(document: SourceDocument): Reading {
  const collector = new Collector(document, words);
  const { value: root } = document;
  if (!isRecord(root)) {
    collector.fault([], "the document must be a map", { seen: root, allowed: topKeys.join(", ") });
    return collector;
  }
  faultsOfTop(root, collector);
  const { flavors, faults } = expandFlavors(root);
  for (const { path, message, code, seen, allowed, hint } of faults)
    collector.fault(path, message, {
      code,
      seen,
      ...(allowed === undefined ? {} : { allowed }),
      ...(hint === undefined ? {} : { hint }),
    });
  for (const { name, path, values, specs } of flavors) {
    if (!isRecord(written(root, name))) {
      collector.fault(path, "a flavor must be a map", { seen: written(root, name) });
      continue;
    }
    const rest = new Map(values);
    // Not a map, or its keys would be in `specs`.
    collector.specs(take(rest, "extraSpecs"));
    collector.add({
      path,
      name: { value: name, path },
      values: rest,
      specs: [...specs].map(([key, spec]): WrittenSpec => ({ key, ...spec })),
    });
  }
  return collector;
}

function written(root: Readonly<Record<string, unknown>>, name: string): unknown {
  return (root["flavors"] as Readonly<Record<string, unknown>>)[name];
}

function faultsOfTop(root: Readonly<Record<string, unknown>>, collector: Collector): void {
  const { version } = root;
  if (version === undefined)
    collector.fault(["version"], "version is missing", { code: "BV102", allowed: "1", hint: "write version: 1" });
  else if (version !== 1)
    collector.fault(["version"], "version has a value that is not allowed", {
      code: "BV104",
      seen: version,
      allowed: "1",
    });
  for (const key of Object.keys(root)) {
    if (topKeys.includes(key)) continue;
    const near = nearest(key, topKeys, 1)[0];
    collector.fault([key], `unknown key ${JSON.stringify(key)}`, {
      code: "BV101",
      seen: key,
      allowed: topKeys.join(", "),
      ...(near === undefined ? {} : { hint: `did you mean ${JSON.stringify(near)}?` }),
    });
  }
  for (const key of ["families", "flavors"]) {
    const map = root[key];
    if (map === undefined && key === "families") continue;
    if (map === undefined) collector.fault([key], "flavors is missing", { code: "BV102" });
    else if (!isRecord(map)) collector.fault([key], `${key} must be a map`, { seen: map });
    else if (key === "families") {
      for (const [name, family] of Object.entries(map))
        if (!isRecord(family)) collector.fault([key, name], "a family must be a map", { seen: family });
    }
  }
}
