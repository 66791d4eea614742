// SPDX-License-Identifier: Apache-2.0
import { type Fields, findManifestProblems, footprint, type Footprint, Manifest } from "../../manifests/index.ts";
import type { Finding } from "../../model/light.ts";
import { teamObjects, type TeamObjectsProps } from "../objects/team.ts";
import { dataRules } from "./data-rules.ts";
import { dataUsers, dataUserSecret } from "./team-data.ts";

/** Its Secrets are made at deployment, with passwords that nothing here needs to know. */
function manifestsOf({ event, team, ...props }: TeamObjectsProps): Manifest[] {
  const owner = { event: event.name, team: team.id, namespace: team.name };
  const users = dataUsers(team.namespace?.data ?? {});
  return [...teamObjects({ event, team, ...props }), ...users.map((user) => dataUserSecret(owner, user, "\ue0b1"))].map(
    (each) => new Manifest(each as Fields, { namespace: team.name }),
  );
}

/** What a team's namespace holds once the operators have made theirs; undefined for a team without data services. */
export function teamFootprint(props: TeamObjectsProps): Footprint | undefined {
  const { team } = props;
  return team.namespace?.data === undefined ? undefined : footprint(manifestsOf(props), [], team.name);
}

/**
 * All that the rules say of a team's data services, with the quota around them: what would be refused, or not do what it says. Places are
 * those of the event file.
 * @param earlier the same objects as they are in the cluster: what cannot be changed is compared with them
 */
export function teamDataFindings(props: TeamObjectsProps, earlier: readonly object[] = []): Finding[] {
  const { event, team } = props;
  if (team.namespace?.data === undefined) return [];
  const found = findManifestProblems(manifestsOf(props), {
    rules: dataRules,
    earlier: earlier.map((each) => new Manifest(each as Fields, { namespace: team.name })),
    settings: { guardRails: event.guardRails, team: { event: event.name, team: team.id, namespaces: [team.name] } },
  });
  return found.flatMap(({ finding: { code, severity, subject, message, seen, allowed, hint } }) => {
    const key = code.startsWith("QF") ? "quota" : sections[subject.split(" ", 1)[0] ?? ""];
    if (key === undefined) return [];
    const path = ["teams", team.id, "namespace", key].join(".");
    return [{ code, severity, message: `${subject}: ${message}`, path, team: team.id, seen, allowed, hint }];
  });
}

/** Section of the namespace in the event file that an object comes from. */
const sections: Readonly<Record<string, string>> = {
  Elasticsearch: "elasticsearch",
  Kibana: "elasticsearch",
  Kafka: "kafka",
  KafkaNodePool: "kafka",
  KafkaTopic: "kafka",
  KafkaUser: "kafka",
  Logstash: "kafkaToElasticsearch",
};
