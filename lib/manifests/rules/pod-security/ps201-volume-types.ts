// SPDX-License-Identifier: Apache-2.0
import { fieldsAt, listAt, textAt } from "../../fields.ts";
import { samplePod } from "../../samples.ts";
import { word } from "./holders.ts";
import { standardRule } from "./standard.ts";

/** All that Kubernetes ever had beside those allowed; hostPath is told by PS104. What it never had, the apiserver makes an emptyDir of. */
const refused = [
  "gcePersistentDisk",
  "awsElasticBlockStore",
  "gitRepo",
  "nfs",
  "iscsi",
  "glusterfs",
  "rbd",
  "flexVolume",
  "cinder",
  "cephfs",
  "flocker",
  "fc",
  "azureFile",
  "vsphereVolume",
  "quobyte",
  "azureDisk",
  "photonPersistentDisk",
  "portworxVolume",
  "scaleIO",
  "storageos",
] as const;

const volume = (source: object) => samplePod({ volumes: [{ name: "data", ...source }] });

export const volumeTypes = standardRule({
  id: "PS201",
  name: "volume-types",
  standard: "restricted",
  upstream: "check_restrictedVolumes.go",
  what: "Volumes come from claims, from objects of the namespace or from the pod itself.",
  why: "Inline volumes mount a server's share or a disk of the cloud with the node's credentials, past claims, quotas and storage classes.",
  failing: [
    { title: "a share of a server", objects: [volume({ nfs: { server: "nfs.example.org", path: "/" } })] },
    { title: "a disk of the cloud", objects: [volume({ cinder: { volumeID: "5b2e1c7d" } })] },
  ],
  passing: [
    { title: "a claim", objects: [volume({ persistentVolumeClaim: { claimName: "data" } })] },
    { title: "a ConfigMap", objects: [volume({ configMap: { name: "data" } })] },
    {
      title: "a share, at baseline",
      objects: [volume({ nfs: { server: "nfs.example.org", path: "/" } })],
      settings: { podSecurity: "baseline" },
    },
  ],
  *check({ spec, path }) {
    for (const [index, each] of listAt(spec, "volumes").entries())
      for (const type of refused)
        if (fieldsAt(each, type) !== undefined)
          yield {
            message: `volume "${word(textAt(each, "name") ?? String(index))}" is of a type that only administrators give out`,
            at: { path: [...path, "volumes", index, type], field: `volumes.${type}`, key: true },
            seen: type,
            allowed:
              "configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected, secret",
            hint: "use a persistentVolumeClaim",
          };
  },
});
