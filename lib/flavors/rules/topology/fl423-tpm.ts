// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { read, unknown } from "../../topology/index.ts";
import { hardware, setSpec, suggest } from "./fixes.ts";

const companions = ["hw:tpm_model", "hw:tpm_secret_security"] as const;

export const tpm: FlavorRule = {
  id: "FL423",
  name: "tpm",
  scope: "flavor",
  severity: "error",
  what: "hw:tpm_model=tpm-crb comes with hw:tpm_version=2.0; a model or a secret security comes with a version.",
  why: "The scheduler refuses tpm-crb with version 1.2, and every server ends in ERROR. Without hw:tpm_version the VM has no TPM at all (warning).",
  sources: [`${hardware} get_vtpm_constraint`, "docs.openstack.org/nova/latest/admin/emulated-tpm.html"],
  fix: "suggested",
  *check(flavor) {
    const version = read(flavor, "hw:tpm_version");
    const toTwo = suggest("set hw:tpm_version to 2.0", setSpec(flavor, "hw:tpm_version", "2.0"));
    if (version === undefined) {
      for (const key of companions) {
        const value = read(flavor, key);
        if (value === undefined || value === unknown) continue;
        yield {
          message: `${key} without hw:tpm_version: the VM has no TPM`,
          at: flavor.atSpecKey(key),
          severity: "warning",
          seen: value,
          hint: "add hw:tpm_version=2.0, unless the image asks for a version",
          fix: toTwo,
        };
      }
    } else if (version === "1.2" && read(flavor, "hw:tpm_model") === "tpm-crb")
      yield {
        message: "the TPM model tpm-crb exists for version 2.0 only: no server boots",
        at: flavor.atSpec("hw:tpm_version"),
        seen: version,
        allowed: "2.0",
        hint: "set hw:tpm_version to 2.0, or hw:tpm_model to tpm-tis",
        fix: toTwo,
      };
  },
  failing: [
    { title: "CRB of version 1.2", flavors: [{ extraSpecs: { "hw:tpm_model": "tpm-crb", "hw:tpm_version": "1.2" } }] },
    { title: "a model of no version", flavors: [{ extraSpecs: { "hw:tpm_model": "tpm-tis" } }] },
  ],
  passing: [
    { title: "CRB of version 2.0", flavors: [{ extraSpecs: { "hw:tpm_model": "tpm-crb", "hw:tpm_version": "2.0" } }] },
    { title: "a version alone", flavors: [{ extraSpecs: { "hw:tpm_version": "1.2" } }] },
  ],
};
