// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";

const names = (what: string): z.ZodOptional<z.ZodArray<z.ZodString>> =>
  z.array(z.string().min(1).max(253)).max(100).optional().describe(what);

export const guardRailsSchema = z
  .strictObject({
    registries: names("Prefixes that images must begin with, docker.io/library/. @default from anywhere"),
    digests: z.boolean().optional().describe("Images must be named by digest. @default false"),
    domain: z
      .string()
      .max(190)
      .optional()
      .describe("Teams publish hosts below <team>.<domain>. @default teams publish no hosts"),
    storageClasses: names("Storage classes that claims may name. @default any"),
    priorityClasses: names("Priority classes that pods may name. @default none"),
    nodeKeys: names("Taints that pods may tolerate and labels that they may choose nodes by. @default none"),
    nodeNetworks: names("CIDRs of nodes and API servers; no pod reaches them. @default private ranges only"),
    gateway: z
      .strictObject({
        namespace: z.string().min(1).max(63),
        name: z.string().min(1).max(253),
      })
      .optional()
      .describe("Gateway of the organizers; only it reaches what teams publish. @default none"),
    operators: z
      .strictObject({
        namespaces: names("Namespaces of operators; they reach the data services of teams. @default elastic-system"),
        apiServer: names("CIDRs of the API server; Kafka's pods in a team's namespace reach them. @default none"),
      })
      .optional()
      .describe("Operators of Elasticsearch and Kafka, for teams that have these."),
    networkPolicies: z
      .enum(["standard", "admin", "cluster"])
      .optional()
      .describe(
        "What keeps the limits of egress: NetworkPolicies with admission, AdminNetworkPolicy, ClusterNetworkPolicy. @default standard",
      ),
    off: z
      .array(
        z.strictObject({
          guard: z.string().min(1).max(63).describe("Name of the guard."),
          reason: z.string().min(8).max(500).describe("Why it is off; shown in the plan."),
        }),
      )
      .max(20)
      .optional()
      .describe("Guards that are switched off. @default none"),
  })
  .describe("What holds in every namespace of the event, beside quotas and rights.");
