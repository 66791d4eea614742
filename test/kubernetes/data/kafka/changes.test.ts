// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import type { KafkaClusterProps } from "../../../../lib/kubernetes/data/kafka/index.ts";
import { renderManifests } from "../../../../lib/kubernetes/index.ts";
import { faultsOf, withCluster } from "./chart.ts";

type Props = Partial<KafkaClusterProps>;

const dual = { nodes: 3 };
const apart = { brokers: { nodes: 5, roles: ["broker"] }, controllers: { nodes: 3, roles: ["controller"] } } as const;

test.each<[string, Props, Props, RegExp]>([
  [
    "smaller claims",
    { pools: { dual: { ...dual, storage: "20Gi" } } },
    { pools: { dual: { ...dual, storage: "10Gi" } } },
    /KA201 data\/Bus\/Pool-dual .*have 20Gi and cannot become 10Gi/,
  ],
  [
    "another class",
    { pools: { dual: { ...dual, storageClass: "slow" } } },
    { pools: { dual: { ...dual, storageClass: "fast" } } },
    /KA202 data\/Bus\/Pool-dual .*the class of volume 0 cannot change/,
  ],
  [
    "fewer brokers than replicas",
    { pools: apart },
    {
      pools: { ...apart, brokers: { ...apart.brokers, nodes: 2 } },
      config: {
        "default.replication.factor": 3,
        "offsets.topic.replication.factor": 2,
        "transaction.state.log.replication.factor": 2,
      },
    },
    /KA203 data\/Bus\/Pool-brokers .*2 brokers would be left and topics by default have 3 replicas/,
  ],
  [
    "a pool of brokers gone",
    { pools: { ...apart, more: { nodes: 3, roles: ["broker"] } } },
    { pools: apart },
    /KA204 data\/Bus\/Resource .*pool more is gone, with 3 brokers/,
  ],
  ["an older version", {}, { version: "4.2.0" }, /KA205 .*cannot go back to 4.2.0/],
  ["older metadata", {}, { metadataVersion: "4.2-IV1" }, /KA205 .*metadata 4.3-IV0 cannot go back to 4.2-IV1/],
])("compared with the last synth: %s", (_, before, after, expected) => {
  const { chart } = withCluster(after, renderManifests(withCluster(before).chart).objects);
  expect(faultsOf(chart).join("\n")).toMatch(expected);
});

test("the same cluster, larger claims and a newer version are no faults", () => {
  const before = withCluster({ version: "4.2.0", pools: { dual: { ...dual, storage: "20Gi" } } }).chart;
  const { chart } = withCluster({ pools: { dual: { ...dual, storage: "40Gi" } } }, renderManifests(before).objects);
  expect(faultsOf(chart)).toEqual([]);
});
