// SPDX-License-Identifier: Apache-2.0
import type { ManifestRule } from "../../rule.ts";
import { danglingService } from "./kl101-dangling-service.ts";
import { envVarSecret } from "./kl102-env-var-secret.ts";
import { latestTag } from "./kl103-latest-tag.ts";
import { mismatchingSelector } from "./kl104-mismatching-selector.ts";
import { noAntiAffinity } from "./kl105-no-anti-affinity.ts";
import { noReadOnlyRootFs } from "./kl106-no-read-only-root-fs.ts";
import { nonExistentServiceAccount } from "./kl107-non-existent-service-account.ts";
import { sshPort } from "./kl108-ssh-port.ts";
import { accessToCreatePods } from "./kl110-access-to-create-pods.ts";
import { accessToSecrets } from "./kl111-access-to-secrets.ts";
import { clusterAdmin } from "./kl112-cluster-admin.ts";
import { exposedServices } from "./kl113-exposed-services.ts";
import { readSecretFromEnvVar } from "./kl114-read-secret-from-env-var.ts";
import { wildcardInRules } from "./kl115-wildcard-in-rules.ts";
import { rbacEscalation } from "./kl116-rbac-escalation.ts";
import { defaultToken } from "./kl117-default-service-account-token.ts";
import { resourcesMissing } from "./kl120-resources-missing.ts";
import { probesMissing } from "./kl121-probes-missing.ts";
import { disruptionBudgetMissing } from "./kl122-disruption-budget-missing.ts";
import { disruptionBudgetBlocks } from "./kl123-disruption-budget-blocks.ts";
import { duplicateEnv } from "./kl130-duplicate-env.ts";
import { scaleTargetMissing } from "./kl131-scale-target-missing.ts";
import { servicePortMissing } from "./kl132-service-port-missing.ts";
import { backendMissing } from "./kl133-backend-missing.ts";
import { duplicateRoute } from "./kl134-duplicate-route.ts";
import { jobDeadline } from "./kl135-job-deadline.ts";
import { cronSchedule } from "./kl136-cron-schedule.ts";
import { sharedClaim } from "./kl137-shared-claim.ts";

/**
 * In the order of their ids. Of kube-linter's checks that are on by default, these are other groups' here and not told twice: host-network,
 * host-pid, host-ipc, docker-sock, sensitive-host-mounts, drop-net-raw, privileged-container, privilege-escalation-container,
 * run-as-non-root and unsafe-sysctls (Pod Security).
 */
export const practiceRules: readonly ManifestRule[] = [
  danglingService,
  envVarSecret,
  latestTag,
  mismatchingSelector,
  noAntiAffinity,
  noReadOnlyRootFs,
  nonExistentServiceAccount,
  sshPort,
  accessToCreatePods,
  accessToSecrets,
  clusterAdmin,
  exposedServices,
  readSecretFromEnvVar,
  wildcardInRules,
  rbacEscalation,
  defaultToken,
  resourcesMissing,
  probesMissing,
  disruptionBudgetMissing,
  disruptionBudgetBlocks,
  duplicateEnv,
  scaleTargetMissing,
  servicePortMissing,
  backendMissing,
  duplicateRoute,
  jobDeadline,
  cronSchedule,
  sharedClaim,
];
