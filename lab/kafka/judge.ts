// SPDX-License-Identifier: Apache-2.0
import { startProgram } from "./program.ts";

/** A manifest as plain data; other kinds than Strimzi's are refused, so leave them out. */
export type KafkaManifest = object;

export interface Fault {
  /** Strimzi's model and the facts of its operator, or Kafka's own validators. */
  readonly judge: "strimzi" | "kafka";
  /** `spec.kafka.listeners[0].name`, `spec.config["retention.ms"]` */
  readonly path: string;
  readonly message: string;
}

export interface Judge {
  /** The faults of each manifest, in their order; none: it is in order. They are judged together, as one namespace. */
  judge(manifests: readonly KafkaManifest[]): Promise<Fault[][]>;
  close(): Promise<void>;
}

/** Strimzi's Java model, read strictly, and Kafka's validators of configurations. */
export async function startJudge(): Promise<Judge> {
  const program = await startProgram("Judge", { heap: "256m" });
  return {
    async judge(manifests: readonly KafkaManifest[]): Promise<Fault[][]> {
      const { verdicts } = await program.ask<{ verdicts: Fault[][] }>({ manifests });
      return verdicts;
    },
    close: () => program.close(),
  };
}
