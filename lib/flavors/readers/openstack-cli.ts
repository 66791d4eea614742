// SPDX-License-Identifier: Apache-2.0
import type { SourceDocument } from "../../model/light.ts";
import type { Written, WrittenSpec } from "../definition.ts";
import { Collector, membersOf, take, type Vocabulary } from "./collect.ts";
import { parseProperties } from "./properties.ts";
import { isRecord, type Reading } from "./reading.ts";

/**
 * python-openstackclient, openstackclient/compute/v2/flavor.py: `flavor list --long` has titles as keys, `flavor show` the
 * API's names, those of openstacksdk in some releases.
 */
const words: Vocabulary = {
  format: "openstack-cli",
  fields: {
    Name: "name",
    ID: "id",
    VCPUs: "vcpus",
    RAM: "ram",
    Disk: "disk",
    Ephemeral: "ephemeral",
    Swap: "swap",
    "RXTX Factor": "rxtx_factor",
    "Is Public": "is_public",
    Description: "description",
    name: "name",
    id: "id",
    vcpus: "vcpus",
    ram: "ram",
    disk: "disk",
    "OS-FLV-EXT-DATA:ephemeral": "ephemeral",
    ephemeral: "ephemeral",
    swap: "swap",
    rxtx_factor: "rxtx_factor",
    "os-flavor-access:is_public": "is_public",
    is_public: "is_public",
    description: "description",
    "OS-FLV-DISABLED:disabled": "disabled",
    is_disabled: "disabled",
    access_project_ids: "access",
  },
  ignored: ["links", "location", "original_name"],
  specs: "Properties",
  blankIsAbsent: true,
};

const specKeys = ["Properties", "properties", "extra_specs"] as const;

/** `openstack flavor list --long -f json|yaml`, `openstack flavor show -f json|yaml`. */
export function readOpenstackCli(document: SourceDocument): Reading {
  const collector = new Collector(document, words);
  const { value } = document;
  const found = isRecord(value) ? [[value, []] as const] : collector.records(value, []);
  for (const [flavor, path] of found) {
    const values = membersOf(flavor, path);
    const key = specKeys.find((one) => values.has(one)) ?? words.specs;
    const specs = specsOf(collector, take(values, key));
    collector.add({ path, values, specs, specsPath: [...path, key] });
  }
  return collector;
}

/** A map, or the text of older clients. */
function specsOf(collector: Collector, written: Written | undefined): WrittenSpec[] {
  if (typeof written?.value !== "string") return collector.specs(written);
  const { value, path } = written;
  const properties = parseProperties(value);
  if (properties) return properties.map(({ key, value: text }) => ({ key, value: text, path: [...path, key] }));
  collector.fault(path, "properties that are not written as key='value'", { seen: value });
  return [];
}
