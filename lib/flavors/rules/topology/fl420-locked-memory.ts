// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { looseBool } from "../../specs/values.ts";
import { read, unknown } from "../../topology/index.ts";
import { hardware, setSpec, suggest } from "./fixes.ts";

const key = "hw:locked_memory";

/** Nova reads it since Zed. */
const since = 26;

export const lockedMemory: FlavorRule = {
  id: "FL420",
  name: "locked-memory",
  scope: "flavor",
  severity: "error",
  what: "hw:locked_memory comes with hw:mem_page_size.",
  why: "Nova refuses every server with 400 LockMemoryForbidden: memory that is locked must not be overcommitted.",
  sources: [`${hardware} get_locked_memory_constraint`],
  fix: "suggested",
  *check(flavor, { release }) {
    const locked = read(flavor, key);
    if (release < since || locked === unknown || locked === undefined || !looseBool(locked)) return;
    if (read(flavor, "hw:mem_page_size") !== undefined) return;
    yield {
      message: `${key} without a page size: no server boots`,
      at: flavor.atSpecKey(key),
      seen: locked,
      hint: "add hw:mem_page_size; small keeps ordinary pages",
      fix: suggest("set hw:mem_page_size to small", setSpec(flavor, "hw:mem_page_size", "small")),
    };
  },
  failing: [
    { title: "alone", flavors: [{ extraSpecs: { [key]: "true" } }] },
    { title: "pinning is not enough", flavors: [{ extraSpecs: { [key]: "yes", "hw:cpu_policy": "dedicated" } }] },
  ],
  passing: [
    { title: "with a page size", flavors: [{ extraSpecs: { [key]: "true", "hw:mem_page_size": "large" } }] },
    { title: "not locked", flavors: [{ extraSpecs: { [key]: "false" } }] },
  ],
};
