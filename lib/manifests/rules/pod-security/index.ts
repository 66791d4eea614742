// SPDX-License-Identifier: Apache-2.0
import type { ManifestRule } from "../../rule.ts";
import { hostNamespaces } from "./ps101-host-namespaces.ts";

/** In the order of their ids: PS1xx is the standard "baseline", PS2xx what "restricted" adds. */
export const podSecurityRules: readonly ManifestRule[] = [hostNamespaces];
