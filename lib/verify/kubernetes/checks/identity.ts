// SPDX-License-Identifier: Apache-2.0
import { LiveError } from "../../../live/index.ts";
import { listAt, textAt } from "../../../manifests/index.ts";
import type { KubernetesCheck } from "../probe.ts";
import { serviceAccount } from "../team-account.ts";

export const identity: KubernetesCheck = {
  code: "VK121",
  name: "identity",
  proves:
    "The kubeconfig works and logs in as the team's ServiceAccount, in no group but those of every ServiceAccount of the namespace.",
  hint: "Make the kubeconfig anew: bivouac up for this team, then bivouac credentials.",
  probes(asking) {
    const { namespace } = asking;
    const user = `system:serviceaccount:${namespace}:${serviceAccount}`;
    const groups = ["system:authenticated", "system:serviceaccounts", `system:serviceaccounts:${namespace}`];
    let review: ReturnType<typeof asking.post> | undefined;
    const ask = async (judge: (status: unknown) => string | undefined): Promise<string | undefined> => {
      review ??= asking.post("/apis/authentication.k8s.io/v1/selfsubjectreviews", {
        apiVersion: "authentication.k8s.io/v1",
        kind: "SelfSubjectReview",
      });
      try {
        return judge((await review)["status"]);
      } catch (error) {
        // A login that does not work is an answer.
        if (error instanceof LiveError && error.fault === "auth") return error.message;
        throw error;
      }
    };
    return [
      {
        probe: `user is ${user}`,
        expected: "present",
        ask: () =>
          ask((status) => {
            const seen = textAt(status, "userInfo", "username");
            return seen === user ? undefined : (seen ?? "no user");
          }),
      },
      {
        probe: "groups beside those of every ServiceAccount",
        expected: "absent",
        ask: () =>
          ask((status) => {
            const more = listAt(status, "userInfo", "groups")
              .map(String)
              .filter((group) => !groups.includes(group));
            return more.length === 0 ? undefined : more.join(", ");
          }),
      },
    ];
  },
};
