// SPDX-License-Identifier: Apache-2.0
import { Construct } from "constructs";
import { kubeObject } from "../api.ts";
import type { Json } from "../objects/manifest.ts";
import { checkedData } from "./checked.ts";
import { dataUsers, dataUserSecret, teamDataParts, type TeamDataProps } from "./team-data.ts";

export interface TeamDataServicesProps extends TeamDataProps {
  /**
   * Password of a user by its name: a value that is known only at deployment, put into a Secret and nowhere else.
   * @default - Secrets of the users' names are made elsewhere
   */
  readonly password?: ((user: string) => Json) | undefined;
}

/** Elasticsearch, Kafka and what connects them, as a team's event file wants them. Programs of their own take the single constructs. */
export class TeamDataServices extends Construct {
  constructor(scope: Construct, id: string, props: TeamDataServicesProps) {
    super(scope, id);
    const { password } = props;
    const secrets =
      password === undefined
        ? []
        : dataUsers(props.data).map((user) =>
            kubeObject(this, `Secret-${user.name}`, dataUserSecret(props, user, password(user.name))),
          );
    for (const { id: child, manifest } of teamDataParts(props)) {
      const object = kubeObject(this, child, manifest);
      for (const secret of secrets) object.addDependency(secret);
    }
    checkedData(this, { guardRails: props.guardRails });
  }
}
