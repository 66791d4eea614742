// SPDX-License-Identifier: Apache-2.0
import type { Path, SourceDocument } from "../../model/light.ts";
import { type FlavorDefinition, Unresolved, type Written } from "../definition.ts";
import { Collector, type Vocabulary } from "./collect.ts";
import { resolvePulumi } from "./pulumi-values.ts";
import { isRecord, type Reading } from "./reading.ts";

type Data = Readonly<Record<string, unknown>>;

const flavorType = "openstack:compute/flavor:Flavor";
const accessType = "openstack:compute/flavorAccess:FlavorAccess";

const words: Vocabulary = {
  format: "pulumi",
  fields: {
    name: "name",
    flavorId: "id",
    vcpus: "vcpus",
    ram: "ram",
    disk: "disk",
    ephemeral: "ephemeral",
    swap: "swap",
    rxTxFactor: "rxtx_factor",
    isPublic: "is_public",
    description: "description",
    access: "access",
    external: "existing",
  },
  ignored: ["region", "id", "extraSpecs", "__defaults"],
  specs: "extraSpecs",
  blankIsAbsent: true,
};

/** A resource as the program asks for it. */
interface Resource {
  readonly urn: string;
  readonly state: Data;
  readonly path: Path;
  /** What the program gave; for one that is only looked up, what the cloud said. */
  readonly inputs: Data;
  readonly inputsPath: Path;
}

/** Pulumi's state (`stack export`, a file of the state folder) or `preview --json`: flavors as the program asks for them. */
export function readPulumi(document: SourceDocument): Reading {
  const collector = new Collector(document, words);
  const flavors: Resource[] = [];
  const accesses: Resource[] = [];
  const seen = new Set<string>();
  for (const [state, path] of statesOf(document.value)) {
    const { type, urn } = state;
    if ((type !== flavorType && type !== accessType) || state["delete"] === true) continue;
    // A replacement is told in several steps of one resource.
    if (typeof urn !== "string" || seen.has(urn)) continue;
    seen.add(urn);
    const kind = state["external"] === true ? "outputs" : "inputs";
    const inputs = isRecord(state[kind]) ? state[kind] : {};
    (type === flavorType ? flavors : accesses).push({ urn, state, path, inputs, inputsPath: [...path, kind] });
  }
  const grants = grantsOf(accesses);
  for (const flavor of flavors) collector.add(draftOf(flavor, grants));
  // Without a name, the URN's last part says which: the name in the program.
  const definitions = collector.definitions.map((definition, index): FlavorDefinition => {
    const name = definition.fields.get("name")?.value;
    const urn = flavors[index]?.urn;
    return typeof name === "string" || urn === undefined
      ? definition
      : { ...definition, subject: urn.slice(urn.lastIndexOf("::") + 2) };
  });
  return { definitions, findings: collector.findings };
}

/** States of resources: of the deployment, of the checkpoint, or as the steps of a preview would leave them. */
function* statesOf(value: unknown): Iterable<readonly [Data, Path]> {
  if (!isRecord(value)) return;
  const { deployment, checkpoint, steps } = value;
  const latest = isRecord(checkpoint) ? checkpoint["latest"] : undefined;
  if (isRecord(deployment)) yield* listed(deployment["resources"], ["deployment", "resources"]);
  if (isRecord(latest)) yield* listed(latest["resources"], ["checkpoint", "latest", "resources"]);
  for (const [step, path] of listed(steps, ["steps"]))
    if (isRecord(step["newState"])) yield [step["newState"], [...path, "newState"]];
}

function* listed(list: unknown, path: Path): Iterable<readonly [Data, Path]> {
  for (const [index, each] of (Array.isArray(list) ? (list as unknown[]) : []).entries())
    if (isRecord(each)) yield [each, [...path, index]];
}

interface Grants {
  /** The flavor's URN or id → projects. */
  readonly of: ReadonlyMap<string, readonly unknown[]>;
  /** A grant whose flavor is not known: the program's name of it. */
  readonly any?: string | undefined;
}

function grantsOf(accesses: readonly Resource[]): Grants {
  const of = new Map<string, unknown[]>();
  let any: string | undefined;
  for (const { urn, state, inputs } of accesses) {
    const dependencies = isRecord(state["propertyDependencies"])
      ? state["propertyDependencies"]["flavorId"]
      : undefined;
    const id = resolvePulumi(inputs["flavorId"]);
    const targets = [...(Array.isArray(dependencies) ? dependencies : []), id].filter((to) => typeof to === "string");
    if (targets.length === 0) any ??= `${urn.slice(urn.lastIndexOf("::") + 2)}.flavorId`;
    for (const to of new Set(targets)) {
      const projects = of.get(to) ?? [];
      projects.push(resolvePulumi(inputs["tenantId"]));
      of.set(to, projects);
    }
  }
  return { of, any };
}

function draftOf(flavor: Resource, grants: Grants): Parameters<Collector["add"]>[0] {
  const { state, path, inputs, inputsPath } = flavor;
  const defaults = new Set<unknown>(Array.isArray(inputs["__defaults"]) ? inputs["__defaults"] : []);
  const values = new Map<string, Written>();
  for (const [key, value] of Object.entries(inputs))
    // The provider's default of a factor is nobody's wish.
    if (key !== "rxTxFactor" || !(defaults.has(key) || (state["external"] === true && value === 1)))
      values.set(key, { value: resolvePulumi(value), path: [...inputsPath, key] });
  if (state["external"] === true) values.set("external", { value: true, path: [...path, "external"] });
  const access = accessOf(flavor, grants);
  if (access) values.set("access", access);
  const at = [...inputsPath, "extraSpecs"];
  const specs = resolvePulumi(inputs["extraSpecs"]);
  return {
    path: inputsPath,
    values,
    specs:
      isRecord(specs) && !(specs instanceof Unresolved)
        ? Object.entries(specs).map(([key, value]) => ({ key, value: resolvePulumi(value), path: [...at, key] }))
        : [],
    specsPath: at,
    ...(specs instanceof Unresolved ? { openSpecs: { value: specs, path: at } } : {}),
  };
}

function accessOf({ urn, state, path, inputs }: Resource, { of, any }: Grants): Written | undefined {
  const found = [urn, state["id"], resolvePulumi(inputs["flavorId"])].flatMap((key) =>
    typeof key === "string" ? [of.get(key)] : [],
  );
  const projects = found.find((each) => each !== undefined);
  if (projects) return { value: projects, path };
  return any !== undefined && inputs["isPublic"] !== true ? { value: new Unresolved(any), path } : undefined;
}
