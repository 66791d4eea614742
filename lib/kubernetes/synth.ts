// SPDX-License-Identifier: Apache-2.0
import { App, type ApiObject } from "cdk8s";
import type { IConstruct } from "constructs";
import { type Finding, hasErrors } from "../model/index.ts";
import { dataFindings } from "./data/checked.ts";
import { eventChart, type EventChartProps } from "./event-chart.ts";
import { orderedObjects } from "./order.ts";
import { teamChart, type TeamChartProps } from "./team-chart.ts";
import type { Json, Manifest } from "./objects/manifest.ts";
import { toYaml } from "./yaml.ts";

export interface Synthesis {
  /** In an order in which they can be applied. Not to be used when there are errors among the findings. */
  readonly objects: readonly Manifest[];
  readonly findings: readonly Finding[];
}

/** Thrown by `synthesize` when the constructs hold mistakes; carries all of them. */
export class SynthesisError extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(
      [
        "manifests cannot be written:",
        ...findings.map(({ code, path, message }) => `  ${code} [${path ?? ""}] ${message}`),
      ].join("\n"),
    );
    this.name = "SynthesisError";
    this.findings = findings;
  }
}

/** Everything below an App or Chart as plain objects, and all that is wrong with it. Never throws for what the constructs hold. */
export function renderManifests(scope: IConstruct): Synthesis {
  const findings = scope.node
    .findAll()
    .flatMap((construct) => construct.node.validate().map((message) => finding("BV601", construct, message)));
  const objects: Manifest[] = [];
  const owners = new Map<string, string>();
  for (const apiObject of ordered(scope, findings)) {
    const manifest = render(apiObject, findings);
    if (manifest === undefined) continue;
    const { namespace, name } = manifest.metadata;
    const identity = `${manifest.kind} ${namespace === undefined ? "" : `${namespace}/`}${name} (${apiObject.apiGroup})`;
    const other = owners.get(identity);
    if (other !== undefined)
      findings.push(
        finding("BV603", apiObject, `${identity} is already made by ${other}`, "Give one of them another name."),
      );
    owners.set(identity, apiObject.node.path);
    objects.push(manifest);
  }
  // Errors are among the faults of the constructs already.
  findings.push(...dataFindings(scope).filter(({ severity }) => severity !== "error"));
  return { objects, findings };
}

/**
 * Everything below an App or Chart as YAML documents: the same bytes for the same constructs.
 * @throws SynthesisError with all findings.
 */
export function synthesize(scope: IConstruct): string {
  const { objects, findings } = renderManifests(scope);
  if (hasErrors(findings)) throw new SynthesisError(findings);
  return manifestYaml(objects);
}

/** The objects of one team, from an App of its own. */
export function renderTeam(props: TeamChartProps): Synthesis {
  const { objects, findings } = renderManifests(teamChart(new App(), props));
  return { objects, findings: findings.map((each) => ({ ...each, team: props.team.id })) };
}

/** What the teams of an event share in each of its clusters, from an App of its own. */
export function renderEvent(props: EventChartProps): Synthesis {
  return renderManifests(eventChart(new App(), props));
}

/** One YAML text of several documents. */
export function manifestYaml(objects: readonly Manifest[]): string {
  return objects.map((object) => toYaml(object)).join("---\n");
}

function ordered(scope: IConstruct, findings: Finding[]): ApiObject[] {
  try {
    return orderedObjects(scope);
  } catch (error) {
    findings.push(finding("BV605", scope, (error as Error).message));
    return [];
  }
}

function render(apiObject: ApiObject, findings: Finding[]): Manifest | undefined {
  try {
    const manifest = apiObject.toJson() as Manifest;
    const places = deployedValues(manifest, "");
    for (const place of places) findings.push(unknownValue(apiObject, place));
    return places.length === 0 ? manifest : undefined;
  } catch (error) {
    const message = (error as Error).message;
    findings.push(
      /OutputImpl|\[Output<T>\]/.test(message) ? unknownValue(apiObject, "") : finding("BV605", apiObject, message),
    );
    return undefined;
  }
}

function unknownValue(apiObject: ApiObject, place: string): Finding {
  const message = `${apiObject.kind} ${apiObject.name}${place && `, ${place},`} holds a value that is known only after deployment`;
  return finding(
    "BV602",
    apiObject,
    message,
    "Write the value itself, read it from a Secret or ConfigMap, or deploy the chart with `bivouac up`.",
  );
}

// The placeholder of bivouac/bridge, and the sentence that an Output turns into inside a template string.
const deployed = /\ue0b1pulumi:|Calling \[(toString|toJSON)\] on an \[Output<T>\]/;

function deployedValues(value: Json, place: string): string[] {
  if (typeof value === "string") return deployed.test(value) ? [place] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, Json]) => {
    const inner = place === "" ? key : `${place}.${key}`;
    return [...(deployed.test(key) ? [place] : []), ...deployedValues(item, inner)];
  });
}

function finding(code: string, construct: IConstruct, message: string, hint?: string): Finding {
  return { code, severity: "error", message, path: construct.node.path, ...(hint === undefined ? {} : { hint }) };
}
