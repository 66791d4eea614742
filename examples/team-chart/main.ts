// SPDX-License-Identifier: Apache-2.0
import { keepGuardRails, TeamNamespace, WebService } from "bivouac/kubernetes";
import { App, Chart, JsonPatch } from "cdk8s";

const app = new App();
const chart = new Chart(app, "weather");
const owner = { event: "lugano-2022", team: "meteo" };
const guardRails = { domain: "apps.example.org", gateway: { namespace: "gateways", name: "public" } };
keepGuardRails(chart, { guardRails });

const namespace = new TeamNamespace(chart, "Namespace", { ...owner, contact: "meteo@example.org" });
const web = new WebService(chart, "Web", {
  ...owner,
  guardRails,
  name: "map", // https://map.meteo.apps.example.org
  image: "registry.example.org/meteo/map:1.4.2",
  replicas: 2, // spread over nodes, with a PodDisruptionBudget
});
web.node.addDependency(namespace);

// One value of your own; hostNetwork: true here would be a fault at synth, not a surprise in the cluster.
web.deployment.addJsonPatch(JsonPatch.replace("/spec/template/spec/containers/0/livenessProbe/periodSeconds", 30));

app.synth();
