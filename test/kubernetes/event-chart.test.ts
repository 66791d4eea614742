// SPDX-License-Identifier: Apache-2.0
import { ApiObject, App } from "cdk8s";
import { describe, expect, test } from "vitest";
import { eventChart, renderManifests } from "../../lib/kubernetes/index.ts";

describe("EventChart", () => {
  test("refuses tokens without an end in the namespaces of the event, and says so", () => {
    const { objects, findings } = renderManifests(eventChart(new App(), { event: { name: "lugano_2022" } }));
    const metadata = {
      name: "lugano-2022-bounded-tokens",
      labels: { "app.kubernetes.io/managed-by": "bivouac", "bivouac.dev/event": "lugano_2022" },
    };
    expect(findings).toEqual([]);
    expect(objects).toEqual([
      {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingAdmissionPolicy",
        metadata,
        spec: {
          failurePolicy: "Fail",
          matchConstraints: {
            namespaceSelector: { matchLabels: { "bivouac.dev/event": "lugano_2022" } },
            resourceRules: [
              { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["secrets"] },
            ],
          },
          validations: [
            {
              expression: "!has(object.type) || object.type != 'kubernetes.io/service-account-token'",
              message:
                "tokens without an end are not given out in this namespace: pods get their own, people ask their organizers",
            },
          ],
        },
      },
      {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingAdmissionPolicyBinding",
        metadata,
        spec: { policyName: "lugano-2022-bounded-tokens", validationActions: ["Deny"] },
      },
    ]);
  });

  test("refuses an object without a name where it is made", () => {
    const chart = eventChart(new App(), { event: { name: "lugano" } });
    expect(() => new ApiObject(chart, "Extra", { apiVersion: "v1", kind: "ConfigMap" })).toThrow(
      "[lugano/Extra] ConfigMap has no metadata.name: give it one",
    );
  });
});
