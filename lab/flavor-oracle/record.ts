// SPDX-License-Identifier: Apache-2.0
// node lab/flavor-oracle/record.ts PYTHON [FILE]: writes the fixture of the unit tests, with the verdicts of the Nova
// that PYTHON has (`python3 -m venv nova && nova/bin/pip install nova` takes the newest).
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask } from "./ask.ts";
import { random, systematic, unique } from "./vectors.ts";

const [python = "/usr/bin/python3", file = join(import.meta.dirname, "../../test/fixtures/flavors/boot-vectors.json")] =
  process.argv.slice(2);
const all = unique([...systematic(), ...random(1000, 34)]);
const verdicts = await ask(all, python);

// Every third is plenty, and the first few of each kind, so that none is lost.
const kinds = new Map<string, number>();
const rows = all.flatMap((each, index) => {
  const { fault, stage, refused } = verdicts[index] ?? { fault: null, stage: null, refused: [] };
  const kind = [fault, stage, ...refused].join();
  const count = (kinds.get(kind) ?? 0) + 1;
  kinds.set(kind, count);
  return index % 3 === 0 || count <= 3 ? [[each.vcpus, each.ram, each.specs, fault, refused]] : [];
});
const nova = execFileSync(python, ["-c", "import importlib.metadata as m; print(m.version('nova'))"], {
  encoding: "utf8",
}).trim();
const lines = rows.map((row) => `    ${JSON.stringify(row)}`);
writeFileSync(
  file,
  `{\n  "nova": ${JSON.stringify(nova)},\n  "columns": ["vcpus", "ram", "specs", "fault", "refused"],\n  "vectors": [\n${lines.join(",\n")}\n  ]\n}\n`,
);
process.stdout.write(`${rows.length} definitions of ${all.length}, Nova ${nova}: ${file}\n`);
