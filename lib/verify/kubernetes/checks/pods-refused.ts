// SPDX-License-Identifier: Apache-2.0
import { type Fields, textsAt } from "../../../manifests/index.ts";
import type { KubernetesCheck } from "../probe.ts";
import { container, pod } from "../samples.ts";
import type { KubernetesTeam } from "../team.ts";

type Bad = readonly [what: string, level: "baseline" | "restricted", spec: (team: KubernetesTeam) => Fields];

const secured = (team: KubernetesTeam, over: Fields): Fields => ({
  containers: [
    container(team, {
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, ...over },
    }),
  ],
});
const inPod = (over: Fields): Fields => ({
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" }, ...over },
});

/** @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
const pods: readonly Bad[] = [
  ["privileged", "baseline", (team) => secured(team, { privileged: true, allowPrivilegeEscalation: true })],
  ["with a path of the node", "baseline", () => ({ volumes: [{ name: "host", hostPath: { path: "/" } }] })],
  ["in the node's network", "baseline", () => ({ hostNetwork: true })],
  ["that sees the node's processes", "baseline", () => ({ hostPID: true })],
  ["in the node's IPC", "baseline", () => ({ hostIPC: true })],
  [
    "on a port of the node",
    "baseline",
    (team) => ({ containers: [container(team, { ports: [{ containerPort: 8080, hostPort: 8080 }] })] }),
  ],
  [
    "with added capabilities",
    "baseline",
    (team) => secured(team, { capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } }),
  ],
  ["with unsafe sysctls", "baseline", () => inPod({ sysctls: [{ name: "kernel.msgmax", value: "65536" }] })],
  ["without seccomp", "baseline", () => inPod({ seccompProfile: { type: "Unconfined" } })],
  ["as root", "restricted", () => inPod({ runAsNonRoot: false, runAsUser: 0 })],
  ["that may gain privileges", "restricted", (team) => secured(team, { allowPrivilegeEscalation: true })],
  ["that keeps capabilities", "restricted", (team) => secured(team, { capabilities: {} })],
  ["with no seccomp profile named", "restricted", () => inPod({ seccompProfile: null })],
];

export const podsRefused: KubernetesCheck = {
  code: "VK151",
  name: "pods-refused",
  proves: "Pods that reach the node, run as root or gain privileges are refused.",
  hint: "Put the namespace's Pod Security labels back (bivouac up for this team), and look for such pods that are there already.",
  probes(asking) {
    const { team } = asking;
    const labels = textsAt(asking.planned("Namespace")[0], "metadata", "labels");
    const level = labels["pod-security.kubernetes.io/enforce"] ?? "restricted";
    return pods
      .filter(([, of]) => level === "restricted" || (level === "baseline" && of === "baseline"))
      .map(([what, , spec]) => ({
        probe: `create a pod ${what}`,
        expected: "refused",
        ask: () => asking.refused({ method: "POST", path: asking.path("pods"), body: pod(team, spec(team)) }),
      }));
  },
};
