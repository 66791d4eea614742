// SPDX-License-Identifier: Apache-2.0
import { teardownAnnotation } from "../../../model/light.ts";
import type { Json, Manifest } from "../../objects/manifest.ts";
import { ownedMetadata, teamLabels } from "../../objects/owned.ts";
import { cpuLimitOf } from "../amounts.ts";
import { sizeLabel } from "../size.ts";
import type { ElasticsearchClusterProps, ElasticsearchRole, NodeSet } from "./props.ts";
import { elasticsearchSizes, elasticVersion } from "./sizes.ts";

type Fields = { readonly [key: string]: Json };

/** The cluster as ECK takes it. `roles`: those of `rolesSecret`, if any. */
export function elasticsearch(props: ElasticsearchClusterProps): Manifest {
  const { name, size = "small", version = elasticVersion, changeBudget, secureSettings = [] } = props;
  const { labels, ...metadata } = ownedMetadata(props, name);
  return {
    apiVersion: "elasticsearch.k8s.elastic.co/v1",
    kind: "Elasticsearch",
    metadata: { ...metadata, labels: { ...labels, [sizeLabel]: props.nodeSets === undefined ? size : "custom" } },
    spec: {
      version,
      ...(props.image === undefined ? {} : { image: props.image }),
      volumeClaimDeletePolicy:
        (props.teardown ?? "delete") === "delete" ? "DeleteOnScaledownAndClusterDeletion" : "DeleteOnScaledownOnly",
      auth: {
        roles: [{ secretName: rolesSecretName(name) }],
        ...(props.users === undefined ? {} : { fileRealm: props.users.map((secretName) => ({ secretName })) }),
      },
      ...(secureSettings.length === 0 ? {} : { secureSettings: secureSettings.map((secretName) => ({ secretName })) }),
      // Unbounded, a renamed set would come up whole beside the old one and burst the quota.
      updateStrategy: { changeBudget: { maxUnavailable: 1, maxSurge: 1, ...changeBudget } },
      ...(props.disruptionBudget === false ? { podDisruptionBudget: {} } : {}),
      http: http(props),
      nodeSets: nodeSetsOf(props).map((set) => nodeSet(props, set)),
    },
  };
}

export function rolesSecretName(name: string): string {
  return `${name}-roles`;
}

/** Data, templates, policies, pipelines: all that a team works with, and nothing that makes users or reads their secrets. */
export const teamRole: ElasticsearchRole = {
  cluster: ["monitor", "manage_ilm", "manage_index_templates", "manage_ingest_pipelines", "manage_slm"],
  indices: [{ names: ["*"], privileges: ["all"] }],
};

/** Roles are no secret; ECK takes them from a Secret nevertheless. JSON is YAML. */
export function rolesSecret(
  props: ElasticsearchClusterProps,
  added: Readonly<Record<string, ElasticsearchRole>>,
): Manifest {
  const roles = { team: teamRole, ...props.roles, ...added };
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: "Opaque",
    metadata: { ...ownedMetadata(props, rolesSecretName(props.name)) },
    stringData: { "roles.yml": `${JSON.stringify(roles, undefined, 2)}\n` },
  };
}

/** A set with the size's values filled in. */
export interface FullNodeSet extends NodeSet {
  readonly roles: readonly string[];
  readonly cpu: string;
  readonly cpuLimit: string;
  readonly memory: string;
  readonly storage: string;
  readonly config: Readonly<Record<string, Json>>;
}

export function nodeSetsOf(props: ElasticsearchClusterProps): readonly FullNodeSet[] {
  const size = elasticsearchSizes[props.size ?? "small"] ?? elasticsearchSizes.small;
  return (props.nodeSets ?? [{ name: "all", count: size.count }]).map((set) => {
    const cpu = set.cpu ?? size.cpu;
    return {
      name: set.name,
      count: set.count,
      roles: set.roles ?? ["master", "data", "ingest"],
      cpu,
      cpuLimit: set.cpuLimit ?? cpuLimitOf(cpu, size.cpuLimit),
      memory: set.memory ?? size.memory,
      storage: set.storage ?? size.storage,
      storageClass: set.storageClass ?? props.storageClass,
      config: set.config ?? {},
    };
  });
}

function nodeSet(props: ElasticsearchClusterProps, set: FullNodeSet): Fields {
  const { storageClass } = set;
  const zones =
    props.nodeSets === undefined && (elasticsearchSizes[props.size ?? "small"] ?? elasticsearchSizes.small).zones;
  const labels = teamLabels(props);
  return {
    name: set.name,
    count: set.count,
    resources: {
      requests: { cpu: set.cpu, memory: set.memory },
      limits: { cpu: set.cpuLimit, memory: set.memory },
    },
    ...(zones ? { zoneAwareness: {} } : {}),
    config: {
      "node.roles": [...set.roles],
      // Memory maps want a kernel setting of the node that only a privileged container can change.
      "node.store.allow_mmap": false,
      ...props.config,
      ...set.config,
    },
    podTemplate: {
      metadata: { labels },
      spec: {
        automountServiceAccountToken: false,
        // Ours replaces the operator's: all that `restricted` wants of a pod stands here. Containers get the operator's, which is enough.
        securityContext: { runAsNonRoot: true, fsGroup: 1000, seccompProfile: { type: "RuntimeDefault" } },
        containers: [{ name: "elasticsearch" }],
      },
    },
    volumeClaimTemplates: [
      {
        metadata: {
          name: "elasticsearch-data",
          labels,
          annotations: { [teardownAnnotation]: props.teardown ?? "delete" },
        },
        spec: {
          accessModes: ["ReadWriteOnce"],
          resources: { requests: { storage: set.storage } },
          ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
        },
      },
    ],
  };
}

function http(props: ElasticsearchClusterProps): Fields {
  const names = props.subjectAltNames ?? [];
  const isAddress = (name: string): boolean => /^[0-9.]+$/.test(name) || name.includes(":");
  return {
    service: { metadata: { labels: teamLabels(props) } },
    ...(props.certificate === undefined && names.length === 0
      ? {}
      : {
          tls:
            props.certificate === undefined
              ? {
                  selfSignedCertificate: {
                    subjectAltNames: names.map((name) => (isAddress(name) ? { ip: name } : { dns: name })),
                  },
                }
              : { certificate: { secretName: props.certificate } },
        }),
  };
}
