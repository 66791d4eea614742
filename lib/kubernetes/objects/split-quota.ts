// SPDX-License-Identifier: Apache-2.0
import { type NamespaceSize, namespaceSizes, Quantity, quantityText } from "../../model/light.ts";
import type { QuotaLimits } from "./quota.ts";

export interface SplitQuota {
  /** What stays for the main namespace. */
  readonly main: QuotaLimits;
  readonly parts: Readonly<Record<string, QuotaLimits>>;
  /** Empty when each namespace gets what it asks for and the sum is the total. */
  readonly faults: readonly string[];
}

type Amounts = Readonly<Record<string, string>>;

const counts = new Set(
  (
    "services configMaps secrets persistentVolumeClaims deployments statefulSets jobs cronJobs ingresses httpRoutes" as const
  ).split(" "),
);

/**
 * Splits what a team may use over its namespaces, so that the sum never exceeds the total: plain Kubernetes knows no quota over several
 * namespaces. Each part gets what it asks for, and of objects that it does not mention as large a share as it has of the pods; the rest,
 * and all that nobody asked for, stays with the main namespace. What the total leaves unlimited is unlimited for all who do not ask.
 */
export function splitQuota(
  total: QuotaLimits,
  parts: Readonly<Record<string, QuotaLimits>>,
  size: NamespaceSize = "small",
): SplitQuota {
  const faults: string[] = [];
  const whole = flat({
    limitsMemory: twice(total.memory ?? namespaceSizes[size].memory),
    ...namespaceSizes[size],
    ...total,
  });
  const asked = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [
      name,
      share(flat(part), whole, (fault) => faults.push(`${name}: ${fault}`)),
    ]),
  );
  const main: Record<string, string> = {};
  for (const [key, value] of Object.entries(whole)) {
    const rest = Object.values(asked).reduce<Quantity | undefined>(
      (left, part) => left?.minus(Quantity.read(part[key]) ?? Quantity.zero),
      Quantity.read(value),
    );
    if (rest === undefined) continue;
    if (rest.nanos < 0n)
      faults.push(
        `the namespaces ask for ${rest.times(-1).canonical} more ${key} than the total of ${value}: ask for less`,
      );
    main[key] = rest.nanos < 0n ? "0" : rest.canonical;
  }
  return {
    main: nested(main, whole),
    parts: Object.fromEntries(Object.entries(asked).map(([name, part]) => [name, nested(part, whole)])),
    faults,
  };
}

function share(part: Amounts, whole: Amounts, tell: (fault: string) => void): Amounts {
  const result: Record<string, string> = { ...part };
  const pods = Quantity.read(part["pods"]) ?? Quantity.zero;
  const allPods = Quantity.read(whole["pods"]);
  for (const [key, value] of Object.entries(part)) {
    const amount = Quantity.read(value);
    if (whole[key] === "unlimited") continue;
    if (value === "unlimited")
      tell(`${key} cannot be unlimited where the total is ${whole[key] ?? "not"}: name an amount`);
    else if (amount === undefined || amount.nanos < 0n)
      tell(`${key} "${value}" is not a quantity: write 500m, 4 or 8Gi`);
  }
  for (const [key, value] of Object.entries(whole)) {
    const limit = Quantity.read(value);
    if (Object.hasOwn(part, key)) continue;
    if (limit === undefined) result[key] = value;
    else if (key === "limitsMemory") result[key] = twice(part["memory"] ?? "0");
    else if (counts.has(key) && allPods !== undefined && !allPods.isZero) {
      const own = (limit.nanos * pods.nanos) / allPods.nanos / 10n ** 9n;
      // Kubernetes itself puts one ConfigMap into each namespace.
      result[key] = String(key === "configMaps" && own < 1n ? 1n : own);
    } else result[key] = "0";
  }
  return result;
}

/** `extended` and `storageClasses` beside the rest, as `extended/nvidia.com/gpu`. */
function flat(limits: object): Amounts {
  return Object.fromEntries(
    Object.entries(limits).flatMap(([key, value]: [string, unknown]) =>
      value === undefined
        ? []
        : isRecord(value)
          ? Object.entries(value).map(([name, each]) => [`${key}/${name}`, quantityText(each)])
          : [[key, quantityText(value as string)]],
    ),
  );
}

function nested(amounts: Amounts, whole: Amounts): QuotaLimits {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries({ ...whole, ...amounts })) {
    if (!Object.hasOwn(amounts, key) && value !== "unlimited") continue;
    const [group = key, ...name] = key.split("/");
    if (name.length === 0) result[group] = value;
    else result[group] = { ...(result[group] as object | undefined), [name.join("/")]: value };
  }
  return result;
}

function twice(value: Parameters<typeof quantityText>[0]): string {
  return Quantity.read(quantityText(value))?.times(2).canonical ?? "unlimited";
}

function isRecord(value: unknown): value is Record<string, string> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
