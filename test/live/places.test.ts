// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Surroundings,
  LiveError,
  connectKubernetes,
  contextNames,
  findCloud,
  findKubeconfig,
  readContext,
  readToken,
  teamKubeconfig,
} from "../../lib/live/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bivouac-places-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const around = (env: Record<string, string> = {}): Surroundings => ({
  cwd: join(folder, "cwd"),
  home: join(folder, "home"),
  env,
});

function put(path: string, text: string): string {
  const at = join(folder, path);
  mkdirSync(join(at, ".."), { recursive: true });
  writeFileSync(at, text);
  return at;
}

function fault(call: () => unknown): LiveError {
  try {
    call();
  } catch (error) {
    if (error instanceof LiveError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

const auth =
  "auth: {auth_url: 'https://keystone.example:5000/v3/', username: ann, password: s3cret, project_name: ops, user_domain_name: Default, project_domain_name: Default}";

describe("clouds.yaml", () => {
  test("the file of OS_CLIENT_CONFIG_FILE counts first, then the working directory, the user's, last the lab's", () => {
    const lab = put("home/.cache/bivouac/lab/clouds.yaml", `clouds: {one: {${auth}}, bivouac-lab: {${auth}}}`);
    expect(findCloud("one", around()).file).toBe(lab);
    const user = put("home/.config/openstack/clouds.yaml", `clouds: {one: {${auth}}}`);
    expect(findCloud("one", around()).file).toBe(user);
    const here = put("cwd/clouds.yaml", `clouds: {one: {${auth}}}`);
    expect(findCloud("one", around()).file).toBe(here);
    const named = put("elsewhere.yaml", `clouds: {one: {${auth}}}`);
    expect(findCloud("one", around({ OS_CLIENT_CONFIG_FILE: named })).file).toBe(named);
    expect(findCloud("bivouac-lab", around({ OS_CLIENT_CONFIG_FILE: named })).file).toBe(lab);
  });

  test("everything that a cloud says is read, secure.yaml laid over it, and the password is not shown", () => {
    put(
      "cwd/clouds.yaml",
      "clouds: {one: {auth: {auth_url: 'http://k.example/identity', username: ann, project_id: p}, user_domain_id: d, region_name: r2, interface: internal, cacert: ca.pem, verify: false, compute_endpoint_override: 'http://nova.example/v2.1/'}}",
    );
    put("cwd/secure.yaml", "clouds: {one: {auth: {password: s3cret}}}");
    const cloud = findCloud("one", around());
    expect(cloud).toEqual({
      name: "one",
      file: join(folder, "cwd/clouds.yaml"),
      authUrl: "http://k.example/identity/v3",
      region: "r2",
      interface: "internal",
      cacert: join(folder, "cwd/ca.pem"),
      verify: false,
      endpointOverrides: { compute: "http://nova.example/v2.1" },
    });
    expect(cloud.auth).toEqual({
      type: "password",
      user: { id: undefined, name: "ann" },
      userDomain: { id: "d" },
      password: "s3cret",
      project: { id: "p", name: undefined },
      projectDomain: { id: undefined },
    });
    expect(JSON.stringify(cloud)).not.toContain("s3cret");
  });

  test("an application credential by id needs nothing else, by name its user", () => {
    put(
      "cwd/clouds.yaml",
      `clouds:
  id: {auth_type: v3applicationcredential, auth: {auth_url: 'http://k', application_credential_id: a, application_credential_secret: s}}
  name: {auth_type: v3applicationcredential, auth: {auth_url: 'http://k', application_credential_name: a, application_credential_secret: s}}`,
    );
    expect(findCloud("id", around()).auth).toMatchObject({
      type: "application-credential",
      credential: { id: "a" },
      secret: "s",
    });
    expect(fault(() => findCloud("name", around())).message).toBe(
      `cloud "name" in ${join(folder, "cwd/clouds.yaml")} lacks user_id (an application credential by name needs its user)`,
    );
  });

  test("no file, no such cloud, missing fields, unknown kinds of login and bad YAML are findings", () => {
    expect(fault(() => findCloud("one", around())).finding).toMatchObject({
      code: "BV301",
      seen: expect.stringContaining(join(folder, "cwd/clouds.yaml")),
    });
    const file = put(
      "cwd/clouds.yaml",
      `clouds: {mycloud: {${auth}}, bare: {auth: {username: a}}, saml: {auth_type: v3oidcpassword, auth: {auth_url: x}}, vendor: {profile: vexxhost, auth: {username: a, password: b, project_id: c, user_domain_id: d}}}`,
    );
    expect(fault(() => findCloud("my-cloud", around())).finding).toEqual({
      code: "BV302",
      severity: "error",
      message: `cloud "my-cloud" is not in ${file}`,
      seen: "my-cloud",
      allowed: "mycloud, saml, vendor, bare",
      hint: 'did you mean "mycloud"?',
    });
    expect(fault(() => findCloud("bare", around())).message).toBe(
      `cloud "bare" in ${file} lacks auth_url, user_domain_name, project_name, password`,
    );
    expect(fault(() => findCloud("saml", around())).finding).toMatchObject({ code: "BV303", seen: "v3oidcpassword" });
    expect(fault(() => findCloud("vendor", around())).details.hint).toContain("profile: vexxhost");
    put("cwd/clouds.yaml", "clouds: [");
    expect(fault(() => findCloud("one", around())).finding).toMatchObject({
      code: "BV303",
      message: expect.stringContaining("cannot be read"),
    });
  });
});

const kubeconfig = (name: string, server: string): string => `
apiVersion: v1
kind: Config
contexts: [{name: ${name}, context: {cluster: c-${name}, user: u-${name}}}]
clusters: [{name: c-${name}, cluster: {server: "${server}"}}]
users: [{name: u-${name}, user: {token: t}}]
`;

describe("kubeconfig", () => {
  test("all files of KUBECONFIG, then the lab's, and the first definition of a name counts", () => {
    const first = put("a", kubeconfig("one", "http://first"));
    const second = put("b", kubeconfig("one", "http://second"));
    const third = put("c", kubeconfig("two", "http://third/"));
    const lab = put("home/.cache/bivouac/lab/kubeconfig", kubeconfig("bivouac-lab", "http://lab"));
    const places = around({ KUBECONFIG: [first, second, third, "/not/there"].join(":") });
    expect(findKubeconfig("one", places)).toEqual({ path: first, context: "one" });
    expect(readContext("two", places).cluster).toEqual({
      server: "http://third",
      ca: undefined,
      verify: true,
      tlsServerName: undefined,
    });
    expect(findKubeconfig("bivouac-lab", places).path).toBe(lab);
    expect(contextNames(places)).toEqual(["one", "two", "bivouac-lab"]);
    expect(JSON.stringify(readContext("one", places))).not.toContain("token");
  });

  test("no file, no such context and half a context are findings", () => {
    expect(fault(() => findKubeconfig("one", around())).finding).toMatchObject({ code: "BV330" });
    expect(contextNames(around())).toEqual([]);
    const file = put("home/.kube/config", `${kubeconfig("prod", "http://x").trim()}\n`);
    expect(fault(() => findKubeconfig("prd", around())).finding).toEqual({
      code: "BV331",
      severity: "error",
      message: `context "prd" is not in ${file}`,
      seen: "prd",
      allowed: "prod",
      hint: 'did you mean "prod"?',
    });
    put("home/.kube/config", "contexts: [{name: half, context: {cluster: none}}]");
    expect(fault(() => readContext("half", around())).finding).toMatchObject({
      code: "BV332",
      message: expect.stringContaining('its cluster "none" is defined nowhere'),
    });
    put("home/.kube/config", "contexts: [");
    expect(fault(() => findKubeconfig("half", around())).finding).toMatchObject({ code: "BV332" });
  });

  test("an apiserver that is down is exit 4", async () => {
    put("home/.kube/config", kubeconfig("down", "http://127.0.0.1:9"));
    const cluster = await connectKubernetes("down", { ...around(), retry: { retries: 0 } });
    await expect(cluster.request("GET", "/version")).rejects.toMatchObject({
      exitCode: 4,
      details: { code: "BV333" },
      message: 'apiserver of context "down": nothing listens at 127.0.0.1:9',
    });
  });

  test("a login helper is run by the full client", async () => {
    const helper = put(
      "helper",
      '#!/bin/sh\necho \'{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"from-helper"}}\'\n',
    );
    put(
      "home/.kube/config",
      kubeconfig("helped", "https://127.0.0.1:9").replace(
        "{token: t}",
        `{exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/sh, args: ["${helper}"], interactiveMode: Never}}`,
      ),
    );
    const cluster = await connectKubernetes("helped", { ...around(), retry: { retries: 0 } });
    await expect(cluster.request("GET", "/version")).rejects.toMatchObject({ details: { code: "BV333" } });
  });
});

test("a team's kubeconfig reads back as the cluster it was made from, the same bytes each time", () => {
  const made = {
    cluster: { server: "https://10.0.0.1:6443", ca: "-----BEGIN CERTIFICATE-----\nx\n", verify: true },
    name: "e-nris",
    namespace: "e-nris",
    token: "t",
  };
  const text = teamKubeconfig(made);
  expect(teamKubeconfig(made)).toBe(text);
  const path = put("team", text);
  const read = readContext("e-nris", around({ KUBECONFIG: path }));
  expect(read.cluster).toEqual({ ...made.cluster, tlsServerName: undefined });
  expect(read.user).toMatchObject({ token: "t" });
  expect(text).toContain("namespace: e-nris");
});

test("a token says when it ends and whose it is; anything else says nothing", () => {
  const claims = Buffer.from(
    JSON.stringify({ exp: 4_000_000_000, "kubernetes.io": { serviceaccount: { uid: "u" } } }),
  ).toString("base64url");
  expect(readToken(`x.${claims}.y`)).toEqual({ expires: "2096-10-02T07:06:40.000Z", serviceAccountUid: "u" });
  for (const other of ["", "abc", "a.b.c", `x.${Buffer.from("{}").toString("base64url")}.y`])
    expect(readToken(other)).toBeUndefined();
});
