// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../../manifests/index.ts";
import type { KubernetesCheck } from "../probe.ts";
import { claim, leastStorage, pod } from "../samples.ts";

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
    const foreign = team.storageClasses?.find((name) => storageClasses?.includes(name) === false);
    const bad: readonly (readonly [string, string, string, Fields])[] = [
      ...(priorityClasses.includes(priorityClassName)
        ? []
        : [
            [
              "priority-classes",
              `pod of priority class ${priorityClassName}`,
              "pods",
              pod(team, { priorityClassName }),
            ] as const,
          ]),
      ["placement", "pod that tolerates every taint", "pods", pod(team, { tolerations: [{ operator: "Exists" }] })],
      [
        "placement",
        "pod for control-plane nodes",
        "pods",
        pod(team, { nodeSelector: { "node-role.kubernetes.io/control-plane": "" } }),
      ],
      ...(foreign === undefined
        ? []
        : [
            [
              "storage-classes",
              `claim of storage class ${foreign}`,
              "persistentvolumeclaims",
              claim(leastStorage(team), { storageClassName: foreign }),
            ] as const,
          ]),
    ];
    return bad
      .filter(([guard]) => !asking.isOff(guard))
      .map(([, what, resource, body]) => ({
        probe: `create a ${what}`,
        expected: "refused",
        ask: () => asking.refused({ method: "POST", path: asking.path(resource), body }),
      }));
  },
};
