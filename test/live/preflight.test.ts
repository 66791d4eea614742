// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { type EventInput, type EventFlavor, ownerTags, resolveEvent } from "../../lib/model/index.ts";
import { type EventPlan, planEvent } from "../../lib/planning/index.ts";
import type { CloudFacts } from "../../lib/live/preflight-cloud.ts";
import { checkNetworks } from "../../lib/live/preflight-network.ts";
import { checkEventFlavors, checkVms } from "../../lib/live/preflight-vms.ts";

type Vm = Partial<NonNullable<EventInput["teams"][string]["vms"]>[string]>;

function plan(vm: Vm = {}, flavors?: readonly Partial<EventFlavor>[]): EventPlan {
  const { event, findings } = resolveEvent({
    version: 1,
    name: "e",
    title: "E",
    timeZone: "UTC",
    window: { start: "2099-01-01T09:00", end: "2099-01-02T09:00" },
    clouds: { openstack: "c" },
    teams: {
      nris: {
        title: "N",
        contact: "a@example.org",
        members: [
          {
            id: "ann",
            sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ann"],
          },
        ],
        vms: { web: { flavor: "small", image: "debian", ...vm } },
      },
    },
  });
  const full = flavors?.map((flavor): EventFlavor => ({
    name: "small",
    vcpus: 1,
    ram: 1024,
    disk: 10,
    ephemeral: 0,
    swap: 0,
    extraSpecs: {},
    existing: false,
    ...flavor,
  }));
  const planned = event && planEvent({ ...event, ...(full ? { flavors: full } : {}) }, undefined, new Date());
  if (planned?.plan === undefined) throw new Error(JSON.stringify([...findings, ...(planned?.findings ?? [])]));
  return planned.plan;
}

const small = { id: "f1", name: "small", vcpus: 1, ram: 1024, disk: 10, "os-flavor-access:is_public": true };
const debian = {
  id: "i1",
  name: "debian",
  status: "active",
  visibility: "public",
  min_disk: 2,
  min_ram: 256,
  created_at: "2022-01-01",
};
const external = { id: "n1", name: "public", "router:external": true };
const facts = (over: Partial<CloudFacts> = {}): CloudFacts => ({
  findings: [],
  flavors: [small],
  images: [debian],
  volumeTypes: [{ name: "fast" }],
  networks: [external],
  subnets: [],
  routers: [],
  floatingIps: [],
  availability: [{ network_id: "n1", total_ips: 10, used_ips: 0 }],
  ...over,
});
const vms = (given: EventPlan, over: Partial<CloudFacts> = {}): (string | undefined)[][] =>
  checkVms(given, given.teams, facts(over)).map(({ code, severity, message }) => [code, severity, message]);

describe("flavors and images", () => {
  test("nothing to say when all is there", () => {
    expect(vms(plan())).toEqual([]);
  });

  test("a flavor that is disabled, private or of another size", () => {
    expect(vms(plan(), { flavors: [{ ...small, "OS-FLV-DISABLED:disabled": true }] })).toEqual([
      ["BV312", "error", 'flavor "small" is disabled'],
    ]);
    expect(vms(plan(), { flavors: [{ ...small, "os-flavor-access:is_public": false }] })[0]?.slice(0, 2)).toEqual([
      "BV312",
      "error",
    ]);
    expect(vms(plan({}, [{ existing: true, ram: 2048 }]))).toEqual([
      ["BV312", "warning", 'flavor "small" is not the size that the flavors file says'],
    ]);
  });

  test("a flavor that the event makes need not be there, but must not be somebody else's", () => {
    const own = plan({}, [{}]);
    expect(vms(own, { flavors: [] })).toEqual([]);
    const taken = (description: string) =>
      checkEventFlavors(own, facts({ flavors: [{ ...small, id: "x", name: "e-small", description }] })).map(
        ({ code }) => code,
      );
    expect(taken("")).toEqual(["BV311"]);
    expect(taken("bivouac event=e key=flavor.small")).toEqual([]);
    expect(taken("bivouac event=e-2 key=flavor.small")).toEqual(["BV311"]);
  });

  test("an image that is missing, not active, unseen, too large or ambiguous", () => {
    expect(vms(plan(), { images: [] })[0]).toEqual(["BV313", "error", 'image "debian" is not on the cloud']);
    expect(vms(plan(), { images: [{ ...debian, status: "queued" }] })[0]).toEqual([
      "BV314",
      "error",
      'image "debian" is queued',
    ]);
    expect(vms(plan(), { images: [{ ...debian, visibility: "private" }] })[0]).toEqual([
      "BV314",
      "error",
      'image "debian" is private: the team cannot see it',
    ]);
    expect(
      vms(plan(), { images: [{ ...debian, min_disk: 20, min_ram: 4096 }] }).map(([, , message]) => message),
    ).toEqual([
      'image "debian" needs 20 GiB of disk, flavor "small" has 10',
      'image "debian" needs 4096 MiB of memory, flavor "small" has 1024',
    ]);
    expect(vms(plan({ rootVolume: { sizeGiB: 20 } }), { images: [{ ...debian, min_disk: 20 }] })).toEqual([]);
    expect(vms(plan(), { flavors: [{ ...small, disk: 0 }] })[0]?.[2]).toBe('flavor "small" has no disk to boot from');
    expect(vms(plan(), { images: [debian, { ...debian, id: "i2" }] })[0]?.slice(0, 2)).toEqual(["BV316", "warning"]);
  });

  test("a volume type that is missing, of the root or a data volume", () => {
    expect(
      vms(
        plan({
          rootVolume: { sizeGiB: 10, type: "fst" },
          volumes: { a: { sizeGiB: 1, type: "fst" }, b: { sizeGiB: 1, type: "fast" } },
        }),
      ),
    ).toEqual([["BV323", "error", 'volume type "fst" is not on the cloud']]);
  });
});

const networks = (given: EventPlan, over: Partial<CloudFacts> = {}): (string | undefined)[][] =>
  checkNetworks(given, given.teams, facts(over)).map(({ code, seen }) => [code, seen]);

const free = (count: number) => [{ network_id: "n1", total_ips: 10, used_ips: 10 - count }];

describe("networks", () => {
  test("an external network that is missing, internal or ambiguous", () => {
    expect(networks(plan(), { networks: [] })).toEqual([["BV320", "public"]]);
    expect(networks(plan(), { networks: [{ ...external, "router:external": false }] })).toEqual([["BV321", "public"]]);
    expect(networks(plan(), { networks: [external, { ...external, id: "n2" }] })).toEqual([["BV320", "n1, n2"]]);
  });

  test("routers and floating IPs need addresses; those that the event has already do not count again", () => {
    const three = plan({ count: 3, floatingIp: true });
    expect(networks(three, { availability: free(4) })).toEqual([]);
    expect(networks(three, { availability: free(3) })).toEqual([["BV322", "3 free of 10"]]);
    const have = { tags: ownerTags({ event: "e", team: "nris", key: "x" }) };
    expect(networks(three, { availability: free(2), routers: [have], floatingIps: [have] })).toEqual([]);
    expect(networks(three, { availability: undefined })).toEqual([]);
  });

  test("a block that covers what the router leads to is a fault, one of another event only worth knowing", () => {
    const { cidr = "" } = plan().teams[0] ?? {};
    expect(networks(plan(), { subnets: [{ network_id: "n1", cidr, name: "outside" }] })).toEqual([["BV327", cidr]]);
    const other = { network_id: "n7", cidr, tags: ownerTags({ event: "other", team: "a", key: "subnet" }) };
    expect(networks(plan(), { subnets: [other, other] })).toEqual([["BV328", plan().event.network.supernet]]);
    expect(
      networks(plan(), {
        subnets: [
          { network_id: "n7", cidr },
          { ...other, tags: ownerTags({ event: "e", team: "nris", key: "subnet" }) },
        ],
      }),
    ).toEqual([]);
  });
});
