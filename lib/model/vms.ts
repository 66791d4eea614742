// SPDX-License-Identifier: Apache-2.0
import { addressFamily, parseAddress, blockOf, formatBlock } from "./cidr.ts";
import type { Path } from "./document.ts";
import type { EventFlavor, OpenPort, VmGroup } from "./event.ts";
import { nearest } from "./nearest.ts";
import type { Report } from "./report.ts";
import type { TeamDraft } from "./draft.ts";
import { slug } from "./names.ts";
import { optional } from "./optional.ts";

type VmDraft = NonNullable<TeamDraft["vms"]>[string];

/** A group with the place that each of its fields comes from. */
interface Sourced {
  readonly key: string;
  readonly own?: VmDraft | undefined;
  readonly base?: VmDraft | undefined;
  /** Where the field is written: the team when it says it, else the defaults. */
  readonly at: (field: keyof VmDraft) => Path;
}

/** Nova refuses user data over 64 KiB of base64. */
const maxCloudInit = 48 * 1024;

/** The team's VM groups: those of the defaults by key, each field replaced by the team's own; a count of 0 leaves a group out. */
export function resolveVms(
  id: string,
  team: TeamDraft,
  defaults: Pick<TeamDraft, "vms">,
  flavors: readonly EventFlavor[] | undefined,
  report: Report,
): VmGroup[] {
  const keys = [...new Set([...Object.keys(defaults.vms ?? {}), ...Object.keys(team.vms ?? {})])];
  const slugs = new Map<string, string>();
  return keys.flatMap((key) => {
    const [own, base] = [team.vms?.[key], defaults.vms?.[key]];
    const at = (field: keyof VmDraft): Path =>
      own?.[field] === undefined && base?.[field] !== undefined
        ? ["defaults", "vms", key, field]
        : own
          ? ["teams", id, "vms", key, field]
          : ["defaults", "vms", key, field];
    const count = own?.count ?? base?.count ?? 1;
    if (count === 0) return [];
    const twin = slugs.get(slug(key));
    if (twin !== undefined) {
      report.add({
        code: "BV213",
        message: `the VM groups ${twin} and ${key} get the same name ${slug(key)}`,
        path: own ? ["teams", id, "vms", key] : ["defaults", "vms", key],
        key: true,
        team: id,
        seen: `${twin}, ${key}`,
        hint: "rename one of the two",
      });
    }
    slugs.set(slug(key), key);
    return [resolveGroup(id, { key, own, base, at }, count, flavors, report)];
  });
}

function resolveGroup(
  team: string,
  group: Sourced,
  count: number,
  flavors: readonly EventFlavor[] | undefined,
  report: Report,
): VmGroup {
  const { key, own, base, at } = group;
  const flavor = own?.flavor ?? base?.flavor;
  const image = own?.image ?? base?.image;
  const rootVolume = own?.rootVolume ?? base?.rootVolume;
  const volumes = own?.volumes ?? base?.volumes ?? {};
  const cloudInit = own?.cloudInit ?? base?.cloudInit;
  if (flavor === undefined) {
    report.add({
      code: "BV230",
      message: `the VM group ${key} has no flavor, nor have the defaults`,
      path: at("flavor"),
      team,
      allowed: flavors?.map(({ name }) => name).join(", "),
    });
  } else if (flavors) reportFlavor(team, group, flavor, rootVolume?.sizeGiB, flavors, report);
  if (image === undefined)
    report.add({
      code: "BV231",
      message: `the VM group ${key} has no image, nor have the defaults`,
      path: at("image"),
      team,
      allowed: "the name of a Glance image",
    });
  const volumeSlugs = Object.keys(volumes).map((name) => slug(name));
  if (new Set(volumeSlugs).size < volumeSlugs.length) {
    report.add({
      code: "BV213",
      message: `two volumes of the VM group ${key} get the same name`,
      path: at("volumes"),
      team,
      seen: Object.keys(volumes).join(", "),
      hint: "rename one of the two",
    });
  }
  const bytes = cloudInit === undefined ? 0 : Buffer.byteLength(JSON.stringify(cloudInit));
  if (bytes > maxCloudInit) {
    report.add({
      code: "BV235",
      message: `cloudInit of the VM group ${key} is larger than Nova accepts`,
      path: at("cloudInit"),
      team,
      seen: `${bytes} bytes`,
      allowed: `at most ${maxCloudInit} bytes`,
      hint: "fetch the large parts from the VM at its first start",
    });
  }
  if (bytes > 0 && JSON.stringify(cloudInit).includes("PRIVATE KEY-----")) {
    report.add({
      code: "BV224",
      severity: "warning",
      message: `cloudInit of the VM group ${key} holds a private key, which everyone on its VMs can read from the metadata service`,
      path: at("cloudInit"),
      key: true,
      team,
      hint: "make the key on the VM, or bring it there over SSH",
    });
  }
  return {
    key,
    count,
    flavor: flavor ?? "",
    image: image ?? "",
    ...(rootVolume === undefined ? {} : { rootVolume: volume(rootVolume) }),
    volumes: Object.entries(volumes).map(([name, spec]) => ({ key: name, ...volume(spec) })),
    floatingIp: own?.floatingIp ?? base?.floatingIp ?? false,
    ports: resolvePorts(own?.ports ?? base?.ports ?? [], at("ports"), team, report),
    ...optional("serverGroup", own?.serverGroup ?? base?.serverGroup),
    ...optional("cloudInit", cloudInit),
  };
}

function reportFlavor(
  team: string,
  { key, at }: Sourced,
  name: string,
  rootGiB: number | undefined,
  flavors: readonly EventFlavor[],
  report: Report,
): void {
  const found = flavors.find((flavor) => flavor.name === name);
  if (!found) {
    const names = flavors.map((flavor) => flavor.name);
    const near = nearest(name, names);
    const [first] = near;
    const size = flavors.find((flavor) => flavor.name === first);
    report.add({
      code: "BV232",
      message: `the flavor ${JSON.stringify(name)} is not in the flavors file`,
      path: at("flavor"),
      team,
      seen: name,
      allowed: [...near, ...names.filter((one) => !near.includes(one))].join(", "),
      hint: size
        ? `did you mean ${JSON.stringify(size.name)} (${size.vcpus} vCPU, ${size.ram / 1024} GiB)?`
        : undefined,
    });
  } else if (rootGiB === undefined && found.disk === 0) {
    report.add({
      code: "BV233",
      message: `the flavor ${name} has no root disk, so the VM group ${key} must boot from a volume`,
      path: at("flavor"),
      team,
      seen: name,
      hint: "add rootVolume: {sizeGiB: 20}",
    });
  } else if (rootGiB !== undefined && rootGiB < found.disk) {
    report.add({
      code: "BV234",
      severity: "warning",
      message: `the root volume is smaller than the disk that the flavor ${name} is made for`,
      path: [...at("rootVolume"), "sizeGiB"],
      team,
      seen: `${rootGiB} GiB`,
      allowed: `at least ${found.disk} GiB`,
    });
  }
}

type PortDraft = NonNullable<VmDraft["ports"]>[number];

function resolvePorts(drafts: readonly PortDraft[], path: Path, team: string, report: Report): OpenPort[] {
  const known = new Set<string>();
  return drafts.map((draft, index) => {
    const open = resolvePort(draft, [...path, index], team, report);
    const rule = `${open.protocol} ${open.port === open.to ? open.port : `${open.port}-${open.to}`} from ${open.from}`;
    if (known.has(rule)) {
      report.add({
        code: "BV237",
        message: "a port is opened twice, which Neutron refuses",
        path: [...path, index],
        team,
        seen: rule,
        hint: "remove one of the two",
      });
    }
    known.add(rule);
    return open;
  });
}

function resolvePort(draft: PortDraft, path: Path, team: string, report: Report): OpenPort {
  if (typeof draft === "number") return { port: draft, to: draft, protocol: "tcp", from: "0.0.0.0/0" };
  const { port, protocol, from } = draft;
  const to = draft.to ?? port;
  if (to < port)
    report.add({
      code: "BV236",
      message: "the range of ports ends before it starts",
      path: [...path, "to"],
      team,
      seen: to,
      allowed: `at least ${port}`,
    });
  reportSource(from, [...path, "from"], team, report);
  return { port, to, protocol, from };
}

function reportSource(from: string, path: Path, team: string, report: Report): void {
  const ipv4 = parseAddress(from);
  if (ipv4) {
    const block = formatBlock(blockOf(ipv4.address, ipv4.prefix));
    if (block !== from)
      report.add({
        code: "BV241",
        message: "not the address of a network",
        path,
        team,
        seen: from,
        allowed: block,
        hint: `did you mean ${JSON.stringify(block)}?`,
      });
    return;
  }
  const [address = "", prefix = "", ...rest] = from.split("/");
  if (rest.length === 0 && addressFamily(address) === 6 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= 128) return;
  const hint = addressFamily(from) === 4 ? `did you mean "${from}/32"?` : undefined;
  report.add({
    code: "BV240",
    message: "not a CIDR",
    path,
    team,
    seen: from,
    allowed: "a network such as 192.0.2.0/24, 0.0.0.0/0 or ::/0",
    hint,
  });
}

function volume(spec: { readonly sizeGiB: number; readonly type?: string | undefined }): {
  readonly sizeGiB: number;
  readonly type?: string;
} {
  return { sizeGiB: spec.sizeGiB, ...optional("type", spec.type) };
}
