// SPDX-License-Identifier: Apache-2.0
import { type Finding, type VmGroup, eventFlavorId, eventFlavorName } from "../model/index.ts";
import type { EventPlan, TeamPlan } from "../planning/index.ts";
import { type Size, describeSize, fromModel, ownFlavor, sizeFor, sizeOf } from "./flavor-size.ts";
import { type Raw, text } from "./kinds.ts";
import { marksOf } from "./ownership.ts";
import { suggestion } from "./places.ts";
import type { CloudFacts } from "./preflight-cloud.ts";

/** Key of a VM group that a code is about. */
const fieldOf: Readonly<Record<string, string>> = {
  BV310: "flavor",
  BV312: "flavor",
  BV313: "image",
  BV314: "image",
  BV315: "flavor",
  BV316: "image",
};

type Report = (code: string, message: string, rest?: Partial<Finding>) => void;

/** Flavors, images and volume types that VM groups name. */
export function checkVms(plan: EventPlan, teams: readonly TeamPlan[], facts: CloudFacts): Finding[] {
  const findings: Finding[] = [];
  for (const { team } of teams) {
    for (const group of team.vms) {
      const report: Report = (code, message, rest = {}) =>
        findings.push({
          code,
          severity: "error",
          message,
          team: team.id,
          path: `teams.${team.id}.vms.${group.key}.${fieldOf[code] ?? "volumes"}`,
          ...rest,
        });
      const size = facts.flavors && checkFlavor(plan, group, facts.flavors, report);
      if (facts.images) checkImage(group, size, facts.images, report);
      if (facts.volumeTypes) checkTypes(group, facts.volumeTypes, report);
    }
  }
  return findings;
}

/** Flavors that the event makes must not meet somebody else's of the same name or id. */
export function checkEventFlavors(plan: EventPlan, facts: CloudFacts): Finding[] {
  return (plan.event.flavors ?? [])
    .filter((flavor) => !flavor.existing)
    .flatMap((flavor): Finding[] => {
      const name = eventFlavorName(plan.event.name, flavor.name);
      const id = eventFlavorId(plan.event.name, flavor.name);
      const taken = facts.flavors?.find(
        (raw) => (raw.id === id || raw.name === name) && marksOf(raw)?.event !== plan.event.name,
      );
      return taken === undefined
        ? []
        : [
            {
              code: "BV311",
              severity: "error",
              message: `flavor "${name}" of the event is already there and somebody else's`,
              path: `flavors.${flavor.name}`,
              seen: `id ${String(taken.id)}, ${describeSize(sizeOf(taken))}`,
              hint: "rename the flavor in the flavors file, or say existing: true to use the one that is there",
            },
          ];
    });
}

function checkFlavor(plan: EventPlan, group: VmGroup, flavors: readonly Raw[], report: Report): Size | undefined {
  const { flavor: seen } = group;
  const own = ownFlavor(plan, group.flavor);
  const size = sizeFor(plan, group, flavors);
  if (size === undefined) {
    const near = suggestion(
      group.flavor,
      flavors.map((raw) => String(raw.name)),
    );
    report("BV310", `flavor "${group.flavor}" is not on cloud "${plan.event.clouds.openstack ?? ""}"`, {
      seen,
      allowed: near.allowed,
      hint: near.hint ?? "name one of these, or let the event make it: add it to the flavors file",
    });
    return undefined;
  }
  if (own !== undefined && !own.existing) return size;
  const raw = flavors.find((flavor) => flavor.name === group.flavor);
  if (raw?.["OS-FLV-DISABLED:disabled"] === true) report("BV312", `flavor "${group.flavor}" is disabled`, { seen });
  if (raw?.["os-flavor-access:is_public"] === false) {
    report(
      "BV312",
      `flavor "${group.flavor}" is private and bivouac gives access only to flavors that the event makes`,
      {
        seen,
        hint: "make it public, or define it in the flavors file without existing: true",
      },
    );
  }
  if (own !== undefined && (own.vcpus !== size.vcpus || own.ram !== size.ramMiB || own.disk !== size.diskGiB)) {
    report("BV312", `flavor "${group.flavor}" is not the size that the flavors file says`, {
      severity: "warning",
      seen: describeSize(size),
      allowed: describeSize(fromModel(own)),
      hint: "correct the flavors file: totals and quotas are computed from it",
    });
  }
  return size;
}

function checkImage(group: VmGroup, size: Size | undefined, images: readonly Raw[], report: Report): void {
  const named = images.filter((image) => image.name === group.image && image.status !== "deleted");
  const seen = group.image;
  if (named.length === 0) {
    const near = suggestion(
      group.image,
      images.map((image) => text(image.name) ?? String(image.id)),
    );
    return report("BV313", `image "${group.image}" is not on the cloud`, {
      seen,
      allowed: near.allowed,
      hint: near.hint ?? "name one of these, or upload it: openstack image create",
    });
  }
  const image = named
    .filter(({ status }) => status === "active")
    .toSorted((a, b) => String(b.created_at).localeCompare(String(a.created_at)))[0];
  if (image === undefined)
    return report("BV314", `image "${group.image}" is ${named.map(({ status }) => String(status)).join(", ")}`, {
      seen,
      allowed: "active",
    });
  if (named.length > 1)
    report("BV316", `${named.length} images are named "${group.image}"; the newest is taken`, {
      severity: "warning",
      seen,
      allowed: `${String(image.id)} of ${String(image.created_at)}`,
    });
  if (image.visibility !== "public" && image.visibility !== "community") {
    report("BV314", `image "${group.image}" is ${String(image.visibility)}: the team cannot see it`, {
      seen,
      allowed: "public, community",
      hint: `openstack image set --community ${String(image.id)}`,
    });
  }
  if (size === undefined) return;
  const disk = group.rootVolume?.sizeGiB ?? size.diskGiB;
  const minDisk = Math.max(Number(image.min_disk ?? 0), Math.ceil(Number(image.virtual_size ?? 0) / 2 ** 30));
  if (group.rootVolume === undefined && disk === 0)
    report("BV315", `flavor "${group.flavor}" has no disk to boot from`, {
      seen: "disk 0 GiB",
      hint: "give the group a rootVolume, or choose a flavor with a disk",
    });
  else if (disk < minDisk)
    report(
      "BV315",
      `image "${group.image}" needs ${minDisk} GiB of disk, ${group.rootVolume ? "rootVolume" : `flavor "${group.flavor}"`} has ${disk}`,
      { seen: `${disk} GiB`, allowed: `≥ ${minDisk} GiB` },
    );
  const minRam = Number(image.min_ram ?? 0);
  if (size.ramMiB < minRam)
    report(
      "BV315",
      `image "${group.image}" needs ${minRam} MiB of memory, flavor "${group.flavor}" has ${size.ramMiB}`,
      { seen: `${size.ramMiB} MiB`, allowed: `≥ ${minRam} MiB` },
    );
}

function checkTypes(group: VmGroup, types: readonly Raw[], report: Report): void {
  const wanted = new Set(
    [group.rootVolume?.type, ...group.volumes.map((volume) => volume.type)].filter((type) => type !== undefined),
  );
  for (const type of wanted) {
    if (types.some((raw) => raw.name === type)) continue;
    const near = suggestion(
      type,
      types.map((raw) => String(raw.name)),
    );
    report("BV323", `volume type "${type}" is not on the cloud`, {
      seen: type,
      allowed: near.allowed,
      hint: near.hint,
    });
  }
}
