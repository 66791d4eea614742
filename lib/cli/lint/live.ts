// SPDX-License-Identifier: Apache-2.0
import type { CloudFacts, FlavorDefinition, Release } from "../../flavors/index.ts";
import type { Context } from "../context.ts";
import { CliError } from "../exit.ts";

export interface CloudQuestions {
  /** Nova's release, when the cloud does not say its own. */
  readonly target?: Release | undefined;
  /** Read the images too. */
  readonly images?: boolean | undefined;
}

/**
 * What a cloud says of flavors and of what they need, by reads alone.
 * @throws CliError 2 when clouds.yaml has no such cloud; what the client throws when it cannot be asked (exit 3 or 4)
 */
export async function factsOf(
  cloud: string,
  definitions: readonly FlavorDefinition[],
  context: Context,
  questions: CloudQuestions = {},
): Promise<CloudFacts> {
  const { connect, LiveError, readFlavorFacts } = await import("../../live/index.ts");
  try {
    const client = await connect(cloud, { env: context.io.env, cwd: context.io.cwd });
    try {
      return await readFlavorFacts(client, definitions, questions);
    } finally {
      client.close();
    }
  } catch (error) {
    if (!(error instanceof LiveError) || error.fault !== "config") throw error;
    const { hint, allowed } = error.details;
    throw new CliError(2, error.message, {
      help: [...(allowed === undefined ? [] : [`allowed: ${allowed}`]), ...(hint === undefined ? [] : [hint])],
    });
  }
}
