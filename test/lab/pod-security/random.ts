// SPDX-License-Identifier: Apache-2.0
import { fc } from "@fast-check/vitest";
import type { Fields } from "../../../lib/manifests/index.ts";

// Pods that the API's own checks take, so that Pod Security is what judges them: right and wrong values of every field it reads.

const maybe = <T>(arb: fc.Arbitrary<T>, freq = 2) => fc.option(arb, { nil: undefined, freq });
/** Rather right than wrong: a pod in which all is wrong tells little. */
const mostly = <T>(right: T, ...others: readonly T[]) =>
  fc.oneof({ weight: 24, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const profile = (localhostProfile: string) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom({ type: "RuntimeDefault" }, { type: "Localhost", localhostProfile }) },
    { weight: 1, arbitrary: fc.constant({ type: "Unconfined" }) },
  );
const seLinuxOptions = fc.record(
  {
    type: mostly("container_t", "container_init_t", "container_kvm_t", "container_engine_t", "spc_t"),
    user: mostly("", "system_u"),
    role: mostly("", "system_r"),
    level: fc.constant("s0"),
  },
  { requiredKeys: [] },
);
const capability = mostly("NET_BIND_SERVICE", "CHOWN", "NET_RAW", "net_bind_service", "CAP_CHOWN", "ALL");

const context = fc.record({
  privileged: maybe(mostly(false, true)),
  allowPrivilegeEscalation: mostly<boolean | undefined>(false, true, undefined),
  capabilities: mostly<object | undefined>(
    { drop: ["ALL"] },
    undefined,
    {},
    { drop: ["all"] },
    { drop: ["NET_RAW", "ALL"] },
  ),
  add: maybe(fc.array(capability, { maxLength: 2 }), 5),
  runAsNonRoot: mostly<boolean | undefined>(undefined, true, false),
  runAsUser: mostly<number | undefined>(undefined, 0, 7),
  procMount: mostly<string | undefined>(undefined, "Default", "Unmasked"),
  seccompProfile: maybe(profile("a.json"), 4),
  appArmorProfile: maybe(profile("a"), 4),
  seLinuxOptions: maybe(seLinuxOptions, 6),
});

const handler = mostly<object>(
  { httpGet: { port: 80, path: "/" } },
  { tcpSocket: { port: 80, host: "" } },
  { httpGet: { port: 80, path: "/", host: "example.org" } },
  { tcpSocket: { port: 80, host: "127.0.0.1" } },
);
const container = fc.record({
  context: maybe(context, 9),
  hostPort: mostly<number | undefined>(undefined, 0, 4000),
  readinessProbe: maybe(handler, 6),
  preStop: maybe(handler, 6),
});

const volume = mostly<object>(
  { emptyDir: {} },
  { configMap: { name: "a" } },
  { projected: { sources: [] } },
  { csi: { driver: "d.example.org" } },
  { image: { reference: "registry.example.org/a:1" } },
  {},
  { hostPath: { path: "/a" } },
  { nfs: { server: "a", path: "/" } },
  { cinder: { volumeID: "a" } },
  { iscsi: { targetPortal: "a", iqn: "iqn.2001-04.com.example:a", lun: 0 } },
);
const sysctl = fc.constantFrom(
  { name: "net.ipv4.tcp_syncookies", value: "1" },
  { name: "net.ipv4.tcp_rmem", value: "1" },
  { name: "net.ipv4.tcp_keepalive_time", value: "1" },
  { name: "net.ipv4.ip_local_reserved_ports", value: "1" },
  { name: "net.core.somaxconn", value: "1" },
);

const plan = fc.record({
  container,
  init: maybe(container),
  volumes: maybe(fc.array(volume, { maxLength: 2 }), 3),
  host: mostly<string | undefined>(undefined, "hostPID", "hostIPC", "hostNetwork"),
  hostUsers: mostly<boolean | undefined>(undefined, true, false),
  runAsNonRoot: mostly<boolean | undefined>(true, undefined, false),
  runAsUser: mostly<number | undefined>(undefined, 0, 7),
  seccompProfile: maybe(profile("a.json"), 9),
  appArmorProfile: maybe(profile("a"), 3),
  seLinuxOptions: maybe(seLinuxOptions, 2),
  sysctls: maybe(fc.array(sysctl, { maxLength: 1 }), 3),
  annotation: maybe(mostly("runtime/default", "localhost/a", "unconfined"), 1),
});

/** Any of them is well formed; few are allowed. */
export const anyPod: fc.Arbitrary<Fields> = plan.map((each): Fields => {
  const { host, runAsNonRoot, runAsUser, seccompProfile, appArmorProfile, seLinuxOptions: seLinux, sysctls } = each;
  // A pod in a user namespace shares none of the node's.
  const hostUsers = host === undefined ? each.hostUsers : undefined;
  const made = (one: typeof each.container, name: string, hooks: boolean): Fields => {
    const { hostPort, readinessProbe, preStop } = one;
    return {
      name,
      image: "registry.example.org/a:1",
      ...(one.context && { securityContext: valid(one.context, hostUsers === false) }),
      // In the node's network every port becomes one of the node.
      ...(hostPort !== undefined && host !== "hostNetwork" && { ports: [{ containerPort: 80, hostPort }] }),
      ...(hooks && { readinessProbe, ...(preStop && { lifecycle: { preStop } }) }),
    };
  };
  const annotations = each.annotation && { "container.apparmor.security.beta.kubernetes.io/a": each.annotation };
  return JSON.parse(
    JSON.stringify({
      apiVersion: "v1",
      kind: "Pod",
      // The annotation and the field may not contradict each other.
      metadata: { name: "a", ...(appArmorProfile || each.container.context?.appArmorProfile ? {} : { annotations }) },
      spec: {
        ...(host !== undefined && { [host]: true }),
        hostUsers,
        // Nor does the API take sysctls of the node's network.
        securityContext: {
          runAsNonRoot,
          runAsUser,
          seccompProfile,
          appArmorProfile,
          seLinuxOptions: seLinux,
          sysctls: host === "hostNetwork" ? undefined : sysctls,
        },
        containers: [made(each.container, "a", true)],
        ...(each.init && { initContainers: [made(each.init, "b", false)] }),
        ...(each.volumes && { volumes: each.volumes.map((source, index) => ({ name: `v${index}`, ...source })) }),
      },
    }),
  ) as Fields;
});

type Context = typeof context extends fc.Arbitrary<infer T> ? T : never;

/** Without what the API refuses by itself. */
function valid({ add, capabilities, ...given }: Context, inUserNamespace: boolean): Fields {
  return {
    ...given,
    capabilities: add === undefined ? capabilities : { ...capabilities, add },
    ...(given.privileged === true && { allowPrivilegeEscalation: undefined }),
    ...(!inUserNamespace && { procMount: undefined }),
  };
}
