// SPDX-License-Identifier: Apache-2.0
import { namespaceSizes, Quantity } from "../../model/light.ts";
import { ownerFaults } from "./owned.ts";
import { hardLimits, limitItems, type TeamQuotaProps } from "./quota.ts";

/** Everything that is wrong with a team's quota and limits; for `node.addValidation`. */
export function quotaFaults(props: TeamQuotaProps): string[] {
  const hard = hardLimits(props);
  const items = limitItems(props);
  const values = [
    ...Object.entries(hard).flatMap(([key, value]) => amountFaults(`quota ${key}`, value, isWhole(key))),
    ...items.flatMap(({ type, ...bounds }) =>
      Object.entries(bounds).flatMap(([bound, amounts]) =>
        Object.entries(amounts).flatMap(([key, value]) =>
          amountFaults(`${words[bound] ?? bound} ${key} of ${who[type]}`, value, false),
        ),
      ),
    ),
  ];
  return [
    ...ownerFaults(props),
    ...sizeFaults(props.size),
    ...Object.keys(props.quota?.storageClasses ?? {}).flatMap((name) => storageClassFaults(name)),
    ...Object.keys(props.quota?.extended ?? {}).flatMap((name) => extendedFaults(name)),
    ...values,
    // Comparing what is no quantity says nothing.
    ...(values.length > 0 ? [] : [...orderFaults(hard, items), ...classFaults(hard)]),
  ];
}

const who = { Container: "a container", PersistentVolumeClaim: "a volume claim" } as const;
const words: Readonly<Record<string, string>> = {
  default: "default",
  defaultRequest: "default request",
  maxLimitRequestRatio: "ratio",
};

function amountFaults(what: string, value: string, whole: boolean): string[] {
  const amount = Quantity.read(value);
  if (amount === undefined || amount.nanos < 0n)
    return [`${what} "${value}" is not a quantity: write 500m, 4, 512Mi or 8Gi`];
  return whole && amount.nanos % 10n ** 9n !== 0n ? [`${what} "${value}" is not a whole number: count in ones`] : [];
}

/** Keys that count objects or devices. */
function isWhole(key: string): boolean {
  if (key.endsWith("storage")) return false;
  return !/^(requests|limits)\.(cpu|memory)$/.test(key);
}

function sizeFaults(size: string | undefined): string[] {
  const known = Object.keys(namespaceSizes);
  if (size === undefined || known.includes(size)) return [];
  return [`size "${size}" is not known: write one of ${known.join(", ")}`];
}

function storageClassFaults(name: string): string[] {
  return name.length <= 253 && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name)
    ? []
    : [`storage class "${name}" is not a name: at most 253 of a-z, 0-9, - and ., with a letter or digit at both ends`];
}

function extendedFaults(name: string): string[] {
  const [domain = "", own = "", ...more] = name.split("/");
  const good =
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(domain) && /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(own);
  if (more.length > 0 || !good) return [`extended resource "${name}" is not a name: write it like nvidia.com/gpu`];
  return domain.startsWith("requests.") || domain.startsWith("limits.")
    ? [`extended resource "${name}" is counted by its requests only: write ${name.replace(/^(requests|limits)\./, "")}`]
    : [];
}

type Amounts = Readonly<Record<string, string>>;

function orderFaults(hard: Amounts, items: ReturnType<typeof limitItems>): string[] {
  return items.flatMap(({ type, ...bounds }) => {
    const of = (bound: string, key: string): string | undefined => (bounds[bound] as Amounts | undefined)?.[key];
    const keys = new Set(Object.values(bounds).flatMap((amounts) => Object.keys(amounts)));
    return [...keys].flatMap((key) => {
      const steps: (readonly [string, string])[] = (["min", "defaultRequest", "default", "max"] as const).flatMap(
        (bound) => {
          const value = of(bound, key);
          return value === undefined
            ? []
            : [
                [
                  `the ${bound === "min" ? "least" : bound === "max" ? "largest" : words[bound]} ${key} of ${who[type]}`,
                  value,
                ] as const,
              ];
        },
      );
      const sum = hard[`requests.${key}`];
      if (sum !== undefined) steps.push([`the quota's ${key}`, sum]);
      return steps.slice(1).flatMap(([name, value], index) => {
        const [lower, seen] = steps[index] ?? ["", "0"];
        // A quota of 0 closes the namespace: what one container may ask for no longer matters.
        return more(seen, value) && !(name.startsWith("the quota's") && value === "0")
          ? [`${lower}, ${seen}, is more than ${name}, ${value}: lower it or raise the other`]
          : [];
      });
    });
  });
}

function classFaults(hard: Amounts): string[] {
  const all = hard["requests.storage"];
  return Object.entries(hard).flatMap(([key, value]) => {
    const name = /^(.*)\.storageclass\.storage\.k8s\.io\//.exec(key)?.[1];
    return name !== undefined && all !== undefined && more(value, all)
      ? [`storage class ${name} may hold ${value}, but all claims together only ${all}: raise storage to it`]
      : [];
  });
}

function more(a: string, b: string): boolean {
  return Quantity.parse(a).compare(Quantity.parse(b)) > 0;
}
