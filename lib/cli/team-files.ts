// SPDX-License-Identifier: Apache-2.0
import { stringify } from "yaml";
import type { StackOutput } from "../deploy/index.ts";

/** What a team needs to log in, as text of files. */
export interface TeamFiles {
  /** Name of the file → its text. */
  readonly files: Readonly<Record<string, string>>;
  /** What the stack does not hold, such as the kubeconfig of a team without a namespace. */
  readonly absent: readonly string[];
}

/** kubeconfig and clouds.yaml from the outputs of a team's stack. `name` is what the cloud is called in clouds.yaml. */
export function teamFiles(name: string, outputs: Readonly<Record<string, StackOutput>>): TeamFiles {
  const kubeconfig = outputs["kubeconfig"]?.value;
  const login = readLogin(outputs["applicationCredential"]?.value);
  const files = {
    ...(typeof kubeconfig === "string" ? { kubeconfig } : {}),
    ...(login === undefined ? {} : { "clouds.yaml": cloudsYaml(name, login) }),
  };
  return { files, absent: ["kubeconfig", "clouds.yaml"].filter((file) => !(file in files)) };
}

/** A team's application credential. */
export interface Login {
  readonly id: string;
  readonly secret: string;
  readonly authUrl: string;
  readonly region?: string | undefined;
}

/** The output `applicationCredential` of a team's stack. */
export function readLogin(value: unknown): Login | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { id, secret, authUrl, region } = value as Readonly<Record<string, unknown>>;
  if (typeof id !== "string" || typeof secret !== "string" || typeof authUrl !== "string") return undefined;
  return { id, secret, authUrl, region: typeof region === "string" ? region : undefined };
}

// https://docs.openstack.org/keystone/latest/user/application_credentials.html
function cloudsYaml(name: string, { id, secret, authUrl, region }: Login): string {
  const cloud = {
    auth_type: "v3applicationcredential",
    auth: { auth_url: authUrl, application_credential_id: id, application_credential_secret: secret },
    ...(region === undefined ? {} : { region_name: region }),
    identity_api_version: 3,
  };
  return stringify({ clouds: { [name]: cloud } });
}
