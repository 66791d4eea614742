// SPDX-License-Identifier: Apache-2.0
import { cel, joined, literal, sentence } from "./cel.ts";
import type { Guard } from "./guard.ts";
import { news, podHolders, podVariables } from "./pods.ts";

export const priorityClassesGuard: Guard = {
  name: "priority-classes",
  refuses: "pods with a priority class that the organizers did not allow",
  why: "a pod of higher priority drives the pods of other teams from their nodes",
  spec({ guardRails: { priorityClasses } }) {
    // Admission gives pods without a class the cluster's default one, so that one is let pass: asked class by class.
    const refused = (pod: string): string =>
      `[${pod}.?priorityClassName.orValue('')].filter(c, c == params.metadata.name && !params.?globalDefault.orValue(false) && ` +
      `!(c in ${literal(priorityClasses)}))`;
    return {
      params: { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass" },
      resourceRules: podHolders,
      variables: { ...podVariables, classes: news(refused) },
      validations: [
        {
          expression: "variables.classes.size() == 0",
          messageExpression: sentence(
            "priorityClassName ",
            cel(joined("variables.classes")),
            `: allowed are ${priorityClasses.length === 0 ? "none" : priorityClasses.join(", ")}; leave priorityClassName out or ask the organizers`,
          ),
        },
      ],
    };
  },
};
