// SPDX-License-Identifier: Apache-2.0
import { type ManifestRule, rules } from "../../manifests/index.ts";

/** Rules of data services themselves, and what the apiserver or the organizers would refuse of the pods that operators make for them. */
export const dataRules: readonly ManifestRule[] = rules.filter(({ id }) => /^(ES|KA|BR|PS|AG|QF)/.test(id));
