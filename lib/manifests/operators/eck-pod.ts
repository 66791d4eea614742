// SPDX-License-Identifier: Apache-2.0
import { at, type Fields, fieldsAt, isFields, listAt, textAt } from "../fields.ts";

/**
 * How ECK completes a pod template: what the template says wins, field by field; what it leaves out comes from the operator.
 * The steps and their order are those of elastic/cloud-on-k8s v3.5.0, pkg/controller/common/defaults/pod_template.go.
 * Left out, as neither quota, limits nor Pod Security look at it: volumes of the operator, mounts, ports, probes, environment.
 */
export class PodBuilder {
  readonly #main: string;
  readonly #template: Fields;
  #containers: readonly Fields[];
  #init: readonly Fields[];
  #security: unknown;

  constructor(template: Fields | undefined, main: string) {
    this.#main = main;
    this.#template = template ?? {};
    const containers = listAt(this.#template, "spec", "containers").filter(isFields);
    this.#containers = containers.some(({ name }) => name === main) ? containers : [...containers, { name: main }];
    this.#init = listAt(this.#template, "spec", "initContainers").filter(isFields);
    this.#security = at(this.#template, "spec", "securityContext");
  }

  /** Of the main container: its own in the template, else the operator's; on top of either those of the custom resource's `resources`. */
  withResources(defaults: Fields, overrides: unknown): this {
    return this.#change((main) => {
      const own = fieldsAt(main, "resources") ?? {};
      const more = { requests: computeAt(overrides, "requests"), limits: computeAt(overrides, "limits") };
      const bare = own["requests"] === undefined && own["limits"] === undefined;
      if (bare && more.requests === undefined && more.limits === undefined)
        return { resources: { ...own, ...defaults } };
      const merged = (which: "requests" | "limits"): Fields =>
        more[which] === undefined ? {} : { [which]: { ...fieldsAt(own, which), ...more[which] } };
      return { resources: { ...own, ...merged("requests"), ...merged("limits") } };
    });
  }

  withImage(image: string): this {
    return this.#change((main) => (textAt(main, "image") ? {} : { image }));
  }

  /** In front of those of the template. One of the same name there wins, but for its place; its security context is all its own. */
  withInit(...added: readonly Fields[]): this {
    const names = new Set(added.map(({ name }) => name));
    const merged = added.map((ours) => {
      const theirs = this.#init.find(({ name }) => name === ours["name"]);
      if (theirs === undefined) return ours;
      const { securityContext: _, resources, ...rest } = ours;
      return { ...rest, ...theirs, resources: hasResources(theirs) ? theirs["resources"] : resources };
    });
    this.#init = [...merged, ...this.#init.filter(({ name }) => !names.has(name))];
    return this;
  }

  /** Image and resources of the main container for init containers that have none. */
  withInitDefaults(): this {
    const main = this.#containers.find(({ name }) => name === this.#main) ?? {};
    this.#init = this.#init.map((each) => ({
      ...each,
      image: textAt(each, "image") || main["image"],
      resources: hasResources(each) ? each["resources"] : main["resources"],
    }));
    return this;
  }

  /** For all containers that are there by now and have none. */
  withContainerSecurity(securityContext: Fields): this {
    const secured = (each: Fields): Fields => ({ securityContext, ...each });
    this.#containers = this.#containers.map(secured);
    this.#init = this.#init.map(secured);
    return this;
  }

  /** Only when the template has none. */
  withPodSecurity(securityContext: Fields): this {
    this.#security ??= securityContext;
    return this;
  }

  build(): Fields {
    const spec = fieldsAt(this.#template, "spec") ?? {};
    return {
      ...this.#template,
      spec: {
        ...spec,
        automountServiceAccountToken: spec["automountServiceAccountToken"] ?? false,
        ...(this.#security === undefined ? {} : { securityContext: this.#security }),
        initContainers: this.#init,
        containers: this.#containers,
      },
    };
  }

  #change(change: (main: Fields) => Fields): this {
    this.#containers = this.#containers.map((each) =>
      each["name"] === this.#main ? { ...each, ...change(each) } : each,
    );
    return this;
  }
}

/** `cpu` and `memory` alike as requests and limits. */
export function bothResources(cpu: string, memory: string): Fields {
  return { requests: { cpu, memory }, limits: { cpu, memory } };
}

/** What Elasticsearch and Kibana ask for by default: memory, and no CPU. */
export function memoryOnly(memory: string): Fields {
  return { requests: { memory }, limits: { memory } };
}

/** `9.4.3` is at least `8.6.1`; false for what is no version. */
export function isAtLeast(version: string | undefined, least: readonly [number, number, number]): boolean {
  const found = /^(\d{1,4})\.(\d{1,4})\.(\d{1,4})/.exec(version ?? "");
  if (found === null) return false;
  const parts = found.slice(1).map(Number);
  const index = least.findIndex((part, place) => parts[place] !== part);
  return index === -1 || (parts[index] ?? 0) > (least[index] ?? 0);
}

function hasResources(container: Fields): boolean {
  return at(container, "resources", "requests") !== undefined || at(container, "resources", "limits") !== undefined;
}

/** Of the short form only CPU and memory count. */
function computeAt(resources: unknown, which: "requests" | "limits"): Fields | undefined {
  const named = Object.entries(fieldsAt(resources, which) ?? {}).filter(
    ([name, value]) => (name === "cpu" || name === "memory") && value !== null && value !== undefined,
  );
  return named.length === 0 ? undefined : Object.fromEntries(named);
}
