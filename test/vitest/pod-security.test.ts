// SPDX-License-Identifier: Apache-2.0
import { ApiObject, Chart, Testing } from "cdk8s";
import { describe, expect, it } from "vitest";
import { readManifests } from "../../lib/manifests/index.ts";
import { manifestMatchers } from "../../lib/vitest/index.ts";

expect.extend(manifestMatchers);

const context = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
const pod = (over: object = {}, securityContext: object = context) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "app" },
  spec: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    containers: [{ name: "app", image: "app", securityContext }],
    ...over,
  },
});
const job = (spec: unknown) => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "once" },
  spec: { template: { spec } },
});
const yaml = `
apiVersion: v1
kind: Pod
metadata: { name: app }
spec:
  hostPID: true # bivouac-ignore PS101 -- the apiserver does not read this
  containers: [{ name: app, image: app }]
`;
const failure = (run: () => void): string => {
  try {
    run();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "nothing was thrown";
};

describe("toPassRestricted", () => {
  it("passes for what the apiserver would take", () => {
    expect(pod()).toPassRestricted();
    expect([pod(), job(pod().spec)]).toPassRestricted();
    expect([]).toPassRestricted();
    expect({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" } }).toPassRestricted();
    expect(failure(() => expect([pod(), pod()]).not.toPassRestricted())).toBe(
      'expected 2 objects to break the Pod Security Standard "restricted", but none does',
    );
  });

  it("says what is wrong, by object", () => {
    expect(failure(() => expect([pod({}, { capabilities: { drop: ["ALL"] } })]).toPassRestricted())).toBe(
      [
        'expected 1 object to pass the Pod Security Standard "restricted":',
        '  error PS202 Pod app: container "app" does not forbid its processes to gain privileges (allowed: false; set allowPrivilegeEscalation: false)',
      ].join("\n"),
    );
    expect(failure(() => expect(job(pod({ hostIPC: true }).spec)).toPassRestricted())).toBe(
      [
        'expected 1 object to pass the Pod Security Standard "restricted":',
        "  error PS101 Job once: the pod shares the node's IPC namespace (seen: true; allowed: false, or nothing; remove hostIPC; the apiserver only warns about the Job, then no pod of it is made)",
      ].join("\n"),
    );
  });

  it("takes another level and another version", () => {
    const bare = pod({ securityContext: {} }, {});
    expect(bare).not.toPassRestricted();
    expect(bare).toPassRestricted({ level: "baseline" });
    expect(pod({ hostNetwork: true })).not.toPassRestricted({ level: "baseline" });
    const inUserNamespace = pod({ hostUsers: false, securityContext: { seccompProfile: { type: "RuntimeDefault" } } });
    expect(inUserNamespace).toPassRestricted();
    expect(inUserNamespace).not.toPassRestricted({ minor: 34 });
  });

  it("is not led by a namespace's label or by a comment", () => {
    const labels = { "pod-security.kubernetes.io/enforce": "privileged" };
    const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "default", labels } };
    expect([namespace, pod({ hostPID: true })]).not.toPassRestricted();
    expect(yaml).not.toPassRestricted({ level: "baseline" });
  });

  it("takes text, what the reader gives, lists and a chart's synth", () => {
    expect(failure(() => expect(yaml).toPassRestricted({ level: "baseline" }))).toContain(
      "\n  manifests.yaml:6:12 error PS101 Pod app: the pod shares the node's process namespace",
    );
    expect(JSON.stringify(pod())).toPassRestricted();
    expect(readManifests(yaml, "a.yaml").manifests).not.toPassRestricted();
    expect({ apiVersion: "v1", kind: "List", items: [pod(), pod({ hostPID: true })] }).not.toPassRestricted();
    expect({ apiVersion: "v1", kind: "List", items: [pod()] }).toPassRestricted();
    const chart = new Chart(Testing.app(), "chart");
    new ApiObject(chart, "Pod", pod());
    expect(Testing.synth(chart)).toPassRestricted();
    new ApiObject(chart, "Another", pod({ hostIPC: true }));
    expect(Testing.synth(chart)).not.toPassRestricted();
  });

  it("wants objects, and a text that can be read", () => {
    for (const wrong of [7, null, undefined, [[], true]])
      expect(failure(() => expect(wrong).toPassRestricted())).toBe(
        "toPassRestricted wants Kubernetes objects: YAML text, one object, a list, or a chart's synth",
      );
    expect(failure(() => expect("kind: [").toPassRestricted())).toMatch(
      /^toPassRestricted cannot read the text:\n {2}/,
    );
    expect(failure(() => expect("metadata: {}").toPassRestricted())).toMatch(/manifests\.yaml:1:1 error MF001/);
  });
});
