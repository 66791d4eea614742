// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";
import { App } from "cdk8s";
import { eventChart, type Manifest, renderManifests, renderTeam } from "../../../lib/kubernetes/index.ts";
import { connectKubernetes, readContext, requestToken } from "../../../lib/live/index.ts";
import {
  accessGroup,
  type EventInput,
  type Finding,
  hasErrors,
  labelDomain,
  namespaceObjects,
  ownerLabels,
  resolveEvent,
} from "../../../lib/model/index.ts";
import { type EventPlan, planEvent } from "../../../lib/planning/index.ts";
import { Caller } from "./caller.ts";
import { discover, pathOf, type Served } from "./discovery.ts";
import { until } from "./until.ts";

/** One team that is up on the lab, with everybody who works in it. */
export interface Tenant {
  readonly id: string;
  readonly namespace: string;
  /** What was applied for it. */
  readonly objects: readonly Manifest[];
  /** Bearer token of the team's ServiceAccount. */
  readonly token: string;
  /** Who logs in with the team's kubeconfig. */
  readonly team: Caller;
  /** A person of the group `<event>-<team>-members`, as an identity provider says. */
  readonly member: Caller;
  readonly mentor: Caller;
  readonly viewer: Caller;
}

export interface Tenancy {
  readonly event: string;
  readonly plan: EventPlan;
  readonly admin: Caller;
  /** What the apiserver serves. */
  readonly served: readonly Served[];
  /** What the event shares. */
  readonly shared: readonly Manifest[];
  readonly tenants: readonly [Tenant, Tenant, ...Tenant[]];
  /** Somebody with a name and groups that nobody bound to anything. */
  person(user: string, ...groups: readonly string[]): Caller;
  /** Server-side apply by the administrator. @throws Error when it is refused */
  apply(object: Manifest, manager?: string): Promise<void>;
  /** Takes away everything of the event. */
  remove(): Promise<void>;
}

export interface TenancyOptions {
  /** Begin of the event's name; made unique. */
  readonly name: string;
  /** @default ["ant", "bee"] */
  readonly teams?: readonly [string, string, ...string[]] | undefined;
  readonly context?: string | undefined;
  /** Changes the event file before it is read. */
  readonly edit?: ((input: EventInput) => EventInput) | undefined;
}

/** Two or more teams on the lab's cluster, made of the charts that `bivouac up` deploys, and their credentials. */
export async function makeTenancy(options: TenancyOptions): Promise<Tenancy> {
  const event = `${options.name}-${randomBytes(3).toString("hex")}`;
  const context = options.context ?? "bivouac-lab";
  const { cluster, user } = readContext(context);
  const callers: Caller[] = [];
  const caller = (...args: ConstructorParameters<typeof Caller>): Caller => {
    const made = new Caller(...args);
    callers.push(made);
    return made;
  };
  const admin = caller("administrator", cluster, user);
  const served = await discover(admin);
  const plan = planOf(event, context, options);
  const person = (name: string, ...groups: readonly string[]): Caller =>
    caller(name, cluster, user, { "impersonate-user": name, "impersonate-group": groups });
  const apply = async (object: Manifest, manager = "bivouac"): Promise<void> => {
    const path = `${pathOf(served, object)}?fieldManager=${manager}&force=true`;
    const { status, message } = await admin.call("PATCH", path, { body: object, type: "apply" });
    if (status >= 300) throw new Error(`${object.kind} ${object.metadata.name}: ${status} ${message}`);
  };
  const remove = async (): Promise<void> => {
    await removeEvent(admin, served, event);
    for (const each of callers) each.close();
  };

  try {
    const shared = rendered(renderManifests(eventChart(new App(), { event: plan.event })));
    for (const object of [...shared, ...markerOf(event)]) await apply(object);
    const live = await connectKubernetes(context);
    const tenants = await Promise.all(
      plan.teams.map(async ({ team, credentialsExpire }): Promise<Tenant> => {
        const objects = rendered(renderTeam({ event: plan.event, team, credentialsExpire }));
        for (const object of objects) await apply(object);
        const expires = new Date(Date.now() + 3_600_000).toISOString();
        const { token } = await requestToken(live, team.name, namespaceObjects.serviceAccount, expires);
        return {
          id: team.id,
          namespace: team.name,
          objects,
          token,
          team: caller(`team ${team.id}`, cluster, { token }),
          member: person(`${team.id}-member`, accessGroup(team.name, "members")),
          mentor: person(`${team.id}-mentor`, accessGroup(team.name, "mentors")),
          viewer: person(`${team.id}-viewer`, accessGroup(team.name, "viewers")),
        };
      }),
    );
    live.close();
    const [first, second, ...more] = tenants;
    if (first === undefined || second === undefined) throw new Error("a tenancy has two teams at least");
    const tenancy: Tenancy = {
      event,
      plan,
      admin,
      served,
      shared,
      tenants: [first, second, ...more],
      person,
      apply,
      remove,
    };
    await guarded(tenancy);
    return tenancy;
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A policy that is stored after all others. */
function markerOf(event: string): Manifest[] {
  const labels = ownerLabels({ event, key: "" });
  const metadata = { name: `${event}-zz-marker`, labels };
  const apiVersion = "admissionregistration.k8s.io/v1";
  return [
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicy",
      metadata,
      spec: {
        matchConstraints: {
          namespaceSelector: { matchLabels: { [`${labelDomain}/event`]: event } },
          resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["configmaps"] }],
        },
        validations: [{ expression: "object.metadata.name != 'guard-probe'" }],
      },
    },
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata,
      spec: { policyName: metadata.name, validationActions: ["Deny"] },
    },
  ];
}

// Admission policies come into force some moments after they are stored, in their order: the last that refuses says that all do.
async function guarded({ tenants }: Tenancy): Promise<void> {
  for (const { team, namespace } of tenants) {
    await until(`admission policies of ${namespace} are in force`, async () => {
      const { status } = await team.try("POST", `/api/v1/namespaces/${namespace}/configmaps`, {
        body: { metadata: { name: "guard-probe" } },
      });
      return status === 422;
    });
  }
}

function planOf(
  event: string,
  context: string,
  { teams = ["ant", "bee"], edit = (input) => input }: TenancyOptions,
): EventPlan {
  const input: EventInput = {
    version: 1,
    name: event,
    title: "Tenancy",
    timeZone: "UTC",
    window: { start: "2099-11-07T09:00", end: "2099-11-09T18:00" },
    clouds: { kubernetes: context },
    teams: Object.fromEntries(
      teams.map((id) => [id, { title: id.toUpperCase(), contact: `${id}@example.org`, namespace: {} }]),
    ),
  };
  const resolved = resolveEvent(edit(input));
  const planned = resolved.event && planEvent(resolved.event, undefined, new Date());
  if (planned?.plan === undefined)
    throw new Error(JSON.stringify([...resolved.findings, ...(planned?.findings ?? [])]));
  return planned.plan;
}

function rendered(synthesis: {
  readonly objects: readonly Manifest[];
  readonly findings: readonly Finding[];
}): readonly Manifest[] {
  if (hasErrors(synthesis.findings)) throw new Error(JSON.stringify(synthesis.findings));
  return synthesis.objects;
}

// No controller of the lab lets claims go.
async function released(admin: Caller, namespace: string): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
  const { items = [] } = (await admin.call("GET", path)).body as { items?: { metadata: { name: string } }[] };
  for (const { metadata } of items)
    await admin.call("PATCH", `${path}/${metadata.name}`, { body: { metadata: { finalizers: null } } });
}

// Namespaces first: what guards them must not go before.
async function removeEvent(admin: Caller, served: readonly Served[], event: string): Promise<void> {
  const selector = `labelSelector=${encodeURIComponent(`${labelDomain}/event=${event}`)}`;
  const mine = async (path: string): Promise<string[]> =>
    ((await admin.call("GET", `${path}?${selector}`)).body["items"] as { metadata: { name: string } }[]).map(
      ({ metadata }) => metadata.name,
    );
  for (const name of await mine("/api/v1/namespaces")) {
    await admin.call("DELETE", `/api/v1/namespaces/${name}`);
    await released(admin, name);
  }
  const gone = async (): Promise<boolean> => {
    const left = await mine("/api/v1/namespaces");
    // A controller may have made a claim meanwhile.
    for (const name of left) await released(admin, name);
    return left.length === 0;
  };
  await until(`namespaces of ${event} are gone`, gone);
  for (const each of served) {
    if (each.namespaced || each.resource.includes("/") || !each.verbs.includes("deletecollection")) continue;
    const root = each.apiVersion.includes("/") ? `/apis/${each.apiVersion}` : `/api/${each.apiVersion}`;
    await admin.call("DELETE", `${root}/${each.resource}?${selector}`);
  }
}
