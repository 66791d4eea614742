// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
let dir: string;

beforeEach(() => {
  dir = realpathSync(mkdtempSync(path.join(tmpdir(), "tools-")));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

function run(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(path.join(root, "lab/tools", command), args, {
    encoding: "utf8",
    env: {
      PATH: process.env["PATH"],
      HOME: dir,
      BIVOUAC_CACHE: path.join(dir, "cache"),
      PULUMI_HOME: path.join(dir, "pulumi"),
      BIVOUAC_TOOLS: "build",
      ...env,
    },
  });
  return { status, stdout, stderr };
}

function program(file: string, text = "exit 0"): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/bash\n${text}\n`);
  chmodSync(file, 0o755);
}

/** A PATH with the usual commands, by their links, and these programs in front, without any Go or Node. */
function bare(programs: Record<string, string>): string {
  for (const [name, text] of Object.entries(programs)) program(path.join(dir, "bin", name), text);
  return `${path.join(dir, "bin")}:/usr/bin:/bin`;
}

test("an unknown tool is a wrong question, and the answer lists the tools", () => {
  const { status, stderr } = run("install", ["kubectl"]);
  expect(status).toBe(2);
  expect(stderr).toContain("unknown tool kubectl");
  expect(stderr).toContain("pulumi openstack kubernetes kube kwok eck node");
});

test("a setting outside its choices is named with them", () => {
  const { status, stderr } = run("install", ["pulumi"], { BIVOUAC_OPENSTACK_WAITS: "none" });
  expect(status).toBe(1);
  expect(stderr).toContain("BIVOUAC_OPENSTACK_WAITS is none; allowed: prompt, upstream");
});

test("what somebody else installed is left alone and asked nothing", () => {
  const version = path.join(dir, "pulumi/versions/3.259.0/bin");
  program(path.join(version, "pulumi"), "echo never called; exit 1");
  program(path.join(version, "pulumi-language-nodejs"));
  program(path.join(dir, "pulumi/plugins/resource-openstack-v3.15.2/pulumi-resource-openstack"));
  expect(run("install", ["pulumi", "openstack"])).toEqual({ status: 0, stdout: "", stderr: "" });
});

test("a plugin whose installation was broken off is not taken for one", () => {
  const version = path.join(dir, "pulumi/versions/3.259.0/bin");
  program(path.join(version, "pulumi"));
  program(path.join(version, "pulumi-language-nodejs"));
  program(path.join(dir, "pulumi/plugins/resource-openstack-v3.15.2/pulumi-resource-openstack"));
  writeFileSync(path.join(dir, "pulumi/plugins/resource-openstack-v3.15.2.partial"), "");
  const { status, stderr } = run("install", ["openstack"], {
    BIVOUAC_TOOLS: "release",
    PATH: bare({ curl: "exit 6" }),
  });
  expect(status).toBe(1);
  expect(stderr).toContain("not installed, and BIVOUAC_TOOLS=release forbids building: openstack");
});

test("a Go that is too old is named with the one that is needed", () => {
  const go = 'echo "go: go.mod requires go >= 1.26.0 (running go 1.19.8)" >&2; exit 1';
  const { status, stderr } = run("install", ["openstack"], { PATH: bare({ go }) });
  expect(status).toBe(1);
  expect(stderr).toContain("this needs Go 1.26 or newer");
  expect(stderr).toContain("running go 1.19.8");
});

test.each(["v22.18.0", "v24.0.0", "v26.1.0"])("node %s on PATH is taken", (version) => {
  const { status, stdout } = run("node", [], { PATH: bare({ node: `echo ${version}` }) });
  expect({ status, stdout }).toEqual({ status: 0, stdout: `${path.join(dir, "bin")}\n` });
});

test.each(["v20.19.0", "v22.17.1", "v23.11.0", "v25.2.0"])(
  "node %s is too old or odd; without npm that is said",
  (version) => {
    const npm = "exit 1";
    const { status, stderr } = run("node", [], { PATH: bare({ node: `echo ${version}`, npm }) });
    expect(status).toBe(1);
    expect(stderr).toContain("npm could not fetch");
  },
);

test("tools, npm packages and lock file name the same versions", () => {
  const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    devDependencies: Record<string, string>;
  };
  const install = readFileSync(path.join(root, "lab/tools/install"), "utf8");
  expect(install).toContain(`PULUMI_VERSION=${manifest.devDependencies["pulumi"]} `);
  expect(install).toContain(`[openstack]=${manifest.devDependencies["@pulumi/openstack"]} `);
  const lock = readFileSync(path.join(root, "lab/tools/node-24/package-lock.json"), "utf8");
  expect(lock).not.toContain('"resolved"');
  expect(lock.match(/"integrity": "sha512-/g)).toHaveLength(2);
});
