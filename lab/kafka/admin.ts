// SPDX-License-Identifier: Apache-2.0
import type { Access, Identity } from "./broker.ts";
import type { KafkaManifest } from "./judge.ts";
import { startProgram } from "./program.ts";

/** Who asks. */
export interface Client {
  /** Name of a KafkaUser that was applied. */
  readonly user: string;
  /** @default the one that was made for the user */
  readonly password?: string | undefined;
  /** Log in with this instead of a password. */
  readonly identity?: Identity | undefined;
  /** @default the first */
  readonly listener?: string | undefined;
  /** More properties of the client: `{ acks: "all" }`. */
  readonly config?: Readonly<Record<string, string>> | undefined;
}

export interface Produce extends Client {
  readonly topic: string;
  readonly records?: readonly { readonly key?: string | undefined; readonly value: string }[] | undefined;
  /** Or that many records of so many bytes. */
  readonly count?: number | undefined;
  readonly size?: number | undefined;
}

export interface Consume extends Client {
  readonly topic: string;
  readonly group: string;
  /** Number of records to wait for. @default 1 */
  readonly expect?: number | undefined;
  /** The longest to wait; what has come by then is the answer. @default 60 */
  readonly seconds?: number | undefined;
  /** Commit what was read. @default true */
  readonly commit?: boolean | undefined;
}

export interface Consumed {
  readonly records: readonly {
    readonly partition: number;
    readonly offset: number;
    readonly key: string | null;
    readonly value: string;
  }[];
  /** Longest time in ms that the brokers held us back. */
  readonly throttled: number;
}

export interface Topic {
  readonly partitions: number;
  readonly replicas: number;
  /** Replicas in sync of the partition that has fewest. */
  readonly inSync: number;
  /** What is set on the topic itself. */
  readonly config: Readonly<Record<string, string>>;
}

export interface User {
  readonly mechanisms: readonly string[];
  /** `ALLOW WRITE TOPIC LITERAL events from *`, in order. */
  readonly acls: readonly string[];
  readonly quotas: Readonly<Record<string, number>>;
}

export interface Applied {
  readonly topics: Readonly<Record<string, readonly string[]>>;
  /** Keys of the Secret of each user. */
  readonly secrets: Readonly<Record<string, { readonly password: string; readonly "sasl.jaas.config": string }>>;
}

/** In the place of the topic operator and the user operator, and clients. What the brokers refuse is a `KafkaError`. */
export interface Admin {
  readonly pid: number;
  /** KafkaTopics, KafkaUsers and, of a Kafka, the quotas of type `kafka`; other kinds are left alone. Twice is as good as once. */
  apply(manifests: readonly KafkaManifest[]): Promise<Applied>;
  delete(manifests: readonly KafkaManifest[]): Promise<void>;
  topics(): Promise<Record<string, Topic>>;
  users(): Promise<Record<string, User>>;
  /** Committed offsets by `topic-partition`. */
  offsets(group: string): Promise<Record<string, number>>;
  /** Properties of a Java client; the password is among them. */
  properties(client: Client): Promise<Record<string, string>>;
  produce(question: Produce): Promise<{ readonly acknowledged: number; readonly throttled: number }>;
  consume(question: Consume): Promise<Consumed>;
  /** With one partition and the default factor of replication. */
  createTopic(question: Client & { readonly topic: string }): Promise<void>;
  close(): Promise<void>;
}

export async function connectAdmin(access: Access): Promise<Admin> {
  const program = await startProgram("Admin", { heap: "256m", log: "error" });
  const { listeners, authority, bootstrap, administrator } = access;
  await program.ask({ verb: "connect", listeners, authority, bootstrap, administrator });
  return {
    pid: program.pid,
    async apply(manifests: readonly KafkaManifest[]): Promise<Applied> {
      const done = await program.ask<Record<string, never>>({ verb: "apply", manifests });
      return { topics: under("topic/", done), secrets: under("user/", done) };
    },
    async delete(manifests: readonly KafkaManifest[]): Promise<void> {
      await program.ask({ verb: "delete", manifests });
    },
    topics: () => program.ask({ verb: "topics" }),
    users: () => program.ask({ verb: "users" }),
    offsets: (group) => program.ask({ verb: "offsets", group }),
    properties: (client) => program.ask({ ...client, verb: "properties" }),
    produce: (question) => program.ask({ ...question, verb: "produce" }),
    consume: (question) => program.ask({ ...question, verb: "consume" }),
    async createTopic(question): Promise<void> {
      await program.ask({ ...question, verb: "createTopic" });
    },
    close: () => program.close(),
  };
}

function under<T>(prefix: string, done: Readonly<Record<string, T>>): Record<string, T> {
  const own = Object.entries(done).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value]));
}
