// SPDX-License-Identifier: Apache-2.0
import { textsAt } from "../../manifests/index.ts";
import type { Asking } from "./asking.ts";
import { NotAsked } from "./not-asked.ts";
import type { Probe } from "./probe.ts";

/** Labels that the team's namespace must carry; one request for all. */
export async function labelProbes(asking: Asking, wanted: readonly (readonly [string, string])[]): Promise<Probe[]> {
  if (wanted.length === 0) throw new NotAsked("the plan names no such labels");
  const labels = textsAt(await asking.get(`/api/v1/namespaces/${asking.namespace}`), "metadata", "labels");
  return wanted.map(([key, value]) => ({
    probe: `label ${key}=${value}`,
    expected: "present",
    ask: () => Promise.resolve(labels[key] === value ? undefined : (labels[key] ?? "no such label")),
  }));
}
