// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { pbkdf2Sync, randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A user of the file realm, which is where the operator puts the users of basic-auth Secrets. */
export interface EngineUser {
  readonly name: string;
  readonly password: string;
  readonly roles: readonly string[];
}

export interface Configuration {
  readonly roles?: string | undefined;
  readonly users: readonly EngineUser[];
  readonly names?: readonly string[] | undefined;
}

/** Writes `config/` and the empty folders of a node into `folder`; the path of its certificate authority. */
export async function configure(folder: string, { roles = "", users, names = [] }: Configuration): Promise<string> {
  const config = join(folder, "config");
  for (const each of ["config", "data", "logs", "repo", "tmp"]) await mkdir(join(folder, each), { mode: 0o700 });
  const files: Readonly<Record<string, string>> = {
    "elasticsearch.yml": settings(folder),
    "jvm.options": `-XX:+UseSerialGC\n-XX:TieredStopAtLevel=1\n-Djava.io.tmpdir=${join(folder, "tmp")}\n`,
    "log4j2.properties": logging,
    "roles.yml": roles,
    users: users.map((user) => `${user.name}:${hash(user.password)}\n`).join(""),
    users_roles: usersRoles(users),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(config, name), text, { mode: 0o600 });
  await certify(config, ["localhost", ...names]);
  return join(config, "ca.crt");
}

const settings = (folder: string): string => `cluster.name: bivouac-lab
node.name: lab
discovery.type: single-node
network.host: 127.0.0.1
http.port: 0
transport.port: 0
path.data: ${join(folder, "data")}
path.logs: ${join(folder, "logs")}
path.repo: ${join(folder, "repo")}
node.store.allow_mmap: false
action.destructive_requires_name: false
# A full disk of the machine is not what is asked here.
cluster.routing.allocation.disk.threshold_enabled: false
xpack.security.enabled: true
xpack.security.http.ssl.enabled: true
xpack.security.http.ssl.certificate: http.crt
xpack.security.http.ssl.key: http.key
xpack.security.transport.ssl.enabled: false
`;

/** Everything to standard output, where the caller reads it. */
const logging = `status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%p] %c{1.} %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
`;

function usersRoles(users: readonly EngineUser[]): string {
  const roles = [...new Set(users.flatMap((user) => user.roles))];
  const members = (role: string): string =>
    users
      .filter((user) => user.roles.includes(role))
      .map(({ name }) => name)
      .join(",");
  return roles.map((role) => `${role}:${members(role)}\n`).join("");
}

/** As the server's own tool would write it, without a password in a command line. */
function hash(password: string): string {
  const [rounds, salt] = [1000, randomBytes(32)];
  const key = pbkdf2Sync(password, salt, rounds, 32, "sha512");
  return `{PBKDF2}${rounds}$${salt.toString("base64")}$${key.toString("base64")}`;
}

/** A certificate authority and the server's certificate, as the operator makes them. */
async function certify(config: string, names: readonly string[]): Promise<void> {
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-days", "2"];
  const openssl = async (name: string, subject: string, words: readonly string[]): Promise<unknown> => {
    const files = ["-keyout", `${name}.key`, "-out", `${name}.crt`];
    return run("openssl", ["req", "-x509", ...key, "-subj", subject, ...files, ...words], { cwd: config });
  };
  await openssl("ca", "/CN=bivouac lab search", []);
  const alternatives = ["IP:127.0.0.1", ...names.map((name) => `DNS:${name}`)].join(",");
  const extensions = [`subjectAltName=${alternatives}`, "basicConstraints=critical,CA:FALSE"];
  await openssl("http", "/CN=search-es-http", [
    "-CA",
    "ca.crt",
    "-CAkey",
    "ca.key",
    ...extensions.flatMap((extension) => ["-addext", extension]),
  ]);
}
