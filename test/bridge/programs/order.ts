// SPDX-License-Identifier: Apache-2.0
import { ChartComponent } from "bivouac/bridge";
import { ApiObject, App, Chart } from "cdk8s";
import { Construct } from "constructs";

// Two charts of one App. Objects stand before what they need, deep inside constructs.
const app = new App();
const first = new Chart(app, "first");
const store = new Construct(first, "Store");
const client = new Construct(first, "Client");
const object = (
  scope: Construct,
  id: string,
  apiVersion: string,
  kind: string,
  name: string,
  namespace?: string,
  spec?: unknown,
): ApiObject =>
  new ApiObject(scope, id, {
    apiVersion,
    kind,
    metadata: { name, ...(namespace && { namespace }) },
    ...(spec !== undefined && { spec }),
  });

object(client, "Resource", "v1", "ConfigMap", "client", "shop");
object(store, "Resource", "example.org/v1", "Bucket", "bucket", "shop", { size: 1 });
object(store, "Deep", "v1", "ServiceAccount", "store", "elsewhere");
object(first, "Definition", "apiextensions.k8s.io/v1", "CustomResourceDefinition", "buckets.example.org", undefined, {
  group: "example.org",
  names: { kind: "Bucket", plural: "buckets" },
});
object(first, "Namespace", "v1", "Namespace", "shop");
client.node.addDependency(store);

const second = new Chart(app, "second");
object(second, "Late", "v1", "ConfigMap", "late", "shop");
second.addDependency(first);

new ChartComponent("one", { chart: first });
new ChartComponent("two", { chart: second });
