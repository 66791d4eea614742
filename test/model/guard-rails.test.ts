// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { defaultGuardRails, type EventInput, resolveEvent } from "../../lib/model/index.ts";
import { baseEvent, codes } from "./samples.ts";

const resolve = (guardRails: EventInput["guardRails"]): ReturnType<typeof resolveEvent> =>
  resolveEvent({ ...baseEvent({}), guardRails });

describe("guard rails of an event", () => {
  it("are on when the file says nothing", () => {
    expect(resolve(undefined).event?.guardRails).toEqual(defaultGuardRails);
    expect(resolve({}).event?.guardRails).toEqual(defaultGuardRails);
  });

  it("are what the file says", () => {
    const off = [{ guard: "images", reason: "a workshop on registries" }];
    expect(resolve({ domain: "apps.example.org", registries: ["ghcr.io/example/"], off }).event?.guardRails).toEqual({
      ...defaultGuardRails,
      domain: "apps.example.org",
      registries: ["ghcr.io/example/"],
      off,
    });
  });

  it.each([
    [{ registries: ["https://ghcr.io/"] }, "BV271", "guardRails.registries.0"],
    [{ registries: ["GHCR.io/"] }, "BV271", "guardRails.registries.0"],
    [{ domain: "*.example.org" }, "BV272", "guardRails.domain"],
    [{ domain: "localhost" }, "BV272", "guardRails.domain"],
    [{ domain: "a..b" }, "BV272", "guardRails.domain"],
    [{ nodeNetworks: ["10.0.0.0/8", "10.0.0.0/33"] }, "BV273", "guardRails.nodeNetworks.1"],
    [{ nodeNetworks: ["2001:db8::/129"] }, "BV273", "guardRails.nodeNetworks.0"],
  ] as const)("refuse %j", (guardRails, code, path) => {
    const { findings } = resolve(guardRails as unknown as EventInput["guardRails"]);
    expect(findings.map((finding) => finding.path)).toEqual([path]);
    expect(codes(findings)).toEqual([code]);
  });

  it("want a reason for what is off", () => {
    const { findings } = resolve({ off: [{ guard: "images", reason: "no" }] });
    expect(findings.map(({ path }) => path)).toEqual(["guardRails.off.0.reason"]);
  });

  it.each(["0.0.0.0/0", "2001:db8::/32", "203.0.113.7/32"])("take the node network %s", (cidr) => {
    expect(resolve({ nodeNetworks: [cidr] }).findings).toEqual([]);
  });
});

describe("a team's namespace", () => {
  const namespaceOf = (namespace: object): ReturnType<typeof resolveEvent> =>
    resolveEvent({ ...baseEvent({ team: { namespace } }), clouds: { kubernetes: "k" } });

  it("opens nothing by itself", () => {
    expect(namespaceOf({}).event?.teams[0]?.namespace).toMatchObject({ internet: true, exports: [], imports: [] });
    expect(namespaceOf({}).event?.teams[0]?.namespace?.podSecurity).toBeUndefined();
  });

  it("opens Pod Security with a reason only", () => {
    const podSecurity = { level: "baseline", reason: "an old image runs as root" };
    expect(namespaceOf({ podSecurity }).event?.teams[0]?.namespace?.podSecurity).toEqual(podSecurity);
    expect(namespaceOf({ podSecurity: { level: "baseline" } }).findings).toHaveLength(1);
    expect(namespaceOf({ podSecurity: { level: "privileged", reason: "because we can" } }).findings).toHaveLength(1);
  });

  const teams = (exports: object, imports: readonly object[]): ReturnType<typeof resolveEvent> => {
    const event = baseEvent({ team: { namespace: { exports } } as object });
    const b = { title: "B", contact: "@bb", members: [], namespace: { imports } };
    return resolveEvent({
      ...event,
      clouds: { kubernetes: "k" },
      teams: { ...event.teams, b } as unknown as EventInput["teams"],
    });
  };

  it("opens what both sides say, to both", () => {
    const { event, findings } = teams({ api: { port: 8080, to: ["b"] } }, [{ from: "a", name: "api" }]);
    expect(findings).toEqual([]);
    const opening = {
      name: "api",
      port: 8080,
      protocol: "TCP",
      pods: {},
      exporter: { team: "a", namespaces: ["ev-a"] },
      importer: { team: "b", namespaces: ["ev-b"] },
    };
    expect(event?.teams.map(({ namespace }) => namespace?.openings)).toEqual([[opening], [opening]]);
  });

  it("opens nothing that one side says alone, and tells it", () => {
    const { event, findings } = teams({ api: { port: 8080, to: ["b"] } }, []);
    expect(findings).toMatchObject([{ code: "BV263", severity: "warning", team: "a" }]);
    expect(event?.teams.map(({ namespace }) => namespace?.openings)).toEqual([[], []]);
  });

  it("refuses an opening to nobody, at its place", () => {
    const { findings } = teams({ api: { port: 8080, to: ["c"] } }, []);
    expect(findings).toMatchObject([
      { code: "BV262", severity: "error", path: "teams.a.namespace.exports.api.to.0", seen: "c" },
    ]);
  });
});
