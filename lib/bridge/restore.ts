// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import type { Leaf, OutputTokens } from "./output-tokens.ts";
import { groupOf, type Rendered } from "./render.ts";

/**
 * Inputs of the resource of one object: its manifest with each Output back in its own leaf, so that a preview shows all the rest and a
 * secret hides nothing but itself. In a Secret every value is secret; elsewhere a secret Output fails the registration.
 */
export function resourceInputs({ construct, manifest }: Rendered, tokens: OutputTokens | undefined): pulumi.Inputs {
  const secrets = isSecretObject(manifest);
  const restore = (value: unknown, leaf: Leaf, hide: boolean): unknown => {
    if (typeof value === "string") {
      const restored = tokens?.restore(value, leaf) ?? value;
      return hide ? pulumi.secret(restored) : restored;
    }
    if (Array.isArray(value)) return value.map((item) => restore(item, leaf, hide));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, restore(item, leaf, hide)]));
  };
  return Object.fromEntries(
    Object.entries(manifest).map(([key, value]) => {
      const hide = secrets && (key === "data" || key === "stringData");
      return [
        key,
        restore(value, hide ? (output) => output : (output) => open(output, construct.node.path, key), hide),
      ];
    }),
  );
}

export function isSecretObject({ apiVersion, kind }: Rendered["manifest"]): boolean {
  return kind === "Secret" && groupOf(apiVersion) === "";
}

// Whether an Output is secret is known only when it resolves, so the answer is part of the value.
function open(output: pulumi.Output<unknown>, path: string, key: string): pulumi.Output<unknown> {
  return pulumi.output(
    pulumi.isSecret(output).then((secret) => {
      if (secret)
        throw new pulumi.RunError(
          `BV618 [${path}] ${key} holds a secret: put it into a Secret and refer to that, or all of ${key} is hidden`,
        );
      return output;
    }),
  );
}
