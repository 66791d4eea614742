// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { lintFlavors, readFlavorText, Unresolved } from "../../../../lib/flavors/index.ts";
import { unknownField } from "../../../../lib/flavors/rules/fields/fl106-unknown-field.ts";
import { rxtxFactor } from "../../../../lib/flavors/rules/fields/fl107-rxtx-factor.ts";
import { found, messages } from "./found.ts";

describe("FL106", () => {
  test("a key near a field is renamed", () => {
    expect(found(unknownField, [{ vcpus: undefined, vcpu: 2 }])).toEqual([
      {
        severity: "error",
        subject: "m1.test",
        path: "0.vcpu",
        field: "vcpu",
        message: "no field is called vcpu",
        seen: "vcpu",
        allowed: "vcpus",
        fix: { title: "rename vcpu to vcpus", safe: false, edits: [{ op: "rename", path: [0, "vcpu"], key: "vcpus" }] },
      },
    ]);
  });

  test("a key with its unit is converted", () => {
    expect(found(unknownField, [{ ram: undefined, ram_gb: 4 }])).toMatchObject([
      {
        allowed: "ram",
        fix: {
          title: "write ram: 4096 instead of ram_gb: 4",
          safe: false,
          edits: [
            { op: "set", path: [0, "ram"], value: 4096 },
            { op: "remove", path: [0, "ram_gb"] },
          ],
        },
      },
    ]);
    expect(found(unknownField, [{ ram: undefined, memoryGiB: 1.5 }])).toMatchObject([
      { fix: { edits: [{ value: 1536 }, { op: "remove" }] } },
    ]);
    for (const value of ["4", 0.3, null]) {
      const [finding] = found(unknownField, [{ ram: undefined, ram_gb: value }]);
      expect(finding).toMatchObject({ allowed: "ram" });
      expect(finding).not.toHaveProperty("fix");
    }
  });

  test("both given: no rename", () => {
    const [finding] = found(unknownField, [{ vcpu: 2 }]);
    expect(finding).toMatchObject({ allowed: "vcpus", hint: "vcpus is given too: remove vcpu" });
    expect(finding).not.toHaveProperty("fix");
  });

  test.each([
    ["cpus", "vcpus"],
    ["cores", "vcpus"],
    ["vCPU", "vcpus"],
    ["memory_mb", "ram"],
    ["ramMB", "ram"],
    ["swapGb", "swap"],
    ["root_gb", "disk"],
    ["dsk", "disk"],
    ["ephemeral_gb", "ephemeral"],
    ["ephemral", "ephemeral"],
    ["rxtx_factor", "rxtxFactor"],
    ["is_public", "public"],
    ["publik", "public"],
    ["flavor-id", "id"],
    ["projects", "access"],
    ["descripton", "description"],
    ["extra_specs", "extraSpecs"],
    ["extraSpec", "extraSpecs"],
    ["properties", "extraSpecs"],
  ])("%s is %s", (key, allowed) => {
    expect(found(unknownField, [{ [key]: 1 }])).toMatchObject([{ message: `no field is called ${key}`, allowed }]);
  });

  test.each(["price", "zone", "x", "constructor", "__proto_", "k".repeat(65), "k".repeat(1 << 20), "rams-and-more"])(
    "%.20s is near to none",
    (key) => {
      const [finding] = found(unknownField, [{ [key]: 1 }]);
      expect(finding).toBeDefined();
      expect(finding).not.toHaveProperty("allowed");
      expect(finding).not.toHaveProperty("fix");
      expect(finding).not.toHaveProperty("hint");
    },
  );

  test("every key of its own", () => {
    expect(messages(unknownField, { price: 1, owner: "a" })).toEqual([
      "no field is called owner",
      "no field is called price",
    ]);
    expect(messages(unknownField, {})).toEqual([]);
  });

  test("extra specs that are there already", () => {
    expect(found(unknownField, [{ extra_specs: {}, extraSpecs: { a: "b" } }])).toMatchObject([
      { hint: "extraSpecs is given too: remove extra_specs" },
    ]);
  });

  test.each([
    [
      "flavors.tf",
      'resource "openstack_compute_flavor_v2" "a" {\n  name = "a"\n  cpus = 2\n  ram = 2048\n  disk = 20\n  is_public = true\n}',
      "vcpus",
    ],
    [
      "flavors.json",
      '{"flavors": [{"name": "a", "vcpus": 2, "ram": 2048, "disk": 20, "ephemeral": 1}]}',
      "OS-FLV-EXT-DATA:ephemeral",
    ],
    ["flavors.yml", "mandatory:\n  - name: SCS-1V-2\n    vcpus: 1\n    ram: 2048\n", "cpus"],
    ["flavors.yaml", "version: 1\nflavors:\n  a: { vcpus: 1, ram: 2048, disk: 1, is_public: true }\n", "public"],
  ])("%s: the field as the format spells it", async (file, text, allowed) => {
    const { definitions } = await readFlavorText(text, file);
    const findings = lintFlavors(definitions).filter(({ code }) => code === "FL106");
    expect(findings).toMatchObject([{ allowed, fix: { edits: [{ op: "rename", key: allowed }] } }]);
  });
});

describe("FL107", () => {
  test("the default, written out, is removed safely", () => {
    expect(found(rxtxFactor, [{ rxtxFactor: 1 }])).toEqual([
      {
        severity: "warning",
        subject: "m1.test",
        path: "0.rxtxFactor",
        field: "rxtx_factor",
        message: "rxtx_factor is refused from microversion 2.102 on, and 1 is its default",
        seen: "1",
        fix: { title: "remove rxtx_factor", safe: true, edits: [{ op: "remove", path: [0, "rxtxFactor"] }] },
      },
    ]);
    expect(found(rxtxFactor, [{ rxtxFactor: "1.00" }])).toMatchObject([{ seen: "1.00", fix: { safe: true } }]);
  });

  test("another factor is nobody's to remove", () => {
    for (const rxtx of [2, "0.5", 3.402_82e38]) {
      const [finding] = found(rxtxFactor, [{ rxtxFactor: rxtx }]);
      expect(finding).toMatchObject({
        severity: "warning",
        message: "rxtx_factor has no effect today and is refused from microversion 2.102 on",
        seen: String(rxtx),
        hint: "remove it; to limit the network use quota:vif_outbound_average and quota:vif_inbound_average",
      });
      expect(finding).not.toHaveProperty("fix");
    }
  });

  test.each([0, -1, "-1", "1e3", ".5", "1.", "", "two", true, 3.402_83e38, `1.${"0".repeat(64)}`, [1]])(
    "%j is refused",
    (rxtx) => {
      expect(found(rxtxFactor, [{ rxtxFactor: rxtx }])).toMatchObject([
        {
          severity: "error",
          message: "rxtx_factor is not a number above 0: Nova refuses the flavor",
          allowed: "above 0, 1 is the default",
        },
      ]);
    },
  );

  test("answers and states always have 1, and only that is silent", () => {
    for (const format of ["nova", "openstack-cli", "terraform-json", "pulumi"] as const) {
      expect(messages(rxtxFactor, { rxtxFactor: 1 }, { format })).toEqual([]);
      expect(messages(rxtxFactor, { rxtxFactor: 2 }, { format })).toHaveLength(1);
    }
    for (const format of ["terraform", "ansible", "scs", "kolla"] as const)
      expect(messages(rxtxFactor, { rxtxFactor: 1 }, { format })).toHaveLength(1);
  });

  test("nothing is said of nothing", () => {
    for (const rxtx of [undefined, null, new Unresolved("var.x")])
      expect(messages(rxtxFactor, { rxtxFactor: rxtx })).toEqual([]);
  });
});
