// SPDX-License-Identifier: Apache-2.0
import type { Fields } from "../../../lib/manifests/index.ts";
import type { CallOptions } from "../tenancy/caller.ts";

/** One way in. */
export type Attempt = readonly [title: string, method: string, path: string, options?: CallOptions];

const guardRail = { "bivouac.dev/guard-rail": "true" };
const fields = (value: unknown): Fields => value as Fields;

export interface Paths {
  readonly core: string;
  readonly network: string;
  readonly rbac: string;
}

/** Changes of what holds a team in. `stored` is the quota, `uid` that of the ConfigMap `plain`. */
export function ownedAttempts({ core, network, rbac }: Paths, stored: Fields, uid: unknown): readonly Attempt[] {
  const quota = `${core}/resourcequotas/quota`;
  const more = { spec: { hard: { pods: "99" } } };
  return [
    ["merge patch", "PATCH", quota, { body: more }],
    ["strategic patch", "PATCH", quota, { body: more, type: "strategic" }],
    ["JSON patch", "PATCH", quota, { body: [{ op: "replace", path: "/spec/hard/pods", value: "99" }], type: "patch" }],
    [
      "server-side apply",
      "PATCH",
      `${quota}?fieldManager=wide&force=true`,
      { body: { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "quota" }, ...more }, type: "apply" },
    ],
    ["update", "PUT", quota, { body: { ...stored, ...more } }],
    [
      "update without the label",
      "PUT",
      quota,
      { body: { ...stored, metadata: { ...fields(stored["metadata"]), labels: {} } } },
    ],
    [
      "label taken off",
      "PATCH",
      quota,
      { body: [{ op: "remove", path: "/metadata/labels/bivouac.dev~1guard-rail" }], type: "patch" },
    ],
    ["label changed", "PATCH", quota, { body: { metadata: { labels: { "bivouac.dev/guard-rail": "false" } } } }],
    ["status", "PATCH", `${quota}/status`, { body: { status: { hard: { pods: "99" } } } }],
    [
      "an owner",
      "PATCH",
      quota,
      {
        body: {
          metadata: {
            ownerReferences: [{ apiVersion: "v1", kind: "ConfigMap", name: "plain", uid: uid }],
          },
        },
      },
    ],
    ["a finalizer", "PATCH", quota, { body: { metadata: { finalizers: ["example.org/stay"] } } }],
    ["limits deleted", "DELETE", `${core}/limitranges/limits`],
    ["limits deleted as a collection", "DELETE", `${core}/limitranges`],
    ["policy deleted", "DELETE", `${network}/networkpolicies/deny-all`],
    ["policies deleted as a collection", "DELETE", `${network}/networkpolicies`],
    [
      "policy emptied",
      "PATCH",
      `${network}/networkpolicies/deny-all`,
      { body: { spec: { podSelector: { matchLabels: { a: "b" } } } } },
    ],
    [
      "role widened",
      "PATCH",
      `${rbac}/roles/team`,
      { body: { rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] } },
    ],
    [
      "binding widened",
      "PATCH",
      `${rbac}/rolebindings/mentors`,
      { body: { subjects: [{ kind: "User", name: "ann", apiGroup: "rbac.authorization.k8s.io" }] } },
    ],
    ["binding deleted", "DELETE", `${rbac}/rolebindings/mentors`],
    ["ServiceAccount deleted", "DELETE", `${core}/serviceaccounts/team`],
    ["label forged", "POST", `${core}/configmaps`, { body: { metadata: { name: "forged", labels: guardRail } } }],
    ["label put on later", "PATCH", `${core}/configmaps/plain`, { body: { metadata: { labels: guardRail } } }],
  ];
}

/** Changes of the namespace `stored` at the path `core`. */
export function namespaceAttempts(core: string, namespace: string, stored: Fields): readonly Attempt[] {
  const unlabelled = { metadata: { labels: { "bivouac.dev/event": null } } };
  const weaker = { metadata: { labels: { "pod-security.kubernetes.io/enforce": "privileged" } } };
  const metadata = {
    ...fields(stored["metadata"]),
    labels: { "kubernetes.io/metadata.name": namespace },
    resourceVersion: undefined,
  };
  const put = { ...stored, metadata };
  return [
    ["event taken off", "PATCH", core, { body: unlabelled }],
    ["weaker Pod Security", "PATCH", core, { body: weaker }],
    [
      "weaker by JSON patch",
      "PATCH",
      core,
      {
        body: [{ op: "replace", path: "/metadata/labels/pod-security.kubernetes.io~1enforce", value: "privileged" }],
        type: "patch",
      },
    ],
    [
      "weaker by apply",
      "PATCH",
      `${core}?fieldManager=wide&force=true`,
      {
        body: { apiVersion: "v1", kind: "Namespace", ...weaker, metadata: { name: namespace, ...weaker.metadata } },
        type: "apply",
      },
    ],
    ["all labels by update", "PUT", core, { body: put }],
    ["through status", "PATCH", `${core}/status`, { body: weaker }],
    ["all labels through status", "PUT", `${core}/status`, { body: put }],
    ["through finalize", "PUT", `${core}/finalize`, { body: { ...stored, spec: { finalizers: [] } } }],
    [
      "an annotation",
      "PATCH",
      core,
      { body: { metadata: { annotations: { "bivouac.dev/expires": "2199-01-01T00:00:00Z" } } } },
    ],
    ["another team's", "PATCH", core, { body: { metadata: { labels: { "bivouac.dev/team": "bee" } } } }],
    ["deleted", "DELETE", core],
  ];
}
