// SPDX-License-Identifier: Apache-2.0
import type { CloudAuth, CloudConfig } from "./clouds-yaml.ts";
import { LiveError } from "./errors.ts";
import { type RetryOptions, type Transport, send } from "./http.ts";
import { openstackError, unreachable } from "./openstack-errors.ts";

export interface CatalogEntry {
  readonly type: string;
  readonly name?: string | undefined;
  readonly endpoints: readonly {
    readonly interface: string;
    readonly region?: string | undefined;
    readonly region_id?: string | undefined;
    readonly url: string;
  }[];
}

/** A token with what it stands for. */
export interface Session {
  readonly token: string;
  /** ms since the epoch. */
  readonly expires: number;
  readonly userId: string;
  readonly userName: string;
  readonly projectId?: string | undefined;
  readonly projectName?: string | undefined;
  readonly roles: readonly string[];
  readonly catalog: readonly CatalogEntry[];
}

interface TokenBody {
  readonly token: {
    readonly expires_at: string;
    readonly user: { readonly id: string; readonly name: string };
    readonly project?: { readonly id: string; readonly name: string };
    readonly roles?: readonly { readonly name: string }[];
    readonly catalog?: readonly CatalogEntry[];
  };
}

/**
 * Asks Keystone v3 for a token.
 * @throws LiveError BV304 credentials refused · BV305 no answer
 */
export async function authenticate(
  cloud: CloudConfig,
  via: Transport,
  timeoutMs: number,
  retry?: RetryOptions,
): Promise<Session> {
  const url = new URL(`${cloud.authUrl}/auth/tokens`);
  const body = JSON.stringify({ auth: identityOf(cloud.auth) });
  // A token request changes nothing in the cloud, so it may be repeated.
  const response = await send(
    via,
    {
      url,
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body,
      timeoutMs,
    },
    true,
    retry,
  ).catch((error: unknown) => {
    throw unreachable(error, `Keystone of cloud "${cloud.name}"`, cloud.authUrl);
  });
  const token = response.headers["x-subject-token"];
  if (response.status === 401) throw refused(cloud, response.headers["x-openstack-request-id"]);
  if (response.status >= 300 || typeof token !== "string")
    throw openstackError("identity", "POST", url.pathname, response);
  let parsed: TokenBody;
  try {
    parsed = JSON.parse(response.text) as TokenBody;
  } catch (error) {
    throw new LiveError("refused", `${cloud.authUrl} answers, but not like Keystone v3`, {
      code: "BV305",
      cause: error,
      hint: "check auth_url in clouds.yaml",
    });
  }
  const { token: granted } = parsed;
  return {
    token,
    expires: Date.parse(granted.expires_at),
    userId: granted.user.id,
    userName: granted.user.name,
    projectId: granted.project?.id,
    projectName: granted.project?.name,
    roles: (granted.roles ?? []).map((role) => role.name),
    catalog: granted.catalog ?? [],
  };
}

function refused(cloud: CloudConfig, requestId: string | string[] | undefined): LiveError {
  const who =
    cloud.auth.type === "password"
      ? `user ${cloud.auth.user.name ?? cloud.auth.user.id}`
      : `application credential ${cloud.auth.credential.name ?? cloud.auth.credential.id}`;
  return new LiveError("auth", `Keystone of cloud "${cloud.name}" refused ${who}`, {
    code: "BV304",
    status: 401,
    requestId: typeof requestId === "string" ? requestId : undefined,
    seen: `${who} at ${cloud.authUrl}`,
    hint: `check user, password, domain and project of "${cloud.name}" in ${cloud.file}`,
  });
}

function identityOf(auth: CloudAuth): unknown {
  if (auth.type === "application-credential") {
    const { credential, secret, user, userDomain } = auth;
    const by =
      credential.id !== undefined ? { id: credential.id } : { name: credential.name, user: userRef(user, userDomain) };
    return { identity: { methods: ["application_credential"], application_credential: { ...by, secret } } };
  }
  const { user, userDomain, password, project, projectDomain } = auth;
  return {
    identity: { methods: ["password"], password: { user: { ...userRef(user, userDomain), password } } },
    scope: { project: project?.id !== undefined ? { id: project.id } : { name: project?.name, domain: projectDomain } },
  };
}

function userRef(user: CloudAuth["user"], domain: CloudAuth["userDomain"]): Record<string, unknown> {
  return user?.id !== undefined ? { id: user.id } : { name: user?.name, domain };
}
