// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../../manifests/index.ts";
import type { KubernetesCheck } from "../probe.ts";
import { claim, pod } from "../samples.ts";

/** Every cluster has it; a pod of it pushes others off their nodes. */
const priorityClassName = "system-cluster-critical";

export const classesRefused: KubernetesCheck = {
  code: "VK156",
  name: "classes-refused",
  proves:
    "The team cannot push others' pods aside, tolerate the taints of others' nodes, or take storage of another class.",
  hint: "Put the event's admission policies and their bindings back: bivouac up.",
  probes(asking) {
    const { team } = asking;
    const { guardRails } = team;
    if (guardRails === undefined) return [];
    const { priorityClasses, storageClasses } = guardRails;
    const bad: readonly (readonly [string, string, Fields])[] = [
      ...(priorityClasses.includes(priorityClassName)
        ? []
        : [[`pod of priority class ${priorityClassName}`, "pods", pod(team, { priorityClassName })] as const]),
      ["pod that tolerates every taint", "pods", pod(team, { tolerations: [{ operator: "Exists" }] })],
      [
        "pod for control-plane nodes",
        "pods",
        pod(team, { nodeSelector: { "node-role.kubernetes.io/control-plane": "" } }),
      ],
      ...(storageClasses === undefined
        ? []
        : [
            [
              "claim of another storage class",
              "persistentvolumeclaims",
              claim("1Mi", { storageClassName: "bivouac-verify" }),
            ] as const,
          ]),
    ];
    return bad.map(([what, resource, body]) => ({
      probe: `create a ${what}`,
      expected: "refused",
      ask: () => asking.refused({ method: "POST", path: asking.path(resource), body }),
    }));
  },
};
