// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, fieldsAt, isFields, listAt, textAt } from "../fields.ts";

type Labels = Readonly<Record<string, string>>;

/** Whether labels meet a selector. */
export type LabelTest = (labels: Labels) => boolean;

const never: LabelTest = () => false;
const always: LabelTest = () => true;

/**
 * The test of a LabelSelector: all of `matchLabels` and all of `matchExpressions`; an empty selector takes everything. One that the
 * apiserver would refuse takes nothing.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function labelTest(selector: Fields): LabelTest {
  const tests = [
    ...Object.entries(fieldsAt(selector, "matchLabels") ?? {}).map(([key, value]) => equals(key, value)),
    ...listAt(selector, "matchExpressions").map(requirement),
  ];
  if (tests.length === 0) return always;
  return tests.includes(never) ? never : (labels) => tests.every((test) => test(labels));
}

/** True for a selector that takes everything. */
export function isEmptySelector(selector: unknown): boolean {
  return isFields(selector) && labelTest(selector) === always;
}

function equals(key: string, value: unknown): LabelTest {
  return typeof value === "string" ? (labels) => Object.hasOwn(labels, key) && labels[key] === value : never;
}

function requirement(expression: unknown): LabelTest {
  const key = textAt(expression, "key");
  const values = new Set(listAt(expression, "values"));
  if (key === undefined) return never;
  switch (at(expression, "operator")) {
    case "In":
      return (labels) => Object.hasOwn(labels, key) && values.has(labels[key]);
    case "NotIn": // also where the key is absent
      return (labels) => !Object.hasOwn(labels, key) || !values.has(labels[key]);
    case "Exists":
      return (labels) => Object.hasOwn(labels, key);
    case "DoesNotExist":
      return (labels) => !Object.hasOwn(labels, key);
    default:
      return never;
  }
}
