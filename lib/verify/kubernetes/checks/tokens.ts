// SPDX-License-Identifier: Apache-2.0
import type { KubernetesCheck } from "../probe.ts";
import { questions } from "../question.ts";
import { rightProbes } from "../right-probe.ts";
import { probeName } from "../samples.ts";
import { serviceAccount } from "../team-account.ts";

export const tokens: KubernetesCheck = {
  code: "VK106",
  name: "tokens",
  proves: "The team cannot make itself a login that outlives its own: no token requests, no Secrets that hold a token.",
  hint: "Take serviceaccounts/token out of the team's Roles, and put the event's admission policy and its binding back: bivouac up.",
  probes(asking) {
    const { namespace } = asking;
    const body = {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: probeName, annotations: { "kubernetes.io/service-account.name": serviceAccount } },
      type: "kubernetes.io/service-account-token",
    };
    return [
      ...rightProbes(
        asking,
        [
          ...questions([["serviceaccounts/token", ["create"]]], { namespace, name: serviceAccount }),
          ...questions([["serviceaccounts/token", ["create"]]], { namespace, name: "default" }),
          ...questions([["serviceaccounts/token", ["create"]]], { namespace }),
        ],
        "refused",
      ),
      ...(asking.isOff("bounded-tokens")
        ? []
        : [
            {
              probe: `create Secret with a token of ${serviceAccount}`,
              expected: "refused" as const,
              ask: () => asking.refused({ method: "POST", path: asking.path("secrets"), body }),
            },
          ]),
    ];
  },
};
