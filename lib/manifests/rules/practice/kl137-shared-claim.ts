// SPDX-License-Identifier: Apache-2.0
import { listAt, numberAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { SetRule } from "../../rule.ts";
import { sampleDeployment } from "../../samples.ts";
import { find } from "./labels.ts";

const claim = (...accessModes: string[]): Readonly<Record<string, unknown>> => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: "data" },
  spec: { accessModes, resources: { requests: { storage: "1Gi" } } },
});
const volumes = [{ name: "data", persistentVolumeClaim: { claimName: "data" } }];
const two = sampleDeployment({ volumes }, { replicas: 2 });
const one = sampleDeployment({ volumes });

export const sharedClaim: SetRule = {
  id: "KL137",
  name: "shared-claim",
  severity: "warning",
  scope: "set",
  what: "A claim that one node mounts is not shared by several pods.",
  why: "Pods on other nodes wait for the volume without an end; with ReadWriteOncePod every second pod does.",
  sources: ["https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes"],
  failing: [
    { title: "two replicas", objects: [claim("ReadWriteOnce"), two] },
    { title: "two workloads", objects: [claim("ReadWriteOnce"), one, { ...one, metadata: { name: "other" } }] },
  ],
  passing: [
    { title: "one pod", objects: [claim("ReadWriteOnce"), one] },
    { title: "a claim for many", objects: [claim("ReadWriteMany"), two] },
  ],
  *check(set) {
    const users = new Map<Manifest, Manifest[]>();
    for (const manifest of set.manifests) {
      const names = listAt(manifest.pod?.spec, "volumes").flatMap(
        (volume) => textAt(volume, "persistentVolumeClaim", "claimName") ?? [],
      );
      for (const name of new Set(names)) {
        const found = find(set, "", "PersistentVolumeClaim", manifest.namespace, name);
        if (found === undefined) continue;
        const list = users.get(found);
        if (list === undefined) users.set(found, [manifest]);
        else list.push(manifest);
      }
    }
    for (const [found, workloads] of users) {
      const modes = listAt(found.value, "spec", "accessModes");
      if (modes.length === 0 || modes.some((mode) => mode === "ReadWriteMany" || mode === "ReadOnlyMany")) continue;
      const pods = workloads.reduce((sum, each) => sum + podsOf(each), 0);
      const [manifest] = workloads;
      if (pods < 2 || manifest === undefined) continue;
      yield {
        manifest,
        message: `${pods} pods share claim ${found.name}, which one node mounts at a time`,
        at: { path: [...(manifest.pod?.path ?? []), "volumes"], field: "volumes" },
        seen: workloads
          .map((each) => `${each.subject} (${podsOf(each)})`)
          .slice(0, 5)
          .join(", "),
        hint: "use one replica, or a claim with ReadWriteMany on a class that has it",
      };
    }
  },
};

function podsOf({ kind, value }: Manifest): number {
  if (kind === "Job") return numberAt(value, "spec", "parallelism") ?? 1;
  return kind === "DaemonSet" ? 2 : (numberAt(value, "spec", "replicas") ?? 1);
}
