// SPDX-License-Identifier: Apache-2.0
import type { SourceDocument } from "../../model/light.ts";
import { Collector, membersOf, take, type Vocabulary } from "./collect.ts";
import { isRecord, type Reading } from "./reading.ts";

/** nova/api/openstack/compute/views/flavors.py; the same names in the body of POST /flavors. */
const words: Vocabulary = {
  format: "nova",
  fields: {
    name: "name",
    id: "id",
    vcpus: "vcpus",
    ram: "ram",
    disk: "disk",
    "OS-FLV-EXT-DATA:ephemeral": "ephemeral",
    swap: "swap",
    rxtx_factor: "rxtx_factor",
    "os-flavor-access:is_public": "is_public",
    description: "description",
    "OS-FLV-DISABLED:disabled": "disabled",
  },
  ignored: ["links"],
  specs: "extra_specs",
  // Before 2.75 an answer says "" for no swap.
  blankIsAbsent: true,
};

/** Nova's API: `{"flavors": [...]}`, `{"flavor": {...}}`, or the list alone. */
export function readNova(document: SourceDocument): Reading {
  const collector = new Collector(document, words);
  const { value } = document;
  const single = isRecord(value) ? value["flavor"] : undefined;
  const list = isRecord(value) ? value["flavors"] : value;
  const found = isRecord(single)
    ? [[single, ["flavor"]] as const]
    : collector.records(list, isRecord(value) ? ["flavors"] : []);
  for (const [flavor, path] of found) {
    const values = membersOf(flavor, path);
    const specs = collector.specs(take(values, words.specs));
    collector.add({ path, values, specs });
  }
  return collector;
}
