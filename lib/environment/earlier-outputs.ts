// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";

/**
 * Outputs that this very stack had before the present run, secrets in the clear; empty on the first run. It asks the
 * engine, so it works with every backend and needs no file.
 */
export async function earlierOutputs(): Promise<Readonly<Record<string, unknown>>> {
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  try {
    const answer = (await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name })) as {
      readonly outputs?: unknown;
    };
    return isRecord(answer.outputs) ? (unwrapped(answer.outputs) as Record<string, unknown>) : {};
  } catch (error) {
    // A new stack, or an engine without the function: at worst a token is made anew.
    void pulumi.log.debug(`no earlier outputs: ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}

const secretMark = "4dabf18193072939515e22adb298388d";

function unwrapped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrapped);
  if (!isRecord(value)) return value;
  return secretMark in value
    ? unwrapped(value["value"])
    : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, unwrapped(part)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
