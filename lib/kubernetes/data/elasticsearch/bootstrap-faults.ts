// SPDX-License-Identifier: Apache-2.0
import { dnsLabelFaults, ownerFaults, wholeFaults } from "../../objects/owned.ts";
import { imageFaults } from "../../objects/restricted-pod.ts";
import { bootstrapFiles } from "./bootstrap-objects.ts";
import type { IndexBootstrapProps } from "./bootstrap-props.ts";
import { bootstrapRequests } from "./bootstrap-requests.ts";

export function bootstrapFaults(props: IndexBootstrapProps): string[] {
  const name = props.name ?? `${props.elasticsearch.name}-bootstrap`;
  const requests = bootstrapRequests(props);
  const paths = requests.map(({ path }) => path);
  const bytes = Object.values(bootstrapFiles(props)).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return [
    ...ownerFaults(props),
    ...dnsLabelFaults("name", name),
    // The hash, and five characters of the Job's pods.
    ...(name.length > 48 ? [`name "${name}" is longer than 48 characters: make it shorter`] : []),
    ...dnsLabelFaults("credentials", props.credentials),
    ...imageFaults(props.image ?? "curl"),
    ...(requests.length === 0 ? ["there is nothing to do: give dataStreams, indexTemplates or the like"] : []),
    ...paths.flatMap((path) =>
      /^(\/[a-z0-9_][a-z0-9._@-]*)+$/.test(path)
        ? []
        : [
            `"${path.split("/").at(-1)}" cannot be a name in Elasticsearch: small letters, digits, - _ . and @, not first`,
          ],
    ),
    ...[...new Set(paths.filter((path, index) => paths.indexOf(path) !== index))].map(
      (path) => `${path} is asked for twice: a data stream has a policy and a template of its own name`,
    ),
    ...(bytes > 1_000_000 ? [`the requests are ${bytes} bytes, a ConfigMap holds 1048576: use two of them`] : []),
    ...Object.entries(props.dataStreams ?? {}).flatMap(([stream, { retentionDays = 30, replicas = 1, shards = 1 }]) => [
      ...wholeFaults(`retentionDays of ${stream}`, retentionDays, 1, 3_650),
      ...wholeFaults(`replicas of ${stream}`, replicas, 0, 100),
      ...wholeFaults(`shards of ${stream}`, shards, 1, 1_024),
    ]),
    ...Object.entries(props.snapshots ?? {}).flatMap(([policy, { repository }]) =>
      props.repositories === undefined || Object.hasOwn(props.repositories, repository)
        ? []
        : [`snapshots ${policy} go to repository "${repository}", which is not among repositories: add it`],
    ),
  ];
}
