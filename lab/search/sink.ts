// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { built } from "./engine.ts";
import { only, type Pipeline, type Value } from "./pipeline.ts";

export interface SinkOptions {
  /** Of Logstash: where it reads, what it makes of a message, where it writes. */
  readonly pipeline: Pipeline;
  /** Most messages of one read. @default - Kafka's, 500 */
  readonly maxPoll?: number | undefined;
  /** After so many seconds without a sign the brokers give a consumer's partitions to others. @default 15, to wait less than Kafka's 45 */
  readonly session?: number | undefined;
  /** Ends, as by a kill, when so many messages are written and before it commits the last of them. @default - never */
  readonly dieAfter?: number | undefined;
}

/** What became of the messages so far. */
export interface Counts {
  readonly messages: number;
  /** Documents that were not there before. */
  readonly created: number;
  /** Documents that were written over, which only the action `index` does. */
  readonly updated: number;
  /** Documents that were there before and stayed. */
  readonly conflicts: number;
  /** What the engine refused for good; Logstash puts it among the dead letters. */
  readonly refused: number;
  /** Why the last of them was refused. */
  readonly reason: string;
  readonly committed: number;
}

/** Why a sink ended by itself. */
export interface Failure {
  readonly exception: string;
  readonly message: string;
}

interface Line {
  readonly written?: { readonly messages: number; readonly outcome: Omit<Counts, "messages" | "committed"> };
  readonly committed?: { readonly messages: number };
  readonly failed?: Failure;
}

/** A running stand-in for Logstash: `java/client/Sink.java` says what it does and what it does not. */
export class Sink {
  readonly #process: ReturnType<typeof spawn>;
  readonly #ended: Promise<void>;
  #counts: Counts = { messages: 0, created: 0, updated: 0, conflicts: 0, refused: 0, reason: "", committed: 0 };
  #failure: Failure | undefined;
  #said = "";
  #heard = 0;
  #changed: () => void = () => {};

  constructor(place: string, options: SinkOptions) {
    const classes = [join(place, "classes"), join(place, "jars/*")].join(":");
    const words = [
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      "-Xmx256m",
      "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
    ];
    this.#process = spawn(join(place, "jdk/bin/java"), [...words, "-cp", classes, "bivouac.lab.client.Sink"], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { PATH: process.env["PATH"] },
    });
    // It may end before it has read its settings; how it ended says more than the broken pipe.
    this.#process.stdin?.on("error", () => {});
    this.#process.stdin?.write(`${JSON.stringify(settingsOf(options))}\n`);
    this.#process.stderr?.on(
      "data",
      (chunk: Buffer) => (this.#said = `${this.#said}${chunk.toString()}`.slice(-2_000)),
    );
    if (this.#process.stdout !== null)
      createInterface({ input: this.#process.stdout }).on("line", (line) => {
        this.#take(JSON.parse(line) as Line);
      });
    this.#ended = new Promise((done) => {
      this.#process.once("close", () => {
        done();
        this.#changed();
      });
    });
  }

  get counts(): Counts {
    return this.#counts;
  }

  /** Asks `enough` now and after each line that it says, until it is true; an error when it ends before. */
  async until(enough: (counts: Counts) => boolean | Promise<boolean>): Promise<Counts> {
    while (true) {
      const heard = this.#heard;
      if (await enough(this.#counts)) return this.#counts;
      if (this.#process.exitCode !== null || this.#process.signalCode !== null)
        throw new Error(`the sink ended: ${JSON.stringify(this.#failure ?? this.#said)}`);
      if (heard !== this.#heard) continue;
      await new Promise<void>((done) => {
        this.#changed = done;
      });
    }
  }

  /** Waits until it has ended by itself: by `dieAfter` or by the failure that is returned. */
  async died(): Promise<Failure | undefined> {
    await this.#ended;
    return this.#failure;
  }

  /** Takes it away in the middle of whatever it does. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#ended;
  }

  async close(): Promise<void> {
    this.#process.stdin?.end();
    await this.#ended;
  }

  #take({ written, committed, failed }: Line): void {
    const before = this.#counts;
    if (written !== undefined) {
      const { created, updated, conflicts, refused, reason } = written.outcome;
      this.#counts = {
        ...before,
        messages: before.messages + written.messages,
        created: before.created + created,
        updated: before.updated + updated,
        conflicts: before.conflicts + conflicts,
        refused: before.refused + refused,
        reason: reason === "" ? before.reason : reason,
      };
    }
    if (committed !== undefined) this.#counts = { ...before, committed: before.committed + committed.messages };
    if (failed !== undefined) this.#failure = failed;
    this.#heard += 1;
    this.#changed();
  }
}

/** Starts a sink that ends with this process. */
export async function startSink(options: SinkOptions): Promise<Sink> {
  return new Sink(await built(), options);
}

/** What `Sink.java` reads. */
function settingsOf({
  pipeline,
  maxPoll = 500,
  session = 15,
  dieAfter,
}: SinkOptions): Readonly<Record<string, unknown>> {
  const {
    topics,
    consumer_threads: threads = 1,
    codec,
    decorate_events: decorated,
    ...rest
  } = only(pipeline.input, "kafka").options;
  if (codec !== "plain")
    throw new Error(`codec ${JSON.stringify(codec)}: only "plain" is known here, where a message is one event`);
  if (decorated !== "basic" && decorated !== "extended") throw new Error("without decorate_events there are no ids");
  if (rest["enable_auto_commit"] !== false)
    throw new Error("enable_auto_commit: what is committed by a clock may not have been written");
  return {
    kafka: {
      ...consumerProperties(rest),
      "max.poll.records": String(maxPoll),
      "session.timeout.ms": String(session * 1_000),
    },
    topics,
    threads,
    filter: pipeline.filter,
    elasticsearch: only(pipeline.output, "elasticsearch").options,
    ...(dieAfter !== undefined && { dieAfter }),
  };
}

/** The input's options are those of Kafka's consumer with _ for the dots. */
function consumerProperties(options: Readonly<Record<string, Value>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name.replaceAll("_", "."), textOf(value)]));
}

function textOf(value: Value): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
