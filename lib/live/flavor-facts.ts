// SPDX-License-Identifier: Apache-2.0
import type { CandidateAnswer, CloudFacts, FactName, FlavorDefinition, Release } from "../flavors/index.ts";
import { LiveError } from "./errors.ts";
import * as read from "./flavor-facts-read.ts";
import type { OpenStack } from "./openstack-client.ts";

export interface FlavorFactsOptions {
  /** Used when the cloud does not say its release. @default the newest release */
  readonly target?: Release | undefined;
  /** Read the images: for pairs of flavor and image, and for events. @default false */
  readonly images?: boolean | undefined;
  /** Read the servers of all projects. @default true */
  readonly servers?: boolean | undefined;
}

/**
 * Everything that the live rules want to know of a cloud, by reads alone. A list that the login may not see, or a service
 * that is not there, leaves its part out and is named in `refused`.
 * @param flavors what will be linted: it decides which questions are worth asking
 * @throws LiveError when the cloud cannot be reached or does not let us in
 */
export async function readFlavorFacts(
  os: OpenStack,
  flavors: readonly FlavorDefinition[],
  options: FlavorFactsOptions = {},
): Promise<CloudFacts> {
  const refused: Partial<Record<FactName, string>> = {};
  const ask = async <T>(name: FactName, wanted: boolean, look: () => Promise<T>): Promise<T | undefined> => {
    if (!wanted) return undefined;
    try {
      return await look();
    } catch (error) {
      refused[name] = reasonOf(error);
      return undefined;
    }
  };
  const names = new Set(flavors.map((flavor) => flavor.fields.get("name")?.value));
  const uses = (key: string): boolean => flavors.some(({ specs }) => specs.some((spec) => spec.key === key));
  const microversion = await ask("microversion", true, () => read.newestMicroversion(os));
  const cloud = { cloud: os.cloud.name, region: os.cloud.region, microversion };
  const [there, aggregates, services, traits, resourceClasses, providers, candidates, images, servers, deviceProfiles] =
    await Promise.all([
      ask("flavors", true, () => read.cloudFlavors(os, microversion, (name) => names.has(name))),
      ask("aggregates", true, () => read.aggregates(os)),
      ask("services", true, () => read.computeServices(os)),
      ask("traits", true, () => read.traits(os)),
      ask("resourceClasses", true, () => read.resourceClasses(os)),
      ask("providers", true, () => read.providers(os)),
      ask("candidates", true, () => dryRuns(os, flavors, cloud, options.target)),
      ask("images", options.images === true, () => read.images(os)),
      ask("servers", options.servers !== false, () => read.servers(os)),
      ask("deviceProfiles", uses("accel:device_profile"), () => read.deviceProfiles(os)),
    ]);
  const access = new Set(there?.flatMap((flavor) => flavor.access ?? []));
  const named = new Set(flavors.flatMap((flavor) => accessOf(flavor)));
  const projects = await ask("projects", access.size + named.size > 0, () => read.projects(os));
  const ids = [
    ...access,
    ...(projects ?? []).filter(({ id, name }) => named.has(name) || named.has(id)).map(({ id }) => id),
  ];
  const quotas = await ask("quotas", ids.length > 0, () => read.quotas(os, new Set(ids)));
  return {
    ...cloud,
    ...(Object.keys(refused).length > 0 ? { refused } : {}),
    flavors: there,
    // Nova ignores is_public=None of those who are no administrators.
    ...((await os.session()).roles.includes("admin") || there?.some(({ isPublic }) => !isPublic)
      ? {}
      : { publicFlavorsOnly: true }),
    aggregates,
    services,
    traits,
    resourceClasses,
    providers,
    candidates,
    projects,
    quotas,
    images,
    servers,
    deviceProfiles,
  };
}

/** Each distinct request once. What placement refuses is an answer too. */
async function dryRuns(
  os: OpenStack,
  flavors: readonly FlavorDefinition[],
  cloud: Pick<CloudFacts, "cloud" | "microversion">,
  target: Release | undefined,
): Promise<Record<string, CandidateAnswer>> {
  // The rules come with it: loaded by those alone who lint.
  const { candidateQueries } = await import("../flavors/index.ts");
  const queries = candidateQueries(flavors, cloud, target);
  const answers = await Promise.all(
    queries.map(async (query): Promise<readonly [string, CandidateAnswer]> => {
      try {
        return [query, { count: await read.candidates(os, query) }];
      } catch (error) {
        const status = error instanceof LiveError ? error.details.status : undefined;
        if (status !== 400) throw error;
        return [query, { status, message: placementSaid(reasonOf(error)) }];
      }
    }),
  );
  return Object.fromEntries(answers);
}

/** Projects by name or id, as the definition says. */
function accessOf(flavor: FlavorDefinition): string[] {
  const access = flavor.fields.get("access")?.value;
  return Array.isArray(access) ? access.filter((each) => typeof each === "string") : [];
}

/** Why a part is absent. A cloud that cannot be reached or lets us not in is no matter of one part: thrown on. */
function reasonOf(error: unknown): string {
  if (!(error instanceof LiveError) || error.fault === "auth" || error.fault === "unreachable") throw error;
  return error.message;
}

/** Without what placement says to everything that it refuses, and without our own address of it. */
function placementSaid(message: string): string {
  return message
    .replace(
      /^The server could not comply with the request since it is either malformed or otherwise incorrect\.\s*/,
      "",
    )
    .replace(/: placement 400 on GET .*$/, "")
    .trim();
}
