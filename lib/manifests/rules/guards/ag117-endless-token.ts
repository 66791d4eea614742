// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";

const sample = (type?: string) => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "robot", annotations: { "kubernetes.io/service-account.name": "robot" } },
  ...(type === undefined ? {} : { type }),
});

export const endlessToken: ObjectRule = {
  id: "AG117",
  name: "endless-token",
  severity: "error",
  scope: "object",
  kinds: ["Secret"],
  what: "No Secret holds a ServiceAccount's token without an end.",
  why: "Such a token outlives the event and every kubeconfig; the event's admission refuses it. Pods get tokens of their own that end.",
  sources: ["https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets"],
  failing: [
    { title: "such a Secret", objects: [sample("kubernetes.io/service-account-token")] },
    {
      title: "with a namespace",
      objects: [
        { ...sample("kubernetes.io/service-account-token"), metadata: { name: "robot", namespace: "lugano-ant" } },
      ],
    },
  ],
  passing: [
    { title: "a Secret without a type", objects: [sample()] },
    { title: "a Secret of another type", objects: [sample("kubernetes.io/basic-auth")] },
  ],
  *check({ value }) {
    if (textAt(value, "type") === "kubernetes.io/service-account-token")
      yield {
        message: "the Secret holds a token without an end",
        at: { path: ["type"], field: "type" },
        seen: "kubernetes.io/service-account-token",
        hint: "let pods use the token that they get, and ask the organizers for one for people",
      };
  },
};
