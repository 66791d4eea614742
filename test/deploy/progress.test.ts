// SPDX-License-Identifier: Apache-2.0
import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation/events.js";
import { describe, expect, test } from "vitest";
import { resourceLabel } from "../../lib/deploy/names.ts";
import { Progress } from "../../lib/deploy/progress.ts";
import type { DeployNews } from "../../lib/deploy/index.ts";

const server = "openstack:compute/instance:Instance";
const volume = "openstack:blockstorage/volume:Volume";
const urn = (type: string, name: string): string =>
  `urn:pulumi:ev.nris::bivouac::bivouac:x:Team$${type}::ev-nris-${name}`;

function step(op: string, type: string, name: string, more: Partial<StepEventMetadata> = {}): StepEventMetadata {
  return { op, urn: urn(type, name), type, provider: "", ...more } as StepEventMetadata;
}
const pre = (...args: Parameters<typeof step>): EngineEvent => ({
  sequence: 0,
  timestamp: 0,
  resourcePreEvent: { metadata: step(...args) },
});
const done = (...args: Parameters<typeof step>): EngineEvent => ({
  sequence: 0,
  timestamp: 0,
  resOutputsEvent: { metadata: step(...args) },
});
const failed = (...args: Parameters<typeof step>): EngineEvent => ({
  sequence: 0,
  timestamp: 0,
  resOpFailedEvent: { metadata: step(...args), status: 1, steps: 1 },
});

function follow(events: readonly (EngineEvent | number)[]): {
  readonly progress: Progress;
  readonly news: DeployNews[];
} {
  const news: DeployNews[] = [];
  let now = 0;
  const progress = new Progress(
    "nris",
    ["ev-nris", "nris"],
    (one) => news.push(one),
    () => now,
  );
  for (const event of events) {
    if (typeof event === "number") now += event * 1000;
    else progress.take(event);
  }
  return { progress, news };
}

describe("Progress", () => {
  test("a creation is told twice and counted once", () => {
    const { progress, news } = follow([
      pre("create", server, "web-0-server"),
      3.21,
      done("create", server, "web-0-server"),
    ]);
    expect(news).toEqual([
      { type: "resource", team: "nris", action: "create", resource: "server web-0", state: "start" },
      { type: "resource", team: "nris", action: "create", resource: "server web-0", state: "done", seconds: 3.2 },
    ]);
    expect(progress.changes).toEqual({ create: 1, update: 0, replace: 0, delete: 0, same: 0 });
  });

  test("what is the same is counted and not told; stack, components and providers are neither", () => {
    const { progress, news } = follow([
      pre("same", server, "a"),
      done("same", server, "a"),
      pre("create", "pulumi:providers:openstack", "p"),
      done("create", "pulumi:providers:openstack", "p"),
      pre("create", "bivouac:openstack:TeamNetwork", "n"),
      done("create", "bivouac:openstack:TeamNetwork", "n"),
    ]);
    expect(news).toEqual([]);
    expect(progress.changes.same).toBe(1);
    expect(progress.exists).toEqual(["server a"]);
  });

  test("a replacement is one change", () => {
    const { progress } = follow([
      pre("create-replacement", server, "a"),
      done("create-replacement", server, "a"),
      pre("replace", server, "a"),
      done("replace", server, "a"),
      pre("delete-replaced", server, "a"),
      done("delete-replaced", server, "a"),
    ]);
    expect(progress.changes).toEqual({ create: 0, update: 0, replace: 1, delete: 0, same: 0 });
  });

  test("a refresh that finds something gone deletes nothing", () => {
    const { progress } = follow([
      pre("refresh", server, "a"),
      done("delete", server, "a"),
      pre("create", server, "a"),
      done("create", server, "a"),
    ]);
    expect(progress.changes).toEqual({ create: 1, update: 0, replace: 0, delete: 0, same: 0 });
    expect(progress.exists).toEqual(["server a"]);
  });

  test("a failure: what exists, what is missing, also what was never begun", () => {
    const { progress } = follow([
      pre("create", volume, "es-0"),
      done("create", volume, "es-0"),
      pre("create", server, "es"),
      failed("create", server, "es"),
    ]);
    progress.want(server, "ev-nris-es");
    progress.want("openstack:compute/volumeAttach:VolumeAttach", "ev-nris-es-0");
    progress.want("bivouac:openstack:VirtualMachine", "ev-nris-es");
    expect(progress.exists).toEqual(["volume es-0"]);
    expect(progress.missing).toEqual(["server es", "attachment es-0"]);
    expect(progress.failed).toEqual(["server es"]);
  });

  test("what is retained is kept, not deleted", () => {
    const old = { retainOnDelete: true, id: "v1" } as NonNullable<StepEventMetadata["old"]>;
    const { progress, news } = follow([
      pre("delete", volume, "data", { old }),
      done("delete", volume, "data", { old }),
    ]);
    expect(progress.kept).toEqual(["volume data (v1)"]);
    expect(progress.changes.delete).toBe(0);
    expect(news).toEqual([]);
  });

  test("outputs that hold a secret anywhere are left out", () => {
    const outputs = { ip: "10.0.0.4", access: { id: "a", secret: "[secret]" } };
    const { progress } = follow([
      done("create", "pulumi:pulumi:Stack", "s", {
        new: { outputs } as unknown as NonNullable<StepEventMetadata["new"]>,
      }),
    ]);
    expect(progress.outputs).toEqual({ ip: "10.0.0.4" });
  });

  test("the longest wait is told once it is long", () => {
    const { progress, news } = follow([pre("create", volume, "a"), 4, pre("create", server, "b"), 8]);
    news.length = 0;
    progress.tick(20);
    expect(news).toEqual([]);
    progress.tick(10);
    expect(news).toEqual([{ type: "team-wait", team: "nris", resource: "volume a", seconds: 12 }]);
  });
});

describe("resourceLabel", () => {
  test.each([
    [urn(server, "web-0-server"), "server web-0"],
    [urn("openstack:identity/project:Project", "project"), "project"],
    [urn("openstack:networking/floatingIp:FloatingIp", "web-0-floating-ip"), "floating IP web-0"],
    [urn("openstack:compute/keypair:Keypair", "ann"), "keypair ann"],
    ["urn:pulumi:s::p::kubernetes:apps/v1:Deployment::workspace", "Deployment workspace"],
  ])("%s", (value, label) => {
    expect(resourceLabel(value, ["ev-nris"])).toBe(label);
  });
});
