// SPDX-License-Identifier: Apache-2.0
import { type Path, show } from "../../../model/light.ts";
import { type Fields, fieldsAt, textAt } from "../../fields.ts";
import type { Container, Pod } from "../../pod.ts";

/** The pod or a container of it, with its security context. */
export interface Holder {
  /** `the pod`, `init container "setup"`. */
  readonly who: string;
  /** Empty when there is none. */
  readonly context: Fields;
  /** Way to the security context in the object. */
  readonly path: Path;
}

export function podHolder(pod: Pod): Holder {
  return {
    who: "the pod",
    context: fieldsAt(pod.spec, "securityContext") ?? {},
    path: [...pod.path, "securityContext"],
  };
}

/** Containers of all kinds, in the order of the pod. */
export function containerHolders(pod: Pod): Holder[] {
  return pod.containers.map((container) => ({
    who: nameOf(container),
    context: fieldsAt(container.value, "securityContext") ?? {},
    path: [...container.path, "securityContext"],
  }));
}

/** The pod first, then its containers. */
export function holders(pod: Pod): Holder[] {
  return [podHolder(pod), ...containerHolders(pod)];
}

const kinds: Readonly<Record<Container["kind"], string>> = {
  init: "init container",
  container: "container",
  ephemeral: "ephemeral container",
};

/** `container "app"`. */
export function nameOf({ kind, name }: Container): string {
  return `${kinds[kind]} "${word(name)}"`;
}

/** Text of a manifest as part of a sentence: one short line that a terminal can show. */
export function word(text: string): string {
  return show(text) ?? "";
}

/** `container "a"`, or `container "a" and container "b"`, or with commas. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** Windows has no such things as capabilities: since 1.25 its pods are exempt from what is about Linux alone. */
export function isExemptWindows({ spec }: Pod, minor: number): boolean {
  return minor >= 25 && textAt(spec, "os", "name") === "windows";
}

/** In a user namespace root is nobody outside: since 1.35 some checks let such pods pass. */
export function isInUserNamespace({ spec }: Pod, minor: number): boolean {
  return minor >= 35 && spec["hostUsers"] === false;
}
