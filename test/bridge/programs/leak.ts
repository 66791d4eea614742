// SPDX-License-Identifier: Apache-2.0
import { ChartComponent, OutputTokens } from "bivouac/bridge";
import * as pulumi from "@pulumi/pulumi";
import { ApiObject, App, Chart } from "cdk8s";

// A secret where everyone with a look at the Deployment would see it.
const tokens = new OutputTokens();
const chart = new Chart(new App({ resolvers: [tokens] }), "shop");
const password = new pulumi.Config().requireSecret("password");
new ApiObject(chart, "Server", {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "server" },
  spec: {
    template: {
      spec: { containers: [{ name: "server", env: [{ name: "LOGIN", value: `shop:${tokens.string(password)}` }] }] },
    },
  },
});
new ChartComponent("shop", { chart });
