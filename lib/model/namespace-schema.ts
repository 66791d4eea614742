// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { elasticsearchSchema, kafkaSchema, kafkaToElasticsearchSchema } from "./data-schema.ts";
import { id, limits } from "./id-schema.ts";

const quantity = (what: string): z.ZodType<string | number> =>
  z
    .union([
      z
        .string()
        .max(32)
        .regex(/^[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/),
      z.number().nonnegative().max(1e15),
    ])
    .describe(what);

const exportSchema = z.strictObject({
  port: z.int().min(1).max(65_535).describe("Port of the pods."),
  protocol: z.enum(["TCP", "UDP", "SCTP"]).default("TCP"),
  pods: z
    .record(z.string().max(317), z.string().max(63))
    .default({})
    .describe("Labels of the pods. @default all pods of the namespace"),
  to: z.array(id(limits.team, "Team id.")).min(1).max(200).describe("Ids of the teams that may connect."),
});

const workspaceSchema = z.strictObject({
  image: z.string().min(1).max(512),
  port: z.int().min(1).max(65_535).optional().describe("Container port, served by a Service. @default 8080"),
  replicas: z.int().min(0).max(20).optional().describe("@default 1"),
  cpu: quantity("CPU request. @default 250m").optional(),
  memory: quantity("Memory request and limit. @default 512Mi").optional(),
});

export const namespaceSchema = z
  .strictObject({
    size: z
      .enum(["small", "medium", "large"])
      .optional()
      .describe("Quota and limits of a namespace of this size, under what is written here. @default small"),
    podSecurity: z
      .strictObject({
        level: z.literal("baseline"),
        reason: z.string().min(8).max(500).describe("Why restricted does not do; shown in the plan."),
      })
      .optional()
      .describe("Opens the Pod Security Standard from restricted to baseline. @default restricted"),
    internet: z.boolean().optional().describe("Pods may reach public addresses. @default true"),
    exports: z
      .record(id(20, "Name of the opening."), exportSchema)
      .optional()
      .describe("Ports of this team that others may use; each opens when the other team imports it too."),
    imports: z
      .array(
        z.strictObject({
          from: id(limits.team, "Id of the team that exports."),
          name: id(20, "Name of its export."),
        }),
      )
      .max(64)
      .optional()
      .describe("Ports of other teams that this team uses."),
    quota: z
      .strictObject({
        cpu: quantity("Sum of CPU requests.").optional(),
        memory: quantity("Sum of memory requests.").optional(),
        storage: quantity("Sum of volume claims.").optional(),
        storageClasses: z
          .record(z.string().min(1).max(253), quantity("Sum of claims of this class."))
          .optional()
          .describe("Sum of volume claims by storage class."),
        ephemeralStorage: quantity("Sum of requests of node-local storage.").optional(),
        pods: z.int().min(0).max(10_000).optional(),
        services: z.int().min(0).max(1_000).optional(),
        configMaps: z.int().min(0).max(10_000).optional(),
        secrets: z.int().min(0).max(10_000).optional(),
        persistentVolumeClaims: z.int().min(0).max(1_000).optional(),
        extended: z
          .record(z.string().max(253), z.int().min(0).max(1_000))
          .optional()
          .describe("Extended resources, such as nvidia.com/gpu."),
      })
      .optional()
      .describe("ResourceQuota of the namespace."),
    limits: z
      .strictObject({
        cpu: quantity("Default CPU limit of a container. @default 500m").optional(),
        memory: quantity("Default memory limit of a container. @default 512Mi").optional(),
        maxCpu: quantity("Largest CPU limit of a container. @default the quota").optional(),
        maxMemory: quantity("Largest memory limit of a container. @default the quota").optional(),
      })
      .optional()
      .describe("LimitRange of the namespace."),
    workspace: z
      .union([z.literal(false), workspaceSchema])
      .optional()
      .describe("A Deployment and Service that the team starts with; false: none."),
    elasticsearch: z
      .union([z.literal(false), elasticsearchSchema])
      .optional()
      .describe("false: none, whatever the defaults say."),
    kafka: z
      .union([z.literal(false), kafkaSchema])
      .optional()
      .describe("false: none, whatever the defaults say."),
    kafkaToElasticsearch: z
      .union([z.literal(false), kafkaToElasticsearchSchema])
      .optional()
      .describe("false: none, whatever the defaults say."),
  })
  .describe("The team's Kubernetes namespace.");
