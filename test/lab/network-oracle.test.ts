// SPDX-License-Identifier: Apache-2.0
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parse } from "yaml";
import { ask, type OracleQuestion, policyCrds } from "../../lab/network-oracle/ask.ts";
import { type Manifest, networkFloor, teamIsolation } from "../../lib/kubernetes/index.ts";
import { connectKubernetes, type Kubernetes } from "../../lib/live/index.ts";
import { type Fields, Network } from "../../lib/manifests/index.ts";
import type { Opening } from "../../lib/model/index.ts";
import { randomPolicies } from "../manifests/network/arbitrary.ts";
import { families, namespacesOf, type PolicySet } from "../manifests/network/families.ts";
import { asked, endpoints, outside, pods } from "../manifests/network/model.ts";
import { isolated, opening, tenantPolicy } from "../manifests/network/teams.ts";

// Two judges that are not ours: cyclonus's matcher for what policies mean, and the apiserver for what it takes and fills in.

let cluster: Kubernetes;

beforeAll(async () => {
  cluster = await connectKubernetes("bivouac-lab-3");
});

afterAll(() => {
  cluster.close();
});

const policyPath = "/apis/networking.k8s.io/v1/namespaces/default/networkpolicies?dryRun=All";

/** As the apiserver would store it: it checks the policy and fills in policyTypes. */
async function stored(policy: Fields): Promise<Fields> {
  const { metadata } = policy as { metadata: { name: string; namespace: string } };
  const body = { ...policy, metadata: { name: metadata.name } };
  const answer = await cluster.request<Fields>("POST", policyPath, { body });
  return { ...policy, spec: answer["spec"] };
}

interface Table {
  readonly title: string;
  readonly policies: readonly Fields[];
  readonly namespaces: ReturnType<typeof namespacesOf>;
}

function questionOf({ policies, namespaces }: Table): OracleQuestion {
  return {
    policies,
    namespaces: Object.fromEntries(
      namespaces.map(({ name, labels }) => [name, { ...labels, "kubernetes.io/metadata.name": name }]),
    ),
    pods: pods.map(({ namespace, labels, addresses = [], ports = [] }) => ({
      namespace,
      labels,
      address: addresses[0] ?? "",
      ports,
    })),
    outside: Object.values(outside),
    ports: asked,
  };
}

/** Our answers in the oracle's order; "-" for a pod and itself, which the oracle does not know as an exception. */
function ours({ policies, namespaces }: Table): string {
  const network = new Network({ namespaces, policies });
  return endpoints
    .flatMap((from) =>
      endpoints.flatMap((to) =>
        asked.map(({ port, protocol }) => {
          if (from === to && typeof from !== "string") return "-";
          return network.allows({ from, to, port, protocol }) ? "1" : "0";
        }),
      ),
    )
    .join("");
}

async function compare(
  tables: readonly Table[],
): Promise<{ connections: number; agreed: number; different: string[] }> {
  const answers = await ask(tables.map(questionOf));
  let [connections, agreed] = [0, 0];
  const different: string[] = [];
  for (const [index, table] of tables.entries()) {
    const [mine, theirs = ""] = [ours(table), answers[index]];
    expect(theirs.length).toBe(mine.length);
    for (let at = 0; at < mine.length; at++) {
      if (mine[at] === "-") continue;
      connections++;
      if (mine[at] === theirs[at]) agreed++;
      else if (different.length < 20)
        different.push(`${table.title}: connection ${at}: ours ${mine[at]}, cyclonus ${theirs[at]}`);
    }
  }
  console.log(`network truth table against cyclonus: ${connections} connections, agreement ${agreed}/${connections}`);
  return { connections, agreed, different };
}

async function tableOf(set: Omit<PolicySet, "tag">): Promise<Table> {
  const policies = await Promise.all(
    set.policies.map(async (policy) => {
      const fields = policy as unknown as Fields;
      return policy.spec.policyTypes === undefined ? stored(fields) : fields;
    }),
  );
  return { title: set.title, policies, namespaces: namespacesOf(set) };
}

describe("our evaluator and cyclonus", () => {
  test("every kind of peer and port, in both directions", async () => {
    const tables = await Promise.all(families.map(tableOf));
    const { connections, different } = await compare(tables);
    expect(different).toEqual([]);
    expect(connections).toBe(families.length * (15 * 15 - 9) * 15);
  });

  test("random sets of policies", async () => {
    const sets = fc.sample(randomPolicies(true), { numRuns: 500, seed: 20221107 });
    const tables = sets.map((policies, index) => ({
      title: `random ${index}`,
      policies: policies as unknown as Fields[],
      namespaces: namespacesOf({}),
    }));
    expect((await compare(tables)).different).toEqual([]);
  });

  test("our own policies for three teams, with an opening and with a team's own policy", async () => {
    const tables = [isolated(), isolated([opening]), [...isolated([opening]), tenantPolicy]].map((policies, index) => ({
      title: `teams ${index}`,
      policies,
      namespaces: namespacesOf({}),
    }));
    expect((await compare(tables)).different).toEqual([]);
  });
});

describe("the apiserver", () => {
  const many: Opening[] = Array.from({ length: 60 }, (_, index) => ({
    ...opening,
    name: `port-${index}`,
    port: 8000 + index,
  }));
  const everything = {
    nodeNetworks: Array.from({ length: 40 }, (_, index) => `203.0.113.${index}/32`),
    dnsAddresses: ["169.254.20.10/32", "fd00::10/128"],
    apiServer: { cidrs: ["192.0.2.250/32", "2001:db8::1/128"] },
    openings: [opening, ...many],
  };
  const crdPath = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  let crds: Manifest[] = [];

  beforeAll(async () => {
    crds = (await policyCrds()).map((text) => parse(text) as Manifest);
    for (const body of crds) await cluster.request("POST", crdPath, { body });
    for (const { metadata } of crds)
      await vi.waitFor(() => established(metadata.name), { timeout: 300_000, interval: 200 });
  });

  afterAll(async () => {
    for (const { metadata } of crds) await cluster.request("DELETE", `${crdPath}/${metadata.name}`);
  });

  async function established(name: string): Promise<void> {
    const { status } = await cluster.request<{ status?: { conditions?: { type: string; status: string }[] } }>(
      "GET",
      `${crdPath}/${name}`,
    );
    const met = (status?.conditions ?? []).some((each) => each.type === "Established" && each.status === "True");
    if (!met) throw new Error(`${name} is not established yet`);
  }

  const create = async (object: Manifest): Promise<unknown> => {
    const plural = object.kind === "ClusterNetworkPolicy" ? "clusternetworkpolicies" : "adminnetworkpolicies";
    return cluster.request("POST", `/apis/${object.apiVersion}/${plural}?dryRun=All&fieldValidation=Strict`, {
      body: object,
    });
  };

  test.each(["admin", "cluster"] as const)("takes the floor of the event: %s", async (networkPolicies) => {
    const floor = networkFloor({ event: "lugano-2022", networkPolicies, teams: ["ada", "bob", "eve"], ...everything });
    expect(floor.length).toBe(6);
    // A kind is served a moment after it is established.
    await vi.waitFor(() => create(floor[0] as Manifest), { timeout: 300_000, interval: 200 });
    for (const object of floor) expect(await create(object)).toMatchObject({ spec: object["spec"] });
  });

  test.each(["admin", "cluster"] as const)("refuses an action that there is not: %s", async (networkPolicies) => {
    const [first] = networkFloor({ event: "lugano-2022", networkPolicies, teams: ["ada"] });
    const text = JSON.stringify(first).replaceAll('"Pass"', '"Maybe"');
    await expect(create(JSON.parse(text) as Manifest)).rejects.toMatchObject({ fault: "refused" });
  });

  test("takes the policies of a team as they are", async () => {
    const policies = teamIsolation({
      event: "lugano-2022",
      team: "ada",
      gateway: { namespace: "gateways" },
      namespaces: ["lugano-2022-ada", "lugano-2022-ada-test"],
      ...everything,
    });
    expect(policies.length).toBe(67);
    for (const policy of policies) expect((await stored(policy))["spec"]).toEqual(policy["spec"]);
  });
});
