// SPDX-License-Identifier: Apache-2.0

// Every derived name, tag and label is made here and nowhere else.

/** Domain of our label and annotation keys. */
export const labelDomain = "bivouac.dev";

/** Annotation of claims that says what teardown does with the data: `keep`, `snapshot` or `delete`. */
export const teardownAnnotation: string = `${labelDomain}/teardown`;

/** A DNS label from an id that `idPattern` accepts: `team_a` → `team-a`. */
export function slug(id: string): string {
  return id.toLowerCase().replaceAll("_", "-").replaceAll(/-+/g, "-");
}

/** Project, user, namespace and prefix of all else: `<event>-<team>`. */
export function teamName(event: string, team: string): string {
  return `${slug(event)}-${slug(team)}`;
}

/** `<event>-<team>-<part>-<part>`. */
export function resourceName(teamNameValue: string, ...parts: readonly (string | number)[]): string {
  return [teamNameValue, ...parts.map((part) => slug(String(part)))].join("-");
}

/** Who owns an object and which one of the team's it is. */
export interface Owner {
  readonly event: string;
  /** Absent for what the whole event shares. */
  readonly team?: string | undefined;
  /** Key of the resource inside the team, `vm/web/0/data`. */
  readonly key: string;
}

/** Neutron and Nova tags (≤ 60 characters each, no comma or slash). */
export function ownerTags(owner: Owner): string[] {
  return [
    `bivouac:event=${owner.event}`,
    ...(owner.team ? [`bivouac:team=${owner.team}`] : []),
    `bivouac:key=${owner.key.replaceAll("/", ".")}`,
  ];
}

/** Nova and Cinder metadata. */
export function ownerMetadata(owner: Owner): Record<string, string> {
  return {
    "bivouac.event": owner.event,
    ...(owner.team ? { "bivouac.team": owner.team } : {}),
    "bivouac.key": owner.key,
  };
}

/** For objects that have neither tags nor metadata. */
export function ownerDescription(owner: Owner): string {
  return `bivouac ${ownerTags(owner)
    .map((tag) => tag.slice("bivouac:".length))
    .join(" ")}`;
}

/** Kubernetes labels. */
export function ownerLabels(owner: Owner): Record<string, string> {
  return {
    "app.kubernetes.io/managed-by": "bivouac",
    [`${labelDomain}/event`]: owner.event,
    ...(owner.team ? { [`${labelDomain}/team`]: owner.team } : {}),
  };
}

/**
 * Label of what holds a team in: quota, limits, network policies, roles, its ServiceAccount. With the value "true" only those who may
 * delete quotas in the namespace can change the object. What a team starts with, such as its workspace, does not carry it.
 */
export const guardRailLabel = `${labelDomain}/guard-rail`;

/** Label of pods that the gateway may connect to; the value is "true". Pods without it are reached from inside the cluster alone. */
export const publishedLabel = `${labelDomain}/published`;

/** Pulumi stack that holds what the event shares; a team's stack adds its id. */
export function stackName(event: string, team?: string): string {
  return team === undefined ? slug(event) : `${slug(event)}.${slug(team)}`;
}

/** Names inside a team's namespace: the namespace itself carries event and team. */
export const namespaceObjects = {
  quota: "quota",
  limits: "limits",
  denyAll: "deny-all",
  allowDns: "allow-dns",
  allowNamespace: "allow-same-namespace",
  allowInternet: "allow-internet",
  allowGateway: "allow-gateway",
  allowApiServer: "allow-api-server",
  allowOperators: "allow-operators",
  allowKafkaApi: "allow-kafka-api-server",
  serviceAccount: "team",
  teamRole: "team",
  mentorRole: "mentors",
  viewerRole: "viewers",
  workspace: "workspace",
} as const;

/** Names of a team's data services, the first part of all that their operators make, and of the Secrets of users. */
export const dataServices = {
  elasticsearch: "search",
  kafka: "bus",
  sink: "sink",
  /** The team's own user of Elasticsearch. */
  teamUser: "search-team",
  /** User of the Job that puts templates and policies there. */
  bootstrapUser: "search-bootstrap",
} as const;

/** Groups of an identity provider that may use a team's namespace: `<event>-<team>-members`. */
export function accessGroup(teamNameValue: string, who: "members" | "mentors" | "viewers"): string {
  return resourceName(teamNameValue, who);
}

/** Name of a flavor that the event creates, `<event>-<flavor>`: nova's flavor names are unique in the whole cloud. */
export function eventFlavorName(event: string, flavor: string): string {
  return `${slug(event)}-${flavor}`;
}

/** Its id, the same in the characters that nova takes for one. */
export function eventFlavorId(event: string, flavor: string): string {
  return eventFlavorName(event, flavor).replaceAll(/[^A-Za-z0-9._-]+/g, "-");
}
