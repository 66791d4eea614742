// SPDX-License-Identifier: Apache-2.0
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { distance } from "fastest-levenshtein";

/** What a search for a configuration file depends on. @default this process's own */
export interface Surroundings {
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  readonly cwd?: string | undefined;
  readonly home?: string | undefined;
}

/** Where the lab keeps what it started, `$BIVOUAC_CACHE/lab`. */
export function labDirectory(around: Surroundings = {}): string {
  const { env = process.env, home = homedir() } = around;
  return join(env.BIVOUAC_CACHE || join(env.XDG_CACHE_HOME || join(home, ".cache"), "bivouac"), "lab");
}

/** clouds.yaml in the order of openstacksdk (config/loader.py, CONFIG_FILES), last the lab's. */
export function cloudsYamlPlaces(around: Surroundings = {}): string[] {
  const { env = process.env } = around;
  return [
    ...named(env.OS_CLIENT_CONFIG_FILE),
    ...standardPlaces("clouds", around),
    join(labDirectory(around), "clouds.yaml"),
  ];
}

/** secure.yaml: what it holds is laid over clouds.yaml. */
export function secureYamlPlaces(around: Surroundings = {}): string[] {
  const { env = process.env } = around;
  return [...named(env.OS_CLIENT_SECURE_FILE), ...standardPlaces("secure", around)];
}

/** kubeconfig files in kubectl's order, last the lab's. */
export function kubeconfigPlaces(around: Surroundings = {}): string[] {
  const { env = process.env, home = homedir() } = around;
  const list = (env.KUBECONFIG ?? "").split(delimiter).filter((path) => path !== "");
  return [...(list.length > 0 ? list : [join(home, ".kube", "config")]), join(labDirectory(around), "kubeconfig")];
}

/** The first of the files that is there. */
export function firstExisting(paths: readonly string[]): string | undefined {
  return paths.find((path) => existsSync(path));
}

/** Names in order of likeness to what was written; only the like ones unless there are few. */
export function nearest(wanted: string, names: Iterable<string>, most = 5): string[] {
  const score = (name: string): number => distance(wanted.toLowerCase(), name.toLowerCase());
  return [...new Set(names)].toSorted((a, b) => score(a) - score(b) || a.localeCompare(b)).slice(0, most);
}

/** `did you mean "x"?` when one name is near enough to be meant, and the others. */
export function suggestion(
  wanted: string,
  names: Iterable<string>,
): { readonly allowed: string; readonly hint: string | undefined } {
  const near = nearest(wanted, names, 8);
  const [first] = near;
  const meant =
    first !== undefined &&
    distance(wanted.toLowerCase(), first.toLowerCase()) <= Math.max(2, Math.floor(wanted.length / 3));
  return {
    allowed: near.length === 0 ? "none there" : near.join(", "),
    hint: meant ? `did you mean "${first}"?` : undefined,
  };
}

function named(path: string | undefined): string[] {
  return path ? [path] : [];
}

function standardPlaces(
  stem: string,
  { env = process.env, cwd = process.cwd(), home = homedir() }: Surroundings,
): string[] {
  const folders = [
    resolve(cwd),
    join(env.XDG_CONFIG_HOME || join(home, ".config"), "openstack"),
    join(home, ".config", "openstack"),
    "/etc/xdg/openstack",
    "/etc/openstack",
  ];
  return [...new Set(folders)].flatMap((folder) =>
    [`${stem}.yaml`, `${stem}.yml`, `${stem}.json`].map((name) => join(folder, name)),
  );
}
