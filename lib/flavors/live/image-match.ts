// SPDX-License-Identifier: Apache-2.0
import type { Flavor } from "../flavor.ts";
import type { DeclaredImage } from "../settings.ts";
import { looseBool } from "../specs/index.ts";
import type { Spot } from "../../lint/index.ts";

/** What VMs boot from: the flavor's root disk or a Cinder volume of a size in GiB. */
export type Boot = { readonly from: "disk" } | { readonly from: "volume"; readonly sizeGiB: number };

/** One reason why Nova's API refuses a VM of this flavor and image. */
export interface ImageConflict {
  /** Nova's fault class. */
  readonly fault: string;
  readonly message: string;
  /** Place in the flavor. */
  readonly at: Spot;
  readonly seen: string;
  readonly allowed: string;
}

/**
 * Everything in which flavor and image do not go together. Values that are not known conflict with nothing.
 * Source: nova/compute/api.py _validate_flavor_image, nova/virt/hardware.py.
 */
export function imageConflicts(flavor: Flavor, image: DeclaredImage, boot: Boot): ImageConflict[] {
  return [...sizes(flavor, image, boot), ...properties(flavor, image.properties ?? {})];
}

function* sizes(flavor: Flavor, image: DeclaredImage, boot: Boot): Iterable<ImageConflict> {
  const { ram, disk } = flavor;
  const { minRam = 0, minDisk = 0, virtualSizeGiB = 0 } = image;
  if (ram !== undefined && ram < minRam)
    yield {
      fault: "FlavorMemoryTooSmall",
      message: "the image needs more memory",
      at: flavor.at("ram"),
      seen: `${ram} MiB`,
      allowed: `at least ${minRam} MiB`,
    };
  // A flavor without a root disk takes the image's size.
  const size = boot.from === "volume" ? boot.sizeGiB : disk === 0 ? undefined : disk;
  const needed = Math.max(minDisk, virtualSizeGiB);
  if (size !== undefined && size < needed)
    yield {
      fault: boot.from === "volume" ? "VolumeSmallerThanMinDisk" : "FlavorDiskSmallerThanMinDisk",
      message: boot.from === "volume" ? "the image needs a larger root volume" : "the image needs a larger root disk",
      at: flavor.at("disk"),
      seen: `${size} GiB`,
      allowed: `at least ${needed} GiB`,
    };
}

function* properties(flavor: Flavor, image: Readonly<Record<string, string>>): Iterable<ImageConflict> {
  const pair = (key: string): readonly [string | undefined, string | undefined] => [
    flavor.spec(key) || undefined,
    (Object.hasOwn(image, key.replace(":", "_")) ? image[key.replace(":", "_")] : undefined) || undefined,
  ];
  const conflict = (fault: string, key: string, wanted: string, allowed: string): ImageConflict => ({
    fault,
    message: `${key} and the image's ${key.replace(":", "_")} do not go together`,
    at: flavor.atSpec(key),
    seen: `${flavor.spec(key) ?? "nothing"}, image ${wanted}`,
    allowed,
  });
  const [policy, wantedPolicy] = pair("hw:cpu_policy");
  if (
    (policy === "shared" && (wantedPolicy === "dedicated" || wantedPolicy === "mixed")) ||
    (policy === "mixed" && wantedPolicy === "dedicated")
  )
    yield conflict(
      "ImageCPUPinningForbidden",
      "hw:cpu_policy",
      wantedPolicy,
      "an image that asks for no more than that",
    );
  const [threads, wantedThreads] = pair("hw:cpu_thread_policy");
  if (threads !== undefined && threads !== "prefer" && wantedThreads !== undefined && wantedThreads !== threads)
    yield conflict("ImageCPUThreadPolicyForbidden", "hw:cpu_thread_policy", wantedThreads, `an image with ${threads}`);
  const [pages, wantedPages] = pair("hw:mem_page_size");
  if (wantedPages !== undefined && pages !== "any" && pages !== "large" && !flavor.definition.openSpecs)
    yield conflict("MemoryPageSizeForbidden", "hw:mem_page_size", wantedPages, "a flavor with any or large");
  const [nodes, wantedNodes] = pair("hw:numa_nodes");
  if (nodes !== undefined && wantedNodes !== undefined)
    yield conflict("ImageNUMATopologyForbidden", "hw:numa_nodes", wantedNodes, "only one of the two says it");
  for (const key of equal) {
    const [own, wanted] = pair(key);
    if (own !== undefined && wanted !== undefined && own !== wanted)
      yield conflict("FlavorImageConflict", key, wanted, "the same value in both");
  }
  for (const key of equalFlags) {
    const [own, wanted] = pair(key);
    if (own !== undefined && wanted !== undefined && looseBool(own) !== looseBool(wanted))
      yield conflict("FlavorImageConflict", key, wanted, "the same value in both");
  }
  yield* traits(flavor, image);
}

const equal = [
  "hw:pci_numa_affinity_policy",
  "hw:tpm_version",
  "hw:tpm_model",
  "os:secure_boot",
  "hw:ephemeral_encryption_format",
  "hw:maxphysaddr_mode",
];
const equalFlags = [
  "hw:mem_encryption",
  "hw:ephemeral_encryption",
  "hw:pmu",
  "hw:locked_memory",
  "hw:virtio_packed_ring",
];

function* traits(flavor: Flavor, image: Readonly<Record<string, string>>): Iterable<ImageConflict> {
  for (const [key, value] of Object.entries(image)) {
    if (key.startsWith("trait:") && value === "required" && flavor.spec(key) === "forbidden")
      yield {
        fault: "NoValidHost",
        message: "the image requires a trait that the flavor forbids",
        at: flavor.atSpec(key),
        seen: key.slice("trait:".length),
        allowed: "only one of the two says it",
      };
  }
  const architecture = image["hw_architecture"] ?? image["architecture"];
  const wanted = architecture && architectures.get(architecture.toLowerCase());
  if (!wanted) return;
  for (const [key, value] of flavor.specs)
    if (key.startsWith("trait:HW_ARCH_") && value === "required" && key !== `trait:${wanted}`)
      yield {
        fault: "NoValidHost",
        message: "the image is for another architecture",
        at: flavor.atSpec(key),
        seen: `${key.slice("trait:".length)}, image ${architecture}`,
        allowed: wanted,
      };
}

const architectures: ReadonlyMap<string, string> = new Map([
  ["x86_64", "HW_ARCH_X86_64"],
  ["amd64", "HW_ARCH_X86_64"],
  ["i686", "HW_ARCH_I686"],
  ["aarch64", "HW_ARCH_AARCH64"],
  ["arm64", "HW_ARCH_AARCH64"],
  ["ppc64le", "HW_ARCH_PPC64LE"],
  ["s390x", "HW_ARCH_S390X"],
  ["riscv64", "HW_ARCH_RISCV64"],
]);
