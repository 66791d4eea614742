// SPDX-License-Identifier: Apache-2.0
import type { Fix, FixEdit } from "../../../lint/index.ts";
import type { Flavor } from "../../flavor.ts";

/** Every fix of this group changes what the flavor is: a human decides. */
export function suggest(title: string, ...edits: readonly FixEdit[]): Fix {
  return { title, safe: false, edits };
}

export function setSpec(flavor: Flavor, key: string, value: string): FixEdit {
  return { op: "set", path: flavor.specPath(key), value };
}

/** The source of nearly all rules here. */
export const hardware = "nova/virt/hardware.py";
