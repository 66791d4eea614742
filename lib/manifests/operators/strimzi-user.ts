// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../fields.ts";
import type { Table } from "./made.ts";
import { kafkaOf } from "./strimzi-common.ts";

/** What the user operator makes of a KafkaUser: the Secret that it logs in with. See strimzi-common.ts for what could not be shown. */
export const kafkaUser: Table = [
  {
    apiVersion: "v1",
    kind: "Secret",
    source: "user-operator/src/main/java/io/strimzi/operator/user/model/KafkaUserModel.java#generateSecret",
    names: (user, set) => {
      const type = textAt(user.value, "spec", "authentication", "type");
      // With `tls-external` somebody else has the key.
      if (type !== "scram-sha-512" && type !== "tls") return [];
      const kafka = kafkaOf(set, user);
      return [`${textAt(kafka?.value, "spec", "entityOperator", "userOperator", "secretPrefix") ?? ""}${user.name}`];
    },
  },
];
