// SPDX-License-Identifier: Apache-2.0
import type { Service, Session } from "../../live/index.ts";
import type { HeldType, Holdings, Raw } from "./holdings.ts";
import type { OpenStackTeam } from "./team.ts";

/** A team that is logged in, with what it owns. */
export interface Side {
  readonly team: OpenStackTeam;
  readonly session: Session;
  readonly token: TokenFacts;
  readonly held: Holdings;
}

/** What Keystone says about the token beyond what a login answers. */
export interface TokenFacts {
  readonly methods: readonly string[];
  readonly roles: readonly { readonly id: string; readonly name: string }[];
}

/** Who asks (`me`) about whose things (`other`), and the other's object that it is about. */
export interface Question {
  readonly me: Side;
  readonly other: Side;
  /** The other's object; empty when the probe has no `on`. */
  readonly object: Raw;
}

/**
 * One request that another team's credential must not get through. What is not a GET says either why it is harmless
 * even when it is let through, or which harm it would do; the latter is asked only in rehearsals.
 */
export interface Probe {
  /**
   * As the API reference has it, `GET /v2.1/servers/{server_id}`. Parameters: `{project_id}` behind `/v3` and `/v1` is
   * the asker's own; `{other_project_id}` and `{other_user_id}`; `{nothing}` is an id that nobody has; what `params` names; any other is the object's id.
   */
  readonly api: string;
  /** What it means, where the path does not say it, such as the name of an action. */
  readonly note?: string | undefined;
  /** Type of the other's object. Without one the request is asked once a pair. */
  readonly on?: HeldType | undefined;
  /** Only objects on which it is harmless or makes sense. */
  readonly pick?: ((object: Raw, question: Omit<Question, "object">) => boolean) | undefined;
  /** Ask for each object. @default false: the first that is picked */
  readonly each?: true | undefined;
  readonly params?: Readonly<Record<string, (question: Question) => string | undefined>> | undefined;
  readonly query?: ((question: Question) => string) | undefined;
  readonly body?: ((question: Question) => unknown) | undefined;
  readonly headers?: ((question: Question) => Readonly<Record<string, string>>) | undefined;
  readonly microversion?: string | undefined;
  /** Another service than the check's. */
  readonly service?: Service | undefined;
  /** Why nothing changes even when it is let through. */
  readonly harmless?: string | undefined;
  /** What happens when it is let through. */
  readonly harm?: string | undefined;
  /** Request that removes what it made: path of a DELETE below the same service. */
  readonly undo?: ((answer: Raw, question: Question) => string | undefined) | undefined;
  /** A list: an answer is no hole unless it names an object of the other; with `empty`, unless it has any item. */
  readonly list?: true | "empty" | undefined;
  /** Statuses that are a refusal. @default 401, 403, 404, 405, 501 */
  readonly refused?: readonly number[] | undefined;
  /** Words of a refusal that only somebody gets who was let in, such as that the child of an object is missing. */
  readonly tell?: RegExp | undefined;
  /**
   * A hole of the service itself that no configuration closes: asked only when gaps are asked for, since a cloud with
   * it is as good as others.
   */
  readonly gap?: string | undefined;
  /** Only an administrator's credential gets through; the owner does not either. */
  readonly adminOnly?: true | undefined;
}

/** Probes of one kind of thing. */
export interface OthersCheck {
  readonly code: string;
  /** Kebab name. */
  readonly check: string;
  /** One sentence. */
  readonly what: string;
  readonly service: Service;
  /** `other`: asked of every pair; `cloud`: about the cloud itself, asked once a team. */
  readonly about: "other" | "cloud";
  readonly hint: string;
  readonly probes: readonly Probe[];
}

/** An id of the right form that nobody has. */
export const nothing = "00000000-0000-4000-8000-00000000b170";

export const plainRefusals: readonly number[] = [401, 403, 404, 405, 501];

/** Service's version part of an API reference's path, which the endpoint holds already. */
const versionParts: Record<Service, string> = {
  identity: "/v3",
  compute: "/v2.1",
  network: "/v2.0",
  "block-storage": "/v3/{project_id}",
  image: "/v2",
  dns: "/v2",
  "load-balancer": "/v2",
  orchestration: "/v1/{tenant_id}",
  placement: "",
  accelerator: "/v2",
};

/** Method and path below the versioned endpoint; undefined when a parameter has no value for this pair. */
export function pathOf(
  service: Service,
  probe: Probe,
  question: Question,
  objectId: string,
): { readonly method: string; readonly path: string } | undefined {
  const [method = "", template = ""] = probe.api.split(" ");
  const version = versionParts[service];
  // Endpoints of Cinder and Heat end in the asker's project: another one stands beside it.
  const below = template.startsWith(version) ? template.slice(version.length) : template.replace(/^\/v[\d.]+/, "/..");
  let missing = false;
  const path = below.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = valueOf(name, probe, question, objectId);
    missing ||= value === undefined;
    return encodeURIComponent(value ?? "");
  });
  return missing ? undefined : { method, path: path + (probe.query?.(question) ?? "") };
}

function valueOf(name: string, { params }: Probe, question: Question, objectId: string): string | undefined {
  const own = params?.[name];
  if (own !== undefined) return own(question);
  if (name === "other_project_id") return question.other.team.projectId;
  if (name === "other_user_id") return question.other.session.userId;
  if (name === "my_project_id") return question.me.team.projectId;
  if (name === "my_user_id") return question.me.session.userId;
  return name === "nothing" ? nothing : objectId;
}
