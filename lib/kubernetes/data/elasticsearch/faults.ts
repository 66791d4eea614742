// SPDX-License-Identifier: Apache-2.0
import { dnsLabelFaults, ownerFaults, quantityFaults, wholeFaults } from "../../objects/owned.ts";
import { nodeSetsOf } from "./objects.ts";
import type { ElasticsearchClusterProps, KibanaProps } from "./props.ts";
import { elasticsearchSizes, kibanaDefaults } from "./sizes.ts";

/** What is wrong with the props themselves; what the objects say of each other is told by the rules ES1xx. */
export function elasticsearchFaults(props: ElasticsearchClusterProps): string[] {
  const size: string = props.size ?? "small";
  return [
    ...ownerFaults(props),
    ...dnsLabelFaults("name", props.name),
    ...(Object.hasOwn(elasticsearchSizes, size) ? [] : [`size "${size}" is not given: write demo, small or ha`]),
    ...(props.nodeSets?.length === 0 ? ["nodeSets is empty: leave it out, or write one set at least"] : []),
    ...nodeSetsOf(props).flatMap((set) => [
      ...wholeFaults(`count of ${set.name}`, set.count, 0, 1_000),
      ...quantityFaults(`cpu of ${set.name}`, set.cpu),
      ...quantityFaults(`cpuLimit of ${set.name}`, set.cpuLimit),
      ...quantityFaults(`memory of ${set.name}`, set.memory),
      ...quantityFaults(`storage of ${set.name}`, set.storage),
    ]),
    ...[...(props.users ?? []), ...(props.secureSettings ?? [])].flatMap((secret) => dnsLabelFaults("secret", secret)),
    ...(props.certificate !== undefined && props.subjectAltNames !== undefined
      ? ["subjectAltNames with a certificate of your own: its names are written in it; leave one of them out"]
      : []),
    ...(props.changeBudget === undefined
      ? []
      : [
          ...wholeFaults("maxUnavailable", props.changeBudget.maxUnavailable, 0, 1_000),
          ...wholeFaults("maxSurge", props.changeBudget.maxSurge, 0, 1_000),
          ...(props.changeBudget.maxUnavailable === 0 && props.changeBudget.maxSurge === 0
            ? ["changeBudget lets nothing be missing and nothing be added: no change would ever be made"]
            : []),
        ]),
  ];
}

export function kibanaFaults(props: KibanaProps): string[] {
  const { cpu = kibanaDefaults.cpu, cpuLimit = kibanaDefaults.cpuLimit, memory = kibanaDefaults.memory } = props;
  return [
    ...ownerFaults(props),
    ...dnsLabelFaults("name", props.name ?? props.elasticsearch.name),
    ...wholeFaults("count", props.count ?? 1, 0, 100),
    ...quantityFaults("cpu", cpu),
    ...quantityFaults("cpuLimit", cpuLimit),
    ...quantityFaults("memory", memory),
    ...(props.publicBaseUrl === undefined || /^https?:\/\/[a-z0-9.-]+(:[0-9]+)?(\/[^/\s]+)*$/.test(props.publicBaseUrl)
      ? []
      : [`publicBaseUrl "${props.publicBaseUrl}" is not a web address without a slash at its end`]),
  ];
}
