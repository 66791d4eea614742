// SPDX-License-Identifier: Apache-2.0

/**
 * What a cloud said about flavors and what they need; read by `lib/live`, never changed. Plain data, JSON-safe.
 * An absent part was not asked for or not allowed: `refused` says why, and rules say that they could not look.
 */
export interface CloudFacts {
  /** Name in clouds.yaml. */
  readonly cloud: string;
  readonly region?: string | undefined;
  /** Part → why it is absent, in the cloud's own words. */
  readonly refused?: Readonly<Partial<Record<FactName, string>>> | undefined;
  readonly flavors?: readonly CloudFlavor[] | undefined;
  /** The login sees no private flavors but its own project's. @default false */
  readonly publicFlavorsOnly?: boolean | undefined;
  readonly aggregates?: readonly CloudAggregate[] | undefined;
  /** Of nova-compute alone. */
  readonly services?: readonly ComputeService[] | undefined;
  /** Traits that placement knows. */
  readonly traits?: readonly string[] | undefined;
  /** Resource classes that placement knows. */
  readonly resourceClasses?: readonly string[] | undefined;
  /** Resource providers with their inventories and traits. */
  readonly providers?: readonly ResourceProvider[] | undefined;
  /** Query of `placementQuery` → what placement answered. Queries that were not asked are absent. */
  readonly candidates?: Readonly<Record<string, CandidateAnswer>> | undefined;
  readonly projects?: readonly CloudProject[] | undefined;
  /** Project id → compute quota set; -1: unlimited. */
  readonly quotas?: Readonly<Record<string, ComputeQuota>> | undefined;
  readonly images?: readonly CloudImage[] | undefined;
  readonly servers?: readonly CloudServer[] | undefined;
  /** Newest microversion of the compute API, `2.95`. */
  readonly microversion?: string | undefined;
  /** Names of Cyborg's device profiles. */
  readonly deviceProfiles?: readonly string[] | undefined;
  /** Clouds of the same run that were asked before this one, for comparisons. */
  readonly others?: readonly CloudFacts[] | undefined;
}

/** Parts of the facts that can be asked for. */
export type FactName = Exclude<keyof CloudFacts, "cloud" | "region" | "refused" | "others" | "publicFlavorsOnly">;

/** A flavor as nova has it. */
export interface CloudFlavor {
  readonly id: string;
  readonly name: string;
  readonly vcpus: number;
  /** MiB */
  readonly ram: number;
  /** GiB */
  readonly disk: number;
  /** GiB */
  readonly ephemeral: number;
  /** MiB */
  readonly swap: number;
  readonly rxtxFactor?: number | undefined;
  readonly isPublic: boolean;
  readonly disabled: boolean;
  readonly description?: string | undefined;
  /** Absent when nova's policy hides them. */
  readonly extraSpecs?: Readonly<Record<string, string>> | undefined;
  /** Ids of the projects that may use a private one. Absent for public ones and when refused. */
  readonly access?: readonly string[] | undefined;
}

export interface CloudAggregate {
  readonly name: string;
  readonly uuid?: string | undefined;
  readonly availabilityZone?: string | undefined;
  readonly hosts: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
}

export interface ComputeService {
  readonly host: string;
  readonly enabled: boolean;
  readonly up: boolean;
  readonly disabledReason?: string | undefined;
}

export interface ResourceProvider {
  readonly id: string;
  /** For a compute node its hypervisor host name. */
  readonly name: string;
  /** Id of the provider at the top of its tree. */
  readonly root: string;
  /** Absent when it could not be read. */
  readonly traits?: readonly string[] | undefined;
  /** Resource class → inventory. Absent when it could not be read. */
  readonly inventories?: Readonly<Record<string, Inventory>> | undefined;
}

/** As placement counts: the capacity is `(total - reserved) * ratio`. */
export interface Inventory {
  readonly total: number;
  readonly reserved: number;
  readonly minUnit: number;
  readonly maxUnit: number;
  readonly stepSize: number;
  readonly ratio: number;
}

/** Either how many candidates there are (asked with a limit: at least), or placement's refusal. */
export type CandidateAnswer = { readonly count: number } | { readonly status: number; readonly message: string };

export interface CloudProject {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
}

export interface ComputeQuota {
  readonly instances: number;
  readonly cores: number;
  /** MiB */
  readonly ram: number;
}

/** An image as Glance has it or as the settings declare it. */
export interface CloudImage {
  readonly name: string;
  readonly id?: string | undefined;
  /** MiB */
  readonly minRam?: number | undefined;
  /** GiB */
  readonly minDisk?: number | undefined;
  /** Bytes of the data; absent while it is not there. */
  readonly size?: number | undefined;
  /** GiB of the disk that it becomes. */
  readonly virtualSizeGiB?: number | undefined;
  /** `hw_*`, `os_*`, `trait:*` and others. */
  readonly properties: Readonly<Record<string, string>>;
}

/** A server with the copy of its flavor that nova made when it was booted. */
export interface CloudServer {
  readonly id: string;
  readonly name: string;
  readonly projectId?: string | undefined;
  readonly flavor: {
    readonly name: string;
    readonly vcpus: number;
    /** MiB */
    readonly ram: number;
    /** GiB */
    readonly disk: number;
    /** GiB */
    readonly ephemeral: number;
    /** MiB */
    readonly swap: number;
    readonly extraSpecs?: Readonly<Record<string, string>> | undefined;
  };
}
