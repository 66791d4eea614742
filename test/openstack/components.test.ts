// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, test } from "vitest";
import {
  Catalogue,
  EventFlavors,
  FlavorAccess,
  TeamKeypairs,
  TeamLogin,
  TeamNetwork,
  TeamProject,
  TeamQuotas,
  VirtualMachine,
  VmSecurityGroup,
} from "../../lib/openstack/index.ts";
import { type Recorder, recordResources, valueOf } from "../harness/mocks.ts";

class Admin extends pulumi.ProviderResource {}

let recorder: Recorder;
let provider: Admin;
beforeAll(() => {
  recorder = recordResources({
    compute: (type) =>
      type.endsWith(":ApplicationCredential")
        ? { projectId: "p", secret: "s" }
        : type.endsWith(":Port")
          ? { allFixedIps: ["192.0.2.4"] }
          : type.endsWith(":FloatingIp")
            ? { address: "203.0.113.1" }
            : undefined,
  });
  provider = new Admin("openstack", "openstack", {});
});

const identity = { event: "camp", team: "nris" };
const quotas = {
  instances: -1,
  cores: 8,
  ramMiB: 16_384,
  keyPairs: 10,
  serverGroups: 0,
  volumes: 3,
  gigabytes: 30,
  snapshots: 0,
  networks: 0,
  subnets: 0,
  routers: 0,
  ports: -1,
  floatingIps: 0,
  securityGroups: 4,
  securityGroupRules: 40,
};

async function made(...resources: readonly pulumi.Resource[]): Promise<void> {
  await Promise.all(resources.map((resource) => valueOf(resource.urn)));
}

describe("a team's project", () => {
  test("says who and whom to ask, and is not retained unless told", async () => {
    const project = new TeamProject(
      "nris",
      { ...identity, title: "NRIS", contact: "nris@example.org", password: "secret", roleId: "member-id" },
      { provider },
    );
    await made(project.membership);
    expect(recorder.inputs("openstack:identity/project:Project", "nris-project")).toEqual({
      name: "camp-nris",
      description: "NRIS (nris@example.org); bivouac event=camp team=nris key=project",
      tags: ["bivouac:event=camp", "bivouac:team=nris", "bivouac:key=project"],
    });
    expect(recorder.inputs("openstack:identity/roleAssignment:RoleAssignment", "nris-membership")).toEqual({
      projectId: "nris-project-id",
      userId: "nris-user-id",
      roleId: "member-id",
    });
  });
});

describe("quotas", () => {
  test("keep -1 for unlimited and never ask neutron for 0, which its provider drops", async () => {
    await made(...new TeamQuotas("nris", { projectId: "p", quotas }, { provider }).sets);
    expect(recorder.inputs("openstack:networking/quotaV2:QuotaV2", "nris-network")).toEqual({
      projectId: "p",
      network: 1,
      subnet: 1,
      router: 1,
      port: -1,
      floatingip: 1,
      securityGroup: 4,
      securityGroupRule: 40,
    });
    expect(recorder.inputs("openstack:compute/quotaSetV2:QuotaSetV2", "nris-compute")).toEqual({
      projectId: "p",
      instances: -1,
      cores: 8,
      ram: 16_384,
      keyPairs: 10,
      serverGroups: 0,
      serverGroupMembers: -1,
    });
    expect(recorder.inputs("openstack:blockstorage/quoteSetV3:QuoteSetV3", "nris-storage")).toEqual({
      projectId: "p",
      volumes: 3,
      gigabytes: 30,
      snapshots: 0,
      perVolumeGigabytes: -1,
      backups: 0,
      backupGigabytes: 0,
      groups: 0,
    });
  });
});

describe("a team's login", () => {
  test("carries the cloud's certificate and endpoint settings, and whole seconds", async () => {
    const login = new TeamLogin("nris", {
      ...identity,
      projectId: "p",
      userName: "u",
      userDomainId: "d",
      password: "secret",
      expiresAt: "2091-01-01T00:00:00.000Z",
      endpoint: { authUrl: "https://k/v3", cacertFile: "/ca.pem", insecure: true, endpointType: "internal" },
    });
    await made(login.provider);
    await valueOf(login.credentialId);
    expect(recorder.inputs("pulumi:providers:openstack", "nris-login")).toMatchObject({
      cloud: "",
      cacertFile: "/ca.pem",
      insecure: "true",
      endpointType: "internal",
      tenantId: "p",
    });
    expect(
      recorder.inputs("openstack:identity/applicationCredential:ApplicationCredential", "nris-credential"),
    ).toMatchObject({ unrestricted: false, expiresAt: "2091-01-01T00:00:00Z" });
    expect(await pulumi.isSecret(login.credentialSecret)).toBe(true);
    expect(await valueOf((await valueOf(login.verified))!.urn)).toContain("::nris-credential");
  });
});

describe("a VM's parts", () => {
  test("fit together, and nothing is asked for that was not said", async () => {
    const network = new TeamNetwork("nris", { ...identity, cidr: "10.64.1.0/24", externalNetworkId: "ext" });
    const keypairs = new TeamKeypairs("nris", { ...identity, people: [{ id: "ada", sshKeys: [] }] });
    expect(keypairs.first).toBeUndefined();
    const firewall = new VmSecurityGroup("nris-web", {
      ...identity,
      group: "web",
      ports: [{ port: 443, to: 443, protocol: "tcp", from: "2001:db8::/32" }],
    });
    const vm = new VirtualMachine("nris-web-0", {
      ...identity,
      group: "web",
      index: 0,
      imageId: "image",
      flavorId: "flavor",
      networkId: network.networkId,
      subnetId: network.subnetId,
      gateway: network.routerInterface,
      securityGroupIds: [firewall.securityGroupId],
    });
    expect(await valueOf(vm.ip)).toBe("192.0.2.4");
    expect(vm.floatingIp).toBeUndefined();
    await valueOf(vm.instanceId);
    await made(...firewall.rules);
    expect(recorder.inputs("openstack:compute/instance:Instance", "nris-web-0-server")).toEqual({
      name: "camp-nris-web-0",
      flavorId: "flavor",
      imageId: "image",
      networks: [{ port: "nris-web-0-port-id" }],
      metadata: { "bivouac.event": "camp", "bivouac.team": "nris", "bivouac.key": "web/0" },
      tags: ["bivouac:event=camp", "bivouac:team=nris", "bivouac:key=web.0"],
    });
    expect(recorder.inputs("openstack:networking/subnet:Subnet", "nris-subnet")).not.toHaveProperty("dnsNameservers");
    expect(
      recorder.inputs("openstack:networking/secGroupRule:SecGroupRule", "nris-web-tcp-443-from-2001-db8-32"),
    ).toMatchObject({ ethertype: "IPv6", remoteIpPrefix: "2001:db8::/32" });
    expect(recorder.resources.filter(({ type }) => /FloatingIp|Volume/.test(type))).toEqual([]);
  });
});

describe("flavors", () => {
  test("that exist are left alone, and access is given one by one", async () => {
    const flavor = { vcpus: 1, ram: 1, disk: 1, ephemeral: 0, swap: 0, extraSpecs: {} };
    const flavors = new EventFlavors(
      "camp",
      {
        event: "camp",
        flavors: [
          { ...flavor, name: "own", existing: false },
          { ...flavor, name: "said", description: "Two disks", existing: false },
          { ...flavor, name: "m1.tiny", existing: true },
        ],
      },
      { provider },
    );
    expect(Object.keys(flavors.flavorIds)).toEqual(["own", "said"]);
    expect(await valueOf(flavors.flavorIds["own"]!)).toBe("camp-own");
    await valueOf(flavors.flavorIds["said"]!);
    const descriptionOf = (name: string): unknown =>
      recorder.inputs("openstack:compute/flavor:Flavor", `camp-flavor-${name}`)?.["description"];
    expect(descriptionOf("own")).toBe("bivouac event=camp key=flavor.own");
    expect(descriptionOf("said")).toBe("Two disks; bivouac event=camp key=flavor.said");
    const access = new FlavorAccess("nris", { projectId: "p", flavors: flavors.flavorIds }, { provider });
    await made(...access.grants);
    expect(recorder.inputs("openstack:compute/flavorAccess:FlavorAccess", "nris-flavor-own")).toEqual({
      flavorId: "camp-own",
      tenantId: "p",
    });
  });
});

describe("the catalogue", () => {
  test("asks once for each name", async () => {
    const catalogue = new Catalogue(provider);
    const asker = { team: "nris", path: "vms.web.image" };
    expect(
      await Promise.all([
        catalogue.image("ubuntu", asker),
        catalogue.image("ubuntu", asker),
        catalogue.flavor("ubuntu", asker),
      ]),
    ).toEqual(["image-ubuntu", "image-ubuntu", "flavor-ubuntu"]);
    expect(
      recorder.calls
        .filter(({ inputs }) => inputs["name"] === "ubuntu")
        .map(({ token }) => token)
        .toSorted(),
    ).toEqual(["openstack:compute/getFlavor:getFlavor", "openstack:images/getImage:getImage"]);
  });
});
