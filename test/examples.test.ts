// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ProgramRun, runProgram } from "./harness/engine.ts";

// The example events through the project's own program, run by Pulumi's runner; examples/import-constructs has its tests in test/bridge.

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bivouac-examples-"));
  const domains = { user_domain_id: "default", project_domain_id: "default" };
  const auth = { auth_url: "http://127.0.0.1:1/v3", username: "a", password: "p", project_name: "a", ...domains };
  const contexts = ["bivouac-lab", "bivouac-lab-2", "bivouac-lab-3"];
  writeFileSync(join(folder, "clouds.yaml"), JSON.stringify({ clouds: { "bivouac-lab": { auth } } }));
  writeFileSync(
    join(folder, "kubeconfig"),
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "c", cluster: { server: "http://127.0.0.1:1" } }],
      users: [{ name: "u", user: { token: "t" } }],
      contexts: contexts.map((name) => ({ name, context: { cluster: "c", user: "u" } })),
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A preview: no lock is written and no cloud is asked. */
async function preview(example: string): Promise<ProgramRun> {
  const run = await runProgram({
    program: "stacks/index.ts",
    preview: true,
    config: { "bivouac:event": `examples/${example}/event.yaml`, "bivouac:seed": "the seed" },
    secretKeys: ["bivouac:seed"],
    env: { OS_CLIENT_CONFIG_FILE: join(folder, "clouds.yaml"), KUBECONFIG: join(folder, "kubeconfig") },
  });
  expect([run.exitCode, run.logs.filter(({ severity }) => severity === "error")]).toEqual([0, []]);
  return run;
}

/** How many of each type, without the components around them. */
function census(run: ProgramRun): Record<string, number> {
  const count: Record<string, number> = {};
  for (const { custom, type } of run.resources) if (custom) count[type] = (count[type] ?? 0) + 1;
  return Object.fromEntries(Object.entries(count).toSorted(([a], [b]) => a.localeCompare(b)));
}

describe("the examples", () => {
  test("lugano-2022: nine teams in both clouds", async () => {
    expect(census(await preview("lugano-2022"))).toEqual({
      "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy": 42,
      "kubernetes:admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding": 42,
      "kubernetes:apps/v1:Deployment": 1,
      "kubernetes:batch/v1:Job": 1,
      "kubernetes:core/v1:ConfigMap": 1,
      "kubernetes:core/v1:LimitRange": 9,
      "kubernetes:core/v1:Namespace": 9,
      "kubernetes:core/v1:ResourceQuota": 9,
      "kubernetes:core/v1:Secret": 3,
      "kubernetes:core/v1:Service": 1,
      "kubernetes:core/v1:ServiceAccount": 9,
      "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch": 1,
      "kubernetes:kafka.strimzi.io/v1:Kafka": 1,
      "kubernetes:kafka.strimzi.io/v1:KafkaNodePool": 1,
      "kubernetes:kafka.strimzi.io/v1:KafkaTopic": 1,
      "kubernetes:kafka.strimzi.io/v1:KafkaUser": 3,
      "kubernetes:kibana.k8s.elastic.co/v1:Kibana": 1,
      "kubernetes:logstash.k8s.elastic.co/v1alpha1:Logstash": 1,
      "kubernetes:networking.k8s.io/v1:NetworkPolicy": 38,
      "kubernetes:rbac.authorization.k8s.io/v1:Role": 27,
      "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": 27,
      "openstack:blockstorage/quoteSetV3:QuoteSetV3": 9,
      "openstack:blockstorage/volume:Volume": 5,
      "openstack:compute/flavor:Flavor": 2,
      "openstack:compute/flavorAccess:FlavorAccess": 8,
      "openstack:compute/instance:Instance": 19,
      "openstack:compute/keypair:Keypair": 24,
      "openstack:compute/quotaSetV2:QuotaSetV2": 9,
      "openstack:compute/serverGroup:ServerGroup": 2,
      "openstack:compute/volumeAttach:VolumeAttach": 5,
      "openstack:identity/applicationCredential:ApplicationCredential": 9,
      "openstack:identity/project:Project": 9,
      "openstack:identity/roleAssignment:RoleAssignment": 9,
      "openstack:identity/user:User": 9,
      "openstack:networking/floatingIp:FloatingIp": 3,
      "openstack:networking/floatingIpAssociate:FloatingIpAssociate": 3,
      "openstack:networking/network:Network": 9,
      "openstack:networking/port:Port": 19,
      "openstack:networking/quotaV2:QuotaV2": 9,
      "openstack:networking/router:Router": 9,
      "openstack:networking/routerInterface:RouterInterface": 9,
      "openstack:networking/secGroup:SecGroup": 11,
      "openstack:networking/secGroupRule:SecGroupRule": 47,
      "openstack:networking/subnet:Subnet": 9,
      "pulumi:providers:kubernetes": 3,
      "pulumi:providers:openstack": 10,
    });
  });

  test("athens-2023: teams with VMs, each with a subnet", async () => {
    expect(census(await preview("athens-2023"))).toEqual({
      "openstack:blockstorage/quoteSetV3:QuoteSetV3": 4,
      "openstack:blockstorage/volume:Volume": 1,
      "openstack:compute/flavor:Flavor": 4,
      "openstack:compute/flavorAccess:FlavorAccess": 5,
      "openstack:compute/instance:Instance": 6,
      "openstack:compute/keypair:Keypair": 8,
      "openstack:compute/quotaSetV2:QuotaSetV2": 4,
      "openstack:compute/serverGroup:ServerGroup": 1,
      "openstack:compute/volumeAttach:VolumeAttach": 1,
      "openstack:identity/applicationCredential:ApplicationCredential": 4,
      "openstack:identity/project:Project": 4,
      "openstack:identity/roleAssignment:RoleAssignment": 4,
      "openstack:identity/user:User": 4,
      "openstack:networking/floatingIp:FloatingIp": 1,
      "openstack:networking/floatingIpAssociate:FloatingIpAssociate": 1,
      "openstack:networking/network:Network": 4,
      "openstack:networking/port:Port": 6,
      "openstack:networking/quotaV2:QuotaV2": 4,
      "openstack:networking/router:Router": 4,
      "openstack:networking/routerInterface:RouterInterface": 4,
      "openstack:networking/secGroup:SecGroup": 5,
      "openstack:networking/secGroupRule:SecGroupRule": 21,
      "openstack:networking/subnet:Subnet": 4,
      "pulumi:providers:openstack": 5,
    });
  });
});
