// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { ChartComponent, KubernetesProvider, OutputTokens } from "bivouac/bridge";
import { Workspace } from "bivouac/kubernetes";
import { App, Chart } from "cdk8s";

const config = new pulumi.Config();
const tokens = new OutputTokens();
const chart = new Chart(new App({ resolvers: [tokens] }), "notebook");

const notebook = new Workspace(chart, "Notebook", {
  event: "lugano-2022",
  team: "nris",
  name: "notebook",
  image: "quay.io/jupyter/minimal-notebook:2024-10-14",
  port: 8888,
  // An Output may stand inside any text; here it is the stack's own name.
  env: { JUPYTER_PORT: "8888", STACK: tokens.string(pulumi.output(pulumi.getStack())) },
});

const cluster = new KubernetesProvider("cluster", { kubeconfig: config.require("kubeconfig") });
new ChartComponent("notebook", { chart }, { providers: { kubernetes: cluster } });

export const url: string = `http://${notebook.host}:${notebook.port}/`;
