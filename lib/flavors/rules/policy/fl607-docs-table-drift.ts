// SPDX-License-Identifier: Apache-2.0
import type { CatalogueProblem, CatalogueRule } from "../../rule.ts";

const sizes = ["vcpus", "ram", "disk"] as const;

export const docsTableDrift: CatalogueRule = {
  id: "FL607",
  name: "docs-table-drift",
  scope: "catalogue",
  severity: "warning",
  what: "Tables of flavors in the documentation (--tables) say what the definitions say, and leave none out.",
  why: "People choose by the table: one that is out of date sells RAM that is not there.",
  sources: ["Genestack, CSC and Jetstream documentation: tables that differ from the clouds"],
  *check(flavors, { settings }) {
    const named = new Map(
      flavors.flatMap((flavor) => (flavor.name === undefined ? [] : [[flavor.name, flavor] as const])),
    );
    const rows = (settings.tables ?? []).filter(({ name }) => named.has(name));
    if (rows.length === 0) return;
    for (const row of rows) {
      const flavor = named.get(row.name);
      if (!flavor) continue;
      for (const size of sizes) {
        const [said, is] = [row[size], flavor[size]];
        if (said === undefined || is === undefined || said === is) continue;
        yield {
          flavor,
          message: `${row.file}:${row.line} says another ${size} than the definition`,
          at: flavor.at(size),
          seen: String(is),
          allowed: `${said}, as the table says`,
          hint: `correct the table in ${row.file}, line ${row.line}`,
        } satisfies CatalogueProblem;
      }
    }
    const listed = new Set(rows.map(({ name }) => name));
    for (const [name, flavor] of named) {
      if (listed.has(name) || flavor.isPublic === false) continue;
      yield {
        flavor,
        message: "not in the documented tables that list the other flavors of the catalogue",
        at: flavor.here,
        hint: `add a row to ${rows[0]?.file}`,
      };
    }
  },
  failing: [
    {
      title: "the table has half the RAM",
      flavors: [{ name: "m1.small", ram: 4096 }],
      options: { settings: { tables: [{ file: "docs/flavors.md", line: 7, name: "m1.small", ram: 2048 }] } },
    },
    {
      title: "a row is missing",
      flavors: [{ name: "m1.small" }, { name: "m1.large", public: true }],
      options: { settings: { tables: [{ file: "docs/flavors.md", line: 7, name: "m1.small", vcpus: 2 }] } },
    },
  ],
  passing: [
    {
      title: "the same",
      flavors: [{ name: "m1.small", vcpus: 2, ram: 4096, disk: 20 }],
      options: {
        settings: { tables: [{ file: "docs/flavors.md", line: 7, name: "m1.small", vcpus: 2, ram: 4096, disk: 20 }] },
      },
    },
    {
      title: "a table of another catalogue",
      flavors: [{ name: "m1.small" }],
      options: { settings: { tables: [{ file: "docs/gpu.md", line: 7, name: "g1.small", vcpus: 8 }] } },
    },
  ],
};
