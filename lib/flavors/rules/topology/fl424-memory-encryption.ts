// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { looseBool } from "../../specs/values.ts";
import { read, unknown } from "../../topology/index.ts";
import { hardware, setSpec, suggest } from "./fixes.ts";

const key = "hw:mem_encryption";
const modelKey = "hw:mem_encryption_model";

/** What an image needs beyond UEFI and q35. */
const beyondUefi: ReadonlyMap<string, readonly string[]> = new Map([
  ["amd-sev-snp", ["hw_firmware_stateless=true"]],
  ["intel-tdx", ["hw_firmware_stateless=true", "hw_video_model=none"]],
]);

export const memoryEncryption: FlavorRule = {
  id: "FL424",
  name: "memory-encryption",
  scope: "flavor",
  severity: "warning",
  what: "hw:mem_encryption_model comes with hw:mem_encryption; for hw:mem_encryption it is said what images need (info).",
  why: "A model alone encrypts nothing. With encryption on, Nova refuses every server whose image does not say UEFI, or says a machine type other than q35.",
  sources: [`${hardware} get_mem_encryption_constraint`, "docs.openstack.org/nova/latest/admin/sev.html"],
  fix: "suggested",
  *check(flavor) {
    const asked = read(flavor, key);
    const model = read(flavor, modelKey);
    if (asked === unknown) return;
    if (asked !== undefined && looseBool(asked)) {
      const needs = [
        "hw_firmware_type=uefi",
        "hw_machine_type=q35",
        ...(model === unknown || model === undefined ? [] : (beyondUefi.get(model) ?? [])),
      ];
      yield {
        message: `memory is encrypted: only images with ${needs.join(", ")} boot`,
        at: flavor.atSpec(key),
        severity: "info",
        seen: asked,
      };
    } else if (model !== undefined && model !== unknown)
      yield {
        message: `${modelKey} without ${key}: memory is not encrypted`,
        at: flavor.atSpecKey(modelKey),
        seen: model,
        hint: `add ${key}=true, unless the image asks for encryption`,
        fix: suggest(`set ${key} to true`, setSpec(flavor, key, "true")),
      };
  },
  failing: [
    { title: "a model alone", flavors: [{ extraSpecs: { [modelKey]: "amd-sev-es" } }] },
    { title: "what images need", flavors: [{ extraSpecs: { [key]: "true", [modelKey]: "amd-sev-snp" } }] },
  ],
  passing: [
    { title: "not asked", flavors: [{ extraSpecs: { [key]: "false" } }] },
    { title: "no word of it", flavors: [{ extraSpecs: {} }] },
  ],
};
