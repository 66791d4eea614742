// SPDX-License-Identifier: Apache-2.0
import type { ManifestRule } from "../../rule.ts";
import { hostNamespaces } from "./ps101-host-namespaces.ts";
import { privileged } from "./ps102-privileged.ts";
import { addedCapabilities } from "./ps103-added-capabilities.ts";
import { hostPath } from "./ps104-host-path.ts";
import { hostPorts } from "./ps105-host-ports.ts";
import { probeHosts } from "./ps106-probe-hosts.ts";
import { appArmor } from "./ps107-app-armor.ts";
import { seLinux } from "./ps108-se-linux.ts";
import { procMount } from "./ps109-proc-mount.ts";
import { seccompProfile } from "./ps110-seccomp-profile.ts";
import { sysctls } from "./ps111-sysctls.ts";
import { windowsHostProcess } from "./ps112-windows-host-process.ts";
import { volumeTypes } from "./ps201-volume-types.ts";
import { privilegeEscalation } from "./ps202-privilege-escalation.ts";
import { runAsNonRoot } from "./ps203-run-as-non-root.ts";
import { runAsUser } from "./ps204-run-as-user.ts";
import { seccompRequired } from "./ps205-seccomp-required.ts";
import { dropCapabilities } from "./ps206-drop-capabilities.ts";
import { procMountRestricted } from "./ps207-proc-mount-restricted.ts";

/** In the order of their ids: PS1xx is the standard "baseline", PS2xx what "restricted" adds. */
export const podSecurityRules: readonly ManifestRule[] = [
  hostNamespaces,
  privileged,
  addedCapabilities,
  hostPath,
  hostPorts,
  probeHosts,
  appArmor,
  seLinux,
  procMount,
  seccompProfile,
  sysctls,
  windowsHostProcess,
  volumeTypes,
  privilegeEscalation,
  runAsNonRoot,
  runAsUser,
  seccompRequired,
  dropCapabilities,
  procMountRestricted,
];
