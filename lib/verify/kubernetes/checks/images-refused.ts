// SPDX-License-Identifier: Apache-2.0
import type { KubernetesCheck } from "../probe.ts";
import { allowedImage, container, foreignImage, pod } from "../samples.ts";

export const imagesRefused: KubernetesCheck = {
  code: "VK154",
  name: "images-refused",
  proves:
    "Images from elsewhere than the organizers' registries are refused, and those without a digest where digests are asked for.",
  hint: "Put the event's admission policies and their bindings back: bivouac up.",
  probes(asking) {
    const { team } = asking;
    if (team.guardRails === undefined || asking.isOff("images")) return [];
    const { registries, digests } = team.guardRails;
    const bad = [
      ...(registries.length === 0 ? [] : [["from another registry", foreignImage()] as const]),
      ...(digests ? [["without a digest", allowedImage(team).replace(/@.*/, ":latest")] as const] : []),
    ];
    return bad.map(([what, image]) => ({
      probe: `create a pod of an image ${what}`,
      expected: "refused",
      ask: () =>
        asking.refused(
          { method: "POST", path: asking.path("pods"), body: pod(team, { containers: [container(team, { image })] }) },
          ["policy"],
        ),
    }));
  },
};
