// SPDX-License-Identifier: Apache-2.0
import { type Kubernetes, LiveError } from "../../live/index.ts";
import { type Fields, fieldsAt, textAt } from "../../manifests/index.ts";
import { type Question, reviewOf } from "./question.ts";
import { NotAsked } from "./not-asked.ts";
import { type RefusedBy, refusedBy } from "./refusal.ts";
import type { KubernetesTeam } from "./team.ts";

/** A rule as SelfSubjectRulesReview and Roles have it. */
export interface Rule {
  readonly apiGroups?: readonly string[] | undefined;
  readonly resources?: readonly string[] | undefined;
  readonly resourceNames?: readonly string[] | undefined;
  readonly verbs?: readonly string[] | undefined;
}

/** How something is written to the cluster without being stored. */
export interface Attempt {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: "application/json-patch+json" | "application/apply-patch+yaml" | undefined;
}

const self = "/apis/authorization.k8s.io/v1";

/** The team at the apiserver: everything is asked with its own credential, and nothing is ever stored. */
export class Asking {
  readonly team: KubernetesTeam;
  readonly namespace: string;
  /** The moment that is asked about. */
  readonly now: Date;
  readonly #cluster: Kubernetes;

  constructor(team: KubernetesTeam, cluster: Kubernetes, now: Date) {
    this.team = team;
    this.namespace = team.namespace;
    this.now = now;
    this.#cluster = cluster;
  }

  /** Whether the authorizer lets the team do it. */
  async may(question: Question): Promise<boolean> {
    const { status } = await this.#cluster.request<{ readonly status: { readonly allowed: boolean } }>(
      "POST",
      `${self}/selfsubjectaccessreviews`,
      { repeatable: true, body: reviewOf(question) },
    );
    return status.allowed;
  }

  /** All rules that hold for the team in a namespace, as far as the authorizer can list them. */
  async rules(namespace: string): Promise<readonly Rule[]> {
    const { status } = await this.#cluster.request<{ readonly status: { readonly resourceRules?: readonly Rule[] } }>(
      "POST",
      `${self}/selfsubjectrulesreviews`,
      {
        repeatable: true,
        body: { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec: { namespace } },
      },
    );
    return status.resourceRules ?? [];
  }

  get(path: string): Promise<Fields> {
    return this.#cluster.request<Fields>("GET", path);
  }

  list(path: string): Promise<readonly Fields[]> {
    return this.#cluster.list<Fields>(path);
  }

  /** The object, or undefined when there is none. */
  async find(path: string): Promise<Fields | undefined> {
    try {
      return await this.get(path);
    } catch (error) {
      if (error instanceof LiveError && error.fault === "missing") return undefined;
      throw error;
    }
  }

  post(path: string, body: Fields): Promise<Fields> {
    return this.#cluster.request<Fields>("POST", path, { body, repeatable: true });
  }

  /** What the apiserver would store; it stores nothing. */
  dryRun({ method, path, body, contentType }: Attempt): Promise<Fields> {
    const query = `${path.includes("?") ? "&" : "?"}dryRun=All`;
    return this.#cluster.request<Fields>(method, path + query, { body, contentType, repeatable: true });
  }

  /**
   * Whether it is refused, and by one of `by`; by a quota only for the line `quotaKey`, since another line without room proves nothing.
   * @returns undefined when it is, else what was seen
   * @throws NotAsked when the answer is about something else, such as an object that is not there
   */
  async refused(attempt: Attempt, by: readonly RefusedBy[] = anyone, quotaKey = ""): Promise<string | undefined> {
    try {
      await this.dryRun(attempt);
      return "let through";
    } catch (error) {
      if (!(error instanceof LiveError) || error.fault === "unreachable" || error.fault === "auth") throw error;
      if (error.fault === "missing") throw new NotAsked("not there");
      const who = refusedBy(error);
      if (by.includes(who) && (who !== "quota" || error.message.includes(`${quotaKey}=`))) return undefined;
      throw new NotAsked(
        who === "other" ? `refused for another reason: ${error.message}` : `refused by ${who} first: ${error.message}`,
      );
    }
  }

  /** Whether it is admitted. @returns undefined when it is, else what was said */
  async admitted(attempt: Attempt): Promise<string | undefined> {
    try {
      await this.dryRun(attempt);
      return undefined;
    } catch (error) {
      if (!(error instanceof LiveError) || error.fault === "unreachable" || error.fault === "auth") throw error;
      return `refused: ${error.message}`;
    }
  }

  /** Whether the organizers switched a guard off: then what it would refuse is no hole. */
  isOff(guard: string): boolean {
    return this.team.guardRails?.off.some((each) => each.guard === guard) === true;
  }

  /** What the plan says about objects of a kind. */
  planned(kind: string, name?: string): readonly Fields[] {
    return this.team.planned.filter(
      (object) =>
        textAt(object, "kind") === kind && (name === undefined || textAt(object, "metadata", "name") === name),
    );
  }

  /** Path of a collection in the team's namespace, `pods` or `apis/apps/v1:deployments`. */
  path(resource: string, name?: string, namespace: string = this.namespace): string {
    const [group, plural = group] = resource.includes(":") ? resource.split(":", 2) : ["api/v1", resource];
    return `/${group}/namespaces/${namespace}/${plural}${name === undefined ? "" : `/${name}`}`;
  }

  /** `spec.hard` of the planned quota. */
  get plannedQuota(): Fields {
    return Object.assign(
      {},
      ...this.planned("ResourceQuota").map((quota) => fieldsAt(quota, "spec", "hard")),
    ) as Fields;
  }
}

// A quota without room and limits refuse anything: that proves nothing of what was asked about.
const anyone: readonly RefusedBy[] = ["rights", "pod-security", "policy"];
