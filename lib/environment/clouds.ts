// SPDX-License-Identifier: Apache-2.0
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { findCloud, findKubeconfig, LiveError, type Surroundings } from "../live/index.ts";
import type { Event } from "../model/index.ts";
import { Catalogue, type KeystoneEndpoint } from "../openstack/index.ts";
import type { KubernetesProvider } from "../bridge/index.ts";

/** The administrator's side of an OpenStack cloud. */
export interface AdminCloud {
  readonly provider: openstack.Provider;
  readonly catalogue: Catalogue;
  /** Where teams log in. */
  readonly endpoint: KeystoneEndpoint;
}

/** The providers of a program, each made once and only when a team needs it. */
export class Clouds {
  public readonly surroundings: Surroundings;
  readonly #event: Event;
  readonly #clusters: Map<string, Promise<KubernetesProvider>> = new Map();
  #openstack: AdminCloud | undefined;

  public constructor(event: Event, surroundings: Surroundings = {}) {
    this.#event = event;
    this.surroundings = surroundings;
  }

  /**
   * The event's OpenStack, as its administrator. Only the cloud's name goes into the state: the login stays in clouds.yaml.
   * @throws RunError when the event names none or clouds.yaml does not hold it
   */
  public openstack(): AdminCloud {
    this.#openstack ??= this.#openOpenStack();
    return this.#openstack;
  }

  /**
   * Provider of the cluster behind a kubeconfig context. Only the file's path goes into the state.
   * @throws RunError at once when no kubeconfig has the context
   */
  public kubernetes(context: string): Promise<KubernetesProvider> {
    let provider = this.#clusters.get(context);
    if (provider === undefined) {
      provider = this.#openKubernetes(context, orRunError(() => findKubeconfig(context, this.surroundings)).path);
      this.#clusters.set(context, provider);
    }
    return provider;
  }

  #openOpenStack(): AdminCloud {
    const name = this.#event.clouds.openstack;
    if (name === undefined) {
      throw new pulumi.RunError(
        `event ${this.#event.name}: teams ask for OpenStack, but clouds.openstack names no cloud of clouds.yaml`,
      );
    }
    const cloud = orRunError(() => findCloud(name, this.surroundings));
    const provider = new openstack.Provider("openstack", { cloud: name, allowReauth: true });
    return {
      provider,
      catalogue: new Catalogue(provider),
      endpoint: {
        authUrl: cloud.authUrl,
        region: cloud.region,
        cacertFile: cloud.cacert,
        insecure: cloud.verify ? undefined : true,
        endpointType: cloud.interface === "public" ? undefined : cloud.interface,
      },
    };
  }

  async #openKubernetes(context: string, kubeconfig: string): Promise<KubernetesProvider> {
    // Loads cdk8s: not before it is needed.
    const { KubernetesProvider } = await import("../bridge/index.ts");
    return new KubernetesProvider(`kubernetes-${context}`, { kubeconfig, context });
  }
}

/** A missing entry in a file is the user's to mend: no stack trace. */
function orRunError<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LiveError)) throw error;
    const { allowed, hint } = error.details;
    throw new pulumi.RunError(
      [error.message, allowed === undefined ? "" : `there is: ${allowed}`, hint ?? ""]
        .filter((part) => part !== "")
        .join("; "),
    );
  }
}
