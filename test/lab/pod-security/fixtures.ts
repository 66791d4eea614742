// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import type { Fields } from "../../../lib/manifests/index.ts";

const run = promisify(execFile);
const tools = resolve(import.meta.dirname, "../../../lab/tools");

/** A pod of upstream's own tests, with what it must come to. */
export interface Fixture {
  readonly level: "baseline" | "restricted";
  readonly minor: number;
  readonly verdict: "pass" | "fail";
  /** `restricted/v1.35/fail/hostports0.yaml`. */
  readonly name: string;
  readonly pod: Fields;
}

/** Upstream's fixtures, in the version that the lab's apiserver is built from, by way of Go's module cache. */
export async function upstreamFixtures(): Promise<Fixture[]> {
  const { stdout } = await run("go", ["mod", "download", "-json", "k8s.io/pod-security-admission"], {
    cwd: tools,
    env: { ...process.env, GOWORK: "off", GOFLAGS: "-buildvcs=false" },
  });
  const { Dir } = JSON.parse(stdout) as { readonly Dir: string };
  const root = join(Dir, "test/testdata");
  return (["baseline", "restricted"] as const).flatMap((level) =>
    readdirSync(join(root, level)).flatMap((version) =>
      (["pass", "fail"] as const).flatMap((verdict) =>
        readdirSync(join(root, level, version, verdict)).map((file) => ({
          level,
          minor: Number(version.replace("v1.", "")),
          verdict,
          name: [level, version, verdict, file].join("/"),
          pod: parse(readFileSync(join(root, level, version, verdict, file), "utf8")) as Fields,
        })),
      ),
    ),
  );
}
