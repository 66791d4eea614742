// SPDX-License-Identifier: Apache-2.0
import { KafkaCluster, KafkaTopicSet, KafkaUserSet } from "bivouac/kubernetes";
import { App, Chart, JsonPatch } from "cdk8s";

const app = new App();
const chart = new Chart(app, "messages");
const owner = { event: "lugano-2022", team: "dwdi" };

const cluster = new KafkaCluster(chart, "Bus", { ...owner, name: "bus", size: "small" });
const topics = new KafkaTopicSet(chart, "Topics", {
  ...owner,
  cluster,
  topics: { observations: { partitions: 6, retentionHours: 24 } },
});
const users = new KafkaUserSet(chart, "Users", {
  ...owner,
  cluster,
  users: {
    station: { produces: ["observations"] }, // its password: Secret station, key password
    analysis: { consumes: { observations: "analysis" } },
  },
});
users.node.addDependency(topics);

// One value of your own. A replication factor above the brokers, a listener without TLS or pods of root would be a fault at synth.
cluster.resource.addJsonPatch(JsonPatch.add("/spec/kafka/config/log.cleaner.threads", 2));

app.synth();
