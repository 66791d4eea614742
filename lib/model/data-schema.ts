// SPDX-License-Identifier: Apache-2.0
import { z } from "zod";
import { id } from "./id-schema.ts";

const size = z
  .enum(["demo", "small", "ha"])
  .optional()
  .describe(
    "demo: one node, for a try. small: three, the least that survives the loss of one. ha: three with room, over zones. @default small",
  );
const version = z
  .string()
  .max(32)
  .regex(/^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}$/);
const storageClass = z.string().min(1).max(253).optional().describe("Of its claims. @default the cluster's own");

/** Names that Kafka takes, in the letters that Kubernetes takes too: each topic is an object of its own. */
const topic = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/)
  .describe("Name of a topic.");

export const elasticsearchSchema = z
  .strictObject({
    size,
    version: version.optional().describe("@default the newest that was tried"),
    kibana: z.boolean().optional().describe("A Kibana beside it. @default true"),
    retentionDays: z
      .int()
      .min(1)
      .max(3650)
      .optional()
      .describe("Days after which documents from Kafka may go. @default 30"),
    storageClass,
  })
  .describe("An Elasticsearch cluster of the operator ECK, named search.");

export const kafkaSchema = z
  .strictObject({
    size,
    version: version.optional().describe("@default the newest that was tried"),
    storageClass,
    topics: z
      .record(
        topic,
        z.strictObject({
          partitions: z.int().min(1).max(1000).optional().describe("@default 3"),
          retentionHours: z.int().min(1).max(8760).optional().describe("@default 48"),
        }),
      )
      .optional()
      .describe("Topics by name; nothing else makes topics."),
    users: z
      .record(
        id(40, "Name of a user, and of the Secret with its password."),
        z.strictObject({
          produces: z.array(topic).max(100).optional().describe("Topics that it writes."),
          consumes: z.array(topic).max(100).optional().describe("Topics that it reads, in a group of its own name."),
        }),
      )
      .optional()
      .describe("Users by name."),
  })
  .describe("A Kafka cluster of the operator Strimzi, named bus.");

export const kafkaToElasticsearchSchema = z
  .strictObject({
    topics: z.array(topic).min(1).max(100).describe("Topics whose messages, JSON objects, become documents."),
    dataset: z
      .string()
      .max(100)
      .regex(/^[a-z0-9_.]+$/)
      .optional()
      .describe("Middle part of the data stream logs-<dataset>-<team>. @default the first topic's name, with _ for -"),
  })
  .describe("Carries messages from Kafka into data streams of Elasticsearch, each once. Needs both.");
