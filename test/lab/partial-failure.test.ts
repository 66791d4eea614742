// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import * as openstack from "@pulumi/openstack";
import type { Programs } from "../../lib/deploy/index.ts";
import type { TeamInput } from "../../lib/model/index.ts";
import { Deployment, failures, sshKey } from "./deployment.ts";

const team = (flavor: string): TeamInput => ({
  title: "A team",
  contact: "team@example.org",
  namespace: false,
  members: [{ id: "ann", sshKeys: [sshKey] }],
  vms: { node: { flavor, image: "ubuntu-24.04" } },
});

/** A network with a subnet and a port; the subnet of team `bad` is as asked. */
const programs = (cidr: string): Programs => ({
  shared: () => undefined,
  preflight: async () => [],
  team: (_, id) => async () => {
    const admin = new openstack.Provider("admin", { cloud: "bivouac-lab" });
    const options = { provider: admin };
    const marks = [`bivouac:event=lab-middle`, `bivouac:team=${id}`];
    const network = new openstack.networking.Network(
      `lab-middle-${id}-network`,
      { name: `lab-middle-${id}`, tags: marks },
      options,
    );
    const subnet = new openstack.networking.Subnet(
      `lab-middle-${id}-subnet`,
      { networkId: network.id, cidr: id === "bad" ? cidr : "10.1.0.0/24", tags: marks },
      options,
    );
    // oxlint-disable-next-line no-new -- the stack holds it
    new openstack.networking.Port(
      `lab-middle-${id}-port`,
      { networkId: network.id, fixedIps: [{ subnetId: subnet.id }], tags: marks },
      options,
    );
  },
});

test("a team with an impossible flavor keeps nobody back, and nothing of it is begun", async () => {
  const deployment = await Deployment.of(
    { name: "lab-partial", teams: { good: team("l.small"), vast: team("l.vast") } },
    { "l.small": { vcpus: 1, ram: 256, disk: 1 }, "l.vast": { vcpus: 9999, ram: 999_999, disk: 1 } },
  );
  try {
    const { result } = await deployment.up();
    expect(result).toMatchObject({ exitCode: 5, reason: "1 of 2 teams failed: vast" });
    expect(failures(result)).toEqual(["vast: BV319"]);
    expect(result.teams.find(({ team: id }) => id === "good")).toMatchObject({
      ok: true,
      outputs: { vms: [{ name: "lab-partial-good-node-0" }] },
    });
    expect((await deployment.destroy()).result).toMatchObject({ exitCode: 0, leftovers: { owned: [] } });
  } finally {
    await deployment.clean();
  }
});

test("a failure in the middle names cause, what exists, what is missing and the way on; the others are done", async () => {
  const deployment = await Deployment.of(
    { name: "lab-middle", teams: { good: team("l.small"), bad: team("l.small") } },
    { "l.small": { vcpus: 1, ram: 256, disk: 1 } },
  );
  try {
    const { result } = await deployment.up({ programs: programs("10.1.0.0/99") });
    expect(result.exitCode).toBe(5);
    expect(result.teams.map(({ team: id, ok, changes }) => [id, ok, changes.create])).toEqual([
      ["good", true, 3],
      ["bad", false, 1],
    ]);
    expect(result.teams[1]?.error).toMatchObject({
      code: "BV449",
      cause: expect.stringMatching(/^subnet: Invalid CIDR 10\.1\.0\.0\/99/),
      exists: ["network"],
      missing: ["subnet", "port"],
      resume: expect.stringMatching(/^bivouac up .*event\.yaml --team bad$/),
      log: expect.stringContaining("lab-middle.bad-"),
    });
    const mended = await deployment.up({ programs: programs("10.2.0.0/24"), teams: ["bad"] });
    expect(mended.result).toMatchObject({
      exitCode: 0,
      teams: [{ team: "bad", ok: true, changes: { create: 2, same: 1 } }],
    });
  } finally {
    await deployment.clean();
  }
});
