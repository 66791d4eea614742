// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadEvent, lockPath, readLock, readText, stateDirectory, writeLock } from "../../lib/files/index.ts";
import type { EventLock } from "../../lib/planning/index.ts";
import { keys } from "../model/samples.ts";

const now = new Date("2029-01-01T00:00:00Z");
const event = `version: 1
name: ev
title: Event
timeZone: UTC
window: { start: 2030-01-07T09:00, end: 2030-01-11T18:00 }
clouds: { openstack: o }
flavors: flavors.yaml
teams:
  a:
    title: A
    contact: "@aa"
    members: [{ id: x, sshKeys: [${keys.ed25519}] }]
    vms:
      n: { flavor: s, image: i }
    quotas: { cores: 9 }
`;
const flavors = "version: 1\nflavors:\n  s: { vcpus: 1, ram: 2048, disk: 20 }\n";
const lock: EventLock = {
  version: 1,
  event: "ev",
  networks: { b: "10.64.1.0/24", a: "10.64.0.0/24" },
  credentialsExpire: "2030-01-12T18:00:00Z",
};

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bivouac-files-"));
  path = join(folder, "event.yaml");
  await writeFile(path, event);
  await writeFile(join(folder, "flavors.yaml"), flavors);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const load = async (): Promise<string[]> =>
  (await loadEvent(path, { now })).findings.map(({ code, file, line }) =>
    [code, file?.slice(folder.length + 1), line].filter((part) => part !== undefined).join(" "),
  );

const read = async (file: string): Promise<string | undefined> => (await readText(file)).finding?.message;

const named = async (name: string): Promise<string[]> => {
  await writeFile(path, event.replace("flavors: flavors.yaml", `flavors: ${name}`));
  return load();
};

describe("loading an event", () => {
  test("a plan, and the texts for showing places", async () => {
    const { plan, findings, sources } = await loadEvent(path, { now });
    expect(findings).toEqual([]);
    expect(plan?.teams[0]).toMatchObject({ team: { name: "ev-a" }, demand: { vcpus: 1 }, quotas: { cores: 9 } });
    expect([...sources]).toEqual([
      [path, event],
      [join(folder, "flavors.yaml"), flavors],
    ]);
    expect((await readdir(folder)).toSorted()).toEqual(["event.yaml", "flavors.yaml"]);
  });

  test("the lock is kept", async () => {
    await writeLock(lockPath(path), lock);
    const { plan } = await loadEvent(path, { now });
    expect(plan?.lock).toEqual(lock);
    expect(plan?.teams[0]?.cidr).toBe("10.64.0.0/24");
  });

  test("findings of planning have places too", async () => {
    await writeFile(path, event.replace("cores: 9", "cores: 0"));
    expect(await load()).toEqual(["BV260 event.yaml 15"]);
  });

  test("faults of the event, the flavors and the lock come together", async () => {
    await writeFile(path, event.replace("title: Event", "titel: Event"));
    await writeFile(join(folder, "flavors.yaml"), `${flavors}  t: { vcpus: 0, ram: 1, disk: 1 }\n`);
    await writeFile(lockPath(path), "version: 2\n");
    expect(await load()).toEqual([
      "BV012 event.lock.yaml",
      "BV102 event.yaml 1",
      "BV101 event.yaml 3",
      "BV105 flavors.yaml 4",
    ]);
  });
});

test("what is shown of a file holds no private key, whole or in part", async () => {
  const half = keys.ed25519.slice(0, 50);
  const text = event.replace(keys.ed25519, `"-----BEGIN OPENSSH PRIVATE KEY-----\\nb3BlbnNz\\n", ${half}`);
  await writeFile(path, text);
  const { findings, sources } = await loadEvent(path, { now });
  expect(findings.map(({ code }) => code)).toEqual(["BV220", "BV221"]);
  const shown = sources.get(path) ?? "";
  expect(shown).not.toMatch(/b3Blb|AAAA/);
  expect(shown.length).toBe(text.length);
});

describe("files that cannot be read", () => {
  test("missing, a directory, not UTF-8, too large", async () => {
    expect(await read(join(folder, "none.yaml"))).toBe("there is no such file");
    expect(await read(join(path, "below.yaml"))).toBe("there is no such file");
    expect(await read(folder)).toBe("this is a directory, not a file");
    await writeFile(path, Buffer.from([0x61, 0xff, 0xfe]));
    expect(await read(path)).toBe("the file is not UTF-8 text");
    await writeFile(path, Buffer.alloc(4 * 1024 * 1024 + 1));
    expect(await read(path)).toBe("the file is too large");
  });

  test("a device is not read", async () => {
    expect(await read("/dev/zero")).toBe("this is not a regular file");
  });

  test("an event that is missing is one finding", async () => {
    await rm(path);
    expect(await load()).toEqual(["BV001 event.yaml"]);
  });
});

describe("the flavors file stays with the event file", () => {
  test("below it is fine, elsewhere is not", async () => {
    await mkdir(join(folder, "sub"));
    await writeFile(join(folder, "sub", "f.yaml"), flavors);
    expect(await named("sub/f.yaml")).toEqual([]);
    expect(await named("./sub/../flavors.yaml")).toEqual([]);
    expect(await named("../flavors.yaml")).toEqual(["BV011 event.yaml 7"]);
    expect(await named("/etc/passwd")).toEqual(["BV011 event.yaml 7"]);
    expect(await named("none.yaml")).toEqual(["BV011 event.yaml 7"]);
  });

  test("nor through a symbolic link", async () => {
    await mkdir(join(folder, "event"));
    path = join(folder, "event", "event.yaml");
    await symlink(join(folder, "flavors.yaml"), join(folder, "event", "link.yaml"));
    expect(await named("link.yaml")).toEqual(["BV011 event/event.yaml 7"]);
    await writeFile(join(folder, "event", "flavors.yaml"), flavors);
    await symlink(".", join(folder, "event", "here"));
    expect(await named("here/flavors.yaml")).toEqual([]);
  });
});

describe("the lock file", () => {
  test("is written whole, in order, and read back", async () => {
    const file = lockPath(path);
    expect(file).toBe(join(folder, "event.lock.yaml"));
    await writeLock(file, lock);
    expect((await readLock(file)).lock).toEqual(lock);
    expect(await readFile(file, "utf8")).toBe(
      '# Written by bivouac: what must not move while the event stands. Keep it in version control.\nversion: 1\nevent: "ev"\ncredentialsExpire: "2030-01-12T18:00:00Z"\nnetworks:\n  "a": "10.64.0.0/24"\n  "b": "10.64.1.0/24"\n',
    );
    expect((await readdir(folder)).filter((name) => name.startsWith(".lock"))).toEqual([]);
  });

  test("is not touched when it says the same", async () => {
    const file = lockPath(path);
    await writeLock(file, lock);
    const { ino } = await stat(file);
    await writeLock(file, { ...lock, networks: { a: lock.networks["a"]!, b: lock.networks["b"]! } });
    expect((await stat(file)).ino).toBe(ino);
  });

  test("without networks", async () => {
    const file = lockPath(path);
    await writeLock(file, { ...lock, networks: {} });
    expect((await readLock(file)).lock).toEqual({ ...lock, networks: {} });
  });

  test("a directory that is not there throws and leaves nothing", async () => {
    await expect(writeLock(join(folder, "none", "event.lock.yaml"), lock)).rejects.toThrow("ENOENT");
  });

  test.each([
    ["- a", "it is not a map"],
    ["version: 3", "version 3 is not 1"],
    ["version: 1\nevent: 7", "event is not an id"],
    ["version: 1\nevent: ev\ncredentialsExpire: soon", "credentialsExpire is not an instant"],
    ["version: 1\nevent: ev\ncredentialsExpire: 2030-01-12T18:00:00Z\nnetworks: []", "networks is not a map"],
    [
      "version: 1\nevent: ev\ncredentialsExpire: 2030-01-12T18:00:00Z\nnetworks: {a: 10.0.0.1/8}",
      "the network of a is not a CIDR",
    ],
  ])("damaged: %s", async (text, why) => {
    await writeFile(lockPath(path), text);
    expect((await readLock(lockPath(path))).findings).toEqual([
      expect.objectContaining({ code: "BV012", message: `the lock file is damaged: ${why}` }),
    ]);
  });
});

test("the state lies beside the event file", () => {
  expect(stateDirectory("/events/lugano/event.yaml", "lugano-2022")).toBe("/events/lugano/.bivouac/lugano-2022");
});
