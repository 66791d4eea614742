// SPDX-License-Identifier: Apache-2.0
import * as pulumi from "@pulumi/pulumi";
import { dataSources } from "./data-sources.ts";

export interface MockedResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Reference of the explicit provider, `urn::id`; empty for the default one. */
  readonly provider: string;
}

export interface Recorder {
  readonly resources: readonly MockedResource[];
  readonly calls: readonly { readonly token: string; readonly inputs: Readonly<Record<string, unknown>> }[];
  /** Inputs of the one resource of that type and name. */
  readonly inputs: (type: string, name: string) => Readonly<Record<string, unknown>>;
}

export interface MockOptions {
  /** Leave ids unknown, as a preview does. @default false */
  readonly preview?: boolean | undefined;
  /** Outputs that the cloud computes, over the inputs. */
  readonly compute?:
    | ((type: string, name: string, inputs: Record<string, unknown>) => Record<string, unknown> | undefined)
    | undefined;
}

/**
 * Makes the Pulumi SDK of this process register with a recorder. State of the SDK is global: one call a test file, and every assertion after
 * the `urn` of each resource has resolved.
 */
export function recordResources(options: MockOptions = {}): Recorder {
  const resources: MockedResource[] = [];
  const calls: { token: string; inputs: Record<string, unknown> }[] = [];
  void pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, provider }) => {
        resources.push({ type, name, inputs, provider: provider ?? "" });
        return {
          id: options.preview ? undefined : `${name}-id`,
          state: { ...inputs, ...options.compute?.(type, name, inputs) },
        };
      },
      call: ({ token, inputs }) => {
        calls.push({ token, inputs });
        return dataSources[token]?.(inputs) ?? inputs;
      },
    },
    "bivouac",
    "test",
    options.preview ?? false,
  );
  const inputs = (type: string, name: string): Readonly<Record<string, unknown>> => {
    const found = resources.filter((each) => each.type === type && each.name === name);
    if (found.length === 1 && found[0]) return found[0].inputs;
    throw new Error(
      `${found.length} resources are ${type} ${name}; there are ${resources.map((each) => `${each.type} ${each.name}`).join(", ")}`,
    );
  };
  return { resources, calls, inputs };
}

/** The value of an Output, undefined when it is not known. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T | undefined> {
  return (output as unknown as { promise: () => Promise<T | undefined> }).promise();
}
