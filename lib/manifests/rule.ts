// SPDX-License-Identifier: Apache-2.0
import type { Problem, RuleMeta } from "../lint/index.ts";
import type { Fields } from "./fields.ts";
import type { Manifest } from "./manifest.ts";
import type { Container, Pod } from "./pod.ts";
import type { ManifestSet, ManifestSettings } from "./settings.ts";

export interface ManifestContext {
  readonly settings: ManifestSettings;
  readonly set: ManifestSet;
}

/** One example: it documents the rule and is its test. */
export interface ManifestExample {
  /** What the example shows, a few words. */
  readonly title: string;
  readonly objects: readonly Fields[];
  /** What stands around them. */
  readonly around?: readonly Fields[] | undefined;
  /** What was there before. */
  readonly earlier?: readonly Fields[] | undefined;
  readonly settings?: Partial<ManifestSettings> | undefined;
}

interface WithExamples {
  /** At least two that the rule finds. */
  readonly failing: readonly ManifestExample[];
  /** At least two that look alike and are right. */
  readonly passing: readonly ManifestExample[];
}

/** Looks at one pod at a time, bare or inside a workload. Paths of its problems begin at the object: use `pod.path`. */
export interface PodRule extends RuleMeta, WithExamples {
  readonly scope: "pod";
  check(pod: Pod, context: ManifestContext): Iterable<Problem>;
}

/** Looks at one container at a time. */
export interface ContainerRule extends RuleMeta, WithExamples {
  readonly scope: "container";
  check(container: Container, pod: Pod, context: ManifestContext): Iterable<Problem>;
}

/** Looks at one object of certain kinds at a time. */
export interface ObjectRule extends RuleMeta, WithExamples {
  readonly scope: "object";
  /** `Ingress.networking.k8s.io`, `Service`; absent: every kind. */
  readonly kinds?: readonly string[] | undefined;
  check(manifest: Manifest, context: ManifestContext): Iterable<Problem>;
}

/** A problem of a rule that sees several objects: it says whose. */
export interface SetProblem extends Problem {
  readonly manifest: Manifest;
}

/** Looks at all objects together. */
export interface SetRule extends RuleMeta, WithExamples {
  readonly scope: "set";
  check(set: ManifestSet, context: ManifestContext): Iterable<SetProblem>;
}

export type ManifestRule = PodRule | ContainerRule | ObjectRule | SetRule;
