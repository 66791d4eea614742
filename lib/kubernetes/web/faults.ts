// SPDX-License-Identifier: Apache-2.0
import { dnsLabelFaults, ownerFaults, quantityFaults, wholeFaults } from "../objects/owned.ts";
import { imageFaults, userFaults } from "../objects/restricted-pod.ts";
import { cpuLimit } from "./pod.ts";
import { type WebServiceProps, webDefaults } from "./props.ts";
import { routeFaults } from "./route.ts";

export function webServiceFaults(props: WebServiceProps): string[] {
  const { name, image, port, replicas, cpu, memory, surge, startSeconds, runAsUser, health } = webDefaults(props);
  return [
    ...ownerFaults(props),
    ...dnsLabelFaults("name", name),
    // `-config-99` still fits a label then.
    ...(name.length > 52 ? [`name "${name}" is longer than 52 characters: make it shorter`] : []),
    ...imageFaults(image),
    ...(props.allowLatest === true ? [] : latestFaults(image)),
    ...wholeFaults("port", port, 1, 65_535),
    ...wholeFaults("replicas", replicas, 0, 1_000),
    ...wholeFaults("surge", surge, 0, 1_000),
    ...wholeFaults("startSeconds", startSeconds, 1, 3_600),
    ...userFaults(runAsUser),
    ...quantityFaults("cpu", cpu),
    ...quantityFaults("cpuLimit", cpuLimit(props)),
    ...quantityFaults("memory", memory),
    ...(health === undefined || /^\/[!-~]*$/.test(health) ? [] : [`health "${health}" is not a path: write /healthz`]),
    ...Object.entries(props.env ?? {}).flatMap(([key, value]) => envFaults(key, value)),
    ...fileFaults(props),
    ...mountFaults(props),
    ...routeFaults(name, props),
  ];
}

/** @see https://kubernetes.io/docs/concepts/containers/images/#image-names */
function latestFaults(image: string): string[] {
  if (image.includes("@")) return [];
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  if (tag !== undefined && tag !== "latest") return [];
  return [`image "${image}" is whatever is latest: name a version or a digest, or say allowLatest: true`];
}

function envFaults(key: string, value: string): string[] {
  if (key === "" || !/^[!-<>-~]+$/.test(key)) return [`env "${key}" is not a name of a variable: use A-Z, 0-9 and _`];
  // `DATABASE_PASSWORD_FILE` is the way that is meant.
  return value !== "" && /(^|_)(password|passwd|secret|token|api_?key|private_?key|access_?key)$/i.test(key)
    ? [`env ${key} looks like a secret in the clear: put it into a Secret and mount it with secrets`]
    : [];
}

function fileFaults({ config = [], secrets = [] }: WebServiceProps): string[] {
  const names = [...config.flatMap(({ files }) => Object.keys(files)), ...secrets.flatMap(({ keys = [] }) => keys)];
  return [
    ...names.flatMap((name) =>
      /^[A-Za-z0-9._-]{1,253}$/.test(name) && !/^\.\.?$/.test(name) && !name.startsWith("..")
        ? []
        : [`file "${name}" cannot be a key: at most 253 of letters, digits, -, _ and .`],
    ),
    ...config.flatMap(({ path, files }) => {
      const bytes = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
      return bytes <= 1_048_576
        ? []
        : [`config files at ${path} are ${bytes} bytes, a ConfigMap holds 1048576: use a volume`];
    }),
    ...secrets.flatMap(({ secret }) => dnsLabelFaults("secret", secret)),
  ];
}

function mountFaults({ config = [], secrets = [], volumes = [], writablePaths = ["/tmp"] }: WebServiceProps): string[] {
  const paths = [...writablePaths, ...[...config, ...secrets, ...volumes].map(({ path }) => path)];
  return [
    ...paths.flatMap((path) =>
      /^\/[^:\s]+$/.test(path) && !path.split("/").includes("..")
        ? []
        : [`path "${path}" is not an absolute path without spaces, : and ..`],
    ),
    ...[...new Set(paths.filter((path, index) => paths.indexOf(path) !== index))].map(
      (path) => `path "${path}" is mounted twice: give one of them another path`,
    ),
  ];
}
