// SPDX-License-Identifier: Apache-2.0
import { readKubeconfigText } from "../../../live/index.ts";
import { at, type Fields, isFields, numberAt, textAt } from "../../../manifests/index.ts";
import type { Asking } from "../asking.ts";
import type { KubernetesCheck } from "../probe.ts";
import { serviceAccount } from "../team-account.ts";

/** The apiserver counts from its own clock and grants ten minutes at least. */
const toleranceMs = 15 * 60_000;

export const credentialEnd: KubernetesCheck = {
  code: "VK122",
  name: "credential-end",
  proves:
    "The team's token ends by itself when the plan says, and is bound to the ServiceAccount: deleting that ends it at once.",
  hint: "Make the kubeconfig anew: bivouac up for this team, then bivouac credentials; delete the ServiceAccount to end tokens that are out.",
  probes(asking) {
    const claims = claimsOf(asking);
    const { namespace, team, now } = asking;
    const ends = numberAt(claims, "exp");
    const said = ends === undefined ? undefined : new Date(ends * 1000).toISOString();
    const latest = Date.parse(team.credentialsExpire) + toleranceMs;
    const answer =
      (seen: string | undefined): (() => Promise<string | undefined>) =>
      () =>
        Promise.resolve(seen);
    return [
      {
        probe: "end of the token",
        expected: "present",
        ask: answer(
          said === undefined ? "a token without an end" : ends! * 1000 > now.getTime() ? undefined : `ended ${said}`,
        ),
      },
      {
        probe: `token that outlives ${team.credentialsExpire}`,
        expected: "absent",
        ask: answer(
          said === undefined ? "a token without an end" : ends! * 1000 <= latest ? undefined : `ends ${said}`,
        ),
      },
      {
        probe: `bound to ServiceAccount ${serviceAccount} of ${namespace}`,
        expected: "present",
        async ask() {
          const own = at(claims, "kubernetes.io");
          const name = textAt(own, "serviceaccount", "name");
          const where = textAt(own, "namespace");
          const uid = textAt(own, "serviceaccount", "uid");
          if (name === undefined || uid === undefined) return "a token that is bound to nothing";
          if (name !== serviceAccount || where !== namespace) return `bound to ${name} of ${where ?? "?"}`;
          const account = await asking.find(asking.path("serviceaccounts", serviceAccount));
          const live = textAt(account, "metadata", "uid");
          return live === uid ? undefined : "bound to an earlier ServiceAccount of that name";
        },
      },
    ];
  },
};

/** Read, not verified: the apiserver does that with each request. */
function claimsOf({ team }: Asking): Fields {
  const token = readKubeconfigText(team.kubeconfig, `kubeconfig of team ${team.id}`).user.token;
  try {
    const claims: unknown = JSON.parse(Buffer.from(token?.split(".")[1] ?? "", "base64url").toString("utf8"));
    return isFields(claims) ? claims : {};
  } catch {
    return {};
  }
}
