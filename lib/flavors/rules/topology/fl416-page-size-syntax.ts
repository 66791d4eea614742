// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { meantPageSize, parsePageSize, passesPageSizePattern } from "../../topology/index.ts";
import { hardware, setSpec, suggest } from "./fixes.ts";

const key = "hw:mem_page_size";

export const pageSizeSyntax: FlavorRule = {
  id: "FL416",
  name: "page-size-syntax",
  scope: "flavor",
  severity: "error",
  what: "A page size is small, large, any, a number of KiB, or a number with K, M, G or T and the unit: 2MiB, 1GB.",
  why: "The pattern of Nova's validator takes 2M, 1Gi and 2kB, and then every server is refused with 400 MemoryPageSizeInvalid.",
  sources: [`${hardware} _get_numa_pagesize_constraint`, "oslo_utils/strutils.py string_to_bytes"],
  fix: "suggested",
  *check(flavor) {
    const text = flavor.spec(key);
    // What the validator refuses is the rule on values.
    if (text === undefined || !passesPageSizePattern(text) || parsePageSize(text) !== undefined) return;
    const meant = meantPageSize(text);
    yield {
      message: "Nova cannot read this page size: no server boots",
      at: flavor.atSpec(key),
      seen: text,
      allowed: meant ?? "small, large, any, KiB as a number, or 2MiB, 1GiB",
      hint: "a size with a prefix ends in B, and its K is a capital",
      fix: meant === undefined ? undefined : suggest(`set ${key} to ${meant}`, setSpec(flavor, key, meant)),
    };
  },
  failing: [
    { title: "no unit", flavors: [{ extraSpecs: { [key]: "2M" } }] },
    { title: "small k", flavors: [{ extraSpecs: { [key]: "2048kB" } }] },
    { title: "binary without a unit", flavors: [{ extraSpecs: { [key]: "1Gi" } }] },
  ],
  passing: [
    { title: "with a unit", flavors: [{ extraSpecs: { [key]: "2MiB" } }] },
    { title: "KiB", flavors: [{ extraSpecs: { [key]: "2048" } }] },
    { title: "a word", flavors: [{ extraSpecs: { [key]: "large" } }] },
  ],
};
