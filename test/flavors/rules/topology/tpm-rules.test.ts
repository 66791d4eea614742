// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { later, told } from "./told.ts";

describe("FL423 tpm", () => {
  test("CRB of 1.2", () => {
    expect(told("FL423", { extraSpecs: { "hw:tpm_version": "1.2", "hw:tpm_model": "tpm-crb" } })).toEqual([
      [
        "error extra_specs.hw:tpm_version=1.2",
        "the TPM model tpm-crb exists for version 2.0 only: no server boots",
        "allowed: 2.0",
        "hint: set hw:tpm_version to 2.0, or hw:tpm_model to tpm-tis",
        'fix: set hw:tpm_version to 2.0: set 0/extraSpecs/hw:tpm_version="2.0"',
      ],
    ]);
  });

  test("a model and a secret of no version", () => {
    expect(told("FL423", { extraSpecs: { "hw:tpm_model": "tpm-crb", "hw:tpm_secret_security": "host" } })).toEqual([
      [
        "warning extra_specs.hw:tpm_model=tpm-crb",
        "hw:tpm_model without hw:tpm_version: the VM has no TPM",
        "hint: add hw:tpm_version=2.0, unless the image asks for a version",
        'fix: set hw:tpm_version to 2.0: set 0/extraSpecs/hw:tpm_version="2.0"',
      ],
      [
        "warning extra_specs.hw:tpm_secret_security=host",
        "hw:tpm_secret_security without hw:tpm_version: the VM has no TPM",
        "hint: add hw:tpm_version=2.0, unless the image asks for a version",
        'fix: set hw:tpm_version to 2.0: set 0/extraSpecs/hw:tpm_version="2.0"',
      ],
    ]);
  });

  test("right, not known", () => {
    expect(
      told("FL423", [
        { extraSpecs: { "hw:tpm_version": "2.0", "hw:tpm_model": "tpm-crb" } },
        { extraSpecs: { "hw:tpm_version": "1.2", "hw:tpm_model": "tpm-tis" } },
        { extraSpecs: { "hw:tpm_version": "3", "hw:tpm_model": "tpm-crb" } },
        { extraSpecs: { "hw:tpm_version": later, "hw:tpm_model": "tpm-crb" } },
        { extraSpecs: { "hw:tpm_model": later } },
        { extraSpecs: {} },
      ]),
    ).toEqual([]);
  });
});
