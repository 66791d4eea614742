// SPDX-License-Identifier: Apache-2.0
import type { GuardRails } from "../../../model/light.ts";
import type { Json } from "../../objects/manifest.ts";
import type { TeamOwnedProps } from "../../objects/owned.ts";
import type { StorageTeardown } from "../../storage/storage.ts";
import type { DataSize } from "../size.ts";

/** Nodes that are alike. Renaming a set, the only way to smaller volumes or another storage class, makes its nodes anew beside the old ones. */
export interface NodeSet {
  /** At most 23 characters. */
  readonly name: string;
  readonly count: number;
  /** @default ["master", "data", "ingest"] */
  readonly roles?: readonly string[] | undefined;
  /** CPU request. @default - of the size */
  readonly cpu?: string | undefined;
  /** @default - of the size, or the request when that is more */
  readonly cpuLimit?: string | undefined;
  /** Memory request and limit. @default - of the size */
  readonly memory?: string | undefined;
  /** Size of the claim of each node. It only grows. @default - of the size */
  readonly storage?: string | undefined;
  /** @default - that of the cluster's props */
  readonly storageClass?: string | undefined;
  /** Settings of elasticsearch.yml beside those that the construct and the operator make. @default - none */
  readonly config?: Readonly<Record<string, Json>> | undefined;
}

/** A role as `roles.yml` has it. @see https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/role-structure */
export interface ElasticsearchRole {
  /** Privileges over the cluster. @default - none */
  readonly cluster?: readonly string[] | undefined;
  /** Privileges over indices and data streams. @default - none */
  readonly indices?: readonly ElasticsearchIndexPrivileges[] | undefined;
}

export interface ElasticsearchIndexPrivileges {
  /** Names or patterns, `["events-*"]`. */
  readonly names: readonly string[];
  readonly privileges: readonly string[];
}

export interface ElasticsearchClusterProps extends TeamOwnedProps {
  /** Name of the cluster, at most 36 characters; its Services, Secrets and pods begin with it. */
  readonly name: string;
  /** See `elasticsearchSizes`. @default "small" */
  readonly size?: DataSize | undefined;
  /** Replaces the nodes of the size. @default - one set `all` of the size's nodes */
  readonly nodeSets?: readonly NodeSet[] | undefined;
  /** Version of Elasticsearch. @default "9.4.3" */
  readonly version?: string | undefined;
  /** @default - Elastic's image of the version */
  readonly image?: string | undefined;
  /** Fields and kinds that want Elastic's Enterprise licence are a fault without it. @default "basic" */
  readonly license?: "basic" | "enterprise" | undefined;
  /** What the organizers set; the pods are checked against it. @default - what holds everywhere */
  readonly guardRails?: Partial<GuardRails> | undefined;
  /** Storage class of all claims. @default - the cluster's own */
  readonly storageClass?: string | undefined;
  /** Settings of elasticsearch.yml for all nodes. @default - none beside those of the construct */
  readonly config?: Readonly<Record<string, Json>> | undefined;
  /** Roles besides the built-in ones. @default - `team`: everything with data, templates and policies, nothing with users */
  readonly roles?: Readonly<Record<string, ElasticsearchRole>> | undefined;
  /**
   * Names of Secrets of type `kubernetes.io/basic-auth` with the keys `username`, `password` and `roles` (with commas between), each a
   * user. The operator hashes the password. They are made outside the synth: by `bivouac up`, External Secrets or kubectl.
   * @default - none: only the superuser `elastic`, whose password the operator keeps in `<name>-es-elastic-user`
   */
  readonly users?: readonly string[] | undefined;
  /** Names of Secrets whose keys go into the keystore, such as `s3.client.default.access_key`. @default - none */
  readonly secureSettings?: readonly string[] | undefined;
  /** Secret of type `kubernetes.io/tls` for HTTP. @default - one that the operator signs itself */
  readonly certificate?: string | undefined;
  /** Further DNS names and addresses of the certificate that the operator makes. @default - the names of its Services */
  readonly subjectAltNames?: readonly string[] | undefined;
  /** What becomes of the data at the end; see TeamStorage. Claims stay when the cluster is deleted, unless it says `delete`. @default "delete" */
  readonly teardown?: StorageTeardown | undefined;
  /** Nodes that may be missing, or stand besides, during a change. @default { maxUnavailable: 1, maxSurge: 1 } */
  readonly changeBudget?: { readonly maxUnavailable: number; readonly maxSurge: number } | undefined;
  /** False: drains are not held back. @default true: the operator keeps one that lets a node go while health is green */
  readonly disruptionBudget?: boolean | undefined;
}

export interface KibanaProps extends TeamOwnedProps {
  /** @default - that of the Elasticsearch cluster */
  readonly name?: string | undefined;
  /** The cluster whose data it shows, in the same namespace. */
  readonly elasticsearch: { readonly name: string; readonly version: string };
  /** @default - that of the cluster */
  readonly version?: string | undefined;
  readonly image?: string | undefined;
  /** @default 1 */
  readonly count?: number | undefined;
  /** CPU request. @default "250m" */
  readonly cpu?: string | undefined;
  /** @default "1" */
  readonly cpuLimit?: string | undefined;
  /** Memory request and limit. @default "1Gi" */
  readonly memory?: string | undefined;
  /** Settings of kibana.yml. @default - none */
  readonly config?: Readonly<Record<string, Json>> | undefined;
  /** The gateway may connect to its pods; see SearchDashboard. @default false */
  readonly published?: boolean | undefined;
  /** Web address that browsers use, `https://search.dwdi.apps.example.org`. @default - not known to Kibana */
  readonly publicBaseUrl?: string | undefined;
  /** False: Kibana speaks plain HTTP inside the namespace, for a gateway that ends TLS. @default true */
  readonly tls?: boolean | undefined;
  /** @default - what holds everywhere */
  readonly guardRails?: Partial<GuardRails> | undefined;
}
