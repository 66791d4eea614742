// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { LiveError } from "./errors.ts";
import {
  type Surroundings,
  cloudsYamlPlaces,
  firstExisting,
  labDirectory,
  secureYamlPlaces,
  suggestion,
} from "./places.ts";

interface Named {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/** Keystone v3 credentials. Kept out of `JSON.stringify` and of inspection. */
export type CloudAuth =
  | {
      readonly type: "password";
      readonly user: Named;
      readonly userDomain: Named;
      readonly password: string;
      readonly project?: Named | undefined;
      readonly projectDomain?: Named | undefined;
    }
  | {
      readonly type: "application-credential";
      readonly credential: Named;
      readonly secret: string;
      readonly user?: Named | undefined;
      readonly userDomain?: Named | undefined;
    };

/** One cloud of clouds.yaml. */
export interface CloudConfig {
  readonly name: string;
  /** The clouds.yaml that holds it: what other programs need as OS_CLIENT_CONFIG_FILE to see the same cloud. */
  readonly file: string;
  /** Ends in /v3. */
  readonly authUrl: string;
  readonly auth: CloudAuth;
  readonly region?: string | undefined;
  readonly interface: "public" | "internal" | "admin";
  /** Path of the authority's PEM file. */
  readonly cacert?: string | undefined;
  readonly verify: boolean;
  /** `<service type>_endpoint_override` of the file, by service type with dashes. */
  readonly endpointOverrides: Readonly<Record<string, string>>;
}

/**
 * Finds a cloud by name: in the first clouds.yaml of the standard order (openstacksdk's), else in the lab's.
 * @throws LiveError BV301 no file · BV302 no such cloud · BV303 unreadable or incomplete
 */
export function findCloud(name: string, around: Surroundings = {}): CloudConfig {
  const places = cloudsYamlPlaces(around);
  const standard = firstExisting(places.slice(0, -1));
  const files = [...new Set([standard, firstExisting(places.slice(-1))])].filter((file) => file !== undefined);
  if (files.length === 0) {
    throw new LiveError("config", "no clouds.yaml found", {
      code: "BV301",
      seen: `searched ${shortPlaces(around)}`,
      hint: "download clouds.yaml from your cloud (Horizon: API Access → OpenStack clouds.yaml File) to ~/.config/openstack/clouds.yaml, or start the lab: bivouac lab up",
    });
  }
  const known: string[] = [];
  for (const file of files) {
    const clouds = cloudsOf(file);
    known.push(...Object.keys(clouds));
    const found = clouds[name];
    if (found !== undefined) return toConfig(name, file, overlaid(name, found, around));
  }
  const near = suggestion(name, known);
  throw new LiveError("config", `cloud "${name}" is not in ${files.join(" nor ")}`, {
    code: "BV302",
    seen: name,
    allowed: near.allowed,
    hint: near.hint ?? "name one of these in clouds.openstack of the event file, or set OS_CLIENT_CONFIG_FILE",
  });
}

type Fields = Readonly<Record<string, unknown>>;

function cloudsOf(file: string): Record<string, Fields> {
  let document: unknown;
  try {
    document = parse(readFileSync(file, "utf8"), { logLevel: "error" });
  } catch (error) {
    throw new LiveError("config", `${file} cannot be read: ${firstLine(error)}`, { code: "BV303", cause: error });
  }
  const clouds = isFields(document) ? document.clouds : undefined;
  if (!isFields(clouds)) throw new LiveError("config", `${file} has no mapping "clouds"`, { code: "BV303" });
  return Object.fromEntries(Object.entries(clouds).filter((entry): entry is [string, Fields] => isFields(entry[1])));
}

function overlaid(name: string, cloud: Fields, around: Surroundings): Fields {
  const secure = firstExisting(secureYamlPlaces(around));
  const over = secure === undefined ? undefined : cloudsOf(secure)[name];
  return over === undefined ? cloud : merged(cloud, over);
}

function merged(base: Fields, over: Fields): Fields {
  const entries = Object.entries(over).map(([key, value]): [string, unknown] => {
    const below = base[key];
    return [key, isFields(below) && isFields(value) ? merged(below, value) : value];
  });
  return { ...base, ...Object.fromEntries(entries) };
}

function toConfig(name: string, file: string, cloud: Fields): CloudConfig {
  // openstacksdk lets every auth field stand beside `auth` as well.
  const auth: Fields = { ...cloud, ...(isFields(cloud.auth) ? cloud.auth : {}) };
  const missing: string[] = [];
  const need = (value: string | undefined, what: string): string => {
    if (value === undefined) missing.push(what);
    return value ?? "";
  };
  const authUrl = need(text(auth.auth_url), "auth_url").replace(/\/+$/, "");
  const credentials = readAuth(cloud, auth, need, file, name);
  if (missing.length > 0) {
    const profile = text(cloud.profile) ?? text(cloud.cloud);
    throw new LiveError("config", `cloud "${name}" in ${file} lacks ${missing.join(", ")}`, {
      code: "BV303",
      seen: `auth with ${Object.keys(isFields(cloud.auth) ? cloud.auth : {}).join(", ") || "nothing"}`,
      hint:
        profile === undefined
          ? "add it under auth, or to secure.yaml"
          : `vendor profiles (profile: ${profile}) are not read: write auth_url out`,
    });
  }
  const cacert = text(cloud.cacert);
  const config = {
    name,
    file,
    authUrl: authUrl.endsWith("/v3") ? authUrl : `${authUrl.replace(/\/v2\.0$/, "")}/v3`,
    region: text(cloud.region_name),
    interface: interfaceOf(cloud),
    verify: cloud.verify !== false && cloud.insecure !== true,
    cacert: cacert === undefined ? undefined : resolve(dirname(file), cacert.replace(/^~(?=\/)/, homedir())),
    endpointOverrides: Object.fromEntries(
      Object.entries(cloud).flatMap(([key, value]) =>
        key.endsWith("_endpoint_override") && typeof value === "string"
          ? [[key.slice(0, -"_endpoint_override".length).replaceAll("_", "-"), value.replace(/\/+$/, "")]]
          : [],
      ),
    ),
  };
  return Object.defineProperty(config, "auth", { value: credentials, enumerable: false }) as typeof config & {
    readonly auth: CloudAuth;
  };
}

function readAuth(
  cloud: Fields,
  auth: Fields,
  need: (value: string | undefined, what: string) => string,
  file: string,
  name: string,
): CloudAuth {
  const type =
    text(cloud.auth_type) ??
    ((text(auth.application_credential_id) ?? text(auth.application_credential_name))
      ? "v3applicationcredential"
      : "password");
  const domain = text(auth.default_domain_id) ?? text(auth.default_domain);
  const both = text(auth.domain_id);
  const user = { id: text(auth.user_id), name: text(auth.username) ?? text(auth.user_name) };
  const userDomain = domainOf(
    text(auth.user_domain_id) ?? both,
    text(auth.user_domain_name) ?? text(auth.domain_name),
    domain,
  );
  if (type === "v3applicationcredential") {
    const credential = { id: text(auth.application_credential_id), name: text(auth.application_credential_name) };
    if (credential.id === undefined) {
      need(credential.name, "application_credential_id");
      need(user.id ?? user.name, "user_id (an application credential by name needs its user)");
    }
    return {
      type: "application-credential",
      credential,
      secret: need(text(auth.application_credential_secret), "application_credential_secret"),
      user,
      userDomain,
    };
  }
  if (type !== "password" && type !== "v3password") {
    throw new LiveError("config", `cloud "${name}" in ${file} uses auth_type ${type}`, {
      code: "BV303",
      seen: type,
      allowed: "password, v3applicationcredential",
    });
  }
  need(user.id ?? user.name, "username");
  if (user.id === undefined) need(userDomain.id ?? userDomain.name, "user_domain_name");
  const project = {
    id: text(auth.project_id) ?? text(auth.tenant_id),
    name: text(auth.project_name) ?? text(auth.tenant_name),
  };
  const projectDomain = domainOf(
    text(auth.project_domain_id) ?? both,
    text(auth.project_domain_name) ?? text(auth.domain_name),
    domain,
  );
  if (need(project.id ?? project.name, "project_name") !== "" && project.id === undefined)
    need(projectDomain.id ?? projectDomain.name, "project_domain_name");
  return {
    type: "password",
    user,
    userDomain,
    password: need(text(auth.password), "password"),
    project,
    projectDomain,
  };
}

function domainOf(id: string | undefined, name: string | undefined, fallback: string | undefined): Named {
  return id !== undefined ? { id } : name !== undefined ? { name } : { id: fallback };
}

function interfaceOf(cloud: Fields): CloudConfig["interface"] {
  const value = (text(cloud.interface) ?? text(cloud.endpoint_type) ?? "public").replace(/URL$/, "");
  return value === "internal" || value === "admin" ? value : "public";
}

function shortPlaces(around: Surroundings): string {
  const yaml = cloudsYamlPlaces(around).filter((place) => place.endsWith(".yaml"));
  return [
    ...((around.env ?? process.env).OS_CLIENT_CONFIG_FILE ? [] : ["OS_CLIENT_CONFIG_FILE (not set)"]),
    ...yaml.slice(0, -1),
    labDirectory(around),
  ].join(", ");
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
