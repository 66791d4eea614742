// SPDX-License-Identifier: Apache-2.0
import { ChartComponent, KubernetesProvider, OutputTokens } from "bivouac/bridge";
import { ApiObject, App, Chart } from "cdk8s";
import * as pulumi from "@pulumi/pulumi";

// A chart whose leaves come from another resource and from a secret of the config.
class Address extends pulumi.CustomResource {
  declare readonly address: pulumi.Output<string>;
  constructor(name: string) {
    super("openstack:networking/floatingIp:FloatingIp", name, { pool: "public", address: undefined });
  }
}

const config = new pulumi.Config();
const address = new Address("address");
const provider = new KubernetesProvider("cluster", { kubeconfig: "kubeconfig.yaml", context: "lab" });
const tokens = new OutputTokens();
const chart = new Chart(new App({ resolvers: [tokens] }), "shop");
new ApiObject(chart, "Namespace", { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } });
const settings = new ApiObject(chart, "Settings", {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "settings", namespace: "shop" },
  data: {
    address: address.address,
    url: `http://${tokens.string(address.address)}:8080/`,
    json: JSON.stringify({ at: tokens.string(address.address) }),
    plain: "as it is",
  },
});
new ApiObject(chart, "Login", {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "login", namespace: "shop" },
  stringData: { user: "shop", password: config.requireSecret("password") },
});
const deployment = new ApiObject(chart, "Server", {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "server", namespace: "shop", annotations: { address: tokens.string(address.address) } },
  spec: { replicas: 2, selector: {} },
});
deployment.addDependency(settings);

const component = new ChartComponent("shop", { chart }, { providers: { kubernetes: provider }, protect: true });
export const names: unknown = component.names;
export const uid: unknown = component.find("Namespace", "shop")?.metadata.apply((metadata) => metadata.uid);
