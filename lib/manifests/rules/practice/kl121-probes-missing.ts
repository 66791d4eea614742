// SPDX-License-Identifier: Apache-2.0
import { fieldsAt } from "../../fields.ts";
import type { SetRule } from "../../rule.ts";
import { sampleContainer, sampleDeployment } from "../../samples.ts";
import { backends } from "./labels.ts";

const service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "app" },
  spec: { selector: { app: "app" }, ports: [{ port: 80 }] },
};
const probed = sampleContainer({ readinessProbe: { tcpSocket: { port: 80 } } });

export const probesMissing: SetRule = {
  id: "KL121",
  name: "probes-missing",
  severity: "info",
  scope: "set",
  what: "Pods behind a Service say when they are ready.",
  why: "Without a readiness probe a pod gets requests as soon as its process exists, and a roll-out goes on while nothing answers.",
  sources: [
    "kube-linter no-readiness-probe",
    "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
  ],
  failing: [
    { title: "no probe", objects: [service, sampleDeployment()] },
    {
      title: "only a liveness probe",
      objects: [
        service,
        sampleDeployment({ containers: [sampleContainer({ livenessProbe: { tcpSocket: { port: 80 } } })] }),
      ],
    },
  ],
  passing: [
    { title: "a readiness probe", objects: [service, sampleDeployment({ containers: [probed] })] },
    {
      title: "beside a container that serves nothing",
      objects: [service, sampleDeployment({ containers: [probed, sampleContainer({ name: "b" })] })],
    },
    { title: "no Service", objects: [sampleDeployment()] },
  ],
  *check(set) {
    const served = new Set(
      set.of("", "Service").flatMap((each) => (backends(set, each) ?? []).map(({ manifest }) => manifest)),
    );
    for (const manifest of set.manifests) {
      if (manifest.pod === undefined || !served.has(manifest)) continue;
      const running = manifest.pod.containers.filter(({ kind }) => kind === "container");
      if (running.some(({ value }) => fieldsAt(value, "readinessProbe") !== undefined)) continue;
      yield {
        manifest,
        message: "no container behind the Service has a readiness probe",
        at: { path: [...manifest.pod.path, "containers"], field: "readinessProbe" },
        hint: "add a readinessProbe: a path that answers when the process can work",
      };
    }
  },
};
