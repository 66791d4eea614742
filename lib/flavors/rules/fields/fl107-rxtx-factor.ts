// SPDX-License-Identifier: Apache-2.0
import { type FlavorFormat, Unresolved } from "../../definition.ts";
import type { FlavorRule } from "../../rule.ts";

/** SQL_SP_FLOAT_MAX of nova/db/constants.py. */
const largest = 3.40282e38;

/** Answers and states always have the field; nobody wrote it there. */
const always: ReadonlySet<FlavorFormat> = new Set(["nova", "openstack-cli", "terraform-json", "pulumi"]);

export const rxtxFactor: FlavorRule = {
  id: "FL107",
  name: "rxtx-factor",
  scope: "flavor",
  severity: "warning",
  what: "rxtx_factor is not set; if it is, it is a number above 0.",
  why: "No network driver of today reads it, and Nova refuses it from microversion 2.102 on. What it should do, quota:vif_* does.",
  sources: ["nova/api/openstack/compute/schemas/flavors.py (create_v2102)", "nova/db/constants.py"],
  fix: "safe",
  *check(flavor) {
    const value = flavor.field("rxtx_factor");
    if (value === undefined || value === null || value instanceof Unresolved) return;
    const at = flavor.at("rxtx_factor");
    const number = numberOf(value);
    const seen = typeof value === "string" ? value : JSON.stringify(value);
    if (number === undefined || number <= 0 || number > largest) {
      yield {
        message: "rxtx_factor is not a number above 0: Nova refuses the flavor",
        at,
        severity: "error",
        seen,
        allowed: "above 0, 1 is the default",
      };
    } else if (number !== 1) {
      yield {
        message: "rxtx_factor has no effect today and is refused from microversion 2.102 on",
        at,
        seen,
        hint: "remove it; to limit the network use quota:vif_outbound_average and quota:vif_inbound_average",
      };
    } else if (!always.has(flavor.definition.source.format)) {
      yield {
        message: "rxtx_factor is refused from microversion 2.102 on, and 1 is its default",
        at,
        seen,
        fix: { title: "remove rxtx_factor", safe: true, edits: [{ op: "remove", path: at.path }] },
      };
    }
  },
  failing: [
    { title: "twice the network, somebody hopes", flavors: [{ rxtxFactor: 2 }] },
    { title: "the default, written out", flavors: [{ rxtxFactor: "1.0" }] },
    { title: "zero is refused", flavors: [{ rxtxFactor: 0 }] },
  ],
  passing: [
    { title: "not set", flavors: [{}] },
    { title: "Nova's answers always have it", flavors: [{ rxtxFactor: 1 }], options: { format: "nova" } },
  ],
};

function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.length > 64) return undefined;
  return /^[0-9]+(?:\.[0-9]+)?$/.test(value) ? Number(value) : undefined;
}
