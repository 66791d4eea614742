// SPDX-License-Identifier: Apache-2.0
export { kubernetesChecks } from "./checks/index.ts";
export type { KubernetesCheck } from "./probe.ts";
export type { KubernetesTeam, VerifyKubernetesOptions } from "./team.ts";
export { verifyKubernetes } from "./verify.ts";
