// SPDX-License-Identifier: Apache-2.0
import type { GuardRails } from "../../../model/light.ts";
import type { Json } from "../../objects/manifest.ts";
import type { TeamOwnedProps } from "../../objects/owned.ts";
import type { ElasticsearchRole } from "./props.ts";

type Body = Readonly<Record<string, Json>>;

/** A data stream as most teams want it: a template with mappings, and a policy that rolls over and deletes. */
export interface BootstrapDataStream {
  /** Pattern of the data streams. @default - the name itself */
  readonly pattern?: string | undefined;
  /** `properties` of the mapping. `@timestamp` is a date without being said. @default - Elasticsearch guesses */
  readonly properties?: Body | undefined;
  /** Fields that the mapping does not name: `true` guesses, `false` stores them unsearched, `strict` refuses the document. @default "true" */
  readonly dynamic?: "true" | "false" | "strict" | undefined;
  /** Copies of each shard beside the first. @default 1, or 0 for one data node */
  readonly replicas?: number | undefined;
  /** @default 1 */
  readonly shards?: number | undefined;
  /** Days after which documents may go. @default 30 */
  readonly retentionDays?: number | undefined;
  /** Size of a shard at which the stream gets a new index. @default "5gb" */
  readonly rolloverSize?: string | undefined;
}

/** Snapshots at a time of day into a repository. */
export interface SnapshotSchedule {
  readonly repository: string;
  /** As Quartz writes it, in UTC. @default "0 30 1 * * ?" */
  readonly schedule?: string | undefined;
  /** @default ["*"] */
  readonly indices?: readonly string[] | undefined;
  /** Days. @default 7 */
  readonly keepDays?: number | undefined;
}

export interface IndexBootstrapProps extends TeamOwnedProps {
  /** The cluster, in the same namespace. */
  readonly elasticsearch: {
    readonly name: string;
    readonly httpHost: string;
    readonly caSecret: string;
    addRole?(name: string, role: ElasticsearchRole): void;
  };
  /** First part of the Job's name. @default `<cluster>-bootstrap` */
  readonly name?: string | undefined;
  /**
   * Secret with `username` and `password` of a user with the role `bootstrap`, which the construct adds to the cluster; name it in the
   * cluster's `users` too.
   */
  readonly credentials: string;
  /** By name. @default - none */
  readonly dataStreams?: Readonly<Record<string, BootstrapDataStream>> | undefined;
  /** Index templates as the API takes them, by name. @default - none */
  readonly indexTemplates?: Readonly<Record<string, Body>> | undefined;
  /** @default - none */
  readonly componentTemplates?: Readonly<Record<string, Body>> | undefined;
  /** ILM policies, `{ phases: … }`, by name. @default - none */
  readonly policies?: Readonly<Record<string, Body>> | undefined;
  /** Ingest pipelines by name. @default - none */
  readonly pipelines?: Readonly<Record<string, Body>> | undefined;
  /** Snapshot repositories, `{ type: "s3", settings: … }`, by name; keys of the store go into the cluster's `secureSettings`. @default - none */
  readonly repositories?: Readonly<Record<string, Body>> | undefined;
  /** Snapshot policies by name. @default - none */
  readonly snapshots?: Readonly<Record<string, SnapshotSchedule>> | undefined;
  /** An image with a POSIX shell, sed and curl. @default "docker.io/curlimages/curl:8.17.0" */
  readonly image?: string | undefined;
  /** Minutes until the Job gives up waiting for the cluster. @default 30 */
  readonly minutes?: number | undefined;
  /** @default - what holds everywhere */
  readonly guardRails?: Partial<GuardRails> | undefined;
}
