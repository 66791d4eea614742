// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { guardRailsSchema } from "./guard-rails-schema.ts";
import { id, limits } from "./id-schema.ts";
import { namespaceSchema } from "./namespace-schema.ts";

// The event file as its author writes it. The JSON Schema for editors is generated from these objects
// (schema/event.schema.json); what a key means is said once, in `describe`.

const positive = (what: string): z.ZodNumber => z.int().min(1).max(1_000_000).describe(what);
const personSchema = z.strictObject({
  id: id(limits.member, "Account name of the person, unique in the team."),
  name: z.string().max(120).optional().describe("Name as it should be printed."),
  sshKeys: z
    .array(z.string().max(16_384))
    .max(8)
    .default([])
    .describe("SSH public keys in OpenSSH format, never private ones."),
});

const portSchema = z
  .union([
    z.int().min(1).max(65_535),
    z.strictObject({
      port: z.int().min(1).max(65_535),
      to: z.int().min(1).max(65_535).optional().describe("Last port of a range."),
      protocol: z.enum(["tcp", "udp"]).default("tcp"),
      from: z.string().default("0.0.0.0/0").describe("CIDR that may connect."),
    }),
  ])
  .describe("A TCP port open to the world, or a port with protocol and source.");

export const vmSchema = z
  .strictObject({
    count: z
      .int()
      .min(0)
      .max(99)
      .optional()
      .describe("How many alike; 0 leaves out a group of the defaults. @default 1"),
    flavor: z.string().min(1).max(255).optional().describe("Name of a flavor."),
    image: z.string().min(1).max(255).optional().describe("Name of a Glance image."),
    rootVolume: z
      .strictObject({
        sizeGiB: positive("Size in GiB."),
        type: z.string().max(255).optional().describe("Cinder volume type. @default the cloud's"),
      })
      .optional()
      .describe("Boot from a Cinder volume instead of the hypervisor's disk."),
    volumes: z
      .record(
        id(limits.volume, "Volume key."),
        z.strictObject({
          sizeGiB: positive("Size in GiB."),
          type: z.string().max(255).optional().describe("Cinder volume type. @default the cloud's"),
        }),
      )
      .optional()
      .describe("Data volumes, attached to each VM of the group; teardown.volumes says what becomes of them."),
    floatingIp: z.boolean().optional().describe("Give each VM a floating IP. @default false"),
    ports: z
      .array(portSchema)
      .max(64)
      .optional()
      .describe("Ingress opened by the group's security group. @default none"),
    serverGroup: z
      .enum(["affinity", "anti-affinity", "soft-affinity", "soft-anti-affinity"])
      .optional()
      .describe("Nova server-group policy over the VMs of this group."),
    cloudInit: z
      .record(z.string().max(128), z.json())
      .optional()
      .describe("cloud-config as data; rendered, never templated."),
  })
  .describe("A group of alike virtual machines.");

const quotasSchema = z
  .strictObject({
    instances: z.int().min(0).optional(),
    cores: z.int().min(0).optional(),
    ramGiB: z.int().min(0).optional(),
    serverGroups: z.int().min(0).optional(),
    volumes: z.int().min(0).optional(),
    gigabytes: z.int().min(0).optional(),
    snapshots: z.int().min(0).optional(),
    networks: z.int().min(0).optional(),
    routers: z.int().min(0).optional(),
    ports: z.int().min(0).optional(),
    floatingIps: z.int().min(0).optional(),
    securityGroups: z.int().min(0).optional(),
    securityGroupRules: z.int().min(0).optional(),
  })
  .describe("OpenStack quota sets. What is absent is sized to what the team asks for, with little headroom.");

const needs = {
  vms: z.record(id(limits.vm, "VM group key."), vmSchema).optional(),
  network: z
    .strictObject({
      cidr: z.string().max(64).optional().describe("Fixed CIDR. @default the next free block of the event's supernet"),
      dnsServers: z
        .array(z.string().max(64))
        .max(4)
        .optional()
        .describe("Name servers handed out by DHCP. @default the event's"),
    })
    .optional()
    .describe("The team's private network; made whenever the team has VMs."),
  namespace: z
    .union([z.literal(false), namespaceSchema])
    .optional()
    .describe("false: no namespace."),
  cluster: z
    .union([z.literal("shared"), z.strictObject({ context: z.string().min(1).max(253) })])
    .optional()
    .describe(
      "The event's shared cluster, or the kubeconfig context of the one assigned to this team. @default shared",
    ),
  quotas: quotasSchema.optional(),
  teardown: z
    .strictObject({
      volumes: z
        .enum(["keep", "snapshot", "delete"])
        .optional()
        .describe("What destroy does with data volumes. @default delete"),
    })
    .optional(),
};

function groupsSchema(what: string): z.ZodOptional<z.ZodArray<z.ZodString>> {
  return z.array(z.string().min(1).max(253)).max(20).optional().describe(`Groups that ${what}.`);
}

export const teamSchema = z.strictObject({
  title: z.string().min(1).max(200).describe("Name as people know the team."),
  contact: z.string().min(3).max(200).describe("Mail address or chat handle of the person to ask."),
  members: z.array(personSchema).max(100).default([]),
  mentors: z.array(personSchema).max(20).default([]),
  viewers: z
    .array(z.string().min(1).max(253))
    .max(100)
    .optional()
    .describe("User names of the cluster's identity provider that may look at the namespace. @default none"),
  groups: z
    .strictObject({
      members: groupsSchema("may do what members may"),
      mentors: groupsSchema("may do what mentors may"),
      viewers: groupsSchema("may look"),
    })
    .optional()
    .describe("Groups of the cluster's identity provider, beside <event>-<team>-members, -mentors and -viewers."),
  ...needs,
});

export const eventSchema = z
  .strictObject({
    version: z.literal(1).describe("Format of this file."),
    name: id(limits.event, "Id of the event, the first part of every object's name."),
    title: z.string().min(1).max(200),
    timeZone: z.string().min(1).max(64).describe("IANA time zone that the window is written in."),
    window: z.strictObject({
      start: z.string().max(40).describe("Local date and time, 2022-11-07T09:00."),
      end: z.string().max(40).describe("Local date and time."),
    }),
    clouds: z.strictObject({
      openstack: z.string().min(1).max(128).optional().describe("Name of an administrator's cloud in clouds.yaml."),
      kubernetes: z.string().min(1).max(253).optional().describe("kubeconfig context of the shared cluster."),
    }),
    externalNetwork: z
      .string()
      .max(255)
      .optional()
      .describe("Neutron network for routers and floating IPs. @default public"),
    flavors: z.string().max(512).optional().describe("Path of the flavors file, relative to this file."),
    network: z
      .strictObject({
        supernet: z
          .string()
          .max(64)
          .optional()
          .describe("CIDR that the teams' networks are cut from. @default 10.64.0.0/14"),
        prefix: z.int().min(16).max(29).optional().describe("Prefix length of a team's network. @default 24"),
        dnsServers: z.array(z.string().max(64)).max(4).optional(),
      })
      .optional(),
    guardRails: guardRailsSchema.optional(),
    defaults: z.strictObject(needs).optional().describe("What every team gets unless it says otherwise."),
    teams: z.record(id(limits.team, "Team id: stable, never reused."), teamSchema),
  })
  .describe("A bivouac event.");

/** The event as its author writes it, in YAML or in TypeScript. */
export type EventInput = z.input<typeof eventSchema>;
export type TeamInput = z.input<typeof teamSchema>;
export type VmInput = z.input<typeof vmSchema>;
export { idPattern, limits } from "./id-schema.ts";
export { namespaceSchema } from "./namespace-schema.ts";
export type NamespaceInput = z.input<typeof namespaceSchema>;
