// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import type { Engine } from "../../../lab/search/engine.ts";
import type { EngineUser } from "../../../lab/search/configuration.ts";
import type { Manifest } from "../../../lib/kubernetes/index.ts";

const run = promisify(execFile);

export interface Role {
  readonly cluster?: readonly string[];
  readonly indices?: readonly { readonly names: readonly string[]; readonly privileges: readonly string[] }[];
}

export const logstashRoleName = "eck_logstash_user_role";

const operator = {
  module: "github.com/elastic/cloud-on-k8s/v3@v3.5.0",
  file: "pkg/controller/elasticsearch/user/roles.go",
};

/** The role that the operator gives to the user of a Logstash, from its source. */
async function operatorsLogstashRole(): Promise<Role> {
  const { stdout } = await run("go", ["mod", "download", "-json", operator.module], {
    env: { ...process.env, GOWORK: "off" },
    cwd: "/",
  });
  const source = await readFile(join((JSON.parse(stdout) as { Dir: string }).Dir, operator.file), "utf8");
  const name = /LogstashUserRole += "(\w+)"/u.exec(source)?.[1];
  if (name !== logstashRoleName) throw new Error(`the operator's role is ${name}, not ${logstashRoleName}`);
  const body = /\bLogstashUserRole: esclient\.Role\{(.*?)\n\t\t\},/su.exec(source)?.[1] ?? "";
  const words = (field: string): string[] => {
    const list = new RegExp(`${field}: +\\[\\]string\\{(.*?)\\}`, "su").exec(body)?.[1] ?? "";
    return [...list.matchAll(/"([^"]+)"/gu)].map(([, word]) => word ?? "");
  };
  return { cluster: words("Cluster"), indices: [{ names: words("Names"), privileges: words("Privileges") }] };
}

/** `roles.yml` as the operator mounts it: its own role, then those of the Secrets that the cluster names; and its own under another name. */
export async function rolesOf(objects: readonly Manifest[]): Promise<string> {
  const secrets = objects.flatMap((each) =>
    each.kind === "Secret" ? [each as { stringData?: Record<string, string> }] : [],
  );
  const own = secrets.flatMap(({ stringData }) => {
    const text = stringData?.["roles.yml"];
    return text === undefined ? [] : [JSON.parse(text) as Record<string, Role>];
  });
  const operators = await operatorsLogstashRole();
  // In lines: the server finds a role by a line that begins with its name.
  return stringify(
    Object.assign({ [logstashRoleName]: operators, [`operators_${logstashRoleName}`]: operators }, ...own),
  );
}

function objectOf(objects: readonly Manifest[], kind: string): unknown {
  const found = objects.filter((each) => each.kind === kind);
  if (found.length !== 1) throw new Error(`${found.length} objects ${kind}, not one`);
  return found[0];
}

interface Job {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly [
          { readonly command: readonly string[]; readonly env: readonly { name: string; value: string }[] },
        ];
      };
    };
  };
}

export interface ScriptRun {
  readonly code: number;
  readonly lines: readonly string[];
}

/**
 * Runs what the Job of an IndexBootstrap runs, with its files, its command and its environment; paths of the pod become those of a folder,
 * and the Service's name becomes the engine's address.
 */
export async function runJob(objects: readonly Manifest[], engine: Engine, user: EngineUser): Promise<ScriptRun> {
  const { data } = objectOf(objects, "ConfigMap") as { data: Record<string, string> };
  const { command, env } = (objectOf(objects, "Job") as Job).spec.template.spec.containers[0];
  const root = await mkdtemp(join(tmpdir(), "bivouac-job-"));
  try {
    for (const folder of ["requests", "ca", "credentials", "tmp"]) await mkdir(join(root, folder));
    const put = async (path: string, text: string): Promise<void> => writeFile(join(root, path), text);
    for (const [name, text] of Object.entries(data)) await put(`requests/${name}`, text);
    await put("ca/ca.crt", await readFile(engine.authority, "utf8"));
    await put("credentials/username", user.name);
    await put("credentials/password", user.password);
    // A mounted ConfigMap cannot be written to.
    await chmod(join(root, "requests"), 0o500);
    const inside = (path: string): string => (path.startsWith("/") ? join(root, path) : path);
    const [program = "", ...words] = command.map(inside);
    const variables = Object.fromEntries(env.map(({ name, value }) => [name, inside(value)]));
    const environment = {
      PATH: process.env["PATH"],
      REQUESTS: join(root, "requests"),
      ...variables,
      ES_URL: engine.url,
    };
    const answer = await run(program, words, { env: environment, cwd: join(root, "tmp") }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        stdout: error.stdout + error.stderr,
      }),
    );
    return { code: answer.code, lines: answer.stdout.trimEnd().split("\n") };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
