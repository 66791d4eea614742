// SPDX-License-Identifier: Apache-2.0

// The event after defaults are applied and names are made: what every floor above works with.
// Everything is plain data, readonly, JSON-safe.
import type { NamespaceSize } from "./namespace-sizes.ts";

export interface Person {
  readonly id: string;
  readonly name?: string | undefined;
  readonly sshKeys: readonly string[];
}

export interface OpenPort {
  readonly port: number;
  readonly to: number;
  readonly protocol: "tcp" | "udp";
  readonly from: string;
}

export interface VolumeSpec {
  readonly key: string;
  readonly sizeGiB: number;
  readonly type?: string | undefined;
}

/** A group of alike VMs. */
export interface VmGroup {
  readonly key: string;
  readonly count: number;
  readonly flavor: string;
  readonly image: string;
  readonly rootVolume?: Omit<VolumeSpec, "key"> | undefined;
  readonly volumes: readonly VolumeSpec[];
  readonly floatingIp: boolean;
  readonly ports: readonly OpenPort[];
  readonly serverGroup?: "affinity" | "anti-affinity" | "soft-affinity" | "soft-anti-affinity" | undefined;
  readonly cloudInit?: Readonly<Record<string, unknown>> | undefined;
}

export interface WorkspaceSpec {
  readonly image: string;
  readonly port: number;
  readonly replicas: number;
  readonly cpu: string;
  readonly memory: string;
}

/**
 * What the organizers set for every namespace of the event, beside quotas and rights. Teams cannot change it; `bivouac plan` shows where it
 * differs from the defaults.
 */
export interface GuardRails {
  /** Prefixes of images, `docker.io/library/`: an image must begin with one. Empty: from anywhere. */
  readonly registries: readonly string[];
  /** Images must be named by digest. */
  readonly digests: boolean;
  /** Hosts of Ingresses and HTTPRoutes end in `.<team>.<domain>`, or are it; absent: teams publish no hosts. */
  readonly domain?: string | undefined;
  /** Classes that claims may name; undefined: any. A claim without a class is always allowed. */
  readonly storageClasses?: readonly string[] | undefined;
  /** Classes that pods may name; a pod without one is always allowed. */
  readonly priorityClasses: readonly string[];
  /** Keys of taints that pods may tolerate and labels that they may select nodes by, beside Kubernetes' own harmless ones. */
  readonly nodeKeys: readonly string[];
  /** CIDRs of nodes and of the API server's addresses: no pod reaches them. */
  readonly nodeNetworks: readonly string[];
  /** Namespace of the gateway or ingress controller that may connect to what teams publish. */
  readonly gateway?: { readonly namespace: string; readonly name: string } | undefined;
  /** The operators of data services. */
  readonly operators: OperatorAccess;
  /** How egress limits are kept: `standard` NetworkPolicies with admission, or the cluster's AdminNetworkPolicy or ClusterNetworkPolicy. */
  readonly networkPolicies: "standard" | "admin" | "cluster";
  /** Guards of admission that are switched off, and why. */
  readonly off: readonly { readonly guard: string; readonly reason: string }[];
}

/** What operators of data services and their parts reach through the isolation of a team that has such services. */
export interface OperatorAccess {
  /** Namespaces whose pods look after data services: they may connect to them. */
  readonly namespaces: readonly string[];
  /** CIDRs where the API server answers as pods meet it: Kafka's pods, which are the team's, read certificates, topics and users there. */
  readonly apiServer: readonly string[];
}

/** A port that a team opens to other teams; it opens when they ask for it too. */
export interface ExportSpec {
  readonly name: string;
  readonly port: number;
  readonly protocol: "TCP" | "UDP" | "SCTP";
  /** Labels of the pods; empty: all. */
  readonly pods: Readonly<Record<string, string>>;
  /** Ids of the teams that may connect. */
  readonly to: readonly string[];
}

/** A port of another team that this team wants to use. */
export interface ImportSpec {
  /** Id of the team. */
  readonly from: string;
  /** Name of its export. */
  readonly name: string;
}

/** A port of one team that another team uses: both said so. */
export interface Opening extends Pick<ExportSpec, "name" | "port" | "protocol" | "pods"> {
  readonly exporter: OpeningSide;
  readonly importer: OpeningSide;
}

export interface OpeningSide {
  /** Id of the team. */
  readonly team: string;
  readonly namespaces: readonly string[];
}

export type DataServiceSize = "demo" | "small" | "ha";

/** A team's data services: custom resources whose operators the cluster has. */
export interface DataSpec {
  readonly elasticsearch?: ElasticsearchSpec | undefined;
  readonly kafka?: KafkaSpec | undefined;
  /** Only with both of them. */
  readonly kafkaToElasticsearch?:
    | { readonly topics: readonly string[]; readonly dataset?: string | undefined }
    | undefined;
}

export interface ElasticsearchSpec {
  readonly size: DataServiceSize;
  /** Absent: the newest that was tried. */
  readonly version?: string | undefined;
  readonly kibana: boolean;
  readonly retentionDays: number;
  readonly storageClass?: string | undefined;
}

export interface KafkaSpec {
  readonly size: DataServiceSize;
  /** Absent: the newest that was tried. */
  readonly version?: string | undefined;
  readonly storageClass?: string | undefined;
  readonly topics: readonly { readonly name: string; readonly partitions: number; readonly retentionHours: number }[];
  readonly users: readonly {
    readonly name: string;
    readonly produces: readonly string[];
    readonly consumes: readonly string[];
  }[];
}

/** Kubernetes quantities are strings as the apiserver prints them. */
export interface NamespaceSpec {
  /** Where what is not said came from. */
  readonly size: NamespaceSize;
  /** Why the Pod Security Standard is only baseline; absent: it is restricted. */
  readonly podSecurity?: { readonly level: "baseline"; readonly reason: string } | undefined;
  /** Pods may reach public addresses. */
  readonly internet: boolean;
  readonly exports: readonly ExportSpec[];
  readonly imports: readonly ImportSpec[];
  /** Those that both sides asked for, with this team as one of them. */
  readonly openings: readonly Opening[];
  readonly quota: {
    readonly cpu: string;
    readonly memory: string;
    readonly storage: string;
    readonly storageClasses: Readonly<Record<string, string>>;
    readonly ephemeralStorage?: string | undefined;
    readonly pods: number;
    readonly services: number;
    readonly configMaps: number;
    readonly secrets: number;
    readonly persistentVolumeClaims: number;
    readonly extended: Readonly<Record<string, number>>;
  };
  readonly limits: {
    readonly cpu: string;
    readonly memory: string;
    readonly maxCpu: string;
    readonly maxMemory: string;
  };
  readonly workspace?: WorkspaceSpec | undefined;
  /** Absent: the team has no data services. */
  readonly data?: DataSpec | undefined;
}

/** OpenStack quota sets of one project. `ramMiB` and `gigabytes` in nova's and cinder's own units. */
export interface Quotas {
  readonly instances: number;
  readonly cores: number;
  readonly ramMiB: number;
  readonly keyPairs: number;
  readonly serverGroups: number;
  readonly volumes: number;
  readonly gigabytes: number;
  readonly snapshots: number;
  readonly networks: number;
  readonly subnets: number;
  readonly routers: number;
  readonly ports: number;
  readonly floatingIps: number;
  readonly securityGroups: number;
  readonly securityGroupRules: number;
}

export interface Team {
  /** As written in the event file. */
  readonly id: string;
  /** `<event>-<slug of id>`: project, user, namespace and prefix of every other name. */
  readonly name: string;
  readonly title: string;
  readonly contact: string;
  readonly members: readonly Person[];
  readonly mentors: readonly Person[];
  /** User names of the cluster's identity provider that may look. */
  readonly viewers: readonly string[];
  /** Groups of the cluster's identity provider, beside those that are named after the team. */
  readonly groups: {
    readonly members: readonly string[];
    readonly mentors: readonly string[];
    readonly viewers: readonly string[];
  };
  readonly vms: readonly VmGroup[];
  readonly network: { readonly cidr?: string | undefined; readonly dnsServers: readonly string[] };
  readonly namespace?: NamespaceSpec | undefined;
  /** kubeconfig context of the cluster that holds the namespace; absent when the team has none. */
  readonly context?: string | undefined;
  /** True when the cluster is assigned to this team alone. */
  readonly assignedCluster: boolean;
  /** Only what the file says; the rest is sized by planning. */
  readonly quotas: Partial<Quotas>;
  readonly teardown: { readonly volumes: "keep" | "snapshot" | "delete" };
}

export interface EventFlavor {
  readonly name: string;
  readonly vcpus: number;
  /** MiB */
  readonly ram: number;
  /** GiB */
  readonly disk: number;
  readonly ephemeral: number;
  readonly swap: number;
  readonly extraSpecs: Readonly<Record<string, string>>;
  readonly description?: string | undefined;
  /** True when the cloud already has it; false when the event creates it. */
  readonly existing: boolean;
}

export interface Event {
  readonly name: string;
  readonly title: string;
  readonly timeZone: string;
  /** Instants, ISO 8601 in UTC. */
  readonly window: { readonly start: string; readonly end: string };
  readonly clouds: { readonly openstack?: string | undefined; readonly kubernetes?: string | undefined };
  readonly externalNetwork: string;
  readonly network: { readonly supernet: string; readonly prefix: number; readonly dnsServers: readonly string[] };
  readonly guardRails: GuardRails;
  /** undefined: no flavors file, so flavors are checked only against the cloud. */
  readonly flavors?: readonly EventFlavor[] | undefined;
  /** In the order of the file. */
  readonly teams: readonly Team[];
}
