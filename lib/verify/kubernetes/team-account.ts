// SPDX-License-Identifier: Apache-2.0
import { namespaceObjects } from "../../model/light.ts";

/** Name of the ServiceAccount that a team's kubeconfig belongs to. */
export const serviceAccount: string = namespaceObjects.serviceAccount;
