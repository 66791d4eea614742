// SPDX-License-Identifier: Apache-2.0
import type { HclDocument, HclExpression } from "../../../lint/index.ts";
import type { Path } from "../../../model/light.ts";
import { Unresolved } from "../../definition.ts";
import { evaluate, type Scope } from "./evaluate.ts";
import { instancesOf, type TerraformModule } from "./module.ts";
import { plain } from "./value.ts";

const accessType = "openstack_compute_flavor_access_v2";

/** A project that a flavor is given to, and where that is written. */
export interface Grant {
  /** Of the flavor's instance: `["small"]`, `[0]`, "" for the only one, `[*]` for all or one that is not known. */
  readonly index: string;
  readonly project: unknown;
  readonly document: HclDocument;
  readonly path: Path;
}

/** Who may use which flavor of the module. */
export interface Grants {
  /** By the label of the flavor's block. */
  readonly of: ReadonlyMap<string, readonly Grant[]>;
  /** A grant whose flavor only a run knows: it may be any. */
  readonly any?: Grant | undefined;
}

/** Reads the resources that grant flavors to projects. */
export function grantsOf(module: TerraformModule, flavorType: string): Grants {
  const of = new Map<string, Grant[]>();
  let any: Grant | undefined;
  for (const document of module.documents) {
    for (const block of document.body.blocks) {
      const [type, label = ""] = block.labels;
      if (block.type !== "resource" || type !== accessType) continue;
      const path = ["resource", accessType, label];
      for (const { scope } of instancesOf(block, path, module.scope(document))) {
        const attribute = (name: string): HclExpression | undefined =>
          block.body.attributes.findLast(({ key }) => key === name)?.value;
        const tenant = attribute("tenant_id");
        const flavor = attribute("flavor_id");
        const at = [...path, "tenant_id"];
        const project = tenant ? plain(evaluate(tenant, at, scope)) : new Unresolved("tenant_id");
        const [to, index] = (flavor && addressOf(flavor, scope, flavorType)) ?? [];
        const grant: Grant = { index: index ?? "[*]", project, document, path: at };
        if (to === undefined) any ??= grant;
        else {
          const known = of.get(to);
          if (known) known.push(grant);
          else of.set(to, [grant]);
        }
      }
    }
  }
  return { of, any };
}

/** `TYPE.label.id`, `TYPE.label["key"].flavor_id` → label and index; undefined for anything else. */
function addressOf(
  expression: HclExpression,
  scope: Scope,
  flavorType: string,
): readonly [label: string, index: string] | undefined {
  const [only] = expression.kind === "template" && expression.parts.length === 1 ? expression.parts : [expression];
  if (only === undefined || typeof only === "string" || only.kind !== "traversal" || only.root !== flavorType)
    return undefined;
  const [label, index] = only.steps;
  if (typeof label !== "string" || only.steps.length < 2) return undefined;
  if (only.steps.length === 2) return [label, ""];
  const key = typeof index === "object" ? plain(evaluate(index, [], scope)) : index;
  return typeof key === "string" || typeof key === "number" ? [label, `[${JSON.stringify(key)}]`] : [label, "[*]"];
}
