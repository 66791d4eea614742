// SPDX-License-Identifier: Apache-2.0
import type { Path } from "./document.ts";
import { resolveData } from "./data.ts";
import type { NamespaceSpec } from "./event.ts";
import { containerDefaults, namespaceSizes } from "./namespace-sizes.ts";
import { optional } from "./optional.ts";
import { canonicalQuantity, quantityMillis } from "./quantity.ts";
import type { Report } from "./report.ts";
import type { TeamDraft } from "./draft.ts";

type NamespaceDraft = Exclude<NonNullable<TeamDraft["namespace"]>, false>;

/** The team's namespace: its own fields over the defaults' over those of its size. */
export function resolveNamespace(
  id: string,
  own: NamespaceDraft,
  base: NamespaceDraft,
  report: Report,
  /** Where operators' parts meet the API server. */
  apiServer: readonly string[] = [],
): NamespaceSpec {
  const sizeName = own.size ?? base.size ?? "small";
  const size = namespaceSizes[sizeName];
  const quota = {
    cpu: canonicalQuantity(own.quota?.cpu ?? base.quota?.cpu ?? size.cpu),
    memory: canonicalQuantity(own.quota?.memory ?? base.quota?.memory ?? size.memory),
    storage: canonicalQuantity(own.quota?.storage ?? base.quota?.storage ?? size.storage),
    pods: own.quota?.pods ?? base.quota?.pods ?? size.pods,
    services: own.quota?.services ?? base.quota?.services ?? size.services,
    configMaps: own.quota?.configMaps ?? base.quota?.configMaps ?? size.configMaps,
    secrets: own.quota?.secrets ?? base.quota?.secrets ?? size.secrets,
    persistentVolumeClaims:
      own.quota?.persistentVolumeClaims ?? base.quota?.persistentVolumeClaims ?? size.persistentVolumeClaims,
    storageClasses: Object.fromEntries(
      Object.entries(own.quota?.storageClasses ?? base.quota?.storageClasses ?? {}).map(([name, value]) => [
        name,
        canonicalQuantity(value),
      ]),
    ),
    ephemeralStorage: optionalQuantity(own.quota?.ephemeralStorage ?? base.quota?.ephemeralStorage),
    extended: own.quota?.extended ?? base.quota?.extended ?? {},
  };
  const maxCpu = canonicalQuantity(own.limits?.maxCpu ?? base.limits?.maxCpu ?? quota.cpu);
  const maxMemory = canonicalQuantity(own.limits?.maxMemory ?? base.limits?.maxMemory ?? quota.memory);
  // A small quota pulls the untouched default down with it; what is written stays and is checked.
  const limits = {
    cpu: canonicalQuantity(own.limits?.cpu ?? base.limits?.cpu ?? smaller(containerDefaults.cpu, maxCpu)),
    memory: canonicalQuantity(
      own.limits?.memory ?? base.limits?.memory ?? smaller(containerDefaults.memory, maxMemory),
    ),
    maxCpu,
    maxMemory,
  };
  const field = (part: "quota" | "limits", name: string): Path => {
    const ownPart = own[part] as Record<string, unknown> | undefined;
    return ownPart?.[name] === undefined && base[part] !== undefined
      ? ["defaults", "namespace", part, name]
      : ["teams", id, "namespace", part, name];
  };
  const atMost = (path: Path, what: string, value: string, most: string, of: string): void => {
    if (quantityMillis(value) > quantityMillis(most)) {
      report.add({
        code: "BV261",
        message: `${what} is more than ${of}`,
        path,
        team: id,
        seen: value,
        allowed: `at most ${most}`,
      });
    }
  };
  atMost(field("limits", "cpu"), "the default CPU limit of a container", limits.cpu, maxCpu, "the largest allowed");
  atMost(
    field("limits", "memory"),
    "the default memory limit of a container",
    limits.memory,
    maxMemory,
    "the largest allowed",
  );
  atMost(
    field("limits", "maxCpu"),
    "the largest CPU limit of a container",
    maxCpu,
    quota.cpu,
    "the quota of the namespace",
  );
  atMost(
    field("limits", "maxMemory"),
    "the largest memory limit of a container",
    maxMemory,
    quota.memory,
    "the quota of the namespace",
  );

  const about = {
    size: sizeName,
    // Known when all teams are.
    openings: [],
    podSecurity: own.podSecurity ?? base.podSecurity,
    internet: own.internet ?? base.internet ?? true,
    exports: Object.entries(own.exports ?? base.exports ?? {}).map(([name, opening]) => ({ name, ...opening })),
    imports: own.imports ?? base.imports ?? [],
    ...optional("data", resolveData(id, own, base, { report, apiServer })),
  };
  const workspace = resolveWorkspace(own.workspace, base.workspace);
  if (workspace) {
    const at: Path = ["teams", id, "namespace", "workspace"];
    atMost(
      [...at, "cpu"],
      "the workspace's CPU request",
      times(workspace.cpu, workspace.replicas),
      quota.cpu,
      "the quota of the namespace",
    );
    atMost(
      [...at, "memory"],
      "the workspace's memory request",
      times(workspace.memory, workspace.replicas),
      quota.memory,
      "the quota of the namespace",
    );
    atMost(
      [...at, "memory"],
      "the workspace's memory limit",
      workspace.memory,
      maxMemory,
      "the largest allowed for a container",
    );
    return { ...about, quota, limits, workspace };
  }
  return { ...about, quota, limits };
}

function optionalQuantity(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : canonicalQuantity(value);
}

function resolveWorkspace(
  own: NamespaceDraft["workspace"],
  base: NamespaceDraft["workspace"],
): NamespaceSpec["workspace"] {
  if (own === false || (own === undefined && !base)) return undefined;
  const [mine, theirs] = [own ?? {}, base || {}] as Partial<Exclude<NonNullable<NamespaceDraft["workspace"]>, false>>[];
  return {
    image: mine?.image ?? theirs?.image ?? "",
    port: mine?.port ?? theirs?.port ?? 8080,
    replicas: mine?.replicas ?? theirs?.replicas ?? 1,
    cpu: canonicalQuantity(mine?.cpu ?? theirs?.cpu ?? "250m"),
    memory: canonicalQuantity(mine?.memory ?? theirs?.memory ?? "512Mi"),
  };
}

function smaller(a: string, b: string): string {
  return quantityMillis(a) < quantityMillis(b) ? a : b;
}

function times(value: string, count: number): string {
  return canonicalQuantity(`${quantityMillis(value) * BigInt(count)}m`);
}
