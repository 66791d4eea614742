// SPDX-License-Identifier: Apache-2.0
import { Quantity } from "../../../model/light.ts";
import { at, type Fields, fieldsAt, isFields, listAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ObjectRule } from "../../rule.ts";
import { logstashKind } from "./logstash.ts";
import { sampleDataClaim, sampleSink } from "./samples.ts";

const withClaim = (storage: string, spec: Fields = {}): Fields =>
  sampleSink(undefined, { volumeClaimTemplates: [sampleDataClaim(storage, spec)] });

export const logstashClaim: ObjectRule = {
  id: "BR202",
  name: "logstash-claim",
  severity: "error",
  scope: "object",
  kinds: [logstashKind],
  what: "Claims of a Logstash grow, and change in nothing else.",
  why: "The operator refuses the object, or leaves the claims as they are: what stands in the repository is not what runs.",
  sources: ["elastic/cloud-on-k8s v3.5.0 pkg/controller/logstash/validation/validations.go:123 (checkPVCchanges)"],
  failing: [
    { title: "a smaller one", objects: [withClaim("1Gi")], earlier: [withClaim("2Gi")] },
    { title: "another class", objects: [withClaim("2Gi", { storageClassName: "fast" })], earlier: [withClaim("2Gi")] },
    { title: "one less", objects: [sampleSink(undefined, { volumeClaimTemplates: [] })], earlier: [withClaim("2Gi")] },
  ],
  passing: [
    { title: "a larger one", objects: [withClaim("4Gi")], earlier: [withClaim("2Gi")] },
    { title: "the same, written otherwise", objects: [withClaim("2048Mi")], earlier: [withClaim("2Gi")] },
    { title: "a new one", objects: [withClaim("1Gi")] },
  ],
  *check(logstash, { set }) {
    const before = set.earlierOf(logstash);
    if (before === undefined) return;
    const now = claimsOf(logstash);
    const path = ["spec", "volumeClaimTemplates"];
    for (const [name, old] of claimsOf(before)) {
      const claim = now.get(name);
      const change = claim === undefined ? "it is gone" : changeOf(old, claim);
      if (change !== undefined)
        yield {
          message: `claim ${name} cannot change: ${change}`,
          at: { path, field: "volumeClaimTemplates" },
          hint: "leave it as it is, or make a Logstash of another name and group id beside it",
        };
    }
    for (const name of now.keys())
      if (!claimsOf(before).has(name))
        yield {
          message: `claim ${name} cannot be added`,
          at: { path, field: "volumeClaimTemplates" },
          hint: "make a Logstash of another name, with all its claims from the beginning",
        };
  },
};

function claimsOf({ value }: Manifest): ReadonlyMap<string, Fields> {
  return new Map(
    listAt(value, "spec", "volumeClaimTemplates")
      .filter(isFields)
      .map((each) => [textAt(each, "metadata", "name") ?? "", each]),
  );
}

function changeOf(before: Fields, now: Fields): string | undefined {
  for (const field of ["storageClassName", "volumeMode"]) {
    const [old, next] = [textAt(before, "spec", field), textAt(now, "spec", field)];
    if (old !== next) return `${field} ${old ?? "unset"} becomes ${next ?? "unset"}`;
  }
  if (modes(before) !== modes(now)) return `accessModes ${modes(before)} become ${modes(now)}`;
  const [old, next] = [storage(before), storage(now)];
  if (old === undefined || next === undefined || next.compare(old) >= 0) return undefined;
  return `${old.canonical} become ${next.canonical}`;
}

function modes(claim: Fields): string {
  return listAt(fieldsAt(claim, "spec"), "accessModes").map(String).join(", ");
}

function storage(claim: Fields): Quantity | undefined {
  return Quantity.read(at(claim, "spec", "resources", "requests", "storage"));
}
