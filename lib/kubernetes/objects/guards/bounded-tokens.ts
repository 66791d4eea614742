// SPDX-License-Identifier: Apache-2.0
import { cel, sentence } from "./cel.ts";
import { type Guard, writes } from "./guard.ts";

export const boundedTokensGuard: Guard = {
  name: "bounded-tokens",
  refuses: "Secrets that hold a ServiceAccount's token without an end",
  why: "a team may make Secrets, so it could give itself an access that outlives its kubeconfig and the event",
  spec() {
    return {
      resourceRules: [writes("", "secrets")],
      validations: [
        {
          expression: "!has(object.type) || object.type != 'kubernetes.io/service-account-token'",
          messageExpression: sentence(
            "Secret ",
            cel("object.metadata.name"),
            " of type kubernetes.io/service-account-token holds a token without an end: pods get their own, people ask their organizers",
          ),
        },
      ],
    };
  },
};
