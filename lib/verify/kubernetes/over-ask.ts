// SPDX-License-Identifier: Apache-2.0
import { type Fields, fieldsAt } from "../../manifests/index.ts";
import { canonicalQuantity } from "../../model/light.ts";
import { millis } from "./amounts.ts";
import type { Asking } from "./asking.ts";
import { NotAsked } from "./not-asked.ts";
import type { Probe } from "./probe.ts";
import { claim, container, leastOf, plannedLimit, pod } from "./samples.ts";

const computed = new Set(["cpu", "memory", "ephemeral-storage"]);
const perClass = ".storageclass.storage.k8s.io/requests.storage";

/** Asks for more than a line of the quota has; undefined for a line that one request cannot go over. */
export function quotaProbe(asking: Asking, key: string, hard: unknown): Probe | undefined {
  const amount = millis(hard);
  if (amount === undefined) return undefined;
  // A limit on one pod or claim may refuse it before the quota is asked.
  const limited = ["Pod", "PersistentVolumeClaim"].some(
    (type) => fieldsAt(plannedLimit(asking.team, type), "max")?.[key.replace(/^requests\./, "")] !== undefined,
  );
  const ask = (path: string, body: Fields): Probe => ({
    probe: `more ${key} than ${String(hard)}`,
    expected: "refused",
    ask: () => asking.refused({ method: "POST", path, body }, limited ? ["quota", "limits"] : ["quota"], key),
  });
  if (key === "requests.storage" || key.endsWith(perClass)) {
    const storageClassName = key === "requests.storage" ? {} : { storageClassName: key.slice(0, -perClass.length) };
    return ask(asking.path("persistentvolumeclaims"), claim(quantity(amount + 1_000_000n), storageClassName));
  }
  const little = leastOf(asking.team);
  const resource = /^requests\.(.+)$/.exec(key)?.[1];
  if (resource === undefined) return undefined;
  if (!computed.has(resource)) {
    const count = { [resource]: quantity(amount + 1000n) };
    return ask(asking.path("pods"), podOf(asking, [{ ...little, ...count }]));
  }
  const largest = millis(fieldsAt(plannedLimit(asking.team, "Container"), "max")?.[resource]) ?? amount;
  const each = largest > 0n && largest < amount ? largest : amount;
  const times = each === 0n ? 1 : Number(amount / each) + 1;
  if (times > 100) {
    return {
      probe: `more ${key} than ${String(hard)}`,
      expected: "refused",
      ask: () => Promise.reject(new NotAsked(`it would take ${times} containers of the largest size in one pod`)),
    };
  }
  const one = { ...little, [resource]: quantity(each === 0n ? 1000n : each) };
  return ask(
    asking.path("pods"),
    podOf(
      asking,
      Array.from({ length: times }, () => one),
    ),
  );
}

function podOf({ team }: Asking, resources: readonly Fields[]): Fields {
  return pod(team, {
    containers: resources.map((each, index) =>
      container(team, { name: `probe-${index}`, resources: { requests: each, limits: each } }),
    ),
  });
}

function quantity(thousandths: bigint): string {
  return canonicalQuantity(`${thousandths}m`);
}
