// SPDX-License-Identifier: Apache-2.0
import { TeamIsolation, TeamNamespace } from "bivouac/kubernetes";
import { App, Chart } from "cdk8s";

const app = new App();
const chart = new Chart(app, "guests");
const owner = { event: "lugano-2022", team: "guests" };

new TeamNamespace(chart, "Namespace", {
  ...owner,
  title: "Guests of the last day",
  contact: "hosts@example.org",
  expires: "2022-11-12T18:00:00Z",
});
new TeamIsolation(chart, "Isolation", owner).node.addDependency(chart.node.findChild("Namespace"));

app.synth();
