// SPDX-License-Identifier: Apache-2.0
import { execFile, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What `main.go` is asked: one truth table. */
export interface OracleQuestion {
  /** NetworkPolicies with `policyTypes`: defaults are the apiserver's, not the oracle's. */
  readonly policies: readonly unknown[];
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly pods: readonly {
    readonly namespace: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly address: string;
    readonly ports: readonly { readonly name?: string | undefined; readonly port: number; readonly protocol: string }[];
  }[];
  /** Addresses of nobody in the cluster. */
  readonly outside: readonly string[];
  readonly ports: readonly { readonly port: number; readonly protocol: string }[];
}

/** The truth tables, in the order of the questions: `1` and `0` by source, destination and port; the pods come before the addresses. */
export async function ask(questions: readonly OracleQuestion[]): Promise<string[]> {
  const { stdout: program } = await run(join(import.meta.dirname, "build"));
  const oracle = spawn(program.trim(), { stdio: ["pipe", "pipe", "pipe"] });
  const ended = new Promise<number | null>((done, fail) => oracle.once("error", fail).once("close", done));
  oracle.stdin.end(questions.map((each) => `${JSON.stringify(each)}\n`).join(""));
  const [answers, errors, code] = await Promise.all([text(oracle.stdout), text(oracle.stderr), ended]);
  if (code !== 0) throw new Error(`the oracle ended with exit code ${code}: ${errors}`);
  const tables = answers.trimEnd().split("\n");
  if (tables.length !== questions.length) throw new Error(`${tables.length} answers to ${questions.length} questions`);
  return tables;
}

const releases = [
  {
    version: "v0.1.7",
    sum: "h1:obY2FTEidLXVdRYu7gJ4q1RYE57pBnrpMqoE2LZgp4g=",
    file: "config/crd/standard/policy.networking.k8s.io_adminnetworkpolicies.yaml",
  },
  {
    version: "v0.2.0",
    sum: "h1:W/f0Y9VoeQdOWjX/h2gZyLH6gZ5LLEXmh/9wy9mQWKw=",
    file: "config/crd/standard/policy.networking.k8s.io_clusternetworkpolicies.yaml",
  },
] as const;

/** Upstream's CustomResourceDefinitions of AdminNetworkPolicy (v1alpha1) and ClusterNetworkPolicy (v1alpha2), as YAML. */
export async function policyCrds(): Promise<string[]> {
  return Promise.all(
    releases.map(async ({ version, sum, file }) => {
      const { stdout } = await run("go", ["mod", "download", "-json", `sigs.k8s.io/network-policy-api@${version}`], {
        env: { ...process.env, GOWORK: "off" },
        cwd: "/",
      });
      const { Dir, Sum } = JSON.parse(stdout) as { Dir: string; Sum: string };
      if (Sum !== sum) throw new Error(`network-policy-api ${version} is ${Sum}, not ${sum}`);
      return readFile(join(Dir, file), "utf8");
    }),
  );
}
