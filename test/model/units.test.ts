// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canonicalQuantity,
  contains,
  formatBlock,
  isTimeZone,
  nearest,
  overlap,
  parseBlock,
  quantityMillis,
  readFlavors,
  resolveFlavors,
  toInstant,
} from "../../lib/model/index.ts";
import { addressFamily } from "../../lib/model/cidr.ts";
import { keyFault } from "../../lib/model/ssh-key.ts";
import { codes, keys } from "./samples.ts";

describe("local time", () => {
  test.each([
    ["2022-11-07T09:00", "Europe/Zurich", "2022-11-07T08:00:00Z", "once"],
    ["2022-07-07 09:00:30", "Europe/Zurich", "2022-07-07T07:00:30Z", "once"],
    ["2023-05-19T10:00", "Europe/Athens", "2023-05-19T07:00:00Z", "once"],
    ["2024-02-29T00:00", "Asia/Kathmandu", "2024-02-28T18:15:00Z", "once"],
    ["2022-01-01T00:00", "Pacific/Kiritimati", "2021-12-31T10:00:00Z", "once"],
    ["2022-03-27T02:30", "Europe/Zurich", "2022-03-27T01:30:00Z", "never"],
    ["2022-10-30T02:30", "Europe/Zurich", "2022-10-30T00:30:00Z", "twice"],
    // Half an hour only, and a whole day that Samoa left out.
    ["2022-04-03T01:45", "Australia/Lord_Howe", "2022-04-02T14:45:00Z", "twice"],
    ["2011-12-30T12:00", "Pacific/Apia", "2011-12-30T22:00:00Z", "never"],
    ["1969-12-31T23:59:59", "UTC", "1969-12-31T23:59:59Z", "once"],
  ] as const)("%s %s", (text, zone, instant, occurs) => {
    expect(toInstant(text, zone)).toEqual({ instant, occurs });
  });

  test("of a time that comes twice the later one can be had", () => {
    expect(toInstant("2022-10-30T02:30", "Europe/Zurich", "later")).toEqual({
      instant: "2022-10-30T01:30:00Z",
      occurs: "twice",
    });
  });

  test.each([
    "2022-11-07",
    "2022-13-01T00:00",
    "2022-02-29T00:00",
    "2022-11-07T24:00",
    "2022-11-07T09:00Z",
    "2022-11-07T09:00+01:00",
    "9:00",
    "",
  ])("not a local time: %s", (text) => {
    expect(toInstant(text, "UTC")).toBeUndefined();
  });

  test("every instant's local time leads back to it", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1980-01-01"), max: new Date("2060-01-01"), noInvalidDate: true }),
        fc.constantFrom("Europe/Zurich", "America/St_Johns", "Australia/Lord_Howe", "Asia/Tehran", "UTC"),
        (date, zone) => {
          const instant = new Date(Math.floor(date.getTime() / 1000) * 1000);
          const local = new Intl.DateTimeFormat("sv-SE", {
            timeZone: zone,
            dateStyle: "short",
            timeStyle: "medium",
          }).format(instant);
          const found = [toInstant(local, zone, "earlier"), toInstant(local, zone, "later")].map((one) => one?.instant);
          expect(found).toContain(`${instant.toISOString().slice(0, 19)}Z`);
        },
      ),
    );
  });

  test("zones", () => {
    expect(["Europe/Zurich", "UTC", "America/Argentina/Ushuaia"].filter((zone) => !isTimeZone(zone))).toEqual([]);
    expect(["", "Zurich", "+02:00", "Europe/Zurich ", "../etc"].filter((zone) => isTimeZone(zone))).toEqual([]);
  });
});

describe("SSH keys", () => {
  test.each([keys.ed25519, keys.rsa2048, keys.ecdsa256, keys.ecdsa521, keys.ed25519.split(" ").slice(0, 2).join(" ")])(
    "accepted: %.30s",
    (key) => {
      expect(keyFault(key)).toBeUndefined();
    },
  );

  const [type = "", data = ""] = keys.ed25519.split(" ");
  test.each([
    ["weak", keys.rsa1024],
    ["weak", "ssh-dss AAAAB3NzaC1kc3MAAACBAP"],
    ["private", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA"],
    ["private", "PuTTY-User-Key-File-3: ssh-ed25519"],
    ["malformed", ""],
    ["malformed", data],
    ["malformed", `${type} ${data.slice(0, -8)}`],
    ["malformed", `${type} ${data.slice(0, -3)}`],
    ["malformed", `ssh-rsa ${data}`],
    ["malformed", `${type}\n${data}`],
    ["malformed", `command="ls" ${keys.ed25519}`],
    ["malformed", "constructor AAAA"],
    ["malformed", "---- BEGIN SSH2 PUBLIC KEY ----"],
  ])("%s: %.40s", (kind, key) => {
    expect(keyFault(key)?.kind).toBe(kind);
  });

  test("a key cut anywhere is found", () => {
    fc.assert(
      fc.property(fc.nat(data.length - 1), (length) => {
        expect(keyFault(`${type} ${data.slice(0, length)}`)?.kind).toBe("malformed");
      }),
    );
  });
});

describe("quantities", () => {
  test.each([
    ["0.5", "500m"],
    ["1000m", "1"],
    ["1500m", "1500m"],
    ["1.5Gi", "1536Mi"],
    ["1024Mi", "1Gi"],
    ["1000", "1k"],
    ["2", "2"],
    ["0", "0"],
    ["0.0001", "1m"],
    ["0Gi", "0"],
    ["100M", "100M"],
    ["1048576Ki", "1Gi"],
  ])("%s is printed as %s", (from, to) => {
    expect(canonicalQuantity(from)).toBe(to);
  });

  test("printing keeps the amount", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom("", "m", "k", "M", "G", "Ki", "Mi", "Gi"), (count, suffix) => {
        expect(quantityMillis(canonicalQuantity(`${count}${suffix}`))).toBe(quantityMillis(`${count}${suffix}`));
      }),
    );
  });
});

test("addresses", () => {
  expect(["192.0.2.1", "::", "2001:db8::1", "::ffff:192.0.2.1"].map(addressFamily)).toEqual([4, 6, 6, 6]);
  expect(
    ["", "192.0.2", "1.2.3.4:80", "fe80::1%eth0", "[::1]", "::1]/", "dns.example.org", "12345"].filter((text) =>
      addressFamily(text),
    ),
  ).toEqual([]);
});

describe("IPv4 blocks", () => {
  test("only networks, in their usual form", () => {
    expect(["10.0.0.0/8", "0.0.0.0/0", "192.0.2.1/32"].map((text) => formatBlock(parseBlock(text)!))).toEqual([
      "10.0.0.0/8",
      "0.0.0.0/0",
      "192.0.2.1/32",
    ]);
    expect(
      ["10.0.0.1/8", "10.0.0.0", "10.0.0/8", "010.0.0.0/8", "256.0.0.0/8", "10.0.0.0/33", "::/0", " 10.0.0.0/8"].filter(
        (text) => parseBlock(text),
      ),
    ).toEqual([]);
  });

  const block = fc
    .tuple(fc.nat(255), fc.integer({ min: 8, max: 32 }))
    .map(([low, prefix]) =>
      parseBlock(`10.0.0.${(low >>> Math.max(0, 32 - prefix)) << Math.max(0, 32 - prefix)}/${prefix}`),
    );
  test("blocks overlap only when one holds the other", () => {
    fc.assert(
      fc.property(block, block, (a, b) => {
        if (!a || !b) return;
        expect(overlap(a, b)).toBe(contains(a, b) || contains(b, a));
      }),
    );
  });
});

test("near names", () => {
  expect(nearest("floatIp", ["count", "floatingIp", "ports"], 1)).toEqual(["floatingIp"]);
  expect(nearest("m1.xlrage", ["m1.small", "m1.large", "m1.xlarge", "c1.large"], 2)).toEqual(["m1.xlarge", "m1.large"]);
  expect(nearest("Anti_Affinity", ["affinity", "anti-affinity"])).toEqual(["anti-affinity", "affinity"]);
  expect(nearest("gpu", ["m1.small"])).toEqual([]);
  expect(nearest("x".repeat(100_000), ["m1.small"])).toEqual([]);
});

describe("flavors", () => {
  test("defaults", () => {
    expect(resolveFlavors({ version: 1, flavors: { s: { vcpus: 1, ram: 512, disk: 0 } } }).flavors).toEqual([
      { name: "s", vcpus: 1, ram: 512, disk: 0, ephemeral: 0, swap: 0, extraSpecs: {}, existing: false },
    ]);
  });

  test("faults have places", () => {
    const { flavors, findings } = readFlavors(
      "version: 1\nflavors:\n  a/b: { vcpus: 1, ram: 1, disk: 1 }\n  C: { vcpus: 1, ram: 1, disk: 1 }\n  c: { vcpus: 1, ram: 1, disk: 1 }\n",
      "f.yaml",
    );
    expect(flavors).toBeUndefined();
    expect(findings.map(({ code, line, column }) => `${line}:${column} ${code}`)).toEqual(["3:3 BV280", "5:3 BV281"]);
    expect(codes(readFlavors("version: 1\nflavors: { s: { vcpu: 1, ram: 512, disk: 0 } }", "f.yaml").findings)).toEqual(
      ["BV102", "BV101"],
    );
  });
});
