// SPDX-License-Identifier: Apache-2.0
import { type FlavorDefinition, type FlavorLintOptions, lintFlavors, readFlavorText } from "../lib/flavors/index.ts";
import { applyEdits, type LintFinding } from "../lib/lint/index.ts";
import { plainValues, withSecrets } from "./values.ts";

export const flavorType = "openstack:compute/flavor:Flavor";
export const accessType = "openstack:compute/flavorAccess:FlavorAccess";

/** A resource as policies get it: of its properties any may be unknown, and then throws when it is read. */
export interface PolicyResource {
  readonly type: string;
  readonly urn: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly propertyDependencies?: Readonly<Record<string, readonly { readonly urn: string }[]>> | undefined;
}

/** Findings with the resource that each is about. */
export interface ResourceFinding extends LintFinding {
  readonly urn: string;
}

/**
 * Where the secrets of a resource are, by URN. The SDK opens secrets before it validates, and only shows them as such to
 * remediations, which come first.
 */
const secretPlaces = new Map<string, ReadonlySet<string>>();

/**
 * Lints the flavors among resources as one catalogue. Unknown values and secrets are not looked at; as long as nobody has said
 * which values are secret, findings show none.
 */
export async function lintResources(
  resources: readonly PolicyResource[],
  options: FlavorLintOptions,
): Promise<readonly ResourceFinding[]> {
  const flavors = resources.filter(({ type }) => type === flavorType);
  const others = resources.filter(({ type }) => type === accessType);
  const listed = [...flavors, ...others].map((each) => ({ ...each, props: plainOf(each).value }));
  const { definitions } = await definitionsOf(listed);
  return lintFlavors(definitions, options).map((finding) => {
    // Two flavors may have one name: the place in the document says whose finding it is.
    const urn = flavors[Number(finding.path?.split(".", 3)[2])]?.urn ?? "";
    return secretPlaces.has(urn) ? { ...finding, urn } : { ...finding, urn, seen: undefined };
  });
}

/** The properties after all safe fixes; undefined when there is nothing to fix. */
export async function remedied(
  resource: PolicyResource,
  options: FlavorLintOptions,
): Promise<Record<string, unknown> | undefined> {
  const { value, secrets, places } = plainValues(resource.props);
  secretPlaces.set(resource.urn, places);
  const { text, definitions } = await definitionsOf([{ ...resource, props: value }]);
  const edits = lintFlavors(definitions, options).flatMap(({ fix }) => (fix?.safe ? fix.edits : []));
  const { text: fixed } = await applyEdits(text, "json", edits);
  if (fixed === text) return undefined;
  const { deployment } = JSON.parse(fixed) as Deployment;
  const inputs = withSecrets(deployment.resources[0]?.inputs, secrets) as Record<string, unknown>;
  secretPlaces.set(resource.urn, plainValues(inputs).places);
  return inputs;
}

/** What the reader of Pulumi's state understands. */
interface Deployment {
  readonly deployment: { readonly resources: readonly { readonly inputs: unknown }[] };
}

function plainOf({ urn, props }: PolicyResource): ReturnType<typeof plainValues> {
  return plainValues(props, secretPlaces.get(urn));
}

async function definitionsOf(
  resources: readonly (Omit<PolicyResource, "props"> & { readonly props: unknown })[],
): Promise<{ readonly text: string; readonly definitions: readonly FlavorDefinition[] }> {
  const listed = resources.map(({ type, urn, props, propertyDependencies }) => ({
    type,
    urn,
    inputs: props,
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies ?? {}).map(([key, on]) => [key, on.map((each) => each.urn)]),
    ),
  }));
  const text = JSON.stringify({ deployment: { resources: listed } } satisfies Deployment);
  const { definitions } = await readFlavorText(text, "<stack>", { format: "pulumi" });
  return { text, definitions };
}
