// SPDX-License-Identifier: Apache-2.0
import type {
  PolicyConfigSchema,
  ReportViolation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { type FlavorLintOptions, rules } from "../lib/flavors/index.ts";
import { accessType, flavorType, lintResources, remedied, type ResourceFinding } from "./resources.ts";

/** Rules by what they are about: a policy each, so that each can be switched off. */
const groups = [
  ["flavor-fields", /^FL1/, "Fields of a flavor as Nova takes them."],
  ["flavor-names", /^FL2/, "The name promises no more than the flavor has."],
  ["flavor-extra-specs", /^FL3/, "Extra specs that Nova knows, with values that it takes."],
  ["flavor-topology", /^FL4[0-2]/, "CPU pinning, NUMA and page sizes that a server can boot with."],
  ["flavor-placement", /^FL43/, "Resources and traits that Placement understands."],
  ["flavor-quotas", /^FL5/, "Throttles that libvirt takes and that do something."],
  ["flavor-house-rules", /^FL(?:6|9)/, "What the house decided: aggregates, throttles, caps."],
] as const;

/** Rules that need to see the other flavors of the stack, or who may use one. */
const ofTheStack = new Set([...rules.filter(({ scope }) => scope === "catalogue").map(({ id }) => id), "FL111"]);

const schema: PolicyConfigSchema = {
  properties: {
    profiles: {
      type: "array",
      items: { type: "string" },
      description: "scs-0100, scs-0103, wikimedia, event, nova@<release>",
    },
    target: { type: "string", description: "Nova's release that the flavors are for, 2025.1" },
    off: { type: "array", items: { type: "string" }, description: "Ids of rules that do not count, FL303" },
  },
};

interface Config {
  readonly profiles?: readonly string[];
  readonly target?: string;
  readonly off?: readonly string[];
  readonly least?: "warning" | "info";
}

/**
 * The flavor linter as Pulumi policies: a mandatory one for each group of rules, which errors violate; advisory ones for
 * warnings; one that does the safe fixes before anything is checked. A value that only the update knows is not checked.
 */
export function flavorPolicies(options: FlavorLintOptions = {}): (ResourceValidationPolicy | StackValidationPolicy)[] {
  return [
    remedies(options),
    ...groups.map(([name, ids, description]) => group(name, ids, description, options)),
    advice(options),
    catalogue("flavor-catalogue", "mandatory", "Flavors of a stack that contradict each other.", options),
    catalogue("flavor-catalogue-advice", "advisory", "Flavors of a stack that are odd beside each other.", options),
  ];
}

function group(name: string, ids: RegExp, description: string, options: FlavorLintOptions): ResourceValidationPolicy {
  return {
    name,
    description,
    enforcementLevel: "mandatory",
    configSchema: schema,
    async validateResource(args, report) {
      if (args.type !== flavorType) return;
      const findings = await lintResources([args], laidOver(options, args.getConfig<Config>()));
      say(
        findings.filter(({ code, severity }) => severity === "error" && ids.test(code) && !ofTheStack.has(code)),
        report,
      );
    },
  };
}

function advice(options: FlavorLintOptions): ResourceValidationPolicy {
  const least: PolicyConfigSchema["properties"][string] = {
    type: "string",
    enum: ["warning", "info"],
    default: "warning",
    description: "Least severity that is said",
  };
  return {
    name: "flavor-advice",
    description: "What Nova takes and that is not what it looks like.",
    enforcementLevel: "advisory",
    configSchema: { properties: { ...schema.properties, least } },
    async validateResource(args, report) {
      if (args.type !== flavorType) return;
      const config = args.getConfig<Config>();
      const findings = await lintResources([args], laidOver(options, config));
      const said = new Set(config.least === "info" ? ["warning", "info"] : ["warning"]);
      say(
        findings.filter(({ code, severity }) => said.has(severity) && !ofTheStack.has(code)),
        report,
      );
    },
  };
}

function remedies(options: FlavorLintOptions): ResourceValidationPolicy {
  return {
    name: "flavor-remedies",
    description: "Safe fixes: what is written in another way than it is read.",
    enforcementLevel: "remediate",
    configSchema: schema,
    async remediateResource(args) {
      return args.type === flavorType ? remedied(args, laidOver(options, args.getConfig<Config>())) : undefined;
    },
  };
}

function catalogue(
  name: string,
  enforcementLevel: "mandatory" | "advisory",
  description: string,
  options: FlavorLintOptions,
): StackValidationPolicy {
  return {
    name,
    description,
    enforcementLevel,
    configSchema: schema,
    async validateStack(args, report) {
      const resources = args.resources.filter(({ type }) => type === flavorType || type === accessType);
      const findings = await lintResources(resources, laidOver(options, args.getConfig<Config>()));
      const severity = enforcementLevel === "mandatory" ? "error" : "warning";
      say(
        findings.filter((finding) => ofTheStack.has(finding.code) && finding.severity === severity),
        report,
      );
    },
  };
}

function laidOver(options: FlavorLintOptions, { profiles, target, off }: Config): FlavorLintOptions {
  return {
    ...options,
    ...(profiles === undefined ? {} : { profiles }),
    ...(target === undefined ? {} : { target }),
    severities: { ...options.severities, ...Object.fromEntries((off ?? []).map((id) => [id, "off" as const])) },
  };
}

function say(findings: readonly ResourceFinding[], report: ReportViolation): void {
  for (const { code, field, message, seen, allowed, hint, urn } of findings) {
    const place = field === undefined || field === "" ? "" : ` ${field}:`;
    const value = seen === undefined ? "" : ` (${seen}${allowed === undefined ? "" : `; allowed: ${allowed}`})`;
    report(`${code}${place} ${message}${value}${hint === undefined ? "" : `. ${hint}`}`, urn);
  }
}
