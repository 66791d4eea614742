// SPDX-License-Identifier: Apache-2.0
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";

/** For whom something is looked up: what a failure names. */
export interface Asker {
  readonly team: string;
  /** Place in the event file, `vms.web.image`. */
  readonly path: string;
}

type Kind = "image" | "flavor" | "event flavor" | "external network" | "role";

/**
 * Ids of what the cloud has, by name. Each name is asked for once in the life of the catalogue, through the
 * administrator's provider; make one catalogue a program. A name that is not there rejects with a RunError that says
 * for whom it was.
 */
export class Catalogue {
  readonly #options: pulumi.InvokeOptions;
  readonly #asked: Map<string, Promise<string>> = new Map();

  public constructor(provider: pulumi.ProviderResource) {
    this.#options = { provider };
  }

  /** Id of the newest image of that name. */
  public image(name: string, asker: Asker): Promise<string> {
    return this.#find(
      "image",
      name,
      asker,
      async () => (await openstack.images.getImage({ name, mostRecent: true }, this.#options)).id,
    );
  }

  public flavor(name: string, asker: Asker): Promise<string> {
    return this.#find(
      "flavor",
      name,
      asker,
      async () => (await openstack.compute.getFlavor({ name }, this.#options)).id,
    );
  }

  /** Finds a flavor by its id; `name` is what the event calls it. */
  public flavorId(id: string, name: string, asker: Asker): Promise<string> {
    return this.#find(
      "event flavor",
      name,
      asker,
      async () => (await openstack.compute.getFlavor({ flavorId: id }, this.#options)).id,
    );
  }

  public externalNetwork(name: string, asker: Asker): Promise<string> {
    return this.#find(
      "external network",
      name,
      asker,
      async () => (await openstack.networking.getNetwork({ name, external: true }, this.#options)).id,
    );
  }

  public role(name: string, asker: Asker): Promise<string> {
    return this.#find("role", name, asker, async () => (await openstack.identity.getRole({ name }, this.#options)).id);
  }

  #find(kind: Kind, name: string, asker: Asker, ask: () => Promise<string>): Promise<string> {
    const key = `${kind}/${name}`;
    let answer = this.#asked.get(key);
    if (answer === undefined) {
      answer = ask();
      this.#asked.set(key, answer);
    }
    return answer.catch((error: unknown) => {
      throw new pulumi.RunError(explain(kind, name, asker, error));
    });
  }
}

const advice: Record<Kind, string> = {
  image: "see what there is with: openstack image list",
  flavor: "see what there is with: openstack flavor list --all",
  "event flavor": "the event makes it: bring up what the teams share first, the stack with bivouac:shared true",
  "external network": "see what there is with: openstack network list --external",
  role: "see what there is with: openstack role list",
};

function explain(kind: Kind, name: string, asker: Asker, error: unknown): string {
  const cause = causeOf(error);
  const place = `team ${asker.team}, ${asker.path}`;
  const missing = /returned no results|no flavor found/i.test(cause);
  return missing
    ? `${place}: the cloud has no ${kind} "${name}"; ${advice[kind]}`
    : `${place}: could not look up ${kind} "${name}": ${cause}`;
}

/** The provider's own words: the bridge puts the call before them and a list around them. */
function causeOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (/\d+ errors? occurred:\s*\*\s*(.*)/s.exec(text)?.[1] ?? text).trim();
}
