// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { Kubernetes } from "../../lib/live/index.ts";
import { until } from "./tenancy/until.ts";

// The kinds that web services and storage need beside Kubernetes' own, from their makers' Go modules.
const files = [
  ["sigs.k8s.io/gateway-api@v1.5.0", "config/crd/standard/gateway.networking.k8s.io_httproutes.yaml"],
  ["github.com/cert-manager/cert-manager@v1.21.2", "deploy/crds/cert-manager.io_certificates.yaml"],
  [
    "github.com/kubernetes-csi/external-snapshotter/client/v8@v8.7.0",
    "config/crd/snapshot.storage.k8s.io_volumesnapshots.yaml",
  ],
] as const;

/** Claims of buckets are in no module that can be had: the fields as they are documented, and no others. */
const bucketClaims = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "objectbucketclaims.objectbucket.io" },
  spec: {
    group: "objectbucket.io",
    scope: "Namespaced",
    names: {
      kind: "ObjectBucketClaim",
      listKind: "ObjectBucketClaimList",
      plural: "objectbucketclaims",
      singular: "objectbucketclaim",
    },
    versions: [
      {
        name: "v1alpha1",
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: {
              spec: {
                type: "object",
                properties: {
                  storageClassName: { type: "string" },
                  bucketName: { type: "string" },
                  generateBucketName: { type: "string" },
                  objectBucketName: { type: "string" },
                  additionalConfig: { type: "object", additionalProperties: { type: "string" } },
                },
              },
            },
          },
        },
      },
    ],
  },
};

export interface Definition {
  readonly metadata: { readonly name: string };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

/** Makes what is missing. Returns a function that removes what was made here. */
export async function installKinds(
  cluster: Kubernetes,
  definitions: readonly Definition[] = [...files.map(([module, file]) => fetched(module, file)), bucketClaims],
): Promise<() => Promise<void>> {
  const made: string[] = [];
  for (const definition of definitions) {
    const { name } = definition.metadata;
    const there = await cluster.request("GET", `${path}/${name}`).catch(() => undefined);
    if (there === undefined) {
      await cluster.request("POST", path, { body: definition });
      made.push(name);
    }
    await expectSoon(async () => {
      const { status } = await cluster.request<Definition>("GET", `${path}/${name}`);
      return status?.conditions?.some((each) => each.type === "Established" && each.status === "True") === true;
    }, `${name} is served`);
  }
  return async () => {
    for (const name of made) await cluster.request("DELETE", `${path}/${name}`).catch(() => undefined);
  };
}

/** Counts of kinds are known to the quota's controller some time after the kinds are. */
export async function countedSoon(cluster: Kubernetes, namespace: string): Promise<void> {
  await expectSoon(async () => {
    const { status } = await cluster.request<{ readonly status?: { readonly used?: object } }>(
      "GET",
      `/api/v1/namespaces/${namespace}/resourcequotas/quota`,
    );
    return Object.keys(status?.used ?? {}).includes("count/httproutes.gateway.networking.k8s.io");
  }, `routes are counted in ${namespace}`);
}

/** Asks until the answer is yes. */
export async function expectSoon(ask: () => Promise<boolean>, what: string): Promise<void> {
  await until(what, ask, 300_000, 100);
}

/** Snapshots and what holds their data. */
export function snapshotKinds(): Definition[] {
  const [module, file] = files[2];
  return [file, file.replace("volumesnapshots", "volumesnapshotcontents")].map((each) => fetched(module, each));
}

function fetched(module: string, file: string): Definition {
  const text = execFileSync("go", ["mod", "download", "-json", module], {
    cwd: tmpdir(),
    encoding: "utf8",
    env: { ...process.env, GOFLAGS: "-mod=mod" },
  });
  const { Dir: folder } = JSON.parse(text) as { readonly Dir: string };
  return parse(readFileSync(join(folder, file), "utf8")) as Definition;
}
