// SPDX-License-Identifier: Apache-2.0
import { show } from "../../../model/light.ts";
import { fieldsAt, listAt, textAt } from "../../fields.ts";
import { samplePod } from "../../samples.ts";
import { word } from "./holders.ts";
import { standardRule } from "./standard.ts";

export const hostPath = standardRule({
  id: "PS104",
  name: "host-path",
  standard: "baseline",
  upstream: "check_hostPathVolumes.go",
  what: "No volume is a folder of the node.",
  why: "Folders of the node hold credentials of the kubelet and files of other teams; what is written there stays when the pod goes.",
  failing: [
    { title: "a socket of the node", objects: [samplePod({ volumes: [{ name: "run", hostPath: { path: "/run" } }] })] },
    {
      title: "a folder made when missing",
      objects: [samplePod({ volumes: [{ name: "data", hostPath: { path: "/data", type: "DirectoryOrCreate" } }] })],
    },
  ],
  passing: [
    { title: "an empty folder", objects: [samplePod({ volumes: [{ name: "data", emptyDir: {} }] })] },
    {
      title: "a claim",
      objects: [samplePod({ volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] })],
    },
  ],
  *check({ spec, path }) {
    for (const [index, volume] of listAt(spec, "volumes").entries())
      if (fieldsAt(volume, "hostPath") !== undefined)
        yield {
          message: `volume "${word(textAt(volume, "name") ?? String(index))}" is a folder of the node`,
          at: { path: [...path, "volumes", index, "hostPath"], field: "volumes.hostPath" },
          seen: show(textAt(volume, "hostPath", "path")),
          allowed: "emptyDir, persistentVolumeClaim, configMap, secret, projected, csi, ephemeral, image",
          hint: "use a persistentVolumeClaim for what must stay and an emptyDir for the rest",
        };
  },
});
