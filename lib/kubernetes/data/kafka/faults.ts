// SPDX-License-Identifier: Apache-2.0
import { dnsLabelFaults, ownerFaults, quantityFaults, wholeFaults } from "../../objects/owned.ts";
import { kafkaSettings } from "./defaults.ts";
import type { KafkaClusterProps } from "./props.ts";

/** What no manifest shows; all else is a rule over the manifests. */
export function kafkaClusterFaults(props: KafkaClusterProps): string[] {
  const { pools } = kafkaSettings(props);
  const zoned = pools.filter(({ zone }) => zone !== undefined);
  return [
    ...ownerFaults(props),
    ...dnsLabelFaults("name", props.name),
    ...pools.flatMap(({ name, nodes, memory, cpu, cpuLimit, storage }) => [
      ...dnsLabelFaults("pool", name),
      ...countFaults(`pool ${name}: nodes`, nodes, 0, 1_000),
      ...quantityFaults(`pool ${name}: memory`, memory),
      ...quantityFaults(`pool ${name}: cpu`, cpu),
      ...quantityFaults(`pool ${name}: cpuLimit`, cpuLimit),
      ...quantityFaults(`pool ${name}: storage`, storage),
    ]),
    ...(zoned.length > 0 && zoned.length < pools.length
      ? [`pools ${zoned.map(({ name }) => name).join(", ")} have a zone and others have none: give all of them one`]
      : []),
    ...(props.allowFrom ?? []).flatMap((name) => dnsLabelFaults("allowFrom", name)),
    ...countFaults("retentionHours", props.retentionHours, 1, 87_600),
  ];
}

/** Of a number that may be left out. */
export function countFaults(what: string, value: number | undefined, least: number, most: number): string[] {
  return value === undefined ? [] : wholeFaults(what, value, least, most);
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
export function resourceNameFaults(what: string, name: string): string[] {
  return name.length <= 253 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(name)
    ? []
    : [
        `${what} cannot be the name of an object: at most 253 of a-z, 0-9, - and ., with a letter or digit at both ends of each part`,
      ];
}
