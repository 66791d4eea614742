// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../../lib/manifests/index.ts";
import { sampleContainer, sampleDeployment, samplePod, samplePodSpec } from "../../../lib/manifests/samples.ts";
import { type Names, type Row, table } from "./rows.ts";

const image = (name: string): Fields => ({ containers: [sampleContainer({ image: name })] });
const pod = (name: string): Fields => samplePod(image(name));
const digest = "7173b809ca12ec5dee4506cd86be934c4596dd234ee82c0662eac04a8c2c71dc";
const labels = { app: "app" };

const template = (spec: Fields): Fields => ({ metadata: { labels }, spec: samplePodSpec(spec) });
const workload = (kind: string, spec: Fields, over: Fields = {}): Fields => ({
  apiVersion: "apps/v1",
  kind,
  metadata: { name: "app" },
  spec: { selector: { matchLabels: labels }, template: template(spec), ...over },
});
const job = (spec: Fields): Fields => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "app" },
  spec: { template: template({ restartPolicy: "Never", ...spec }) },
});
const cronJob = (spec: Fields): Fields => ({
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata: { name: "app" },
  spec: { schedule: "0 4 * * *", jobTemplate: { spec: { template: template({ restartPolicy: "Never", ...spec }) } } },
});
const claimSpec = (over: Fields): Fields => ({
  accessModes: ["ReadWriteOnce"],
  resources: { requests: { storage: "1Gi" } },
  ...over,
});
const claim = (over: Fields = {}): Fields => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: "data" },
  spec: claimSpec(over),
});
const scratch = (over: Fields): Fields => ({
  volumes: [{ name: "scratch", ephemeral: { volumeClaimTemplate: { spec: claimSpec(over) } } }],
});
const stateful = (over: Fields): Fields =>
  workload(
    "StatefulSet",
    {},
    { serviceName: "app", volumeClaimTemplates: [{ metadata: { name: "data" }, spec: claimSpec(over) }] },
  );
const terms = (term: Fields): Fields => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } },
});
const prefers = (key: string): Fields => ({
  affinity: {
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 1, preference: { matchExpressions: [{ key, operator: "Exists" }] } },
      ],
    },
  },
});
const needsDigest = (name: string): Fields => samplePod(image(name), { labels: { digests: "true" } });

export function workloadRows({ event }: Names): readonly Row[] {
  return [
    ...table(
      "images",
      [
        ["of an allowed registry", pod("registry.example.org/app:1")],
        ["by digest", pod(`registry.example.org/app@sha256:${digest}`)],
        ["Docker's own by its short name", pod("nginx")],
        ["Docker's own with a tag", pod("nginx:1.29")],
        ["Docker's own with its folder", pod("library/nginx")],
        ["Docker's own with its host", pod("docker.io/nginx:1")],
        ["Docker's own by the old name of the host", pod("index.docker.io/library/nginx")],
        ["of a registry without a slash in the rails", pod("ghcr.io/a/b:1")],
        ["of one repository, with a port", pod("registry.example.org:5000/team/app:1")],
        ["of one repository, below it", pod("registry.example.org:5000/team/app/web:1")],
        ["in a Deployment", sampleDeployment(image("nginx"))],
        ["in a CronJob", cronJob(image("nginx"))],
      ],
      [
        ["a host that begins alike", pod("ghcr.io.evil.example/a/b")],
        ["a host that begins alike, with a dash", pod("registry.example.org-evil.example/a")],
        ["a user of Docker", pod("someone/nginx")],
        ["the host as somebody's folder", pod("docker.io/registry.example.org/app")],
        ["a folder that is no host", pod("library.evil/nginx")],
        ["in capitals", pod("GHCR.io/a/b")],
        ["another port", pod("ghcr.io:444/a/b")],
        ["a port without its host's repository", pod("registry.example.org:5000/other/app")],
        ["a repository that begins alike", pod("registry.example.org:5000/team/apple")],
        ["an allowed name as tag", pod("quay.io/a/b:ghcr.io")],
        ["a digest of another registry", pod(`quay.io/a/b@sha256:${digest}`)],
        ["a way up", pod("ghcr.io/a/../../quay.io/b")],
        ["localhost", pod("localhost/nginx")],
        ["an init container", samplePod({ initContainers: [sampleContainer({ name: "init", image: "quay.io/a/b" })] })],
        [
          "the second container",
          samplePod({ containers: [sampleContainer(), sampleContainer({ name: "b", image: "quay.io/a/b" })] }),
        ],
        ["a volume", samplePod({ volumes: [{ name: "code", image: { reference: "quay.io/a/b" } }] })],
        ["a Deployment", sampleDeployment(image("quay.io/a/b"))],
        ["a StatefulSet", workload("StatefulSet", image("quay.io/a/b"), { serviceName: "app" })],
        ["a DaemonSet", workload("DaemonSet", image("quay.io/a/b"))],
        ["a ReplicaSet", workload("ReplicaSet", image("quay.io/a/b"))],
        ["a Job", job(image("quay.io/a/b"))],
        ["a CronJob", cronJob(image("quay.io/a/b"))],
        [
          "a PodTemplate",
          {
            apiVersion: "v1",
            kind: "PodTemplate",
            metadata: { name: "app" },
            template: template(image("quay.io/a/b")),
          },
        ],
        [
          "a ReplicationController",
          {
            apiVersion: "v1",
            kind: "ReplicationController",
            metadata: { name: "app" },
            spec: { selector: labels, template: template(image("quay.io/a/b")) },
          },
        ],
      ],
    ),
    ...table(
      "digests",
      [
        ["sha256", needsDigest(`nginx@sha256:${digest}`)],
        ["a tag and sha256", needsDigest(`nginx:1@sha256:${digest}`)],
        ["sha512", needsDigest(`nginx@sha512:${digest}${digest}`)],
        ["with a port", needsDigest(`registry.example.org:5000/team/app@sha256:${digest}`)],
      ],
      [
        ["a tag", needsDigest("nginx:1")],
        ["nothing", needsDigest("nginx")],
        ["too short", needsDigest("nginx@sha256:abc")],
        ["in capitals", needsDigest(`nginx@sha256:${digest.toUpperCase()}`)],
        ["a tag that looks like one", needsDigest(`nginx:sha256-${digest}`)],
      ],
    ),
    ...table(
      "storage-classes",
      [
        ["none", claim()],
        ["an allowed one", claim({ storageClassName: `${event}-fast` })],
        ["none, in a StatefulSet", stateful({})],
        ["an allowed one, in a pod", samplePod(scratch({ storageClassName: `${event}-fast` }))],
      ],
      [
        ["another", claim({ storageClassName: `${event}-slow` })],
        ["another, in a StatefulSet", stateful({ storageClassName: `${event}-slow` })],
        ["another, in a pod", samplePod(scratch({ storageClassName: `${event}-slow` }))],
        ["another, in a Deployment's pods", sampleDeployment(scratch({ storageClassName: `${event}-slow` }))],
      ],
    ),
    ...table(
      "foreign-volumes",
      [
        ["a new one", claim()],
        ["a new one of a class", claim({ storageClassName: `${event}-fast` })],
        ["a new one in a pod", samplePod(scratch({}))],
        [
          "a claim that exists",
          samplePod({ volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] }),
        ],
      ],
      [
        ["by name", claim({ volumeName: "pv-7" })],
        ["by an empty class", claim({ storageClassName: "" })],
        ["by labels", claim({ selector: { matchLabels: { disk: "ssd" } } })],
        ["by name, in a StatefulSet", stateful({ volumeName: "pv-7" })],
        ["by an empty class, in a pod", samplePod(scratch({ storageClassName: "" }))],
      ],
    ),
    ...table(
      "priority-classes",
      [
        ["none", samplePod()],
        ["an allowed one", samplePod({ priorityClassName: `${event}-batch` })],
        ["the cluster's default by its name", samplePod({ priorityClassName: `${event}-usual` })],
        ["an allowed one, in a Deployment", sampleDeployment({ priorityClassName: `${event}-batch` })],
      ],
      [
        ["another", samplePod({ priorityClassName: `${event}-high` })],
        ["the system's", samplePod({ priorityClassName: "system-cluster-critical" })],
        ["another, in a Deployment", sampleDeployment({ priorityClassName: `${event}-high` })],
        ["another, in a CronJob", cronJob({ priorityClassName: "system-node-critical" })],
      ],
    ),
    ...table(
      "placement",
      [
        ["nothing said", samplePod()],
        ["an allowed taint", samplePod({ tolerations: [{ key: "nvidia.com/gpu", operator: "Exists" }] })],
        [
          "a taint of Kubernetes",
          samplePod({ tolerations: [{ key: "node.kubernetes.io/memory-pressure", operator: "Exists" }] }),
        ],
        [
          "harmless labels",
          samplePod({ nodeSelector: { "kubernetes.io/arch": "amd64", "topology.kubernetes.io/zone": "a" } }),
        ],
        ["an allowed label", samplePod(terms({ matchExpressions: [{ key: "nvidia.com/gpu", operator: "Exists" }] }))],
        ["the usual scheduler", samplePod({ schedulerName: "default-scheduler" })],
        ["a DaemonSet", workload("DaemonSet", {})],
      ],
      [
        ["nodeName", samplePod({ nodeName: "node-0" })],
        ["nodeName in a Deployment", sampleDeployment({ nodeName: "node-0" })],
        [
          "the control plane's taint",
          samplePod({ tolerations: [{ key: "node-role.kubernetes.io/control-plane", operator: "Exists" }] }),
        ],
        ["every taint", samplePod({ tolerations: [{ operator: "Exists" }] })],
        [
          "every taint of an effect",
          samplePod({ tolerations: [{ key: "", operator: "Exists", effect: "NoSchedule" }] }),
        ],
        ["every taint, in a DaemonSet", workload("DaemonSet", { tolerations: [{ operator: "Exists" }] })],
        ["a key that begins alike", samplePod({ tolerations: [{ key: "nvidia.com/gpu-2", operator: "Exists" }] })],
        ["another team's label", samplePod({ nodeSelector: { "example.org/team": "bee" } })],
        [
          "another team's label by affinity",
          samplePod(terms({ matchExpressions: [{ key: "example.org/team", operator: "Exists" }] })),
        ],
        ["another team's label by preference", samplePod(prefers("example.org/team"))],
        [
          "a node's name as a field",
          samplePod(terms({ matchFields: [{ key: "metadata.name", operator: "In", values: ["node-0"] }] })),
        ],
        ["a node's host name", samplePod({ nodeSelector: { "kubernetes.io/hostname": "node-0" } })],
        ["another scheduler", samplePod({ schedulerName: "own" })],
        ["in a CronJob", cronJob({ nodeSelector: { "example.org/team": "bee" } })],
      ],
    ),
  ];
}
