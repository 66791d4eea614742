// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { type Finding, readEvent } from "../../lib/model/index.ts";
import { keys } from "./samples.ts";

const text = `version: 2
name: Lugano
title: Lugano
timeZone: Zurich
window: { start: 2030-01-07T09:00, end: 2030-01-06T09:00 }
clouds: { openstak: lab }
flavors: flavors.yaml
teams:
  nris:
    title: NRIS
    contakt: nris@example.org
    members:
      - id: ada
        sshKeys: [${keys.ed25519}]
    vms:
      web:
        flavor: m1.smal
        image: ubuntu-24.04
        ports: [22, 99999, https]
        rootVolume: { sizeGiB: "20" }
        serverGroup: antiaffinity
      db:
        count: many
        image: ubuntu-24.04
    namespace:
      quota: { memory: 4GB }
    cluster: { kontext: x }
  Bad Id: {}
`;
const flavors =
  "version: 1\nflavors:\n  m1.small: { vcpus: 1, ram: 2048, disk: 20 }\n  m1.large: { vcpus: 4, ram: 8192, disk: 80 }\n";

const found = readEvent(text, {
  file: "event.yaml",
  flavors: { text: flavors, file: "flavors.yaml" },
  now: new Date("2029-01-01T00:00:00Z"),
});
const at = (line: number, code: string): Finding | undefined =>
  found.findings.find((finding) => finding.line === line && finding.code === code);

test("all faults at once, in the order of the file", () => {
  expect(found.event).toBeUndefined();
  expect(
    found.findings.map(({ line, column, code, path, team }) =>
      [`${line}:${column}`, code, path, team].filter(Boolean).join(" "),
    ),
  ).toEqual([
    "1:10 BV104 version",
    "2:7 BV104 name",
    "4:11 BV201 timeZone",
    "6:11 BV101 clouds.openstak",
    "9:3 BV102 teams.nris.contact nris",
    "11:5 BV101 teams.nris.contakt nris",
    "17:17 BV232 teams.nris.vms.web.flavor nris",
    "19:21 BV105 teams.nris.vms.web.ports.1 nris",
    "19:28 BV103 teams.nris.vms.web.ports.2 nris",
    "20:32 BV103 teams.nris.vms.web.rootVolume.sizeGiB nris",
    "21:22 BV104 teams.nris.vms.web.serverGroup nris",
    "22:7 BV230 teams.nris.vms.db.flavor nris",
    "23:16 BV103 teams.nris.vms.db.count nris",
    "26:24 BV104 teams.nris.namespace.quota.memory nris",
    "27:5 BV102 teams.nris.cluster.context nris",
    "27:16 BV101 teams.nris.cluster.kontext nris",
    "28:3 BV106 teams.Bad Id Bad Id",
  ]);
});

test("each says what was seen, what is allowed and what was meant", () => {
  expect(at(6, "BV101")).toMatchObject({
    message: 'unknown key "openstak" in clouds',
    seen: "openstak",
    allowed: "openstack, kubernetes",
    hint: 'did you mean "openstack"?',
  });
  expect(at(17, "BV232")).toMatchObject({
    seen: "m1.smal",
    allowed: "m1.small, m1.large",
    hint: 'did you mean "m1.small" (1 vCPU, 2 GiB)?',
  });
  expect(at(4, "BV201")).toMatchObject({ seen: "Zurich", hint: 'did you mean "Europe/Zurich"?' });
  expect(at(21, "BV104")).toMatchObject({ seen: "antiaffinity", hint: 'did you mean "anti-affinity"?' });
  expect(at(19, "BV105")).toMatchObject({ seen: "99999", allowed: "at most 65535" });
  expect(at(19, "BV103")).toMatchObject({ seen: "https", allowed: "a number or a map" });
  expect(at(20, "BV103")).toMatchObject({ seen: "20", allowed: "a number: Size in GiB." });
  expect(at(26, "BV104")).toMatchObject({
    seen: "4GB",
    allowed: "a quantity such as 500m, 2, 512Mi or 4Gi (Sum of memory requests.)",
  });
  expect(at(9, "BV102")).toMatchObject({
    message: "contact is missing",
    allowed: "Mail address or chat handle of the person to ask.",
  });
  expect(at(28, "BV106")).toMatchObject({
    seen: "Bad Id",
    allowed: "lower-case letters, digits, - and _, starting and ending with a letter or digit",
  });
});

test("nothing of it is a message of the schema library", () => {
  const words = found.findings.map((finding) => [finding.message, finding.allowed, finding.hint].join(" ")).join("\n");
  expect(words).not.toMatch(/Invalid|expected|received|undefined|\[object|regex/i);
});
