// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { formatKib, numaDemandsOf, read, unknown } from "../../topology/index.ts";
import { hardware, setSpec, suggest } from "./fixes.ts";

const key = "hw:mem_page_size";

/** KiB. Page sizes of x86, Arm, Power and s390. */
const real = [4, 64, 2048, 16_384, 32_768, 524_288, 1_048_576, 16_777_216];

export const pageSizeImplausible: FlavorRule = {
  id: "FL417",
  name: "page-size-implausible",
  scope: "flavor",
  severity: "warning",
  what: "An explicit page size is one that hardware has: 4 KiB, 64 KiB, 2 MiB, 16 MiB, 32 MiB, 512 MiB, 1 GiB, 16 GiB.",
  why: "No host offers another size, so that the scheduler finds none. Small b means bits (2Mb is 256 KiB), and 0 asks for nothing.",
  sources: [`${hardware} _numa_cell_supports_pagesize_request`, "docs.kernel.org/admin-guide/mm/hugetlbpage.html"],
  fix: "suggested",
  *check(flavor) {
    const { pageSize } = numaDemandsOf(flavor);
    const text = read(flavor, key);
    if (typeof pageSize !== "number" || text === unknown || text === undefined || real.includes(pageSize)) return;
    // Bits for bytes, or MiB where Nova takes a number for KiB.
    const meant = [pageSize * 8, pageSize * 1024].find((kib) => kib > 0 && real.includes(kib));
    const size = meant === undefined ? undefined : formatKib(meant).replace(" ", "");
    yield {
      message: pageSize === 0 ? "a page size of 0 asks for nothing" : `no hardware has pages of ${formatKib(pageSize)}`,
      at: flavor.atSpec(key),
      seen: text,
      allowed: real.map(formatKib).join(", "),
      hint: /b(it)?$/.test(text)
        ? "b means bits: write B"
        : text.endsWith("B")
          ? undefined
          : "a number without a unit is KiB",
      fix: size === undefined ? undefined : suggest(`set ${key} to ${size}`, setSpec(flavor, key, size)),
    };
  },
  failing: [
    { title: "megabits", flavors: [{ extraSpecs: { [key]: "2Mb" } }] },
    { title: "nothing", flavors: [{ extraSpecs: { [key]: "0" } }] },
    { title: "MiB as KiB", flavors: [{ extraSpecs: { [key]: "2" } }] },
  ],
  passing: [
    { title: "huge pages of x86", flavors: [{ extraSpecs: { [key]: "2MB" } }] },
    { title: "large pages, whichever there are", flavors: [{ extraSpecs: { [key]: "large" } }] },
  ],
};
