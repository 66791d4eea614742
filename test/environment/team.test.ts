// SPDX-License-Identifier: Apache-2.0
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProgramRun } from "../harness/engine.ts";
import { type Bench, bench } from "./bench.ts";

let site: Bench;
beforeAll(async () => {
  site = await bench();
});
afterAll(() => site.close());

describe("a team in both clouds", () => {
  let up: ProgramRun;
  beforeAll(async () => {
    up = await site.run({ config: { "bivouac:team": "team_a" } });
  }, 60_000);

  const waitsFor = (name: string, what: string): void => expect(up.get(name).dependsOn).toContain(what);

  test("is made without a word", () => {
    expect([up.exitCode, up.printed, up.logs]).toEqual([0, "", []]);
  });

  test("has the same custom resources as ever: a renamed one would be made anew", () => {
    expect(
      up.resources
        .filter(({ custom }) => custom)
        .map(({ type, name }) => `${type.split(":").at(-1)} ${name}`)
        .toSorted(),
    ).toEqual([
      "ApplicationCredential camp-team-a-credential",
      "FlavorAccess camp-team-a-flavor-event.small",
      "FloatingIp camp-team-a-web-0-floating-ip",
      "FloatingIp camp-team-a-web-1-floating-ip",
      "FloatingIpAssociate camp-team-a-web-0-floating-ip-association",
      "FloatingIpAssociate camp-team-a-web-1-floating-ip-association",
      "Instance camp-team-a-db-0-server",
      "Instance camp-team-a-web-0-server",
      "Instance camp-team-a-web-1-server",
      "Keypair camp-team-a-key-ada",
      "Keypair camp-team-a-key-sven",
      "LimitRange camp-team-a/Quota/Limits",
      "Namespace camp-team-a/Namespace",
      "Network camp-team-a-network",
      ...up
        .ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy")
        .map(({ name }) => `NetworkPolicy ${name}`)
        .toSorted(),
      "Port camp-team-a-db-0-port",
      "Port camp-team-a-web-0-port",
      "Port camp-team-a-web-1-port",
      "Project camp-team-a-project",
      "QuotaSetV2 camp-team-a-compute",
      "QuotaV2 camp-team-a-network",
      "QuoteSetV3 camp-team-a-storage",
      "ResourceQuota camp-team-a/Quota",
      "Role camp-team-a/Access/MentorRole",
      "Role camp-team-a/Access/TeamRole",
      "Role camp-team-a/Access/ViewerRole",
      "RoleAssignment camp-team-a-membership",
      "RoleBinding camp-team-a/Access/MentorBinding",
      "RoleBinding camp-team-a/Access/TeamBinding",
      "RoleBinding camp-team-a/Access/ViewerBinding",
      "Router camp-team-a-router",
      "RouterInterface camp-team-a-router-interface",
      "SecGroup camp-team-a-db-firewall",
      "SecGroup camp-team-a-web-firewall",
      "SecGroupRule camp-team-a-db-egress-ipv4",
      "SecGroupRule camp-team-a-db-egress-ipv6",
      "SecGroupRule camp-team-a-db-group-ipv4",
      "SecGroupRule camp-team-a-web-egress-ipv4",
      "SecGroupRule camp-team-a-web-egress-ipv6",
      "SecGroupRule camp-team-a-web-group-ipv4",
      "SecGroupRule camp-team-a-web-tcp-22-from-0-0-0-0-0",
      "SecGroupRule camp-team-a-web-udp-8000-8010-from-198-51-100-0-24",
      "ServerGroup camp-team-a-web-servers",
      "ServiceAccount camp-team-a/Access/ServiceAccount",
      "Subnet camp-team-a-subnet",
      "User camp-team-a-user",
      "Volume camp-team-a-web-0-volume-data",
      "Volume camp-team-a-web-0-volume-log",
      "Volume camp-team-a-web-1-volume-data",
      "Volume camp-team-a-web-1-volume-log",
      "VolumeAttach camp-team-a-web-0-attachment-data",
      "VolumeAttach camp-team-a-web-0-attachment-log",
      "VolumeAttach camp-team-a-web-1-attachment-data",
      "VolumeAttach camp-team-a-web-1-attachment-log",
      "kubernetes kubernetes-shared",
      "openstack camp-team-a-login",
      "openstack openstack",
    ]);
  });

  test("uses only resource types that both 3.15.2 and 5.x of the provider's SDK have", () => {
    const common = new Set([
      ...[
        "network:Network",
        "subnet:Subnet",
        "router:Router",
        "routerInterface:RouterInterface",
        "port:Port",
        "secGroup:SecGroup",
        "secGroupRule:SecGroupRule",
        "floatingIp:FloatingIp",
        "floatingIpAssociate:FloatingIpAssociate",
        "quotaV2:QuotaV2",
      ].map((type) => `openstack:networking/${type}`),
      ...[
        "instance:Instance",
        "keypair:Keypair",
        "flavor:Flavor",
        "flavorAccess:FlavorAccess",
        "serverGroup:ServerGroup",
        "quotaSetV2:QuotaSetV2",
        "volumeAttach:VolumeAttach",
      ].map((type) => `openstack:compute/${type}`),
      ...["volume:Volume", "quoteSetV3:QuoteSetV3"].map((type) => `openstack:blockstorage/${type}`),
      ...[
        "project:Project",
        "user:User",
        "roleAssignment:RoleAssignment",
        "applicationCredential:ApplicationCredential",
      ].map((type) => `openstack:identity/${type}`),
    ]);
    expect(
      up.resources.map(({ type }) => type).filter((type) => type.startsWith("openstack:") && !common.has(type)),
    ).toEqual([]);
  });

  test("is administered by the cloud's administrator and built by the team's own user", () => {
    const objects = up.resources.filter(({ type }) => type.startsWith("openstack:"));
    expect(
      objects
        .filter(({ provider }) => provider === "openstack")
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual([
      "camp-team-a-compute",
      "camp-team-a-flavor-event.small",
      "camp-team-a-membership",
      "camp-team-a-network",
      "camp-team-a-project",
      "camp-team-a-storage",
      "camp-team-a-user",
    ]);
    expect([...new Set(objects.map(({ provider }) => String(provider)))].toSorted()).toEqual([
      "camp-team-a-login",
      "openstack",
    ]);
    const password = createHmac("sha256", "the seed").update("camp-team-a/user").digest("base64url");
    expect(up.get("camp-team-a-user")).toMatchObject({
      inputs: { password, name: "camp-team-a", defaultProjectId: "camp-team-a-project-id" },
      secrets: ["password"],
    });
    expect(up.get("camp-team-a-login")).toMatchObject({
      secrets: ["password"],
      inputs: {
        cloud: "",
        authUrl: "https://keystone.example.org:5000/v3",
        region: "RegionOne",
        tenantId: "camp-team-a-project-id",
        userName: "camp-team-a",
        userDomainId: "default",
        password,
        allowReauth: "true",
      },
    });
    expect(up.get("openstack").inputs).toEqual({ cloud: "prod", allowReauth: "true" });
    expect(up.get("camp-team-a-credential").inputs).toEqual({
      name: "camp-team-a-credential",
      description: "bivouac event=camp team=team-a key=credential",
      roles: ["member"],
      unrestricted: false,
      expiresAt: "2091-11-10T17:00:00Z",
    });
  });

  test("logs in only when it may, and builds only once it is known to be in its own project", () => {
    for (const first of ["camp-team-a-membership", "camp-team-a-compute", "camp-team-a-storage"])
      waitsFor("camp-team-a-login", first);
    for (const type of ["TeamNetwork", "TeamKeypairs", "VmSecurityGroup", "ServerGroup", "VirtualMachine"]) {
      for (const part of up.ofType(`bivouac:openstack:${type}`))
        expect(part.dependsOn).toContain("camp-team-a-credential");
    }
    for (const vm of up.ofType("bivouac:openstack:VirtualMachine"))
      expect(vm.dependsOn).toEqual(expect.arrayContaining(["camp-team-a-key-ada", "camp-team-a-flavor-event.small"]));
  });

  test("orders what neutron and nova do not order by themselves", () => {
    waitsFor("camp-team-a-web-0-floating-ip-association", "camp-team-a-router-interface");
    waitsFor("camp-team-a-web-0-server", "camp-team-a-router-interface");
    waitsFor("camp-team-a-web-0-server", "camp-team-a-web-0-port");
    waitsFor("camp-team-a-web-0-server", "camp-team-a-web-servers");
    waitsFor("camp-team-a-web-0-attachment-data", "camp-team-a-web-0-server");
    waitsFor("camp-team-a-web-0-attachment-log", "camp-team-a-web-0-attachment-data");
    expect(up.get("camp-team-a-web-0-attachment-data").dependsOn).not.toContain("camp-team-a-web-0-attachment-log");
  });

  test("gives a server image and flavor by id, its port, and its owner from the first call", () => {
    const server = up.get("camp-team-a-web-1-server");
    const { userData, ...inputs } = server.inputs;
    expect(inputs).toEqual({
      name: "camp-team-a-web-1",
      flavorId: "camp-event.small",
      imageId: "image-ubuntu-24.04",
      networks: [{ port: "camp-team-a-web-1-port-id" }],
      keyPair: "camp-team-a-key-ada",
      schedulerHints: [{ group: "camp-team-a-web-servers-id" }],
      metadata: { "bivouac.event": "camp", "bivouac.team": "team-a", "bivouac.key": "web/1" },
      tags: ["bivouac:event=camp", "bivouac:team=team-a", "bivouac:key=web.1"],
    });
    expect(String(userData).split("\n")[0]).toBe("#cloud-config");
    expect(JSON.parse(String(userData).slice("#cloud-config".length))).toMatchObject({
      packages: ["git"],
      users: ["default", { name: "ada" }, { name: "sven" }],
    });
    expect(server).toMatchObject({ replaceOnChanges: ["imageId"], ignoreChanges: ["keyPair", "userData"] });
    // A replaced key pair must not take servers along.
    expect(server.propertyDependencies["keyPair"]).toEqual([]);
    expect(up.get("camp-team-a-db-0-server").inputs).toMatchObject({
      flavorId: "flavor-m1.tiny",
      blockDevices: [
        {
          uuid: "image-ubuntu-24.04",
          sourceType: "image",
          destinationType: "volume",
          volumeSize: 3,
          bootIndex: 0,
          deleteOnTermination: true,
        },
      ],
    });
    expect(up.get("camp-team-a-db-0-server").inputs).not.toHaveProperty("imageId");
  });

  test("marks everything that can carry a mark", () => {
    const marked = up.resources.filter(({ custom, provider }) => custom && provider?.startsWith("camp-team-a"));
    const unmarked = marked.filter(
      ({ inputs }) =>
        !JSON.stringify(inputs).includes("event=camp") && !JSON.stringify(inputs).includes('"bivouac.event":"camp"'),
    );
    expect([...new Set(unmarked.map(({ type }) => type.split(":").at(-1) ?? ""))].toSorted()).toEqual([
      "FloatingIpAssociate",
      "Keypair",
      "RouterInterface",
      "ServerGroup",
      "VolumeAttach",
    ]);
  });

  test("opens what the file says and nothing else", () => {
    const rules = up
      .ofType("openstack:networking/secGroupRule:SecGroupRule")
      .filter(({ name }) => name.startsWith("camp-team-a-web"));
    expect(rules.map(({ inputs }) => ({ ...inputs, description: undefined }))).toEqual([
      { direction: "egress", ethertype: "IPv4", securityGroupId: "camp-team-a-web-firewall-id" },
      { direction: "egress", ethertype: "IPv6", securityGroupId: "camp-team-a-web-firewall-id" },
      {
        direction: "ingress",
        ethertype: "IPv4",
        remoteGroupId: "camp-team-a-web-firewall-id",
        securityGroupId: "camp-team-a-web-firewall-id",
      },
      {
        direction: "ingress",
        ethertype: "IPv4",
        protocol: "tcp",
        portRangeMin: 22,
        portRangeMax: 22,
        remoteIpPrefix: "0.0.0.0/0",
        securityGroupId: "camp-team-a-web-firewall-id",
      },
      {
        direction: "ingress",
        ethertype: "IPv4",
        protocol: "udp",
        portRangeMin: 8000,
        portRangeMax: 8010,
        remoteIpPrefix: "198.51.100.0/24",
        securityGroupId: "camp-team-a-web-firewall-id",
      },
    ]);
    expect(rules.every(({ deletedWith }) => deletedWith === "camp-team-a-web-firewall")).toBe(true);
    expect(up.get("camp-team-a-web-firewall").inputs).toMatchObject({ deleteDefaultRules: true });
  });

  test("sets quotas that let it make what it asks for", () => {
    expect(up.get("camp-team-a-storage").inputs).toMatchObject({
      perVolumeGigabytes: -1,
      backups: 0,
      backupGigabytes: 0,
      groups: 0,
    });
    const network = up.get("camp-team-a-network", "openstack:networking/quotaV2:QuotaV2").inputs;
    expect(Object.values(network).filter((quota) => quota === 0)).toEqual([]);
    const compute = up.get("camp-team-a-compute").inputs;
    expect(compute).toMatchObject({ projectId: "camp-team-a-project-id", serverGroupMembers: 10 });
  });
});
