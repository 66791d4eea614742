// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import type { FlavorInput } from "../../../lib/flavors/index.ts";
import { cloudFlavor, hypervisor } from "../../../lib/flavors/live/samples.ts";
import { defaultSettings } from "../../../lib/flavors/settings.ts";
import { roleOf } from "../../../lib/flavors/usage/roles.ts";
import { eventOf } from "../rules/example.ts";
import { team, usageFindings, web } from "./event.ts";

const one = `teams:\n${team("nris", web())}`;

test("FL809 and FL810: what the cloud says of an image counts where the house says nothing", () => {
  const cloud = { cloud: "c", images: [{ name: "debian", minDisk: 30, minRam: 1, properties: {} }] };
  const volume = (size: number): string => `teams:\n${team("nris", web(`rootVolume: { sizeGiB: ${size} }`))}`;
  expect(usageFindings("FL809", volume(29), [{}], { cloud })).toMatchObject([{ allowed: "at least 30 GiB" }]);
  expect(usageFindings("FL809", volume(30), [{}], { cloud })).toEqual([]);
  const declared = { cloud, settings: { images: { debian: { minDisk: 1 } } } };
  expect(usageFindings("FL809", volume(29), [{}], declared)).toEqual([]);
  expect(usageFindings("FL809", one, [{ disk: 0 }], { cloud })).toMatchObject([
    { hint: "add rootVolume: { sizeGiB: 30 }", fix: { edits: [{ op: "set", value: { sizeGiB: 30 } }] } },
  ]);
  expect(usageFindings("FL810", one, [{}], { cloud })).toMatchObject([{ seen: "20 GiB", allowed: "at least 30 GiB" }]);
  expect(usageFindings("FL810", volume(1), [{}], { cloud })).toEqual([]);
  expect(usageFindings("FL810", one, [{}], declared)).toEqual([]);
});

describe("FL811", () => {
  const named = (name: string): string => `teams:\n${team("nris", `web: { flavor: "${name}", image: debian }`)}`;
  const uuid = "5F1E4E0C-1b7e-4c8e-9c1f-2d6a7d0f8a11";

  test("an id of the cloud is named too; a UUID that is a flavor's name is none of its business", () => {
    const cloud = { cloud: "c", flavors: [cloudFlavor({ id: uuid, name: "m1.large" })] };
    expect(usageFindings("FL811", named(uuid), [{}], { cloud })).toMatchObject([{ allowed: "m1.large" }]);
    expect(usageFindings("FL811", named(uuid.replaceAll("-", "")), [{}])).toMatchObject([
      { hint: "write the flavor's name" },
    ]);
    expect(usageFindings("FL811", named(uuid), [{ name: uuid }])).toEqual([]);
    expect(usageFindings("FL811", named(`${uuid}0`), [{}])).toEqual([]);
  });
});

describe("FL812", () => {
  test("the role is the group's name unless the settings say another", () => {
    const roles = { web: { vcpus: 1 }, db: { ram: 1 } };
    const of = (groupRoles: Record<string, string>): unknown =>
      roleOf({ ...defaultSettings, roles, groupRoles }, "nris", "web")?.name;
    expect(of({})).toBe("web");
    expect(of({ web: "db" })).toBe("db");
    expect(of({ web: "db", "nris/web": "kubeadm-control-plane" })).toBe("kubeadm-control-plane");
    expect(of({ web: "nothing" })).toBeUndefined();
    expect(roleOf(defaultSettings, "nris", "constructor")).toBeUndefined();
  });

  test("a root volume counts as the disk; the smallest that fits is named", () => {
    const settings = { roles: { web: { vcpus: 2, ram: 4096, disk: 50 } } };
    const flavors = [{}, { name: "b", disk: 80, ram: 8192 }, { name: "s", disk: 80 }, { name: "t", disk: 49 }];
    expect(usageFindings("FL812", one, flavors, { settings })).toMatchObject([
      { seen: "20 GiB disk", allowed: "at least 50 GiB disk", hint: 'the smallest that fits is "s"' },
    ]);
    const volume = `teams:\n${team("nris", web("rootVolume: { sizeGiB: 50 }"))}`;
    expect(usageFindings("FL812", volume, flavors, { settings })).toEqual([]);
  });
});

describe("FL813", () => {
  const server = (name: string, disk: number, ephemeral = 0) => ({
    id: name,
    name,
    flavor: { name: "old", vcpus: 1, ram: 1, disk, ephemeral, swap: 0 },
  });
  const said = (servers: ReturnType<typeof server>[], event = one, flavor: FlavorInput = {}): unknown[] =>
    usageFindings("FL813", event, [flavor], { cloud: { cloud: "c", servers } }).map(({ message, seen, allowed }) => [
      message,
      seen,
      allowed,
    ]);

  test("the group's own servers by name, the largest of them", () => {
    expect(said([server("demo-nris-web-0", 20), server("demo-nris-web-1", 40)])).toEqual([
      ["the root disk would shrink, which Nova refuses", "20 GiB", "at least 40 GiB, as server demo-nris-web-1 has"],
    ]);
    expect(
      said([server("demo-nris-web-0", 20), server("demo-nris-web-x", 40), server("demo-nris-web2-0", 40)]),
    ).toEqual([]);
    expect(said([server("demo-nris-web-0", 40)], `teams:\n${team("nris", web("rootVolume: { sizeGiB: 1 }"))}`)).toEqual(
      [],
    );
    // Without a root disk of its own the flavor takes the image's size.
    expect(said([server("demo-nris-web-0", 40)], one, { disk: 0 })).toEqual([]);
  });

  test("an earlier event with the same flavor is no resize", () => {
    expect(usageFindings("FL813", one, [{}], { earlier: eventOf(one) })).toEqual([]);
    const other = `teams:\n${team("osm", "web: { flavor: m1.large, image: debian }")}`;
    expect(usageFindings("FL813", one, [{}, { name: "m1.large", disk: 80 }], { earlier: eventOf(other) })).toEqual([]);
  });
});

test("FL816: quotas where they are said, demand elsewhere; ephemeral disk and swap count, volumes do not", () => {
  const text = `teams:\n${team("nris", web("count: 2"), "quotas: { cores: 10 }")}${team("osm", web("rootVolume: { sizeGiB: 99 }"))}`;
  const flavors = [{ ephemeral: 1, swap: 1 }];
  const of = (amounts: Record<string, number>): unknown[] =>
    usageFindings("FL816", text, flavors, { cloud: { cloud: "c", providers: [hypervisor("h", amounts)] } }).map(
      ({ message, seen, allowed }) => [message.slice("all teams together may use more ".length), seen, allowed],
    );
  expect(of({ VCPU: 10, PCPU: 2, MEMORY_MB: 12_288, DISK_GB: 46 })).toEqual([]);
  expect(of({ VCPU: 11, MEMORY_MB: 12_287, DISK_GB: 45 })).toEqual([
    ["cores than there is", "12", "at most 11"],
    ["hypervisor disk than there is", "46 GiB", "at most 45 GiB"],
    ["memory than there is", "12288 MiB", "at most 12287 MiB"],
  ]);
  // A provider that could not be read makes the sum unknown.
  const unread = { id: "x", name: "x", root: "x" };
  expect(usageFindings("FL816", text, flavors, { cloud: { cloud: "c", providers: [unread] } })).toEqual([]);
});
