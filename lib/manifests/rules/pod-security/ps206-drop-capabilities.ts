// SPDX-License-Identifier: Apache-2.0
import type { Fix, Problem } from "../../../lint/index.ts";
import { show } from "../../../model/light.ts";
import { at, listAt } from "../../fields.ts";
import { sampleContainer, samplePod } from "../../samples.ts";
import { containerHolders, type Holder, isExemptWindows, word } from "./holders.ts";
import { ordinaryCapabilities } from "./ps103-added-capabilities.ts";
import { standardRule } from "./standard.ts";

const pod = (capabilities?: object) =>
  samplePod({
    containers: [
      sampleContainer({
        securityContext: { allowPrivilegeEscalation: false, ...(capabilities === undefined ? {} : { capabilities }) },
      }),
    ],
  });

export const dropCapabilities = standardRule({
  id: "PS206",
  name: "drop-capabilities",
  standard: "restricted",
  upstream: "check_capabilities_restricted.go",
  since: 22,
  what: "Every container drops all capabilities and adds none but NET_BIND_SERVICE.",
  why: "What a runtime grants by itself is enough to change owners of files and to take the place of other users.",
  fix: "suggested",
  failing: [
    { title: "nothing said", objects: [pod()] },
    { title: "only some", objects: [pod({ drop: ["NET_RAW"] })] },
    { title: "ALL is written in capitals", objects: [pod({ drop: ["all"] })] },
    { title: "one comes back", objects: [pod({ drop: ["ALL"], add: ["CHOWN"] })] },
  ],
  passing: [
    { title: "all", objects: [pod({ drop: ["ALL"] })] },
    { title: "all but ports below 1024", objects: [pod({ drop: ["ALL"], add: ["NET_BIND_SERVICE"] })] },
    { title: "at baseline", objects: [pod()], settings: { podSecurity: "baseline" } },
  ],
  *check(each, { minor }) {
    if (isExemptWindows(each, minor)) return;
    for (const holder of containerHolders(each)) {
      if (!listAt(holder.context, "capabilities", "drop").includes("ALL")) yield keeps(holder);
      yield* adds(holder);
    }
  },
});

function keeps(holder: Holder): Problem {
  const { who, context, path } = holder;
  const drop = at(context, "capabilities", "drop");
  return {
    message: `${who} does not drop all capabilities`,
    at: { path: [...path, "capabilities", "drop"], field: "securityContext.capabilities.drop" },
    seen: seenOf(drop),
    allowed: '["ALL"]',
    hint: 'set capabilities.drop: ["ALL"]',
    fix: dropAll(holder),
  };
}

function seenOf(drop: unknown): string | undefined {
  if (drop === null) return undefined;
  const names = Array.isArray(drop) ? drop.filter((name) => typeof name === "string") : [];
  return names.length > 0 ? word(names.join(", ")) : show(drop);
}

/** Runtimes read the word in any case, admission does not; beside ALL other names say nothing. */
function dropAll({ context, path }: Holder): Fix {
  const way = [...path, "capabilities", "drop"];
  const spelled = listAt(context, "capabilities", "drop").findIndex(
    (name) => typeof name === "string" && name.toUpperCase() === "ALL",
  );
  return spelled < 0
    ? { title: "drop ALL", safe: false, edits: [{ op: "set", path: way, value: ["ALL"] }] }
    : { title: "drop ALL", safe: true, edits: [{ op: "set", path: [...way, spelled], value: "ALL" }] };
}

/** Those beyond the ordinary ones are told by PS103. */
function* adds({ who, context, path }: Holder): Iterable<Problem> {
  for (const [index, name] of listAt(context, "capabilities", "add").entries()) {
    if (typeof name !== "string" || name === "NET_BIND_SERVICE" || !ordinaryCapabilities.has(name)) continue;
    const way = [...path, "capabilities", "add", index];
    yield {
      message: `${who} adds the capability ${name}`,
      at: { path: way, field: "securityContext.capabilities.add" },
      seen: name,
      allowed: "NET_BIND_SERVICE, or nothing",
      hint: "do without it",
      fix: { title: `remove ${name}`, safe: false, edits: [{ op: "remove", path: way }] },
    };
  }
}
