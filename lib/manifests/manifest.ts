// SPDX-License-Identifier: Apache-2.0
import type { Path, Place } from "../model/light.ts";
import { type Fields, textAt, textsAt } from "./fields.ts";
import { podOf, type Pod } from "./pod.ts";

/** Where a manifest was read. */
export interface ManifestSource {
  readonly file: string;
  /** All of the file. */
  readonly text?: string | undefined;
  /** Offsets of the object's document in the text. */
  readonly range?: readonly [start: number, end: number] | undefined;
  /** Place of what is at `path` of the object, or of the nearest parent that exists. */
  locate(path: Path, key?: boolean): Place | undefined;
}

export interface ManifestOptions {
  readonly source?: ManifestSource | undefined;
  /** @default the document is the object */
  readonly base?: Path | undefined;
  /** Namespace when the object names none. @default "default" */
  readonly namespace?: string | undefined;
}

/** One Kubernetes object as somebody wrote it: a view that never throws, whatever the fields hold. */
export class Manifest {
  readonly value: Fields;
  readonly source: ManifestSource | undefined;
  /** Way to the object in its document: not empty for an item of a List. */
  readonly base: Path;
  readonly apiVersion: string;
  /** "" for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** As written, else the namespace that the run assumes; for objects of the whole cluster it says nothing. */
  readonly namespace: string;
  #pod: Pod | undefined | null = null;

  constructor(value: Fields, options: ManifestOptions = {}) {
    this.value = value;
    this.source = options.source;
    this.base = options.base ?? [];
    this.apiVersion = textAt(value, "apiVersion") ?? "";
    this.group = this.apiVersion.includes("/") ? (this.apiVersion.split("/", 1)[0] ?? "") : "";
    this.kind = textAt(value, "kind") ?? "";
    this.name = textAt(value, "metadata", "name") ?? textAt(value, "metadata", "generateName") ?? "";
    this.namespace = textAt(value, "metadata", "namespace") ?? options.namespace ?? "default";
  }

  get labels(): Readonly<Record<string, string>> {
    return textsAt(this.value, "metadata", "labels");
  }

  get annotations(): Readonly<Record<string, string>> {
    return textsAt(this.value, "metadata", "annotations");
  }

  /** `Deployment web`, as findings name it. */
  get subject(): string {
    return `${this.kind} ${this.name}`;
  }

  /** The pod itself, or the template that the workload makes its pods from; undefined for all other kinds. */
  get pod(): Pod | undefined {
    if (this.#pod === null) this.#pod = podOf(this);
    return this.#pod;
  }
}
