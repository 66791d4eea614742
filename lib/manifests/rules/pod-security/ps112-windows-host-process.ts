// SPDX-License-Identifier: Apache-2.0
import { flagAt } from "../../fields.ts";
import { samplePod } from "../../samples.ts";
import { holders } from "./holders.ts";
import { standardRule } from "./standard.ts";

const windows = (hostProcess: boolean, over: object = {}) =>
  samplePod({
    os: { name: "windows" },
    hostNetwork: hostProcess,
    securityContext: { runAsNonRoot: true, windowsOptions: { hostProcess, ...over } },
    containers: [{ name: "app", image: "registry.example.org/app:1" }],
  });

export const windowsHostProcess = standardRule({
  id: "PS112",
  name: "windows-host-process",
  standard: "baseline",
  upstream: "check_windowsHostProcess.go",
  what: "No container is a process of its Windows node.",
  why: "A HostProcess container runs on the node itself, with its files, network and accounts.",
  fix: "suggested",
  failing: [
    { title: "a HostProcess pod", objects: [windows(true)] },
    { title: "as the system", objects: [windows(true, { runAsUserName: "NT AUTHORITY\\SYSTEM" })] },
  ],
  passing: [
    { title: "said to be false", objects: [windows(false)] },
    { title: "an account of the container", objects: [windows(false, { runAsUserName: "ContainerUser" })] },
  ],
  *check(pod) {
    for (const { who, context, path } of holders(pod))
      if (flagAt(context, "windowsOptions", "hostProcess") === true) {
        const way = [...path, "windowsOptions", "hostProcess"];
        yield {
          message: `${who} runs on the Windows node itself`,
          at: { path: way, field: "securityContext.windowsOptions.hostProcess" },
          seen: "true",
          allowed: "false, or nothing",
          hint: "remove hostProcess",
          fix: { title: "remove hostProcess", safe: false, edits: [{ op: "remove", path: way }] },
        };
      }
  },
});
