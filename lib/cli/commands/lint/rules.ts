// SPDX-License-Identifier: Apache-2.0
import { rules as flavorRules } from "../../../flavors/index.ts";
import { rules as manifestRules } from "../../../manifests/index.ts";
import type { Context } from "../../context.ts";
import type { Outcome } from "../../exit.ts";
import { ruleJson, type ScopedRule } from "../../lint/rule-json.ts";
import { table } from "../../report/table.ts";
import { count } from "../../report/text.ts";

const rules: readonly ScopedRule[] = [...flavorRules, ...manifestRules];

export function run(context: Context): Promise<Outcome> {
  const { colors } = context;
  const paint = { error: colors.red, warning: colors.yellow, info: colors.cyan };
  const rows = rules.map(({ id, name, severity, fix, profiles, scope }) => [
    id,
    paint[severity](severity),
    name,
    fix ?? "",
    [...(profiles ?? []), ...(scope === "live" ? ["--live"] : scope === "usage" ? ["lint <event>"] : [])].join(", "),
  ]);
  const columns = ["", "severity", "name", "fix", "only with"].map((title) => ({ title }));
  for (const line of table(columns, rows)) context.print(line);
  context.print(`${count(rules.length, "rule")}; more of one: ${context.self} lint explain ${rules[0]?.id ?? "FL001"}`);
  return Promise.resolve({
    code: 0,
    json: { rules: rules.map(ruleJson) },
  });
}
