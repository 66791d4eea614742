// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { built } from "./engine.ts";

/** A call of the REST API. */
export interface Asked {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
}

/** The API that a request is of, such as `es/ilm.put_lifecycle`, or why the published API does not have it. */
export type Judgement =
  | { readonly api: string; readonly refused?: never }
  | { readonly refused: string; readonly api?: never };

/**
 * What Elastic's typed client of the version says, whose types are generated from the published specification: `java/client/Judge.java`. It
 * knows paths, methods, parameters and bodies; it leaves open, as the specification does, what settings and types of fields there are.
 */
export async function judge(requests: readonly Asked[]): Promise<Judgement[]> {
  const place = await built();
  const classes = [join(place, "classes"), join(place, "jars/*")].join(":");
  const words = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", classes, "bivouac.lab.client.Judge"];
  const java = spawn(join(place, "jdk/bin/java"), words, { stdio: ["pipe", "pipe", "pipe"] });
  const ended = new Promise<number | null>((done, fail) => java.once("error", fail).once("close", done));
  java.stdin.end(requests.map((each) => `${JSON.stringify(each)}\n`).join(""));
  const [answers, errors, code] = await Promise.all([text(java.stdout), text(java.stderr), ended]);
  if (code !== 0) throw new Error(`the judge ended with exit code ${code}: ${errors}`);
  const judgements = answers.split("\n").filter((line) => line !== "");
  if (judgements.length !== requests.length)
    throw new Error(`${judgements.length} answers to ${requests.length} requests`);
  return judgements.map((line) => JSON.parse(line) as Judgement);
}
