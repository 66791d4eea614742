// SPDX-License-Identifier: Apache-2.0
import type { DataSpec, Event, Finding } from "../model/index.ts";
import { ifMissing } from "./errors.ts";
import type { Kubernetes } from "./kubernetes-client.ts";

interface Kind {
  readonly groupVersion: string;
  readonly resource: string;
  readonly hint: string;
}

const guards: Kind = {
  groupVersion: "admissionregistration.k8s.io/v1",
  resource: "validatingadmissionpolicies",
  hint: "the guard rails need Kubernetes 1.30 or newer: use another cluster",
};

const floors: Readonly<Record<string, Kind>> = {
  admin: {
    groupVersion: "policy.networking.k8s.io/v1alpha1",
    resource: "adminnetworkpolicies",
    hint: "install the network policy API and a plugin that knows it, or write guardRails.networkPolicies: standard",
  },
  cluster: {
    groupVersion: "policy.networking.k8s.io/v1alpha2",
    resource: "clusternetworkpolicies",
    hint: "install the network policy API and a plugin that knows it, or write guardRails.networkPolicies: standard",
  },
};

const operators: Readonly<Record<keyof DataSpec, readonly Kind[]>> = {
  elasticsearch: [
    eck("elasticsearch.k8s.elastic.co/v1", "elasticsearches"),
    eck("kibana.k8s.elastic.co/v1", "kibanas"),
  ],
  kafka: ["kafkas", "kafkanodepools", "kafkatopics", "kafkausers"].map((resource) => ({
    groupVersion: "kafka.strimzi.io/v1",
    resource,
    hint: "install the operator Strimzi 1.0.1 or newer, which teams' Kafka clusters need; older ones let a team read all Secrets of its namespace",
  })),
  kafkaToElasticsearch: [eck("logstash.k8s.elastic.co/v1alpha1", "logstashes")],
};

function eck(groupVersion: string, resource: string): Kind {
  return {
    groupVersion,
    resource,
    hint: "install the operator ECK 3.0 or newer, which teams' Elasticsearch clusters need (read its licence: docs/data-services.md)",
  };
}

/** Kinds that the event's guard rails and the data services of its teams on this cluster are made of, and that it does not serve. */
export async function checkKinds(
  cluster: Kubernetes,
  event: Pick<Event, "guardRails"> & Partial<Pick<Event, "teams">>,
): Promise<Finding[]> {
  const floor = floors[event.guardRails.networkPolicies];
  const services = (event.teams ?? []).flatMap(({ context, namespace }) =>
    context === cluster.context ? Object.keys(namespace?.data ?? {}) : [],
  );
  const wanted = [...new Set(services)].flatMap((service) => operators[service as keyof DataSpec] ?? []);
  const missing = await Promise.all(
    [guards, ...(floor === undefined ? [] : [floor]), ...wanted].map(async (kind) =>
      (await serves(cluster, kind)) ? undefined : kind,
    ),
  );
  return missing
    .filter((kind) => kind !== undefined)
    .map(({ groupVersion, resource, hint }) => ({
      code: "BV338",
      severity: "error",
      message: `the cluster of context "${cluster.context}" does not serve ${resource}`,
      seen: `no ${resource} in ${groupVersion}`,
      hint,
    }));
}

async function serves(cluster: Kubernetes, { groupVersion, resource }: Kind): Promise<boolean> {
  const group = await cluster
    .request<{ readonly resources?: readonly { readonly name: string }[] }>("GET", `/apis/${groupVersion}`)
    .catch(ifMissing);
  return group?.resources?.some(({ name }) => name === resource) ?? false;
}
