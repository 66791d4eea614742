// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../flavor.ts";
import { requestGroups } from "../placement/groups.ts";
import type { Release } from "../release.ts";
import { knowsResourceClass, looseBool } from "../specs/index.ts";
import { cpuDemandsOf, isBad, read, sizeOf, unknown } from "../topology/index.ts";

/** What one provider (a suffixed group) or one host (the group "") must give. */
export interface PlacementGroup {
  readonly suffix: string;
  /** Resource class → amount, above zero. */
  readonly resources: ReadonlyMap<string, number>;
  readonly required: ReadonlySet<string>;
  readonly forbidden: ReadonlySet<string>;
}

/** The question that Nova's scheduler asks placement for a flavor. */
export interface PlacementRequest {
  readonly groups: readonly PlacementGroup[];
  readonly policy?: "isolate" | "none" | undefined;
  /** Traits of the host itself. */
  readonly rootRequired: readonly string[];
  readonly rootForbidden: readonly string[];
}

interface Draft {
  readonly resources: Map<string, number>;
  readonly required: Set<string>;
  readonly forbidden: Set<string>;
}

/**
 * The request that Nova makes for a VM of the flavor with an image that says nothing, booted from its root disk.
 * Undefined when it cannot be known (a value is missing or known only at run time) or is never made, because Nova's API
 * refuses the flavor before. What Cyborg adds for a device profile and Neutron for ports is not in it.
 * Source: nova/scheduler/utils.py ResourceRequest, nova/scheduler/request_filter.py.
 * @param release of the cloud: newer ones ask for more traits
 */
export function placementRequest(flavor: Flavor, release: Release): PlacementRequest | undefined {
  const { vcpus, ram, disk, ephemeral, swap } = flavor;
  if (vcpus === undefined || ram === undefined || disk === undefined) return undefined;
  if (ephemeral === undefined || swap === undefined || !isKnown(flavor)) return undefined;
  const drafts = new Map<string, Draft>();
  const group = (suffix: string): Draft => {
    let draft = drafts.get(suffix);
    if (draft === undefined)
      drafts.set(suffix, (draft = { resources: new Map(), required: new Set(), forbidden: new Set() }));
    return draft;
  };
  const own = group("");
  for (const { suffix, resources, traits } of requestGroups(flavor)) {
    const draft = group(suffix);
    for (const { name, amount } of resources)
      if (amount !== undefined && amount >= 0 && isResourceClass(name, release)) draft.resources.set(name, amount);
    for (const { name, value } of traits)
      if (value === "required") draft.required.add(name);
      else if (value === "forbidden") draft.forbidden.add(name);
  }
  if (!addCpus(flavor, vcpus, own)) return undefined;
  // An amount in any group, zero too, takes the place of the flavor's own.
  const asked = new Set([...drafts.values()].flatMap(({ resources }) => [...resources.keys()]));
  if (!asked.has("VCPU") && !asked.has("PCPU")) own.resources.set("VCPU", vcpus);
  if (!asked.has("MEMORY_MB")) own.resources.set("MEMORY_MB", ram);
  if (!asked.has("DISK_GB")) own.resources.set("DISK_GB", disk + ephemeral + Math.ceil(swap / 1024));
  if (!addDevices(flavor, release, own)) return undefined;
  const policy = flavor.spec("group_policy");
  return {
    groups: [...drafts].flatMap(([suffix, draft]) => {
      const resources = new Map([...draft.resources].filter(([, amount]) => amount > 0));
      const empty = resources.size === 0 && draft.required.size === 0 && draft.forbidden.size === 0;
      return empty ? [] : [{ suffix, ...draft, resources }];
    }),
    ...(policy === "none" || policy === "isolate" ? { policy } : {}),
    rootRequired: rootTraits(flavor, release),
    rootForbidden: ["COMPUTE_STATUS_DISABLED"],
  };
}

/**
 * The request as the query of `GET /allocation_candidates` (placement 1.36), without a limit. Equal requests have equal
 * queries.
 */
export function placementQuery({ groups, policy, rootRequired, rootForbidden }: PlacementRequest): string {
  const query = new Map<string, string>();
  if (policy !== undefined) query.set("group_policy", policy);
  query.set("root_required", traitList(rootRequired, rootForbidden));
  for (const { suffix, resources, required, forbidden } of groups) {
    query.set(
      `resources${suffix}`,
      [...resources]
        .map(([name, amount]) => `${name}:${amount}`)
        .toSorted()
        .join(","),
    );
    const traits = traitList([...required], [...forbidden]);
    if (traits !== "") query.set(`required${suffix}`, traits);
  }
  return new URLSearchParams([...query].toSorted(([a], [b]) => (a < b ? -1 : 1))).toString();
}

/** Sum over all groups. */
export function totalResources({ groups }: PlacementRequest): Map<string, number> {
  const total = new Map<string, number>();
  for (const { resources } of groups)
    for (const [name, amount] of resources) total.set(name, (total.get(name) ?? 0) + amount);
  return total;
}

function isKnown({ definition }: Flavor): boolean {
  return definition.openSpecs === undefined && definition.specs.every(({ value }) => typeof value !== "object");
}

/** Nova drops others with a warning in its log. */
function isResourceClass(name: string, release: Release): boolean {
  return name.startsWith("CUSTOM_") || knowsResourceClass(name, release);
}

/** Pinned CPUs as PCPU, one more for isolated emulator threads. False when Nova's API refuses the flavor. */
function addCpus(flavor: Flavor, vcpus: number, { resources, required, forbidden }: Draft): boolean {
  const { policy, emulator, threadPolicy, dedicatedMask, realtime, realtimeMask } = cpuDemandsOf(flavor);
  if (policy === unknown || emulator === unknown || threadPolicy === unknown) return false;
  const spare = emulator === "isolate" ? 1 : 0;
  if (policy === "dedicated") resources.set("PCPU", vcpus + spare);
  if (policy === "mixed") {
    // Without a mask all CPUs are real-time.
    const mask = dedicatedMask ?? (realtime === true ? realtimeMask : undefined);
    if (mask === unknown || mask === undefined || isBad(mask)) return false;
    const pinned = sizeOf(mask);
    resources.set("VCPU", vcpus - pinned);
    resources.set("PCPU", pinned + spare);
  }
  if (threadPolicy === "isolate") forbidden.add("HW_CPU_HYPERTHREADING");
  if (threadPolicy === "require") required.add("HW_CPU_HYPERTHREADING");
  return true;
}

/** What `hw:` and `os:` extra specs mean for placement. False when Nova's API refuses the flavor. */
function addDevices(flavor: Flavor, release: Release, { resources, required }: Draft): boolean {
  const word = (key: string): string | undefined => flavor.spec(key);
  if (looseBool(word("hw:mem_encryption") ?? "")) {
    resources.set("MEM_ENCRYPTION_CONTEXT", 1);
    if (release >= 32) required.add(encryptionTraits.get(word("hw:mem_encryption_model") ?? "amd-sev") ?? "");
  }
  const pmem = read(flavor, "hw:pmem");
  if (pmem === unknown) return false;
  for (const label of (pmem ?? "").split(",").map((each) => each.trim())) {
    if (label === "") continue;
    const name = `CUSTOM_PMEM_NAMESPACE_${label.replaceAll(/[^0-9A-Za-z]+/g, "_").toUpperCase()}`;
    resources.set(name, (resources.get(name) ?? 0) + 1);
  }
  const tpm = word("hw:tpm_version");
  if (tpm !== undefined) {
    if (tpm !== "1.2" && tpm !== "2.0") return false;
    required.add(tpm === "1.2" ? "COMPUTE_SECURITY_TPM_1_2" : "COMPUTE_SECURITY_TPM_2_0");
    if (release >= 30)
      required.add(word("hw:tpm_model") === "tpm-crb" ? "COMPUTE_SECURITY_TPM_CRB" : "COMPUTE_SECURITY_TPM_TIS");
  }
  if (word("hw:pci_numa_affinity_policy") === "socket" && release >= 23)
    required.add("COMPUTE_SOCKET_PCI_NUMA_AFFINITY");
  if (word("os:secure_boot") === "required" && release >= 23) required.add("COMPUTE_SECURITY_UEFI_SECURE_BOOT");
  const address = word("hw:maxphysaddr_mode");
  if (address === "passthrough" && release >= 29) required.add("COMPUTE_ADDRESS_SPACE_PASSTHROUGH");
  if (address === "emulate" && release >= 29) required.add("COMPUTE_ADDRESS_SPACE_EMULATED");
  return !required.has("");
}

const encryptionTraits: ReadonlyMap<string, string> = new Map([
  ["amd-sev", "HW_CPU_X86_AMD_SEV"],
  ["amd-sev-es", "HW_CPU_X86_AMD_SEV_ES"],
  ["amd-sev-snp", "HW_CPU_X86_AMD_SEV_SNP"],
  ["intel-tdx", "HW_CPU_X86_INTEL_TDX"],
]);

/** What the mandatory filters of the request ask of the host itself. */
function rootTraits(flavor: Flavor, release: Release): string[] {
  const traits: string[] = [];
  const on = (key: string): boolean => looseBool(flavor.spec(key) ?? "");
  if (flavor.spec("accel:device_profile")) traits.push("COMPUTE_ACCELERATORS");
  if (release >= 26 && on("hw:ephemeral_encryption")) {
    traits.push("COMPUTE_EPHEMERAL_ENCRYPTION");
    const format = flavor.spec("hw:ephemeral_encryption_format");
    if (format) traits.push(`COMPUTE_EPHEMERAL_ENCRYPTION_${format.toUpperCase()}`);
  }
  if (release >= 29 && on("hw:virtio_packed_ring")) traits.push("COMPUTE_NET_VIRTIO_PACKED");
  if (release >= 32 && flavor.spec("hw:sound_model") === "virtio") traits.push("COMPUTE_SOUND_MODEL_VIRTIO");
  if (release >= 33 && flavor.spec("hw:tpm_version") !== undefined)
    traits.push(
      `COMPUTE_SECURITY_TPM_SECRET_SECURITY_${(flavor.spec("hw:tpm_secret_security") ?? "user").toUpperCase()}`,
    );
  return traits;
}

function traitList(required: readonly string[], forbidden: readonly string[]): string {
  return [...required.toSorted(), ...forbidden.toSorted().map((trait) => `!${trait}`)].join(",");
}
