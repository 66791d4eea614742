// SPDX-License-Identifier: Apache-2.0

/** A resource as people call it: `server web-0`, from the URN's type and name, without the team's own prefix. */
export function resourceLabel(urn: string, prefixes: readonly string[] = []): string {
  const { type, name } = parseUrn(urn);
  const prefix = prefixes.find((candidate) => name.startsWith(`${candidate}-`) && name.length > candidate.length + 1);
  const kind = kindOf(type);
  const short = withoutKind(prefix === undefined ? name : name.slice(prefix.length + 1), kind);
  return short === "" ? kind : `${kind} ${short}`;
}

// `server web-0-server` says it twice.
function withoutKind(name: string, kind: string): string {
  const word = kind.toLowerCase().replaceAll(" ", "-");
  if (name === word || word.endsWith(`-${name}`)) return "";
  return name.endsWith(`-${word}`) ? name.slice(0, -word.length - 1) : name;
}

/** The innermost type and the name of a URN. */
export function parseUrn(urn: string): { readonly type: string; readonly name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) ?? types, name: name.join("::") };
}

/** True for what people count: neither the stack, nor a component, nor a provider. */
export function isCounted(type: string): boolean {
  return !type.startsWith("pulumi:") && !type.startsWith("bivouac:");
}

// What operators of the two clouds call these things.
const kinds: Readonly<Record<string, string>> = {
  "openstack:blockstorage/quoteSetV3:QuoteSetV3": "volume quota",
  "openstack:blockstorage/volume:Volume": "volume",
  "openstack:compute/flavorAccess:FlavorAccess": "flavor access",
  "openstack:compute/instance:Instance": "server",
  "openstack:compute/quotaSetV2:QuotaSetV2": "compute quota",
  "openstack:compute/servergroup:ServerGroup": "server group",
  "openstack:compute/volumeAttach:VolumeAttach": "attachment",
  "openstack:identity/applicationCredential:ApplicationCredential": "application credential",
  "openstack:identity/roleAssignment:RoleAssignment": "role assignment",
  "openstack:networking/floatingIp:FloatingIp": "floating IP",
  "openstack:networking/floatingIpAssociate:FloatingIpAssociate": "floating IP association",
  "openstack:networking/quotaV2:QuotaV2": "network quota",
  "openstack:networking/routerInterface:RouterInterface": "router interface",
  "openstack:networking/secGroup:SecGroup": "security group",
  "openstack:networking/secGroupRule:SecGroupRule": "security group rule",
};

function kindOf(type: string): string {
  const own = kinds[type];
  if (own) return own;
  const kind = type.split(":").at(-1) ?? type;
  // `Keypair` → keypair; Kubernetes kinds keep their own spelling.
  return type.startsWith("openstack:") ? kind.replace(/(?<=[a-z0-9])(?=[A-Z])/g, " ").toLowerCase() : kind;
}
