// SPDX-License-Identifier: Apache-2.0
import type { GuardRails } from "../../../model/light.ts";
import type { Json, Manifest } from "../../objects/manifest.ts";
import { ownedMetadata, ownerFaults, teamLabels, type TeamOwnedProps } from "../../objects/owned.ts";
import { defined } from "./defaults.ts";
import { resourceNameFaults } from "./faults.ts";
import { clusterLabel, kafkaApi } from "./objects.ts";
import type { KafkaClusterRef } from "./props.ts";

/** Only on a cluster whose quotas are of type `kafka`: the totals of type `strimzi` know no users. */
export interface KafkaUserQuotas {
  /** Bytes a second of each broker. @default - unlimited */
  readonly producerByteRate?: number | undefined;
  /** Bytes a second of each broker. @default - unlimited */
  readonly consumerByteRate?: number | undefined;
  /** Percent of the time of a broker's threads. @default - unlimited */
  readonly requestPercentage?: number | undefined;
  /** Changes of partitions a second. @default - unlimited */
  readonly controllerMutationRate?: number | undefined;
}

export interface KafkaUserProps {
  /** Topics that it writes. @default - none */
  readonly produces?: readonly string[] | undefined;
  /** Topics that it reads, and the consumer group or groups that it reads each with. @default - none */
  readonly consumes?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /** Transactional ids that it produces with. @default - no transactions */
  readonly transactionalIds?: readonly string[] | undefined;
  /** `tls`: by certificate, on a cluster with `clientCertificates`. @default "scram-sha-512", by password */
  readonly authentication?: "scram-sha-512" | "tls" | undefined;
  /** @default - the cluster's */
  readonly quotas?: KafkaUserQuotas | undefined;
}

export interface KafkaUserSetProps extends TeamOwnedProps {
  readonly cluster: KafkaClusterRef;
  /** By name. Strimzi puts what a user logs in with into a Secret of the same name. */
  readonly users: Readonly<Record<string, KafkaUserProps>>;
  /** What the organizers set, for the check at synth. @default - what holds everywhere */
  readonly guardRails?: Partial<GuardRails> | undefined;
}

type Fields = { readonly [key: string]: Json };

/** By the names of the users, which are the ids of their constructs too. */
export function kafkaUsers(props: KafkaUserSetProps): Readonly<Record<string, Manifest>> {
  return Object.fromEntries(Object.entries(props.users).map(([name, user]) => [name, kafkaUser(props, name, user)]));
}

function kafkaUser(props: KafkaUserSetProps, name: string, user: KafkaUserProps): Manifest {
  const metadata = ownedMetadata(props, name);
  const quotas = defined(user.quotas ?? {}) as Fields;
  return {
    apiVersion: kafkaApi,
    kind: "KafkaUser",
    metadata: { ...metadata, labels: { ...metadata.labels, [clusterLabel]: props.cluster.name } },
    spec: {
      authentication: { type: user.authentication ?? "scram-sha-512" },
      authorization: { type: "simple", acls: acls(user) },
      ...(Object.keys(quotas).length === 0 ? {} : { quotas }),
      template: { secret: { metadata: { labels: teamLabels(props) } } },
    },
  };
}

/** Names as they are, no patterns: a right to `logs` is none to `logs-of-others`. */
function acls({ produces = [], consumes = {}, transactionalIds = [] }: KafkaUserProps): Fields[] {
  const reads = Object.keys(consumes);
  const groups = new Set(Object.values(consumes).flat());
  return [
    ...[...new Set([...produces, ...reads])].map((topic) =>
      acl("topic", topic, [
        "Describe",
        ...(produces.includes(topic) ? ["Write"] : []),
        ...(reads.includes(topic) ? ["Read"] : []),
      ]),
    ),
    ...[...groups].map((group) => acl("group", group, ["Read"])),
    ...transactionalIds.map((id) => acl("transactionalId", id, ["Describe", "Write"])),
  ];
}

/** A right to what has exactly this name. */
export function acl(type: string, name: string, operations: readonly string[]): Fields {
  return { resource: { type, name, patternType: "literal" }, operations };
}

export function userSetFaults(props: KafkaUserSetProps): string[] {
  return [
    ...ownerFaults(props),
    ...Object.entries(props.users).flatMap(([name, user]) => [
      ...resourceNameFaults(`user "${name}"`, name),
      ...uselessFaults(name, user),
      ...[
        ...(user.produces ?? []),
        ...Object.entries(user.consumes ?? {}).flatMap(([topic, group]) => [topic, ...[group].flat()]),
        ...(user.transactionalIds ?? []),
      ].flatMap((each) =>
        each === "" || each === "*"
          ? [`user ${name}: "${each}" is no single topic, group or transactional id: name it`]
          : [],
      ),
    ]),
  ];
}

function uselessFaults(name: string, { produces = [], consumes = {} }: KafkaUserProps): string[] {
  return [
    ...(produces.length + Object.keys(consumes).length === 0
      ? [`user ${name} neither produces nor consumes: name topics in produces or consumes`]
      : []),
    ...Object.entries(consumes).flatMap(([topic, groups]) =>
      [groups].flat().length === 0 ? [`user ${name} consumes ${topic} without a group: name one`] : [],
    ),
  ];
}
