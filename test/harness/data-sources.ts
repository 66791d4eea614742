// SPDX-License-Identifier: Apache-2.0

/** Answers a data source; what it throws becomes the engine's error. */
export type Invoke = (args: Record<string, unknown>) => Record<string, unknown>;

const byName =
  (kind: string): Invoke =>
  (args) => ({ ...args, id: `${kind}-${String(args["name"])}` });

/** The OpenStack data sources that programs look things up with: each thing exists, with its kind and name for an id. */
export const dataSources: Readonly<Record<string, Invoke>> = {
  "openstack:compute/getFlavor:getFlavor": byName("flavor"),
  "openstack:images/getImage:getImage": byName("image"),
  "openstack:networking/getNetwork:getNetwork": byName("network"),
  "openstack:identity/getRole:getRole": byName("role"),
  "openstack:identity/getProject:getProject": byName("project"),
};

/** Outputs of other stacks, as the engine's own data source gives them. */
export function stackOutputs(stacks: Readonly<Record<string, Record<string, unknown>>>): Invoke {
  return (args) => {
    const name = String(args["name"]);
    const outputs = stacks[name];
    if (outputs === undefined) throw new Error(`unknown stack "${name}"`);
    return { name, outputs, secretOutputNames: [] };
  };
}
