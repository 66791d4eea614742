// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Manifest } from "../../../../lib/manifests/index.ts";
import { replicasOf, repositoryOf, requestsOf } from "../../../../lib/manifests/rules/elasticsearch/bootstrap.ts";
import { readHeap } from "../../../../lib/manifests/rules/elasticsearch/heap.ts";
import { rolesOf } from "../../../../lib/manifests/rules/elasticsearch/roles.ts";
import { sampleBootstrap, sampleRequest } from "../../../../lib/manifests/rules/elasticsearch/samples.ts";
import { compareVersions, readVersion, version } from "../../../../lib/manifests/rules/elasticsearch/versions.ts";

describe("versions", () => {
  test("are ordered as semver.org orders them", () => {
    const ordered = [
      "7.17.29",
      "8.18.0-1",
      "8.18.0-2",
      "8.18.0-10",
      "8.18.0-SNAPSHOT",
      "8.18.0-SNAPSHOT.1",
      "8.18.0",
      "8.19.0-alpha.1",
      "8.19.0-alpha.beta",
      "8.19.0",
      "9.0.0",
      "9.4.10",
      "10.0.0",
    ].map(version);
    for (const [i, a] of ordered.entries())
      for (const [j, b] of ordered.entries()) expect(Math.sign(compareVersions(a, b))).toBe(Math.sign(i - j));
  });

  test.each(["9.4", "9", "v9.4.3", "9.4.3.1", "09.4.3", "9.4.3-", " 9.4.3", "9.4.x", "", 9.4, null, undefined])(
    "%s is none",
    (text) => {
      expect(readVersion(text)).toBeUndefined();
    },
  );
});

describe("the heap", () => {
  test.each([
    ["-Xms1g -Xmx2g", 2n ** 30n, 2n ** 31n],
    ["-Xmx2G\n-Xms2048M", 2n ** 31n, 2n ** 31n],
    ["-Xmx4g -Dx=-Xmx9g -Xmx1g", undefined, 2n ** 30n],
    ["-XX:MaxHeapSize=512m -XX:InitialHeapSize=262144k", 2n ** 28n, 2n ** 29n],
    ["-Xms1024", 1024n, undefined],
    ["-Xmx1t", undefined, 2n ** 40n],
    ["-Xmx -Xmx2gb -Xmx-1g -XmxG", undefined, undefined],
    ["", undefined, undefined],
  ])("%j", (options, initial, max) => {
    expect(readHeap(options)).toEqual({ initial, max });
  });

  test("is read again as it was written", () => {
    const size = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.constantFrom("", "k", "m", "g", "K", "M", "G"));
    fc.assert(
      fc.property(size, size, ([low, lowUnit], [high, highUnit]) => {
        const bytes = (count: bigint, unit: string): bigint =>
          count * { "": 1n, k: 1n << 10n, m: 1n << 20n, g: 1n << 30n }[unit.toLowerCase() as "" | "k" | "m" | "g"];
        expect(readHeap(`-Xms${low}${lowUnit} -server -Xmx${high}${highUnit}`)).toEqual({
          initial: bytes(low, lowUnit),
          max: bytes(high, highUnit),
        });
      }),
    );
  });
});

describe("roles", () => {
  test.each([
    [{}, { listed: undefined, votes: true, votingOnly: false, holdsData: true }],
    [{ "node.roles": [] }, { listed: [], votes: false, votingOnly: false, holdsData: false }],
    [{ "node.roles": ["data_frozen"] }, { listed: ["data_frozen"], votes: false, votingOnly: false, holdsData: true }],
    [{ "node.roles": "master" }, { listed: ["master"], votes: true, votingOnly: false, holdsData: false }],
    [{ "node.master": "false" }, { listed: undefined, votes: false, votingOnly: false, holdsData: true }],
    [{ "node.data": false }, { listed: undefined, votes: true, votingOnly: false, holdsData: false }],
    [
      { "node.roles": ["master", "voting_only"], "node.master": false },
      { listed: ["master", "voting_only"], votes: true, votingOnly: true, holdsData: false },
    ],
  ])("%j", (settings, expected) => {
    expect(rolesOf(new Map(Object.entries(settings)))).toEqual(expected);
  });
});

describe("requests of a bootstrap", () => {
  const only = (path: string, body: object) => {
    const [request] = requestsOf(new Manifest(sampleBootstrap(sampleRequest(path, { ...body }))));
    if (request === undefined) throw new Error("no request");
    return request;
  };
  const settings = { index: { number_of_replicas: 2 } };

  test.each([
    ["/_index_template/a", { template: { settings } }, 2],
    ["/_index_template/a?create=true", { template: { settings } }, 2],
    ["/_component_template/a", { template: { settings: { "index.number_of_replicas": "2" } } }, 2],
    ["/_template/a", { settings: { number_of_replicas: 2 } }, 2],
    ["/events-1", { settings }, 2],
    ["/events-*/_settings", settings, 2],
    ["/events-*/_settings", { settings }, 2],
  ])("%s has its replicas", (path, body, count) => {
    expect(replicasOf(only(path, body))?.count).toBe(count);
  });

  test.each([
    ["/_index_template/a", { composed_of: ["b"], template: {} }],
    ["/_component_template/b", { template: { settings: { codec: "best_compression" } } }],
    [
      "/_index_template/a",
      { template: { settings: { "index.auto_expand_replicas": "0-all", number_of_replicas: 9 } } },
    ],
    ["/_index_template/a", { template: { settings: { number_of_replicas: -1 } } }],
    ["/_ingest/pipeline/a", { settings }],
    ["/_ilm/policy/a", { policy: { phases: { hot: { actions: { rollover: {} } }, warm: null } } }],
    ["/_data_stream/logs-a-b", {}],
  ])("%s %j says nothing of them", (path, body) => {
    expect(replicasOf(only(path, body))).toBeUndefined();
  });

  test("an index template that is alone and says nothing has the default", () => {
    expect(replicasOf(only("/_index_template/a", {}))).toEqual({ count: undefined, seen: "no number_of_replicas" });
  });

  test("auto_expand_replicas that is off does not excuse", () => {
    const body = { template: { settings: { auto_expand_replicas: false, number_of_replicas: 1 } } };
    expect(replicasOf(only("/_index_template/a", body))?.count).toBe(1);
  });

  test("a repository is one, its snapshots are not", () => {
    expect(repositoryOf(only("/_snapshot/backup", { type: "s3" }))).toEqual({ name: "backup", type: "s3" });
    expect(repositoryOf(only("/_snapshot/backup/first", { type: "s3" }))).toBeUndefined();
    expect(repositoryOf(only("/_snapshot/backup", {}))).toBeUndefined();
  });

  test("keys that hold none are left out", () => {
    const data = {
      "00-broken.json": "{",
      "01-list.json": "[]",
      "02-null.json": "null",
      "03-get.json": JSON.stringify({ method: "GET", path: "/_cat/health" }),
      "run.sh": "curl",
      "04-number.json": 7,
      "05-put.json": JSON.stringify({ method: "PUT", path: "/events" }),
    };
    const found = requestsOf(new Manifest({ apiVersion: "v1", kind: "ConfigMap", data }));
    expect(found).toEqual([{ path: ["data", "05-put.json"], key: "05-put.json", target: "/events", body: {} }]);
  });
});
