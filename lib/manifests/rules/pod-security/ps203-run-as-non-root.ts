// SPDX-License-Identifier: Apache-2.0
import type { Problem } from "../../../lint/index.ts";
import { show } from "../../../model/light.ts";
import { numberAt } from "../../fields.ts";
import { samplePod } from "../../samples.ts";
import { containerHolders, type Holder, isInUserNamespace, listed, podHolder } from "./holders.ts";
import { standardRule } from "./standard.ts";

const pod = (securityContext: object, over: object = {}) =>
  samplePod({ securityContext: { seccompProfile: { type: "RuntimeDefault" }, ...securityContext }, ...over });

export const runAsNonRoot = standardRule({
  id: "PS203",
  name: "run-as-non-root",
  standard: "restricted",
  upstream: "check_runAsNonRoot.go",
  what: "The pod or each of its containers says that it does not run as root, unless it is in a user namespace.",
  why: "Root in a container is root on the node once it is out. With runAsNonRoot the kubelet starts no image whose user is root.",
  fix: "suggested",
  failing: [
    { title: "nothing said", objects: [pod({})] },
    { title: "said to be false", objects: [pod({ runAsNonRoot: false })] },
    {
      title: "in a user namespace, before 1.35",
      objects: [pod({}, { hostUsers: false })],
      settings: { minor: 34 },
    },
  ],
  passing: [
    { title: "said by the pod", objects: [pod({ runAsNonRoot: true })] },
    { title: "in a user namespace", objects: [pod({}, { hostUsers: false })] },
    { title: "at baseline", objects: [pod({})], settings: { podSecurity: "baseline" } },
  ],
  *check(each, { minor }) {
    if (isInUserNamespace(each, minor)) return;
    const whole = podHolder(each);
    const containers = containerHolders(each);
    const isUser = ({ context }: Holder): boolean =>
      (numberAt(context, "runAsUser") ?? numberAt(whole.context, "runAsUser") ?? 0) > 0;
    const silent = containers.filter(({ context }) => isUnset(context["runAsNonRoot"]));
    if (!isUnset(whole.context["runAsNonRoot"])) {
      if (whole.context["runAsNonRoot"] !== true) yield denied(whole, silent.every(isUser));
    } else if (silent.length > 0)
      yield {
        message: `nothing says that ${listed(silent.map(({ who }) => who))} must not run as root`,
        ...remedy(whole, silent.every(isUser)),
      };
    for (const container of containers) {
      const value = container.context["runAsNonRoot"];
      if (!isUnset(value) && value !== true) yield denied(container, isUser(container));
    }
  },
});

function isUnset(value: unknown): boolean {
  return value === undefined || value === null;
}

function denied(holder: Holder, safe: boolean): Problem {
  return {
    message: `${holder.who} may run as root`,
    ...remedy(holder, safe),
    seen: show(holder.context["runAsNonRoot"]),
  };
}

/** With a user that is not root the field says only what is so already. */
function remedy({ path }: Holder, safe: boolean): Omit<Problem, "message"> {
  const way = [...path, "runAsNonRoot"];
  return {
    at: { path: way, field: "securityContext.runAsNonRoot" },
    allowed: "true",
    hint: safe
      ? "set runAsNonRoot: true"
      : "set runAsNonRoot: true, and runAsUser where the image's user is root or has no number",
    fix: { title: "set runAsNonRoot: true", safe, edits: [{ op: "set", path: way, value: true }] },
  };
}
