// SPDX-License-Identifier: Apache-2.0
import { listAt, textAt } from "../../fields.ts";
import { samplePod } from "../../samples.ts";
import { podHolder, word } from "./holders.ts";
import { standardRule } from "./standard.ts";

/** Sysctls that touch the pod alone, and since which minor version the standard lets them be. */
const safe: ReadonlyMap<string, number> = new Map([
  ["kernel.shm_rmid_forced", 0],
  ["net.ipv4.ip_local_port_range", 0],
  ["net.ipv4.tcp_syncookies", 0],
  ["net.ipv4.ping_group_range", 0],
  ["net.ipv4.ip_unprivileged_port_start", 0],
  ["net.ipv4.ip_local_reserved_ports", 27],
  ["net.ipv4.tcp_keepalive_time", 29],
  ["net.ipv4.tcp_fin_timeout", 29],
  ["net.ipv4.tcp_keepalive_intvl", 29],
  ["net.ipv4.tcp_keepalive_probes", 29],
  ["net.ipv4.tcp_rmem", 32],
  ["net.ipv4.tcp_wmem", 32],
]);

const sysctl = (name: string, value: string) =>
  samplePod({
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" }, sysctls: [{ name, value }] },
  });

export const sysctls = standardRule({
  id: "PS111",
  name: "sysctls",
  standard: "baseline",
  upstream: "check_sysctls.go",
  what: "Pods set only sysctls that touch themselves alone.",
  why: "Others change the node's kernel for every pod on it, or let one pod take memory that no limit counts.",
  fix: "suggested",
  failing: [
    { title: "the node's memory", objects: [sysctl("vm.max_map_count", "262144")] },
    { title: "the length of queues", objects: [sysctl("net.core.somaxconn", "1024")] },
    {
      title: "one of 1.32, before",
      objects: [sysctl("net.ipv4.tcp_rmem", "4096 87380 16777216")],
      settings: { minor: 31 },
    },
  ],
  passing: [
    { title: "low ports without root", objects: [sysctl("net.ipv4.ip_unprivileged_port_start", "80")] },
    { title: "keepalive", objects: [sysctl("net.ipv4.tcp_keepalive_time", "600")] },
  ],
  *check(pod, { minor }) {
    const { context, path } = podHolder(pod);
    for (const [index, each] of listAt(context, "sysctls").entries()) {
      const name = textAt(each, "name");
      if (name === undefined || (safe.get(name) ?? Infinity) <= minor) continue;
      const item = [...path, "sysctls", index];
      yield {
        message: `the pod sets the sysctl ${word(name)}, which touches more than the pod`,
        at: { path: [...item, "name"], field: "securityContext.sysctls.name" },
        seen: word(name),
        allowed: [...safe].flatMap(([one, since]) => (since <= minor ? [one] : [])).join(", "),
        hint: "remove it; what the whole node needs is for its administrators",
        fix: { title: `remove ${word(name)}`, safe: false, edits: [{ op: "remove", path: item }] },
      };
    }
  },
});
