// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { TeamNamespace } from "../../lib/kubernetes/index.ts";
import { faultsOf, labels, objectsOf, validate } from "./fixture.ts";

const restricted = Object.fromEntries(
  ["enforce", "audit", "warn"].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, "restricted"],
    [`pod-security.kubernetes.io/${mode}-version`, "latest"],
  ]),
);

describe("TeamNamespace", () => {
  test("says whose it is, whom to ask and until when, and enforces restricted pods", async () => {
    const [namespace, ...rest] = objectsOf((scope) => {
      const made = new TeamNamespace(scope, "Namespace", {
        event: "lugano-2022",
        team: "met_eo",
        contact: "met@example.org",
        title: "Météo",
        expires: "2022-11-14T17:00:00Z",
      });
      expect(made.name).toBe("lugano-2022-met-eo");
    });
    expect(rest).toEqual([]);
    expect(namespace).toEqual({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: "lugano-2022-met-eo",
        labels: { ...labels, ...restricted },
        annotations: {
          "bivouac.dev/contact": "met@example.org",
          "bivouac.dev/title": "Météo",
          "bivouac.dev/expires": "2022-11-14T17:00:00Z",
        },
      },
    });
    await validate(namespace!);
  });

  test("takes a name and a weaker standard when told to", () => {
    const [namespace] = objectsOf(
      (scope) =>
        new TeamNamespace(scope, "N", {
          event: "e",
          team: "t",
          contact: "c",
          namespace: "mine",
          podSecurity: { level: "baseline", reason: "an old image runs as root" },
        }),
    );
    expect(namespace?.metadata.name).toBe("mine");
    expect(namespace?.metadata["labels"]).toMatchObject({ "pod-security.kubernetes.io/enforce": "baseline" });
    expect(namespace?.metadata["annotations"]).toEqual({
      "bivouac.dev/contact": "c",
      "bivouac.dev/pod-security-reason": "an old image runs as root",
    });
  });

  test("wants a reason for a weaker standard, and gives none weaker than baseline", () => {
    const faults = (podSecurity: unknown) =>
      faultsOf(
        (scope) =>
          new TeamNamespace(scope, "N", {
            event: "e",
            team: "t",
            contact: "c",
            podSecurity: podSecurity as { level: "baseline"; reason: string },
          }),
      );
    expect(faults({ level: "baseline", reason: "  " })).toEqual([
      "BV601 chart/N podSecurity is opened without a reason: say why restricted does not do",
    ]);
    expect(faults({ level: "privileged", reason: "we like it" })).toEqual([
      'BV601 chart/N podSecurity "privileged" is not given: write baseline with a reason, or nothing for restricted',
    ]);
  });

  test("finds every bad name at once, with its place", () => {
    expect(
      faultsOf((scope) => new TeamNamespace(scope, "N", { event: "Übung", team: "..", contact: "c", expires: "soon" })),
    ).toEqual([
      'BV601 chart/N namespace "übung-.." is not a DNS label: at most 63 of a-z, 0-9 and -, with a letter or digit at both ends',
      'BV601 chart/N event "Übung" cannot be a label value: at most 63 of letters, digits, -, _ and ., with a letter or digit at both ends',
      'BV601 chart/N team ".." cannot be a label value: at most 63 of letters, digits, -, _ and ., with a letter or digit at both ends',
      'BV601 chart/N expires "soon" is not an instant: write it like 2022-11-14T17:00:00Z',
    ]);
  });
});
