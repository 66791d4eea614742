// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { otherKinds, stackKinds } from "./kinds.ts";
import { sampleElasticsearch, sampleKibana } from "./samples.ts";

const most = 36;
const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

export const elasticName: ObjectRule = {
  id: "ES101",
  name: "elastic-name",
  severity: "error",
  scope: "object",
  kinds: [...stackKinds, ...otherKinds],
  what: `Objects of Elastic's operator have names of ${most} characters at most, without dots.`,
  why:
    "Names and labels of all that the operator makes begin with it, and it leaves 27 of 63 characters for the rest. A longer name is " +
    "refused by its webhook, or later in the object's status; a dot cannot stand in a Service's name.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/common/name/name.go:22",
    "elastic/cloud-on-k8s v3.5.0 pkg/apis/common/v1/validations.go:50",
  ],
  failing: [
    { title: "37 characters", objects: [sampleElasticsearch({}, { name: "s".repeat(37) })] },
    { title: "a Kibana with a dot", objects: [sampleKibana({}, { name: "search.team-a" })] },
  ],
  passing: [
    { title: "36 characters", objects: [sampleElasticsearch({}, { name: "s".repeat(36) })] },
    { title: "a short one", objects: [sampleKibana({}, { name: "search-team-a" })] },
  ],
  *check({ name }) {
    const at = { path: ["metadata", "name"], field: "metadata.name" };
    if (name.length > most)
      yield {
        message: `the name has ${name.length} characters, the operator takes ${most}`,
        at,
        seen: `${name.length} characters`,
        allowed: `${most} at most`,
        hint: `shorten it, for example to ${name.slice(0, most).replace(/[^a-z0-9]+$/, "")}`,
      };
    else if (name !== "" && !label.test(name))
      yield {
        message: "the name cannot begin the names of Services",
        at,
        seen: name,
        allowed: "a-z, 0-9 and - inside",
        hint: "use a dash where it has something else",
      };
  },
};
