// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";
import { codes, found, pod } from "./found.ts";

const at = (index: number, ...rest: readonly (string | number)[]): string =>
  ["spec", "containers", index, "securityContext", ...rest].join(".");
const way = (text: string): (string | number)[] =>
  text.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
const removal = (title: string, path: string) => ({ title, safe: false, edits: [{ op: "remove", path: way(path) }] });
const setting = (title: string, path: string, value: unknown) => ({
  title,
  safe: false,
  edits: [{ op: "set", path: way(path), value }],
});
const seccompProfile = { type: "RuntimeDefault" };
const whole = { runAsNonRoot: true, seccompProfile };

describe("what each check says", () => {
  test("PS101", () => {
    const told = (field: string, what: string) => ({
      code: "PS101",
      message: `the pod shares the node's ${what} namespace`,
      path: `spec.${field}`,
      field,
      seen: "true",
      allowed: "false, or nothing",
      hint: `remove ${field}`,
      fix: removal(`remove ${field}`, `spec.${field}`),
    });
    expect(found(pod({ hostIPC: true, hostPID: true, hostNetwork: true }))).toEqual([
      told("hostNetwork", "network"),
      told("hostPID", "process"),
      told("hostIPC", "IPC"),
    ]);
    expect(codes(pod({ hostIPC: "true", hostPID: 1, hostNetwork: null }))).toEqual([]);
  });

  test("PS102", () => {
    expect(found(pod({}, { privileged: false }, { privileged: true }))).toEqual([
      {
        code: "PS102",
        message: 'container "c1" is privileged',
        path: at(1, "privileged"),
        field: "securityContext.privileged",
        seen: "true",
        allowed: "false, or nothing",
        hint: "remove privileged and ask for what is really needed",
        fix: removal("remove privileged", at(1, "privileged")),
      },
    ]);
    const ephemeralContainers = [{ name: "debug", securityContext: { privileged: true } }];
    expect(found(pod({ ephemeralContainers }), { settings: { podSecurity: "baseline" } })).toMatchObject([
      {
        message: 'ephemeral container "debug" is privileged',
        path: "spec.ephemeralContainers.0.securityContext.privileged",
      },
    ]);
  });

  test("PS103", () => {
    const adding = (...add: unknown[]) => pod({}, { capabilities: { drop: ["ALL"], add } });
    const ordinary =
      "AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, SETFCAP, SETGID, SETPCAP, SETUID, SYS_CHROOT";
    const settings = { podSecurity: "baseline" } as const;
    const told = (index: number, name: string) => ({
      code: "PS103",
      message: `container "c0" adds the capability ${name}`,
      path: at(0, "capabilities", "add", index),
      field: "securityContext.capabilities.add",
      seen: name,
    });
    expect(found(adding("CHOWN", "NET_RAW", 7, "cap_setuid"), { settings })).toEqual([
      {
        ...told(1, "NET_RAW"),
        allowed: ordinary,
        hint: "do without it",
        fix: removal("remove NET_RAW", at(0, "capabilities", "add", 1)),
      },
      {
        ...told(3, "cap_setuid"),
        allowed: "SETUID",
        hint: "write SETUID",
        fix: setting("write SETUID", at(0, "capabilities", "add", 3), "SETUID"),
      },
    ]);
    // Restricted lets one be added, so a better spelling of another is no help.
    expect(found(adding("CAP_CHOWN", "CAP_NET_BIND_SERVICE"))).toMatchObject([
      { allowed: "NET_BIND_SERVICE", hint: "do without it" },
      { allowed: "NET_BIND_SERVICE", hint: "write NET_BIND_SERVICE" },
    ]);
    expect(found(adding("SYS_ADMIN"), { settings: { minor: 21 } })).toMatchObject([{ allowed: ordinary }]);
    for (const name of ordinary.split(", ")) expect(codes(adding(name), { settings })).toEqual([]);
  });

  test("PS104", () => {
    const volumes = [{ name: "a", hostPath: null }, { name: "b", hostPath: { path: "/b" } }, { hostPath: {} }];
    const told = {
      code: "PS104",
      field: "volumes.hostPath",
      allowed: "emptyDir, persistentVolumeClaim, configMap, secret, projected, csi, ephemeral, image",
      hint: "use a persistentVolumeClaim for what must stay and an emptyDir for the rest",
    };
    expect(found(pod({ volumes }))).toEqual([
      { ...told, message: 'volume "b" is a folder of the node', path: "spec.volumes.1.hostPath", seen: "/b" },
      { ...told, message: 'volume "2" is a folder of the node', path: "spec.volumes.2.hostPath" },
    ]);
  });

  test("PS105", () => {
    const ports = [{ containerPort: 1 }, { containerPort: 2, hostPort: 2 }, { containerPort: 3, hostPort: "3" }];
    const { spec } = pod() as { readonly spec: { readonly containers: readonly object[] } };
    expect(found(pod({ containers: [{ ...spec.containers[0], ports }] }))).toEqual([
      {
        code: "PS105",
        message: 'container "c0" takes port 2 of the node',
        path: "spec.containers.0.ports.1.hostPort",
        field: "ports.hostPort",
        seen: "2",
        allowed: "0, or nothing",
        hint: "remove hostPort; a Service makes the port reachable",
        fix: removal("remove hostPort", "spec.containers.0.ports.1.hostPort"),
      },
    ]);
  });

  test("PS106, in every handler", () => {
    const { spec } = pod() as { readonly spec: { readonly containers: readonly object[] } };
    const http = { httpGet: { host: "a", port: 1 } };
    const tcp = { tcpSocket: { host: "b", port: 1 } };
    const handlers = {
      livenessProbe: http,
      readinessProbe: tcp,
      startupProbe: { exec: { command: ["true"] } },
      lifecycle: { postStart: http, preStop: tcp },
    };
    const told = (last: string, place: string, seen: string) => ({
      code: "PS106",
      message: `${last} of container "c0" goes to another host`,
      path: `spec.containers.0.${place}`,
      field: place,
      seen,
      allowed: "no host: the pod's own address",
      hint: "remove host; a Host header belongs to httpHeaders",
      fix: removal("remove host", `spec.containers.0.${place}`),
    });
    expect(found(pod({ containers: [{ ...spec.containers[0], ...handlers }] }))).toEqual([
      told("livenessProbe", "livenessProbe.httpGet.host", "a"),
      told("readinessProbe", "readinessProbe.tcpSocket.host", "b"),
      told("postStart", "lifecycle.postStart.httpGet.host", "a"),
      told("preStop", "lifecycle.preStop.tcpSocket.host", "b"),
    ]);
    expect(codes(pod({ containers: [{ ...spec.containers[0], startupProbe: tcp }] }))).toEqual(["PS106"]);
  });

  test("PS107, PS110: of the pod and of a container, a type that is none too", () => {
    for (const [code, field, word] of [
      ["PS107", "appArmorProfile", "AppArmor"],
      ["PS110", "seccompProfile", "seccomp"],
    ] as const) {
      const told = (who: string, place: string) => ({
        code,
        message: `${who} has ${word === "AppArmor" ? "an" : "a"} ${word} profile that is not allowed`,
        path: `${place}.${field}.type`,
        field: `securityContext.${field}.type`,
        allowed: "RuntimeDefault, Localhost",
        hint: "set the type to RuntimeDefault",
        fix: setting("set the type to RuntimeDefault", `${place}.${field}.type`, "RuntimeDefault"),
      });
      const object = pod(
        { securityContext: { ...whole, [field]: {} } },
        { [field]: { type: "Unconfined" } },
        { [field]: null },
      );
      expect(found(object)).toEqual([
        told("the pod", "spec.securityContext"),
        { ...told('container "c0"', at(0)), seen: "Unconfined" },
      ]);
      expect(codes(pod({ securityContext: { ...whole, [field]: { type: "Localhost" } } }))).toEqual([]);
    }
  });

  test("PS108", () => {
    const told = (who: string, place: string, field: string, seen: string) => ({
      code: "PS108",
      message: field === "type" ? `${who} has an SELinux type that is not allowed` : `${who} sets its SELinux ${field}`,
      path: `${place}.seLinuxOptions.${field}`,
      field: `securityContext.seLinuxOptions.${field}`,
      seen,
      allowed:
        field === "type" ? "container_t, container_init_t, container_kvm_t, container_engine_t, or nothing" : "nothing",
      hint: `remove seLinuxOptions.${field}`,
      fix: removal(`remove seLinuxOptions.${field}`, `${place}.seLinuxOptions.${field}`),
    });
    const options = { type: "spc_t", user: "u", role: "r", level: "s0" };
    expect(
      found(
        pod(
          { securityContext: { ...whole, seLinuxOptions: options } },
          { seLinuxOptions: { type: "container_t", role: "r" } },
        ),
      ),
    ).toEqual([
      told("the pod", "spec.securityContext", "type", "spc_t"),
      told("the pod", "spec.securityContext", "user", "u"),
      told("the pod", "spec.securityContext", "role", "r"),
      told('container "c0"', at(0), "role", "r"),
    ]);
  });

  test("PS111", () => {
    const sysctls = [
      { name: "net.ipv4.tcp_rmem" },
      { name: "vm.swappiness" },
      {},
      { name: "net.ipv4.ip_local_reserved_ports" },
    ];
    const object = pod({ securityContext: { ...whole, sysctls } });
    const first =
      "kernel.shm_rmid_forced, net.ipv4.ip_local_port_range, net.ipv4.tcp_syncookies, net.ipv4.ping_group_range, net.ipv4.ip_unprivileged_port_start";
    const told = (index: number, name: string) => ({
      code: "PS111",
      message: `the pod sets the sysctl ${name}, which touches more than the pod`,
      path: `spec.securityContext.sysctls.${index}.name`,
      field: "securityContext.sysctls.name",
      seen: name,
      hint: "remove it; what the whole node needs is for its administrators",
      fix: removal(`remove ${name}`, `spec.securityContext.sysctls.${index}`),
    });
    const kept = `${first}, net.ipv4.ip_local_reserved_ports`;
    const since29 = ["time", "intvl", "probes"].map((each) => `net.ipv4.tcp_keepalive_${each}`);
    expect(found(object)).toEqual([
      {
        ...told(1, "vm.swappiness"),
        allowed: [
          kept,
          since29[0],
          "net.ipv4.tcp_fin_timeout",
          since29[1],
          since29[2],
          "net.ipv4.tcp_rmem",
          "net.ipv4.tcp_wmem",
        ].join(", "),
      },
    ]);
    expect(found(object, { settings: { minor: 27 } })).toEqual([
      { ...told(0, "net.ipv4.tcp_rmem"), allowed: kept },
      { ...told(1, "vm.swappiness"), allowed: kept },
    ]);
    expect(found(object, { settings: { minor: 26 } }).map(({ allowed }) => allowed)).toEqual([first, first, first]);
  });

  test("PS112", () => {
    const hostProcess = { windowsOptions: { hostProcess: true } };
    const told = (who: string, place: string) => ({
      code: "PS112",
      message: `${who} runs on the Windows node itself`,
      path: `${place}.windowsOptions.hostProcess`,
      field: "securityContext.windowsOptions.hostProcess",
      seen: "true",
      allowed: "false, or nothing",
      hint: "remove hostProcess",
      fix: removal("remove hostProcess", `${place}.windowsOptions.hostProcess`),
    });
    expect(
      found(
        pod({ securityContext: { ...whole, ...hostProcess } }, hostProcess, { windowsOptions: { hostProcess: false } }),
      ),
    ).toEqual([told("the pod", "spec.securityContext"), told('container "c0"', at(0))]);
  });
});
