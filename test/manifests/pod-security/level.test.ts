// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import type { Fields, ManifestLintOptions } from "../../../lib/manifests/index.ts";
import { codes, pod } from "./found.ts";

/** Breaks baseline by PS101, restricted by PS202 too, and the standards of 1.34 and later by PS106. */
const bad = (namespace?: string): Fields => {
  const probe = { tcpSocket: { host: "localhost", port: 1 } };
  const made = pod({
    hostPID: true,
    containers: [{ name: "c0", livenessProbe: probe, securityContext: { capabilities: { drop: ["ALL"] } } }],
  });
  return { ...made, metadata: { name: "app", ...(namespace === undefined ? {} : { namespace }) } };
};
const all = ["PS101", "PS106", "PS202"];

const namespace = (name: string, labels: Fields): Fields => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: {
    name,
    labels: Object.fromEntries(
      Object.entries(labels).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value]),
    ),
  },
});
const within = (labels: Fields, settings: ManifestLintOptions["settings"] = {}): string[] =>
  codes(bad("team"), { around: [namespace("team", labels)], settings });

describe("the level", () => {
  test("without a namespace it is that of the settings", () => {
    expect(codes(bad())).toEqual(all);
    expect(codes(bad(), { settings: { podSecurity: "baseline" } })).toEqual(["PS101", "PS106"]);
    expect(codes(bad(), { settings: { podSecurity: "privileged" } })).toEqual([]);
  });

  test("the namespace's own label counts before", () => {
    expect(within({ enforce: "privileged" })).toEqual([]);
    expect(within({ enforce: "baseline" })).toEqual(["PS101", "PS106"]);
    expect(within({ enforce: "restricted" }, { podSecurity: "privileged" })).toEqual(all);
    expect(within({ warn: "restricted", audit: "restricted" }, { podSecurity: "privileged" })).toEqual([]);
  });

  test("a level that there is not is restricted, as upstream", () => {
    expect(within({ enforce: "Baseline" }, { podSecurity: "privileged" })).toEqual(all);
    expect(within({ enforce: "" }, { podSecurity: "privileged" })).toEqual(all);
    expect(within({ enforce: 7 }, { podSecurity: "privileged" })).toEqual([]);
  });

  test("the namespace may be among the manifests, and comes before one of the cluster", () => {
    const open = namespace("team", { enforce: "privileged" });
    const closed = namespace("team", { enforce: "restricted" });
    expect(codes([bad("team"), open], { around: [closed] })).toEqual([]);
    expect(codes([closed, bad("team")], { around: [open] })).toEqual(all);
  });

  test("another namespace's label says nothing, nor does a Namespace of another group", () => {
    const other = namespace("other", { enforce: "privileged" });
    expect(codes(bad("team"), { around: [other] })).toEqual(all);
    expect(
      codes(bad("team"), { around: [{ ...namespace("team", { enforce: "privileged" }), apiVersion: "x.io/v1" }] }),
    ).toEqual(all);
    expect(codes(bad(), { around: [namespace("default", { enforce: "privileged" })] })).toEqual([]);
  });

  test("a workload's pods are in the workload's namespace", () => {
    const { spec } = bad() as { readonly spec: Fields };
    const template = { metadata: { namespace: "other" }, spec };
    const job = { apiVersion: "batch/v1", kind: "Job", metadata: { name: "a", namespace: "team" }, spec: { template } };
    expect(
      codes(job, {
        around: [namespace("team", { enforce: "baseline" }), namespace("other", { enforce: "privileged" })],
      }),
    ).toEqual(["PS101", "PS106"]);
  });
});

describe("the version", () => {
  test("is that of the settings", () => {
    expect(codes(bad(), { settings: { minor: 34 } })).toEqual(all);
    expect(codes(bad(), { settings: { minor: 33 } })).toEqual(["PS101", "PS202"]);
    expect(codes(bad(), { settings: { minor: 7 } })).toEqual(["PS101"]);
  });

  test("the namespace's label pins an older one, with or without a level of its own", () => {
    expect(within({ enforce: "restricted", "enforce-version": "v1.33" })).toEqual(["PS101", "PS202"]);
    expect(within({ "enforce-version": "v1.33" })).toEqual(["PS101", "PS202"]);
    expect(within({ "enforce-version": "v1.0" })).toEqual(["PS101"]);
  });

  test("a newer one than the cluster's, the latest, and what is no version are the cluster's own", () => {
    for (const version of ["v1.99", "latest", "1.33", "v1.033", "v2.33", "v1.33.1", "v1.-1", ""])
      expect([version, within({ "enforce-version": version })]).toEqual([version, all]);
    expect(within({ "enforce-version": "v1.36" }, { minor: 33 })).toEqual(["PS101", "PS202"]);
  });
});
