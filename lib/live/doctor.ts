// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { LiveError } from "./errors.ts";
import type { Check } from "./check.ts";
import { checkPulumi } from "./doctor-pulumi.ts";
import { contextNames } from "./kubeconfig.ts";
import { connectKubernetes } from "./kubernetes-client.ts";
import { type ConnectOptions, type OpenStack, connect } from "./openstack-client.ts";
import { cloudsYamlPlaces, firstExisting } from "./places.ts";
import { clockToleranceSeconds } from "./preflight.ts";
import { type Service, services } from "./services.ts";

export interface DoctorOptions extends ConnectOptions {
  /** Cloud of the event. @default none is asked */
  readonly cloud?: string | undefined;
  /** kubeconfig contexts of the event. @default none is asked */
  readonly contexts?: readonly string[] | undefined;
  /** Directory that state is written to, or will be. @default the working directory */
  readonly stateDir?: string | undefined;
}

/** Everything that a run needs of this machine and of both clouds. All checks run; one that fails hides no other. */
export async function doctor(options: DoctorOptions = {}): Promise<Check[]> {
  const { cloud, contexts = [] } = options;
  const [pulumi, disk, asked, ...clusters] = await Promise.all([
    checkPulumi(options.env ?? process.env, options.home),
    checkDisk(options.stateDir ?? options.cwd ?? process.cwd()),
    cloud === undefined
      ? Promise.resolve([skipped("OpenStack", "no event named", "a cloud that answers")])
      : checkCloud(cloud, options),
    ...contexts.map((context) => checkContext(context, options)),
  ]);
  return [
    checkNode(),
    ...pulumi,
    ...disk,
    checkCloudsYaml(options),
    ...asked,
    checkKubeconfig(options),
    ...clusters.flat(),
  ];
}

const needsNode: readonly (readonly [major: number, minor: number])[] = [
  [22, 18],
  [24, 0],
];

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const fits = major >= 26 || needsNode.some(([wanted, least]) => major === wanted && minor >= least);
  return {
    name: "Node.js",
    state: fits ? "ok" : "fail",
    seen: process.versions.node,
    needed: "22.18 or later, 24, or 26 and later",
    fix: fits ? undefined : "install Node.js 24: https://nodejs.org/en/download",
  };
}

const needsFreeMiB = 512;

async function checkDisk(path: string): Promise<Check[]> {
  const name = "disk for state";
  const needed = `≥ ${needsFreeMiB} MiB free`;
  // The directory may not be there yet: its nearest parent says as much.
  for (let at = resolve(path); ; at = dirname(at)) {
    try {
      const { bavail, bsize } = await statfs(at);
      const free = Math.floor((bavail * bsize) / 2 ** 20);
      const enough = free >= needsFreeMiB;
      return [
        {
          name,
          state: enough ? "ok" : "fail",
          seen: `${free} MiB free at ${at}`,
          needed,
          fix: enough ? undefined : `free space on the file system of ${at}`,
        },
      ];
    } catch {
      if (dirname(at) === at) return [{ name, state: "fail", seen: `${path} cannot be read`, needed }];
    }
  }
}

function checkCloudsYaml(options: DoctorOptions): Check {
  const file = firstExisting(cloudsYamlPlaces(options));
  const needed = "clouds.yaml with the event's cloud";
  if (file === undefined)
    return {
      name: "clouds.yaml",
      state: "fail",
      seen: "none",
      needed,
      fix: "download it from your cloud to ~/.config/openstack/clouds.yaml, or: bivouac lab up",
    };
  try {
    const clouds: unknown = (parse(readFileSync(file, "utf8")) as { readonly clouds?: unknown } | null)?.clouds;
    const names = typeof clouds === "object" && clouds !== null ? Object.keys(clouds) : [];
    return {
      name: "clouds.yaml",
      state: names.length > 0 ? "ok" : "fail",
      seen: `${file}: ${names.join(", ") || "no clouds"}`,
      needed,
    };
  } catch (error) {
    return {
      name: "clouds.yaml",
      state: "fail",
      seen: `${file}: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`,
      needed,
    };
  }
}

async function checkCloud(name: string, options: DoctorOptions): Promise<Check[]> {
  const label = `cloud ${name}`;
  let os: OpenStack | undefined;
  try {
    os = await connect(name, { timeoutMs: 15_000, retry: { retries: 1 }, ...options });
    const { roles, userName, projectName } = await os.session();
    const admin = roles.includes("admin");
    return [
      {
        name: label,
        state: "ok",
        seen: `${os.cloud.authUrl} as ${userName} in ${projectName ?? "no project"} (${os.cloud.file})`,
        needed: "an answer",
      },
      {
        name: `rights on ${label}`,
        state: admin ? "ok" : "fail",
        seen: `roles ${roles.join(", ")}`,
        needed: "role admin",
        fix: admin ? undefined : "name an administrator's cloud in clouds.openstack",
      },
      ...(await checkServices(os, label)),
      await checkClock(os),
    ];
  } catch (error) {
    return [{ name: label, ...failure(error), needed: "an answer" }];
  } finally {
    os?.close();
  }
}

const needed: ReadonlySet<Service> = new Set<Service>(["identity", "compute", "network", "image", "block-storage"]);

async function checkServices(os: OpenStack, label: string): Promise<Check[]> {
  return Promise.all(
    services.map(async (service): Promise<Check> => {
      const url = await os.endpoint(service);
      const name = `${service} on ${label}`;
      if (url !== undefined) return { name, state: "ok", seen: url, needed: "an endpoint" };
      return needed.has(service)
        ? {
            name,
            state: "fail",
            seen: "no endpoint",
            needed: "an endpoint",
            fix: `check region_name and interface in ${os.cloud.file}`,
          }
        : skipped(name, "no endpoint", "nothing: not asked");
    }),
  );
}

async function checkClock(os: OpenStack): Promise<Check> {
  // Keystone's answers may lack a date; nova's have one.
  await os.request("compute", "GET", "/flavors?limit=1").catch((error: unknown) => {
    if (!(error instanceof LiveError)) throw error;
  });
  const limit = `within ${clockToleranceSeconds} s of the cloud`;
  if (os.clockSkewMs === undefined) return skipped("clock", "the cloud's answers have no date", limit);
  const seconds = os.clockSkewMs / 1000;
  const off = Math.abs(seconds) > clockToleranceSeconds;
  return {
    name: "clock",
    state: off ? "warn" : "ok",
    seen: `${Math.abs(seconds).toFixed(1)} s ${seconds > 0 ? "behind" : "ahead of"} the cloud`,
    needed: limit,
    fix: off ? "sudo timedatectl set-ntp true   (else application credentials may be refused)" : undefined,
  };
}

function checkKubeconfig(options: DoctorOptions): Check {
  try {
    const names = contextNames(options);
    return {
      name: "kubeconfig",
      state: names.length > 0 ? "ok" : "warn",
      seen: names.length > 0 ? `contexts ${names.join(", ")}` : "none",
      needed: "the event's contexts",
      fix: names.length > 0 ? undefined : "set KUBECONFIG, or: bivouac lab up",
    };
  } catch (error) {
    return { name: "kubeconfig", ...failure(error), needed: "the event's contexts" };
  }
}

async function checkContext(context: string, options: DoctorOptions): Promise<Check[]> {
  const name = `context ${context}`;
  const wanted = "an apiserver that lets us in";
  try {
    const cluster = await connectKubernetes(context, { timeoutMs: 15_000, retry: { retries: 1 }, ...options });
    try {
      const { gitVersion } = await cluster.request<{ readonly gitVersion: string }>("GET", "/version");
      await cluster.request("GET", "/api/v1/namespaces?limit=1");
      return [{ name, state: "ok", seen: `${cluster.cluster.server} ${gitVersion} (${cluster.path})`, needed: wanted }];
    } finally {
      cluster.close();
    }
  } catch (error) {
    return [{ name, ...failure(error), needed: wanted }];
  }
}

function failure(error: unknown): Pick<Check, "state" | "seen" | "fix"> {
  if (!(error instanceof LiveError)) throw error;
  const { allowed, hint } = error.details;
  return {
    state: "fail",
    seen: error.message,
    fix: [hint, allowed && `there: ${allowed}`].filter(Boolean).join("; ") || undefined,
  };
}

function skipped(name: string, why: string, wanted: string): Check {
  return { name, state: "skipped", seen: why, needed: wanted };
}
