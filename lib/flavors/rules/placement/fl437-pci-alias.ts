// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import { pythonInt, pythonStrip } from "../../specs/values.ts";
import type { FlavorRule } from "../../rule.ts";

const key = "pci_passthrough:alias";

export const pciAlias: FlavorRule = {
  id: "FL437",
  name: "pci-alias",
  scope: "flavor",
  severity: "error",
  what: "pci_passthrough:alias is a list of name:count with every name once, no empty item and counts above 0.",
  why: "The validator takes more than the parser: gpu:1,,nic:1 passes the API for flavors and then breaks every boot with an internal error.",
  sources: ["nova/pci/request.py, _translate_alias_to_requests", "nova/api/validation/extra_specs/pci_passthrough.py"],
  fix: "suggested",
  *check(flavor) {
    const value = flavor.spec(key);
    if (value === undefined) return;
    const at = flavor.atSpec(key);
    const problem = (message: string, seen: string, more: Partial<Problem> = {}): Problem => ({
      message,
      at,
      seen,
      allowed: "name:count, more of them after commas, such as gpu:2,nic:1",
      ...more,
    });
    const names = new Set<string>();
    let empty = false;
    let seen = 0;
    for (const item of value.split(",")) {
      const parts = item.split(":");
      const name = pythonStrip(parts[0] ?? "");
      const count = pythonInt(parts[1] ?? "");
      if (pythonStrip(item) === "") {
        if (empty) continue;
        empty = true;
        yield problem("an empty item in the list of aliases", value, emptied(value, flavor.specPath(key)));
      } else if (parts.length !== 2 || name === "") yield problem("an item that is no name:count", item);
      else if (count === undefined || count < 0) yield problem(`the count of alias ${name} is no number`, item);
      else if (count === 0)
        yield problem(`alias ${name} is asked for 0 times: no device is given`, item, { severity: "warning" });
      else if (names.has(name))
        yield problem(`alias ${name} is there twice: the counts are added`, value, { severity: "warning" });
      names.add(name);
      // A hostile value would make as many problems as it has commas.
      if (++seen > 100) return;
    }
  },
  failing: [
    { title: "an empty item", flavors: [{ extraSpecs: { [key]: "gpu:1,,nic:1" } }] },
    { title: "a comma inside the name", flavors: [{ extraSpecs: { [key]: "a,b:1" } }] },
    { title: "nothing asked for", flavors: [{ extraSpecs: { [key]: "gpu:0" } }] },
    { title: "the same alias twice", flavors: [{ extraSpecs: { [key]: "gpu:1,gpu:1" } }] },
  ],
  passing: [
    { title: "one alias", flavors: [{ extraSpecs: { [key]: "gpu:2" } }] },
    { title: "two aliases, with a blank", flavors: [{ extraSpecs: { [key]: "gpu:1, nic:2" } }] },
  ],
};

function emptied(value: string, path: readonly (string | number)[]): Partial<Problem> {
  const rest = value
    .split(",")
    .filter((item) => pythonStrip(item) !== "")
    .join(",");
  return {
    hint: `write ${rest === "" ? "a name and a count" : rest}`,
    ...(rest === ""
      ? {}
      : { fix: { title: `set to ${rest}`, safe: false, edits: [{ op: "set", path, value: rest }] } }),
  };
}
