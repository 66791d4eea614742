// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { Quantity } from "../../model/light.ts";
import type { Json } from "../objects/manifest.ts";
import { environment, restrictedContainer, restrictedPod, writable } from "../objects/restricted-pod.ts";
import { type WebServiceProps, webDefaults } from "./props.ts";

type Fields = { readonly [key: string]: Json };

/** `spec` of the pods of a web service. `selector` are the labels that tell them from all others. */
export function webPod(props: WebServiceProps, selector: Fields): Fields {
  const { name, image, command, args, port, replicas, runAsUser, env } = webDefaults(props);
  const { mounts, volumes } = allVolumes(props);
  return {
    ...restrictedPod(runAsUser),
    serviceAccountName: name,
    containers: [
      {
        name: "web",
        image,
        ...(command === undefined ? {} : { command }),
        ...(args === undefined ? {} : { args }),
        ...(env === undefined ? {} : { env: environment(env) }),
        ports: [{ name: "http", containerPort: port }],
        ...probes(props),
        resources: resources(props),
        securityContext: restrictedContainer,
        ...(mounts.length === 0 ? {} : { volumeMounts: mounts }),
      },
    ],
    ...(replicas > 1 ? { topologySpreadConstraints: spread(selector) } : {}),
    ...(volumes.length === 0 ? {} : { volumes }),
  };
}

/** Changes with the text of any config file, so that a change rolls the pods over. */
export function configHash({ config = [] }: WebServiceProps): string | undefined {
  if (config.length === 0) return undefined;
  return createHash("sha256")
    .update(JSON.stringify(config.map(({ path, files }) => [path, Object.entries(files)])))
    .digest("hex")
    .slice(0, 16);
}

/** Name of the ConfigMap of the config files at `index`. */
export function configName(name: string, index: number): string {
  return index === 0 ? `${name}-config` : `${name}-config-${index}`;
}

/** CPU limit: a web server that may take no more than it always holds answers slowly under the first load. */
export function cpuLimit(props: WebServiceProps): string {
  const { cpu } = webDefaults(props);
  if (props.cpuLimit !== undefined) return props.cpuLimit;
  const wanted = Quantity.read(cpu);
  return wanted !== undefined && wanted.compare(Quantity.parse("500m")) > 0 ? cpu : "500m";
}

// Without a size these directories have no bound but the node's disk; with one, the quota knows it.
function resources(props: WebServiceProps): Fields {
  const { cpu, memory, volumes = [] } = webDefaults(props);
  const sizes = volumes.flatMap(({ storage }) =>
    storage.props.kind === "ephemeral" && storage.props.storageClass === undefined
      ? [Quantity.read(storage.props.size)]
      : [],
  );
  const disk = sizes.reduce<Quantity>((sum, size) => (size === undefined ? sum : sum.plus(size)), Quantity.zero);
  const ephemeral = sizes.length === 0 ? {} : { "ephemeral-storage": disk.canonical };
  return { requests: { cpu, memory, ...ephemeral }, limits: { cpu: cpuLimit(props), memory, ...ephemeral } };
}

// Start 1 s × seconds, then every 10 s; three misses in a row restart the container.
function probes(props: WebServiceProps): Fields {
  const { health, startSeconds } = webDefaults(props);
  const probe: Fields =
    health === undefined ? { tcpSocket: { port: "http" } } : { httpGet: { path: health, port: "http" } };
  return {
    startupProbe: { ...probe, periodSeconds: 1, failureThreshold: startSeconds },
    readinessProbe: { ...probe, periodSeconds: 5, failureThreshold: 2 },
    livenessProbe: { ...probe, periodSeconds: 10, failureThreshold: 3 },
  };
}

// A wish, not a demand: with one node left all replicas run there.
function spread(selector: Fields): Fields[] {
  return ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: selector },
  }));
}

function allVolumes(props: WebServiceProps): { readonly mounts: Fields[]; readonly volumes: Fields[] } {
  const { name, secrets = [], config = [], volumes = [], writablePaths = ["/tmp"] } = props;
  const empty = writable(writablePaths);
  const mounts = [...empty.mounts];
  const all = [...empty.volumes];
  config.forEach(({ path }, index) => {
    mounts.push({ name: `config-${index}`, mountPath: path, readOnly: true });
    all.push({ name: `config-${index}`, configMap: { name: configName(name, index) } });
  });
  secrets.forEach(({ secret, path, keys }, index) => {
    const items = keys === undefined ? {} : { items: keys.map((key) => ({ key, path: key })) };
    mounts.push({ name: `secret-${index}`, mountPath: path, readOnly: true });
    all.push({ name: `secret-${index}`, secret: { secretName: secret, defaultMode: 0o440, ...items } });
  });
  const seen = new Set<string>();
  for (const { storage, path, readOnly } of volumes) {
    const volume = `data-${storage.props.name}`;
    mounts.push({ name: volume, mountPath: path, ...(readOnly === true ? { readOnly } : {}) });
    if (!seen.has(volume)) all.push({ ...storage.volume, name: volume });
    seen.add(volume);
  }
  return { mounts, volumes: all };
}
