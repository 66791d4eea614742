// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { codes, found, pod } from "./found.ts";

const context = (index: number): (string | number)[] => ["spec", "containers", index, "securityContext"];
const whole = ["spec", "securityContext"];
const seccompProfile = { type: "RuntimeDefault" };
const setting = (title: string, path: readonly (string | number)[], value: unknown, safe = false) => ({
  title,
  safe,
  edits: [{ op: "set", path, value }],
});

describe("what each check says", () => {
  test("PS201: each type that there ever was, and none that is allowed", () => {
    const types =
      "gcePersistentDisk awsElasticBlockStore gitRepo nfs iscsi glusterfs rbd flexVolume cinder cephfs flocker fc azureFile vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO storageos".split(
        " ",
      );
    const allowed = "configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected, secret";
    for (const type of types)
      expect(
        found(
          pod({
            volumes: [
              { name: "a", emptyDir: {} },
              { name: "b", [type]: {} },
            ],
          }),
        ),
      ).toEqual([
        {
          code: "PS201",
          message: 'volume "b" is of a type that only administrators give out',
          path: `spec.volumes.1.${type}`,
          field: `volumes.${type}`,
          seen: type,
          allowed,
          hint: "use a persistentVolumeClaim",
        },
      ]);
    for (const type of [...allowed.split(", "), "unheardOf"])
      expect(codes(pod({ volumes: [{ [type]: {} }] }))).toEqual([]);
    expect(codes(pod({ volumes: [{ nfs: null }, { name: "b" }, 7] }))).toEqual([]);
  });

  test("PS202", () => {
    const told = (index: number, verb: string) => ({
      code: "PS202",
      message: `container "c${index}" ${verb} gain privileges`,
      path: [...context(index), "allowPrivilegeEscalation"].join("."),
      field: "securityContext.allowPrivilegeEscalation",
      allowed: "false",
      hint: "set allowPrivilegeEscalation: false",
      fix: setting("set allowPrivilegeEscalation: false", [...context(index), "allowPrivilegeEscalation"], false),
    });
    const values = [true, undefined, null, "false", false].map((allowPrivilegeEscalation) => ({
      allowPrivilegeEscalation,
    }));
    expect(found(pod({}, ...values))).toEqual([
      { ...told(0, "lets its processes"), seen: "true" },
      told(1, "does not forbid its processes to"),
      told(2, "does not forbid its processes to"),
      { ...told(3, "does not forbid its processes to"), seen: "false" },
    ]);
  });

  test("PS203", () => {
    const long = "set runAsNonRoot: true, and runAsUser where the image's user is root or has no number";
    const told = (path: readonly (string | number)[], message: string, safe = false) => ({
      code: "PS203",
      message,
      path: [...path, "runAsNonRoot"].join("."),
      field: "securityContext.runAsNonRoot",
      allowed: "true",
      hint: safe ? "set runAsNonRoot: true" : long,
      fix: setting("set runAsNonRoot: true", [...path, "runAsNonRoot"], true, safe),
    });
    const nothing = (names: string) => `nothing says that ${names} must not run as root`;
    expect(
      found(pod({ securityContext: { seccompProfile } }, {}, { runAsNonRoot: true }, {}, { runAsNonRoot: null })),
    ).toEqual([told(whole, nothing('container "c0", container "c2" and container "c3"'))]);
    expect(found(pod({ securityContext: { seccompProfile, runAsUser: 5 } }, {}, {}))).toEqual([
      told(whole, nothing('container "c0" and container "c1"'), true),
    ]);
    // The pod is asked first: its true is no help for a container that says false, nor its false for one that says true.
    expect(found(pod({ securityContext: { seccompProfile, runAsNonRoot: true } }, { runAsNonRoot: false }))).toEqual([
      { ...told(context(0), 'container "c0" may run as root'), seen: "false" },
    ]);
    expect(
      found(pod({ securityContext: { seccompProfile, runAsNonRoot: false } }, { runAsNonRoot: true }, {})),
    ).toEqual([{ ...told(whole, "the pod may run as root"), seen: "false" }]);
    expect(codes(pod({ securityContext: { seccompProfile } }, { runAsNonRoot: true }))).toEqual([]);
    expect(codes(pod({ securityContext: { seccompProfile }, containers: [] }))).toEqual([]);
  });

  test("PS204", () => {
    const told = (path: readonly (string | number)[], who: string) => ({
      code: "PS204",
      message: `${who} runs as root`,
      path: [...path, "runAsUser"].join("."),
      field: "securityContext.runAsUser",
      seen: "0",
      allowed: "1 and above, or nothing: then the image says",
      hint: "remove runAsUser, or set a user that the image's files belong to",
      fix: { title: "remove runAsUser", safe: false, edits: [{ op: "remove", path: [...path, "runAsUser"] }] },
    });
    const securityContext = { runAsNonRoot: true, seccompProfile, runAsUser: 0 };
    expect(found(pod({ securityContext }, { runAsUser: 0 }, { runAsUser: "0" }, { runAsUser: 1 }))).toEqual([
      told(whole, "the pod"),
      told(context(0), 'container "c0"'),
    ]);
    expect(codes(pod({ securityContext }), { settings: { minor: 22 } })).toEqual([]);
    expect(codes(pod({ securityContext }), { settings: { minor: 23 } })).toEqual(["PS204"]);
  });

  test("PS205", () => {
    const path = [...whole, "seccompProfile"];
    expect(
      found(pod({ securityContext: { runAsNonRoot: true } }, { seccompProfile }, { seccompProfile: null }, {})),
    ).toEqual([
      {
        code: "PS205",
        message: 'nothing names a seccomp profile for container "c1" and container "c2"',
        path: path.join("."),
        field: "securityContext.seccompProfile.type",
        allowed: "RuntimeDefault, Localhost",
        hint: "set seccompProfile.type: RuntimeDefault in the pod's securityContext",
        fix: setting("set seccompProfile.type: RuntimeDefault", [...path, "type"], "RuntimeDefault"),
      },
    ]);
    expect(codes(pod({ securityContext: { runAsNonRoot: true } }), { settings: { minor: 18 } })).toEqual([]);
    expect(codes(pod({ securityContext: { runAsNonRoot: true, seccompProfile: { type: "Unconfined" } } }))).toEqual([
      "PS110",
    ]);
  });

  test("PS206", () => {
    const told = (index: number, message: string) => ({
      code: "PS206",
      message: `container "c${index}" ${message}`,
      field: "securityContext.capabilities.drop",
      path: [...context(index), "capabilities", "drop"].join("."),
      allowed: '["ALL"]',
      hint: 'set capabilities.drop: ["ALL"]',
    });
    const whole206 = (index: number) => setting("drop ALL", [...context(index), "capabilities", "drop"], ["ALL"]);
    const drops = [
      undefined,
      null,
      { drop: null },
      { drop: [] },
      { drop: ["KILL", "CHOWN"] },
      { drop: ["KILL", "ALL"] },
    ];
    expect(found(pod({}, ...drops.map((capabilities) => ({ capabilities }))))).toEqual([
      { ...told(0, "does not drop all capabilities"), fix: whole206(0) },
      { ...told(1, "does not drop all capabilities"), fix: whole206(1) },
      { ...told(2, "does not drop all capabilities"), fix: whole206(2) },
      { ...told(3, "does not drop all capabilities"), fix: whole206(3), seen: "a list of 0" },
      {
        ...told(4, "does not drop all capabilities"),
        fix: whole206(4),
        seen: "KILL, CHOWN",
      },
    ]);
    const add = ["NET_BIND_SERVICE", "CHOWN", "NET_ADMIN"];
    expect(found(pod({}, { capabilities: { drop: ["ALL"], add } })).filter(({ code }) => code === "PS206")).toEqual([
      {
        code: "PS206",
        message: 'container "c0" adds the capability CHOWN',
        path: [...context(0), "capabilities", "add", 1].join("."),
        field: "securityContext.capabilities.add",
        seen: "CHOWN",
        allowed: "NET_BIND_SERVICE, or nothing",
        hint: "do without it",
        fix: {
          title: "remove CHOWN",
          safe: false,
          edits: [{ op: "remove", path: [...context(0), "capabilities", "add", 1] }],
        },
      },
    ]);
    expect(codes(pod({}, { capabilities: {} }), { settings: { minor: 21 } })).toEqual([]);
  });

  test("PS109 at baseline, PS207 at restricted, by user namespace and version", () => {
    const object = (hostUsers: unknown) => pod({ hostUsers }, { procMount: "Unmasked" });
    const told = {
      message: 'container "c0" sees what is masked in /proc',
      path: [...context(0), "procMount"].join("."),
      field: "securityContext.procMount",
      seen: "Unmasked",
      allowed: "Default, or nothing",
      hint: "remove procMount",
      fix: { title: "remove procMount", safe: false, edits: [{ op: "remove", path: [...context(0), "procMount"] }] },
    };
    expect(found(object(true))).toEqual([{ code: "PS109", ...told }]);
    expect(found(object(false))).toEqual([{ code: "PS207", ...told }]);
    expect(found(object("false"))).toEqual([{ code: "PS109", ...told }]);
    expect(codes(object(false), { settings: { minor: 34 } })).toEqual(["PS109"]);
    expect(codes(object(false), { settings: { podSecurity: "baseline" } })).toEqual([]);
    expect(codes(object(false), { settings: { podSecurity: "baseline", minor: 34 } })).toEqual(["PS109"]);
  });
});

describe("exemptions", () => {
  const bare = (over: object) => pod({ securityContext: {}, containers: [{ name: "c0" }], ...over });

  test("Windows, since 1.25, of what is about Linux alone", () => {
    const windows = bare({ os: { name: "windows" } });
    expect(codes(windows)).toEqual(["PS203"]);
    expect(codes(windows, { settings: { minor: 25 } })).toEqual(["PS203"]);
    expect(codes(windows, { settings: { minor: 24 } })).toEqual(["PS202", "PS203", "PS205", "PS206"]);
    expect(codes(bare({ os: { name: "linux" } }))).toEqual(["PS202", "PS203", "PS205", "PS206"]);
  });

  test("pods in a user namespace, since 1.35, of users", () => {
    const inside = pod({ hostUsers: false, securityContext: { seccompProfile, runAsUser: 0 } });
    expect(codes(inside)).toEqual([]);
    expect(codes(inside, { settings: { minor: 35 } })).toEqual([]);
    expect(codes(inside, { settings: { minor: 34 } })).toEqual(["PS203", "PS204"]);
  });
});

describe("pods in workloads", () => {
  const { spec } = pod({ hostPID: true }) as { readonly spec: object };
  test("the hint says that the apiserver only warns", () => {
    for (const [apiVersion, kind] of [
      ["apps/v1", "Deployment"],
      ["batch/v1", "Job"],
      ["v1", "ReplicationController"],
    ] as const)
      expect(found({ apiVersion, kind, metadata: { name: "a" }, spec: { template: { spec } } })).toMatchObject([
        {
          path: "spec.template.spec.hostPID",
          hint: `remove hostPID; the apiserver only warns about the ${kind}, then no pod of it is made`,
          fix: { edits: [{ op: "remove", path: ["spec", "template", "spec", "hostPID"] }] },
        },
      ]);
    expect(found({ apiVersion: "v1", kind: "Pod", spec })[0]?.hint).toBe("remove hostPID");
  });

  test("names of manifests do no harm to a terminal", () => {
    const name = "a\u001B[31m\u202Eb";
    expect(
      found(
        pod({
          containers: [
            {
              name,
              securityContext: { privileged: true, allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
            },
          ],
        }),
      )[0]?.message,
    ).toBe('container "a\uFFFD[31m\uFFFDb" is privileged');
  });
});
