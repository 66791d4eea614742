// SPDX-License-Identifier: Apache-2.0
import type { FlavorRule } from "../../rule.ts";
import { beyond, cpuDemandsOf, formatCpuSet, isBad, sizeOf, unknown } from "../../topology/index.ts";
import { hardware } from "./fixes.ts";

const key = "hw:cpu_realtime_mask";

/** Since Victoria all CPUs may be realtime and the CPUs of the mask are checked; before, a mask was a must. */
const victoria = 22;

export const realtimeMask: FlavorRule = {
  id: "FL407",
  name: "realtime-mask",
  scope: "flavor",
  severity: "error",
  what: "With hw:cpu_realtime the mask names some CPUs of the flavor; all of them only with an emulator threads policy.",
  why: "Nova refuses every server with 400 RealtimeMaskNotFoundOrInvalid: without a CPU for other work and without a place for emulator threads, the guest would starve.",
  sources: [`${hardware} get_realtime_cpu_constraint`],
  *check(flavor, { release }) {
    const { realtime, realtimeMask: mask, emulator } = cpuDemandsOf(flavor);
    const { vcpus } = flavor;
    const old = release < victoria;
    if (realtime !== true || mask === unknown || vcpus === undefined) return;
    if (mask === undefined) {
      if (emulator !== undefined && !old) return;
      yield {
        message: old
          ? "realtime without a mask"
          : "all CPUs are realtime, since there is no mask, and emulator threads have no place",
        at: flavor.atSpecKey("hw:cpu_realtime"),
        seen: flavor.spec("hw:cpu_realtime"),
        hint: `add ${key}, ^0 leaves CPU 0 out${old ? "" : ", or hw:emulator_threads_policy"}`,
      };
      return;
    }
    if (isBad(mask)) return;
    const outside = beyond(mask, vcpus);
    const message =
      outside.length > 0
        ? `the mask names CPU ${formatCpuSet(outside)}, which the flavor has not got`
        : mask.length === 0
          ? "the mask makes no CPU realtime"
          : !old && sizeOf(mask) === vcpus && emulator === undefined
            ? "the mask makes all CPUs realtime, and emulator threads have no place"
            : undefined;
    if (message === undefined) return;
    yield {
      message,
      at: flavor.atSpec(key),
      // Nova let it pass then, and left it to libvirt.
      severity: old && outside.length > 0 ? "warning" : "error",
      seen: flavor.spec(key),
      allowed: vcpus > 1 ? `some, not all, of CPU 0-${vcpus - 1}` : "CPU 0, with hw:emulator_threads_policy",
      hint: "a caret in front means all CPUs but those",
    };
  },
  failing: [
    { title: "no mask", flavors: [{ extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes" } }] },
    {
      title: "all CPUs",
      flavors: [{ vcpus: 2, extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes", [key]: "0-1" } }],
    },
    {
      title: "beyond the last CPU",
      flavors: [{ vcpus: 2, extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes", [key]: "1-2" } }],
    },
  ],
  passing: [
    {
      title: "all but the first",
      flavors: [{ vcpus: 2, extraSpecs: { "hw:cpu_policy": "dedicated", "hw:cpu_realtime": "yes", [key]: "^0" } }],
    },
    {
      title: "all, with a place for emulator threads",
      flavors: [
        {
          extraSpecs: {
            "hw:cpu_policy": "dedicated",
            "hw:cpu_realtime": "yes",
            "hw:emulator_threads_policy": "isolate",
          },
        },
      ],
    },
  ],
};
