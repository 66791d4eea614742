// SPDX-License-Identifier: Apache-2.0
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

const program = `
import * as pulumi from "@pulumi/pulumi";
import { compute } from "@pulumi/openstack";
const size = { vcpus: 2, ram: 4096, disk: 20, isPublic: true };
const good = new compute.Flavor("good", { ...size, name: "m1.good", extraSpecs: { "hw:cpu_policy": "Dedicated" } });
new compute.Flavor("bad", { ...size, name: "m1.bad", ram: 8, extraSpecs: { "hw:cpu_polcy": "dedicated", "hw:mem_page_size": "2M" } });
new compute.Flavor("later", { ...size, name: pulumi.interpolate\`m1-\${good.id}\`, ram: 6144, extraSpecs: good.id.apply((id) => ({ "hw:cpu_polcy": id })) });
const closed = new compute.Flavor("closed", {
  ...size,
  name: "m1.closed",
  isPublic: false,
  extraSpecs: { "hw:boot_menu": pulumi.secret("perhaps"), "hw:cpu_policy": " shared" },
});
new compute.FlavorAccess("granted", { flavorId: closed.id, tenantId: "p" });
new compute.Flavor("lonely", { ...size, name: "m1.closed", disk: 40, isPublic: false });
`;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bivouac-policy-"));
  await mkdir(join(folder, "state"));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "package.json"), '{ "name": "flavors", "version": "1.0.0", "type": "module" }');
  await writeFile(
    join(folder, "Pulumi.yaml"),
    "name: flavors\nmain: index.ts\nruntime: { name: nodejs, options: { typescript: false } }\n",
  );
  await writeFile(join(folder, "index.ts"), program);
  await pulumi("stack", "init", "test");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

interface Run {
  readonly code: number;
  readonly out: string;
}

/** The real Pulumi on a state of its own. The preview of new flavors asks no cloud, but the plugin wants to know one. */
function pulumi(...args: readonly string[]): Promise<Run> {
  const env = {
    ...process.env,
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    OS_CLOUD: "",
    OS_AUTH_URL: "http://127.0.0.1:9/v3",
  };
  return new Promise((done) => {
    execFile(
      join(root, "node_modules/.bin/pulumi"),
      [...args, "--non-interactive"],
      { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout) => done({ code: typeof error?.code === "number" ? error.code : 0, out: stdout }),
    );
  });
}

/** `mandatory flavor-topology bad FL416`, in order: what Pulumi says of each policy. */
function violations(out: string): string[] {
  const found = out.matchAll(/- \[(\w+)\] {2}(\S+) {2}\(openstack:compute:Flavor: (\w+)\)\n.*\n\s+(FL\d+)/g);
  return [...found].map((match) => match.slice(1, 5).join(" ")).toSorted();
}

async function preview(config: object = {}): Promise<Run> {
  const file = join(folder, "policy.json");
  await writeFile(file, JSON.stringify(config));
  return pulumi("preview", "--policy-pack", join(root, "policy"), "--policy-pack-config", file);
}

describe("pulumi preview --policy-pack", () => {
  test("errors stop the preview, warnings are said, safe fixes are done, unknown values and secrets are left alone", async () => {
    const { code, out } = await preview();
    // Pulumi hands the two of one name over in any order: the later one is told.
    expect(violations(out).map((each) => each.replace(/(closed|lonely) FL108/, "closed or lonely FL108"))).toEqual([
      "advisory flavor-advice bad FL113",
      "advisory flavor-catalogue-advice lonely FL111",
      "mandatory flavor-catalogue closed or lonely FL108",
      "mandatory flavor-extra-specs bad FL303",
      "mandatory flavor-topology bad FL416",
    ]);
    expect(out).toContain("- [remediate]  flavor-remedies  (2 resources)");
    expect(out).not.toContain("perhaps");
    expect(code).not.toBe(0);
  });

  test("what was remedied is what would be created", async () => {
    const { out } = await pulumi("preview", "--json", "--policy-pack", join(root, "policy"));
    const { steps } = JSON.parse(out) as {
      readonly steps: readonly {
        readonly urn: string;
        readonly newState: { readonly inputs?: { readonly extraSpecs?: unknown } };
      }[];
    };
    const specs = steps
      .filter(({ urn }) => /::(good|closed)$/.test(urn))
      .map(({ urn, newState }) => [urn.slice(urn.lastIndexOf("::") + 2), newState.inputs?.extraSpecs]);
    expect(Object.fromEntries(specs)).toEqual({
      good: { "hw:cpu_policy": "dedicated" },
      closed: { "hw:boot_menu": "[secret]", "hw:cpu_policy": "shared" },
    });
  });

  test("each policy has its own level, profiles and rules; what may be secret is not shown", async () => {
    const { code, out } = await preview({
      "flavor-remedies": { enforcementLevel: "disabled" },
      "flavor-extra-specs": { enforcementLevel: "advisory", off: ["FL303"] },
      "flavor-topology": { enforcementLevel: "advisory" },
      "flavor-advice": { enforcementLevel: "disabled" },
      "flavor-catalogue": { off: ["FL108"] },
      "flavor-catalogue-advice": { enforcementLevel: "disabled" },
      "flavor-house-rules": { enforcementLevel: "advisory", profiles: ["wikimedia"] },
    });
    // Without remedies nobody knows what is secret: no value is shown.
    expect(out).not.toMatch(/perhaps|Dedicated/);
    expect(violations(out)).toEqual([
      "advisory flavor-extra-specs closed FL307",
      "advisory flavor-extra-specs closed FL307",
      "advisory flavor-extra-specs good FL307",
      "advisory flavor-house-rules bad FL601",
      "advisory flavor-house-rules closed FL601",
      "advisory flavor-house-rules good FL601",
      "advisory flavor-house-rules lonely FL601",
      "advisory flavor-topology bad FL416",
    ]);
    expect(code).toBe(0);
  });

  test("a release of Nova is asked for by its name", async () => {
    const { code, out } = await preview({ "flavor-names": { target: "2049.1" } });
    expect(code).not.toBe(0);
    expect(out).toContain('no release "2049.1" of Nova is known');
  });
});
