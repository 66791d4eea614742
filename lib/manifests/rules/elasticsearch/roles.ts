// SPDX-License-Identifier: Apache-2.0
import { readFlag } from "./flat-settings.ts";

/** All that Elasticsearch knows. @see https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/node-settings */
export const knownRoles: readonly string[] = [
  "master",
  "data",
  "data_content",
  "data_hot",
  "data_warm",
  "data_cold",
  "data_frozen",
  "ingest",
  "ml",
  "remote_cluster_client",
  "transform",
  "voting_only",
];

const dataRoles = knownRoles.filter((role) => role.startsWith("data"));

/** One setting a role, before version 7.9; gone in 8.0. */
export const roleSettings: readonly string[] = [
  "node.data",
  "node.ingest",
  "node.master",
  "node.ml",
  "node.remote_cluster_client",
  "node.transform",
  "node.voting_only",
];

export interface NodeRoles {
  /** `node.roles` as written; undefined: a node has all roles but `voting_only`. */
  readonly listed: readonly string[] | undefined;
  /** Votes for a master, and may be one unless it only votes. */
  readonly votes: boolean;
  readonly votingOnly: boolean;
  /** Shards can lie on it. */
  readonly holdsData: boolean;
}

/** As the operator reads them: elastic/cloud-on-k8s v3.5.0 pkg/apis/elasticsearch/v1/elasticsearch_config.go. */
export function rolesOf(settings: ReadonlyMap<string, unknown>): NodeRoles {
  const listed = listedRoles(settings.get("node.roles"));
  const has = (role: string, setting: string, otherwise: boolean): boolean =>
    listed === undefined ? (readFlag(settings.get(setting)) ?? otherwise) : listed.includes(role);
  return {
    listed,
    votes: has("master", "node.master", true),
    votingOnly: has("voting_only", "node.voting_only", false),
    holdsData: listed === undefined ? has("data", "node.data", true) : listed.some((role) => dataRoles.includes(role)),
  };
}

/** A single text is a list of one. */
function listedRoles(value: unknown): readonly string[] | undefined {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((role) => typeof role === "string") : undefined;
}
