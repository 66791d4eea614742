// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { admissionGuards } from "../../../lib/kubernetes/index.ts";
import { connectKubernetes, readContext, requestToken } from "../../../lib/live/index.ts";
import type { Fields, ManifestSettings } from "../../../lib/manifests/index.ts";
import { type GuardRails, labelDomain } from "../../../lib/model/index.ts";
import { Caller } from "../tenancy/caller.ts";
import { discover, type Served } from "../tenancy/discovery.ts";
import { makeTenancy, type Tenancy, type Tenant } from "../tenancy/teams.ts";
import { until } from "../tenancy/until.ts";

// Cluster-wide classes and kinds are made: a cluster of its own keeps other tests out of it.
const context = "bivouac-lab-2";
const gatewayApi = "sigs.k8s.io/gateway-api@v1.5.0";
const gatewayKinds = [
  "gateways",
  "grpcroutes",
  "httproutes",
  "listenersets",
  "referencegrants",
  "tcproutes",
  "tlsroutes",
  "udproutes",
];

export interface Site {
  readonly tenancy: Tenancy;
  readonly served: readonly Served[];
  readonly ant: Tenant;
  readonly bee: Tenant;
  /** Somebody of the team whose Role is far too wide, so that guards alone refuse. */
  readonly wide: Caller;
  readonly settings: Partial<ManifestSettings>;
  /** What the cluster has, for the linter. */
  readonly around: readonly Fields[];
  close(): Promise<void>;
}

/**
 * `objects` has the kinds of the Gateway API and a default priority class, `work` a default storage class: there is one default in a
 * cluster, and tests run side by side.
 */
export async function makeSite(part: "objects" | "work"): Promise<Site> {
  const tenancy = await makeTenancy({
    name: "guards",
    context,
    edit: (input) => ({
      ...input,
      guardRails: {
        registries: ["registry.example.org/", "docker.io/library/", "ghcr.io", "registry.example.org:5000/team/app"],
        domain: "hack.example.org",
        storageClasses: [`${input.name}-fast`],
        priorityClasses: [`${input.name}-batch`],
        nodeKeys: ["nvidia.com/gpu"],
        gateway: { namespace: "gateways", name: "shared" },
      },
    }),
  });
  try {
    return await furnish(tenancy, part);
  } catch (error) {
    await tenancy.remove();
    throw error;
  }
}

async function furnish(tenancy: Tenancy, part: "objects" | "work"): Promise<Site> {
  const { admin, event, plan } = tenancy;
  const [ant, bee] = tenancy.tenants;
  const labels = { [`${labelDomain}/event`]: event };
  const make = async (path: string, body: Fields): Promise<void> => {
    const { status, message } = await admin.call("POST", path, { body });
    if (status >= 300) throw new Error(`${path}: ${status} ${message}`);
  };
  const { guardRails } = plan.event;
  const classes = classesOf(event, labels, part);
  for (const each of classes)
    await make(
      each.kind === "PriorityClass"
        ? "/apis/scheduling.k8s.io/v1/priorityclasses"
        : "/apis/storage.k8s.io/v1/storageclasses",
      each,
    );
  for (const kind of part === "objects" ? gatewayKinds : [])
    await make("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", crd(kind, labels));
  for (const policy of digestPolicy(event, guardRails)) await tenancy.apply(policy);
  const { cluster } = readContext(context);
  const wide = new Caller("wide", cluster, { token: await wideToken(make, ant.namespace) });
  const served = part === "objects" ? await servedWith(admin) : tenancy.served;
  if (part === "objects") await counted(admin, ant.namespace);
  return {
    tenancy,
    served,
    ant,
    bee,
    wide,
    settings: { guardRails, team: { event, team: ant.id, namespaces: [ant.namespace] } },
    around: classes,
    close: async () => {
      wide.close();
      await tenancy.remove();
    },
  };
}

// TCP and UDP routes are not of the group's preferred version, which is all that is discovered.
const older: readonly Served[] = ["TCPRoute", "UDPRoute"].map((kind) => ({
  group: "gateway.networking.k8s.io",
  apiVersion: "gateway.networking.k8s.io/v1alpha2",
  resource: `${kind.toLowerCase()}s`,
  kind,
  namespaced: true,
  verbs: ["create"],
}));

async function servedWith(admin: Caller): Promise<Served[]> {
  let served: Served[] = [];
  await until("the kinds of the Gateway API are served", async () => {
    const { status } = await admin.call("GET", "/apis/gateway.networking.k8s.io/v1alpha2/udproutes");
    served = [...(await discover(admin)), ...older];
    return status === 200 && gatewayKinds.every((kind) => served.some(({ resource }) => resource === kind));
  });
  return served;
}

/** Counts of kinds are known to the quota's controller some time after the kinds are. */
async function counted(admin: Caller, namespace: string): Promise<void> {
  await until("routes are counted by the quota", async () => {
    const { body } = await admin.call("GET", `/api/v1/namespaces/${namespace}/resourcequotas/quota`);
    const { status } = body as { readonly status?: { readonly used?: object } };
    return Object.keys(status?.used ?? {}).includes("count/httproutes.gateway.networking.k8s.io");
  });
}

function classesOf(event: string, labels: Fields, part: "objects" | "work"): (Fields & { readonly kind: string })[] {
  const usual = { "storageclass.kubernetes.io/is-default-class": "true" };
  const storage = (name: string, annotations: Fields = {}) => ({
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: `${event}-${name}`, labels, annotations },
    provisioner: "example.org/disks",
  });
  const priority = (name: string, globalDefault = false) => ({
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name: `${event}-${name}`, labels },
    value: 0,
    globalDefault,
  });
  return [
    storage("usual", part === "work" ? usual : {}),
    storage("fast"),
    storage("slow"),
    priority("usual", part === "objects"),
    priority("batch"),
    priority("high"),
  ];
}

function crd(kind: string, labels: Fields): Fields {
  const { Dir } = JSON.parse(
    execFileSync("go", ["mod", "download", "-json", gatewayApi], { encoding: "utf8", cwd: "/" }),
  ) as {
    readonly Dir: string;
  };
  const path = join(Dir, "config/crd/experimental", `gateway.networking.k8s.io_${kind}.yaml`);
  const found = parse(readFileSync(path, "utf8")) as { readonly metadata: Fields };
  return { ...found, metadata: { ...found.metadata, labels } };
}

// The same guard as an event has that asks for digests, for objects that carry the label.
function digestPolicy(event: string, rails: GuardRails): ReturnType<typeof admissionGuards> {
  return admissionGuards({ event, guardRails: { ...rails, registries: [], digests: true } })
    .filter(({ metadata }) => metadata.name === `${event}-images`)
    .map((object) => {
      const metadata = { ...object.metadata, name: `${event}-digests` };
      const spec = object["spec"] as { readonly matchConstraints?: object; readonly policyName?: string };
      return (
        spec.policyName === undefined
          ? {
              ...object,
              metadata,
              spec: {
                ...spec,
                matchConstraints: { ...spec.matchConstraints, objectSelector: { matchLabels: { digests: "true" } } },
              },
            }
          : { ...object, metadata, spec: { ...spec, policyName: metadata.name } }
      ) as typeof object;
    });
}

async function wideToken(make: (path: string, body: Fields) => Promise<void>, namespace: string): Promise<string> {
  const all = (apiGroup: string, ...resources: readonly string[]) => ({
    apiGroups: [apiGroup],
    resources,
    verbs: ["*"],
  });
  const metadata = { name: "wide", namespace };
  await make(`/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata });
  await make(`/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles`, {
    metadata,
    rules: [
      ...[
        "apps",
        "batch",
        "networking.k8s.io",
        "rbac.authorization.k8s.io",
        "discovery.k8s.io",
        "gateway.networking.k8s.io",
      ].map((group) => all(group, "*")),
      all(
        "",
        "bindings",
        "configmaps",
        "endpoints",
        "limitranges",
        "namespaces",
        "namespaces/finalize",
        "namespaces/status",
        "persistentvolumeclaims",
        "pods",
        "pods/binding",
        "pods/ephemeralcontainers",
        "pods/status",
        "podtemplates",
        "replicationcontrollers",
        "secrets",
        "serviceaccounts",
        "services",
        "services/status",
      ),
      // All but to delete quotas, which makes an administrator.
      {
        apiGroups: [""],
        resources: ["resourcequotas", "resourcequotas/status"],
        verbs: ["create", "get", "list", "patch", "update"],
      },
    ],
  });
  await make(`/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`, {
    metadata,
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "wide" },
    subjects: [{ kind: "ServiceAccount", name: "wide", namespace }],
  });
  const live = await connectKubernetes(context);
  const { token } = await requestToken(live, namespace, "wide", new Date(Date.now() + 3_600_000).toISOString());
  live.close();
  return token;
}
