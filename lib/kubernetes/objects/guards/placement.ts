// SPDX-License-Identifier: Apache-2.0
import { harmlessNodeLabels, harmlessTaints, usualScheduler } from "../../../manifests/index.ts";
import { cel, insiders, joined, literal, sentence } from "./cel.ts";
import { type Guard, writes } from "./guard.ts";
import { news, podHolders, podVariables } from "./pods.ts";

const nodeName = (pod: string): string => `[${pod}.?nodeName.orValue('')].filter(n, n != '')`;
const scheduler = (pod: string): string =>
  `[${pod}.?schedulerName.orValue('')].filter(n, !(n in ['', ${literal(usualScheduler)}]))`;

const tolerations =
  (keys: readonly string[]) =>
  (pod: string): string =>
    `${pod}.?tolerations.orValue([]).map(t, dyn(t).?key.orValue('')).filter(k, !k.startsWith(${literal(harmlessTaints)}) && ` +
    `!(k in ${literal(keys)})).map(k, k == '' ? 'every taint' : k)`;

const nodeLabels =
  (keys: readonly string[]) =>
  (pod: string): string => {
    const foreign = (list: string): string => `${list}.filter(k, !(k in ${literal([...harmlessNodeLabels, ...keys])}))`;
    const affinity = `${pod}.?affinity.?nodeAffinity`;
    const term = (value: string): string =>
      `(${foreign(`dyn(${value}).?matchExpressions.orValue([]).map(e, e.key)`)} + ` +
      // The controller of DaemonSets ties each pod to its node by the node's name.
      `(variables.operator ? [] : dyn(${value}).?matchFields.orValue([]).map(e, e.key))).join(', ')`;
    const required = `${affinity}.?requiredDuringSchedulingIgnoredDuringExecution.?nodeSelectorTerms.orValue([]).map(t, ${term("t")})`;
    const preferred = `${affinity}.?preferredDuringSchedulingIgnoredDuringExecution.orValue([]).map(t, ${term("t.preference")})`;
    return `(${foreign(`${pod}.?nodeSelector.orValue({}).map(k, k)`)} + ${required} + ${preferred}).filter(k, k != '')`;
  };

export const placementGuard: Guard = {
  name: "placement",
  refuses: "pods that choose a node, or tolerate and select by what marks somebody else's nodes",
  why: "a pod on another team's or the control plane's nodes takes their share and sits beside their secrets",
  spec({ guardRails: { nodeKeys } }) {
    const allowed = [...harmlessNodeLabels, ...nodeKeys].join(", ");
    const told = (variable: string, before: string, after: string) => ({
      expression: `variables.${variable}.size() == 0`,
      messageExpression: sentence(before, cel(joined(`variables.${variable}`)), after),
    });
    return {
      resourceRules: [...podHolders, { ...writes("", "pods/binding", "bindings"), operations: ["CREATE"] }],
      variables: {
        operator: insiders["operator"] ?? "",
        ...podVariables,
        nodes: news(nodeName),
        taints: news(tolerations(nodeKeys)),
        labels: news(nodeLabels(nodeKeys)),
        schedulers: news(scheduler),
      },
      validations: [
        {
          expression: "request.kind.kind != 'Binding' || variables.operator",
          messageExpression: sentence(
            "pods are put on nodes by the scheduler only: leave the binding of ",
            cel("request.name"),
            " to it",
          ),
        },
        told("nodes", "nodeName ", ": the scheduler chooses the node; leave nodeName out"),
        told(
          "taints",
          "tolerates ",
          `: allowed are ${harmlessTaints}*${nodeKeys.map((key) => `, ${key}`).join("")}; remove the toleration or ask the organizers for these nodes`,
        ),
        told(
          "labels",
          "chooses nodes by ",
          `: allowed are ${allowed}; remove it from nodeSelector and affinity or ask the organizers for these nodes`,
        ),
        told("schedulers", "schedulerName ", `: allowed is ${usualScheduler}; leave schedulerName out`),
      ],
    };
  },
};
