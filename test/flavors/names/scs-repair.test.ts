// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printScsName } from "../../../lib/flavors/names/scs-print.ts";
import { isNearScsName, repairScsName } from "../../../lib/flavors/names/scs-repair.ts";
import { scsNames } from "./scs-arbitrary.ts";

describe("repair", () => {
  test.each([
    ["SCS-2iT-4", "SCS-2Ti-4"],
    ["SCS-2it-4", "SCS-2Ti-4"],
    ["SCS-2v-4", "SCS-2V-4"],
    ["SCS-2VI-4", "SCS-2Vi-4"],
    ["SCS-2C-4ou-10n", "SCS-2C-4uo-10n"],
    ["SCS-2C-4OU", "SCS-2C-4uo"],
    ["SCS-2C-4GB-10GiB", "SCS-2C-4-10"],
    ["SCS-2C-3.5G", "SCS-2C-3.5"],
    ["SCS-2C-4-3X10S", "SCS-2C-4-3x10s"],
    ["SCS-2C-4-3x10S", "SCS-2C-4-3x10s"],
    ["SCS-2C-4-10_hwv_xen", "SCS-2C-4-10_xen_hwv"],
    ["SCS-2C-4_ib_GNa_z3_HWV_KVM", "SCS-2C-4_kvm_hwv_z3_GNa_ib"],
    ["SCS-2C-4_Z3H_gnA-4H", "SCS-2C-4_z3h_gNa-4h"],
    ["SCS-4V:16-50", undefined],
    ["SCS-4v:16:50-KVM", "SCS-4V-16-50_kvm"],
    ["SCS-04V-8.0", "SCS-4V-8"],
    ["scs-4v-16", "SCS-4V-16"],
    [" SCS-4V-16 ", "SCS-4V-16"],
    ["SCS4V-16", "SCS-4V-16"],
    ["SCS_4V_16", "SCS-4V-16"],
    ["SCS_4V_16_50n_kvm_ib", "SCS-4V-16-50n_kvm_ib"],
    ["SCS_4V_16_kvm", "SCS-4V-16_kvm"],
    ["SCS_4V-16_kvm", "SCS-4V-16_kvm"],
    ["scs.4V.16.50", "SCS-4V-16-50"],
    ["SCS 4V 16", "SCS-4V-16"],
    ["SCS:4V:16:50-ib", "SCS-4V-16-50_ib"],
    ["SCS:4V:16", "SCS-4V-16"],
    ["SCS_4V", undefined],
    ["SCS-2-4", undefined],
    ["SCS-2C-4-n_bms_3", undefined],
    ["SCS-4V-16_ceph", undefined],
    ["SCS-small", undefined],
    ["m1.large", undefined],
    ["4V-16", undefined],
    ["", undefined],
  ])("%s", (text, repaired) => {
    expect(repairScsName(text)).toBe(repaired);
  });

  test("leaves names of the scheme as they are, in lower case or of version 1 too", () => {
    fc.assert(
      fc.property(scsNames, (name) => {
        const text = printScsName(name);
        expect(repairScsName(text)).toBe(text);
        expect(repairScsName(printScsName(name, 1))).toBe(text);
        expect(repairScsName(text.replace("SCS-", "scs-"))).toBe(text);
      }),
    );
  });

  test("takes names that Nova could hold", () => {
    const fill = (length: number): string => `scs-${"0".repeat(length - 8)}4V-1`;
    expect(repairScsName(fill(255))).toBe("SCS-4V-1");
    expect(repairScsName(fill(256))).toBeUndefined();
  });
});

test("near misses", () => {
  const near = ["scs-4V-16", "Scs-4", "SCS_4V_16", "SCS:4V", "SCS.4V", "SCS 4V", "SCS4V", " SCS-4V"];
  const far = ["SCS-4V-16", "SCS-x", "scs-worker", "SCS", "scs", "SC-4V", "m1.scs-4V", "SCS/4V", ""];
  expect(near.filter((name) => !isNearScsName(name))).toEqual([]);
  expect(far.filter(isNearScsName)).toEqual([]);
});
