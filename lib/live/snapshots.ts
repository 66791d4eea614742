// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from "node:timers/promises";
import { type Finding, ownerDescription, ownerMetadata } from "../model/index.ts";
import { LiveError } from "./errors.ts";
import { type Raw, text } from "./kinds.ts";
import type { OpenStack } from "./openstack-client.ts";
import { marksOf } from "./ownership.ts";

export interface VolumeSnapshot {
  readonly id: string;
  readonly name: string;
  readonly volume: string;
  readonly sizeGiB: number;
}

export interface SnapshotOptions {
  /** @default 300000 */
  readonly timeoutMs?: number | undefined;
  /** @default 1000 */
  readonly pollMs?: number | undefined;
}

/**
 * A Cinder snapshot of each data volume of a team, `<volume>-final`, in the project of whoever `os` is. One that is
 * there already is kept, so the call may be repeated. A volume cannot be deleted while it has snapshots: keep it too.
 * @param owner team as slug
 */
export async function snapshotVolumes(
  os: OpenStack,
  owner: { readonly event: string; readonly team: string },
  options: SnapshotOptions = {},
): Promise<{ readonly snapshots: readonly VolumeSnapshot[]; readonly findings: readonly Finding[] }> {
  const volumes = (await os.list<Raw>("block-storage", "/volumes/detail?all_tenants=1", "volumes")).filter((volume) => {
    const marks = marksOf(volume);
    return marks?.event === owner.event && marks.team === owner.team;
  });
  const findings: Finding[] = [];
  const snapshots = await Promise.all(
    volumes.map(async (volume): Promise<VolumeSnapshot[]> => {
      try {
        return [await ensure(os, owner, volume, options)];
      } catch (error) {
        if (!(error instanceof LiveError)) throw error;
        findings.push({
          code: "BV503",
          severity: "error",
          message: `volume ${nameOf(volume)} has no snapshot: ${error.message}`,
          team: owner.team,
          hint: "its deletion is not safe: set teardown.volumes: keep, or free quota of snapshots and gigabytes",
        });
        return [];
      }
    }),
  );
  return { snapshots: snapshots.flat(), findings };
}

async function ensure(
  os: OpenStack,
  owner: { readonly event: string; readonly team: string },
  volume: Raw,
  { timeoutMs = 300_000, pollMs = 1_000 }: SnapshotOptions,
): Promise<VolumeSnapshot> {
  const name = `${nameOf(volume)}-final`;
  const find = async (): Promise<Raw | undefined> =>
    (
      await os.list<Raw>("block-storage", `/snapshots/detail?all_tenants=1&volume_id=${String(volume.id)}`, "snapshots")
    ).find((snapshot) => snapshot.name === name && snapshot.status !== "error");
  let snapshot = await find();
  if (snapshot === undefined) {
    const key = `${marksOf(volume)?.key ?? nameOf(volume)}/final`;
    const body = {
      snapshot: {
        volume_id: volume.id,
        name,
        force: true,
        description: ownerDescription({ ...owner, key }),
        metadata: ownerMetadata({ ...owner, key }),
      },
    };
    try {
      snapshot = (await os.request<{ readonly snapshot: Raw }>("block-storage", "POST", "/snapshots", { body }))
        .snapshot;
    } catch (error) {
      // No answer may yet mean that it was made.
      snapshot = error instanceof LiveError && error.fault === "unreachable" ? await find() : undefined;
      if (snapshot === undefined) throw error;
    }
  }
  const end = Date.now() + timeoutMs;
  while (snapshot?.status !== "available") {
    if (snapshot === undefined || snapshot.status === "error" || Date.now() > end) {
      throw new LiveError("refused", `snapshot ${name} is ${text(snapshot?.status) ?? "gone"}`, { code: "BV503" });
    }
    await sleep(pollMs);
    snapshot = await find();
  }
  return { id: String(snapshot.id), name, volume: String(volume.id), sizeGiB: Number(snapshot.size) };
}

function nameOf(volume: Raw): string {
  return text(volume.name) ?? String(volume.id);
}
