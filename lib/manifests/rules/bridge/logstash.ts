// SPDX-License-Identifier: Apache-2.0
import { parse } from "yaml";
import type { Path } from "../../../model/light.ts";
import { at, type Fields, fieldsAt, isFields, listAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ManifestSet } from "../../settings.ts";
import { logstashKind } from "../elasticsearch/kinds.ts";
import { flatSettings } from "../elasticsearch/flat-settings.ts";
import { type Pipeline, type PipelinePlugin, type PipelineValue, readPipeline } from "./pipeline.ts";

export { logstashKind };

/** One pipeline of a Logstash. */
export interface LogstashPipeline extends Pipeline {
  readonly id: string;
  /** `config.string`. */
  readonly text: string;
  /** Its settings over those of the whole Logstash. */
  readonly settings: ReadonlyMap<string, unknown>;
  /** Way to its text in the Logstash, or to the reference to the Secret that holds it. */
  readonly path: Path;
}

const read = new WeakMap<ManifestSet, Map<Manifest, readonly LogstashPipeline[]>>();

/** Pipelines whose text stands in the object, or in a Secret that is known. Those in files are not known here. */
export function pipelinesOf(logstash: Manifest, set: ManifestSet): readonly LogstashPipeline[] {
  const known = read.get(set) ?? new Map<Manifest, readonly LogstashPipeline[]>();
  read.set(set, known);
  const found = known.get(logstash) ?? written(logstash, set);
  known.set(logstash, found);
  return found;
}

function written(logstash: Manifest, set: ManifestSet): LogstashPipeline[] {
  const whole = flatSettings(at(logstash.value, "spec", "config"));
  const entries = [
    ...listAt(logstash.value, "spec", "pipelines").map(
      (each, index) => [each, ["spec", "pipelines", index, "config.string"]] as const,
    ),
    ...referred(logstash, set).map((each) => [each, ["spec", "pipelinesRef"]] as const),
  ];
  return entries.flatMap(([each, path]) => {
    const own = flatSettings(each);
    const text = own.get("config.string");
    const id = own.get("pipeline.id");
    if (typeof text !== "string") return [];
    return [
      {
        ...readPipeline(text),
        id: typeof id === "string" ? id : "main",
        text,
        settings: new Map([...whole, ...[...own].filter(([, value]) => value !== undefined && value !== null)]),
        path,
      },
    ];
  });
}

function referred({ value, namespace }: Manifest, set: ManifestSet): readonly unknown[] {
  const name = textAt(value, "spec", "pipelinesRef", "secretName");
  const secret = name === undefined ? undefined : findSecret(set, namespace, name);
  const text = secret && secretText(secret, "pipelines.yml");
  const found = text === undefined ? undefined : readYaml(text);
  return Array.isArray(found) ? found : [];
}

export function findSecret(set: ManifestSet, namespace: string, name: string): Manifest | undefined {
  return set.of("", "Secret").find((each) => each.name === name && each.namespace === namespace);
}

/** A key of a Secret, from `stringData` or `data`. */
export function secretText({ value }: Manifest, key: string): string | undefined {
  const plain = textAt(value, "stringData", key);
  if (plain !== undefined) return plain;
  const encoded = textAt(value, "data", key);
  return encoded === undefined ? undefined : Buffer.from(encoded, "base64").toString("utf8");
}

/** Undefined for what is no YAML. */
export function readYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: "silent" }) as unknown;
  } catch {
    return undefined;
  }
}

export function pluginsOf(pipeline: Pipeline, section: PipelinePlugin["section"], name: string): PipelinePlugin[] {
  return pipeline.plugins.filter((each) => each.section === section && each.name === name);
}

/** The option; of one that stands twice the last counts. */
export function option({ options }: PipelinePlugin, name: string): PipelineValue | undefined {
  return options.findLast(([key]) => key === name)?.[1];
}

/** An option that is one string, word or number. */
export function optionText(plugin: PipelinePlugin, name: string): string | undefined {
  const value = option(plugin, name);
  return value?.kind === "string" || value?.kind === "word" ? value.text : undefined;
}

/** An option that is a list of texts, or one. */
export function optionTexts(plugin: PipelinePlugin, name: string): readonly string[] {
  const value = option(plugin, name);
  return value === undefined ? [] : textsIn(value);
}

/** Every string below a value, keys of hashes left out. */
export function textsIn(value: PipelineValue): readonly string[] {
  if (value.kind === "list") return value.items.flatMap(textsIn);
  if (value.kind === "hash") return value.entries.flatMap(([, each]) => textsIn(each));
  if (value.kind === "plugin") return value.plugin.options.flatMap(([, each]) => textsIn(each));
  return [value.text];
}

/** The template's container of Logstash itself; empty when the template says nothing of it. */
export function logstashContainer({ value }: Manifest): Fields {
  const containers = listAt(value, "spec", "podTemplate", "spec", "containers");
  return containers.filter(isFields).find((each) => each["name"] === "logstash") ?? {};
}

export function podSpec({ value }: Manifest): Fields {
  return fieldsAt(value, "spec", "podTemplate", "spec") ?? {};
}

/** How often it runs. */
export function countOf({ value }: Manifest): number {
  const count = at(value, "spec", "count");
  return typeof count === "number" && count >= 0 ? count : 0;
}

/** References to Elasticsearch by the name that pipelines use, as the operator writes it into variables: `ECK`. */
export function referencesByVariable({ value }: Manifest): ReadonlyMap<string, Fields> {
  return new Map(
    listAt(value, "spec", "elasticsearchRefs")
      .filter(isFields)
      .map((each) => [(textAt(each, "clusterName") ?? "").toUpperCase().replaceAll("-", "_"), each]),
  );
}

/** A size as Logstash writes one, in bytes: `512mb`, `1gb`, 1048576. */
export function bytesOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  const found = typeof value === "string" ? /^\s*(\d+(?:\.\d+)?)\s*([kmgtp]?)b?\s*$/i.exec(value) : null;
  if (found === null) return undefined;
  return Number(found[1]) * 1024 ** " kmgtp".indexOf((found[2] ?? "").toLowerCase() || " ");
}
