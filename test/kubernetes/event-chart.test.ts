// SPDX-License-Identifier: Apache-2.0
import { ApiObject, App } from "cdk8s";
import { describe, expect, test } from "vitest";
import { eventChart, guards, renderManifests } from "../../lib/kubernetes/index.ts";
import { defaultGuardRails } from "../../lib/model/guard-rails.ts";

describe("EventChart", () => {
  test("holds the event's guards: every policy is followed by its binding", () => {
    const { objects, findings } = renderManifests(
      eventChart(new App(), { event: { name: "lugano_2022", guardRails: defaultGuardRails } }),
    );
    expect(findings).toEqual([]);
    // No registries, no digests and no storage classes are asked for.
    const names = guards.map(({ name }) => name).filter((name) => name !== "images" && name !== "storage-classes");
    expect(objects.map(({ kind, metadata }) => [kind, metadata.name])).toEqual(
      names.flatMap((name) => [
        ["ValidatingAdmissionPolicy", `lugano-2022-${name}`],
        ["ValidatingAdmissionPolicyBinding", `lugano-2022-${name}`],
      ]),
    );
  });

  test("refuses an object without a name where it is made", () => {
    const chart = eventChart(new App(), { event: { name: "lugano", guardRails: defaultGuardRails } });
    expect(() => new ApiObject(chart, "Extra", { apiVersion: "v1", kind: "ConfigMap" })).toThrow(
      "[lugano/Extra] ConfigMap has no metadata.name: give it one",
    );
  });
});
