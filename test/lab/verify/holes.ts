// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from "node:util";
import type { Manifest } from "../../../lib/kubernetes/index.ts";
import type { CheckResult } from "../../../lib/verify/index.ts";
import { pathOf } from "../tenancy/discovery.ts";
import type { Tenancy, Tenant } from "../tenancy/teams.ts";
import { verdict, verifiable } from "./teams.ts";

/** What an administrator did by mistake, and what `verify` must say about it. */
export interface Hole {
  readonly name: string;
  open(hand: Hand): Promise<void>;
  /** Code → probes that are red, `{own}` and `{other}` are namespaces, `{event}` and `{expires}` the event's. Codes are all; a list with "…" at its end says some. */
  readonly red: Readonly<Record<string, readonly string[]>>;
  /** A token of somebody, instead of the team's. */
  token?(hand: Hand): Promise<string>;
}

type Rules = readonly {
  readonly apiGroups?: string[];
  readonly resources?: string[];
  readonly verbs: string[];
  readonly nonResourceURLs?: string[];
}[];

/** The hand of an administrator that undoes what it did. */
export class Hand {
  readonly tenancy: Tenancy;
  readonly tenant: Tenant;
  readonly own: string;
  readonly other: string;
  readonly #undo: (() => Promise<unknown>)[] = [];

  constructor(tenancy: Tenancy) {
    this.tenancy = tenancy;
    this.tenant = tenancy.tenants[0];
    this.own = this.tenant.namespace;
    this.other = tenancy.tenants[1].namespace;
  }

  /** A Role and its binding to the team's ServiceAccount, in a namespace; without one for the whole cluster. */
  async grant(rules: Rules, namespace?: string): Promise<void> {
    const prefix = namespace === undefined ? "Cluster" : "";
    const metadata = { name: `${this.own}-hole`, ...(namespace === undefined ? {} : { namespace }) };
    await this.make({ apiVersion: `${rbac}/v1`, kind: `${prefix}Role`, metadata, rules });
    await this.bind({ kind: `${prefix}Role`, name: metadata.name }, namespace);
  }

  /** Binds a role that is there to the team's ServiceAccount, or to another of its namespace. */
  bind(role: { kind: string; name: string }, namespace?: string, account = "team"): Promise<void> {
    return this.make({
      apiVersion: `${rbac}/v1`,
      kind: namespace === undefined ? "ClusterRoleBinding" : "RoleBinding",
      metadata: { name: `${this.own}-hole`, ...(namespace === undefined ? {} : { namespace }) },
      roleRef: { apiGroup: rbac, ...role },
      subjects: [{ kind: "ServiceAccount", name: account, namespace: this.own }],
    });
  }

  async make(object: Manifest): Promise<void> {
    await this.tenancy.apply(object);
    this.#undo.push(() => this.#call("DELETE", pathOf(this.tenancy.served, object)));
  }

  /** Takes away what the charts made. */
  async take(kind: string, name: string): Promise<void> {
    const object = this.#made(kind, name);
    await this.#call("DELETE", pathOf(this.tenancy.served, object));
    this.#undo.push(() => this.tenancy.apply(object));
  }

  /** Changes what the charts made. */
  async change(kind: string, name: string, patch: object): Promise<void> {
    const object = this.#made(kind, name);
    await this.#call("PATCH", pathOf(this.tenancy.served, object), patch);
    this.#undo.push(() => this.tenancy.apply(object));
  }

  /** Takes the binding of an admission policy away. */
  unguard(guard: string): Promise<void> {
    return this.take("ValidatingAdmissionPolicyBinding", `${this.tenancy.event}-${guard}`);
  }

  async undo(): Promise<void> {
    for (const step of this.#undo.splice(0).toReversed()) await step();
  }

  #made(kind: string, name: string): Manifest {
    const found = [...this.tenant.objects, ...this.tenancy.shared].find(
      (object) => object.kind === kind && object.metadata.name === name,
    );
    if (found === undefined) throw new Error(`the charts make no ${kind} ${name}`);
    return found;
  }

  async #call(method: string, path: string, body?: object): Promise<void> {
    const { status, message } = await this.tenancy.admin.call(method, path, { body });
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${message}`);
  }
}

const rbac = "rbac.authorization.k8s.io";

/** Opens the hole, asks until the team's verdict is exactly what the hole makes of it, and closes it again. @returns what was red at last */
export async function redOf(hand: Hand, hole: Hole): Promise<Told> {
  try {
    await hole.open(hand);
    const team = verifiable(hand.tenancy, hand.tenant, await hole.token?.(hand));
    // Caches of rights, labels and policies follow a moment later.
    for (const end = Date.now() + 300_000; ;) {
      const seen = told((await verdict(team)).results, hole, hand);
      if (isDeepStrictEqual(seen, wanted(hole, hand)) || Date.now() > end) return seen;
    }
  } finally {
    await hand.undo();
  }
}

/** Code → probes. */
export type Told = Readonly<Record<string, readonly string[]>>;

/** What a hole must make red. */
export function wanted({ red }: Hole, { own, other, tenancy }: Hand): Told {
  const values: Readonly<Record<string, string>> = {
    own,
    other,
    event: tenancy.event,
    expires: tenancy.plan.lock.credentialsExpire,
  };
  return Object.fromEntries(
    Object.entries(red).map(([code, probes]) => [
      code,
      probes.map((probe) => probe.replaceAll(/\{(\w+)\}/g, (all, key: string) => values[key] ?? all)).toSorted(),
    ]),
  );
}

// What is red by code; of a code that says some, only those, so that the rest need not be written down. Unknown is told by its reason.
function told(results: readonly CheckResult[], hole: Hole, hand: Hand): Told {
  const bad = results.filter(({ outcome }) => outcome !== "ok");
  const named = wanted(hole, hand);
  return Object.fromEntries(
    [...Map.groupBy(bad, ({ code }) => code)].map(([code, all]) => {
      const probes = all.map(({ probe, outcome, seen }) =>
        outcome === "red" ? probe : `${probe} unknown: ${seen ?? ""}`,
      );
      const some = named[code]?.includes("…") === true;
      return [code, (some ? [...probes.filter((probe) => named[code]?.includes(probe)), "…"] : probes).toSorted()];
    }),
  );
}
