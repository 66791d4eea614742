// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Admin, connectAdmin } from "./admin.ts";
import type { KafkaManifest } from "./judge.ts";
import { startProgram } from "./program.ts";

/** Where a cluster is, and the administrator's certificate: what the operators have. */
export interface Access {
  /** Name of a listener → `127.0.0.1:port`, a comma between nodes. */
  readonly listeners: Readonly<Record<string, string>>;
  /** PEM: the authority that signed the brokers' certificates; key `ca.crt` of the Secret `<cluster>-cluster-ca-cert`. */
  readonly authority: string;
  /** The listener between the brokers, where the operators connect too. */
  readonly bootstrap: string;
  readonly administrator: Identity;
}

/** PEM: a certificate and its key. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

export interface Brokers extends Access {
  readonly nodes: readonly number[];
  /** Keys of the configuration that were too large for so few nodes: from, to. Empty with as many nodes as the manifests say. */
  readonly cut: Readonly<Record<string, readonly [number, number]>>;
  /** Of the process of all nodes. */
  readonly pid: number;
  /** Applies KafkaTopics and KafkaUsers, and does what a user's client does. */
  readonly admin: Admin;
  /** For a KafkaUser that logs in by certificate. The lab has one authority for nodes and clients, the operator has two. */
  issue(user: string): Promise<Identity>;
  /** Hands its partitions over and stops. Most controllers must stay, or it waits for them. */
  stopNode(node: number): Promise<void>;
  startNode(node: number): Promise<void>;
  /** Ends both processes and removes their data. */
  close(): Promise<void>;
}

export interface BrokerOptions {
  /** As many as the manifests say, or fewer. @default 1 */
  readonly nodes?: number | undefined;
  /** Of all brokers together. @default "512m" */
  readonly heap?: string | undefined;
  /** @default "warn" */
  readonly log?: "error" | "warn" | "info" | "debug" | undefined;
}

/**
 * A real Kafka on free ports of loopback, configured as the operator would from the Kafka and KafkaNodePools among the
 * manifests. Listeners, TLS with an authority of its own, SCRAM, authorizer and configuration are the manifest's.
 */
export async function startBrokers(manifests: readonly KafkaManifest[], options: BrokerOptions = {}): Promise<Brokers> {
  const { nodes = 1, heap = "512m", log } = options;
  const directory = await mkdtemp(join(tmpdir(), "bivouac-kafka-"));
  const program = await startProgram("Broker", { heap, log });
  const close = async (): Promise<void> => {
    await program.close();
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const started = await program.ask<Access & Pick<Brokers, "nodes" | "cut">>({
      verb: "start",
      manifests,
      nodes,
      directory,
    });
    const admin = await connectAdmin(started);
    return {
      ...started,
      pid: program.pid,
      admin,
      issue: (user) => program.ask({ verb: "issue", user }),
      async stopNode(node: number): Promise<void> {
        await program.ask({ verb: "stopNode", node });
      },
      async startNode(node: number): Promise<void> {
        await program.ask({ verb: "startNode", node });
      },
      async close(): Promise<void> {
        await admin.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
