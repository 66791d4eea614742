// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck } from "../probe.ts";

export const imagePublishing: OthersCheck = {
  code: "VO141",
  check: "image-publishing",
  what: "A team cannot publish an image to the whole cloud or make one in another's name.",
  service: "image",
  about: "other",
  hint: "look at publicize_image in glance's policy.yaml",
  probes: [
    {
      api: "POST /v2/images",
      note: "visibility public",
      body: () => ({ name: "bivouac-verify", container_format: "bare", disk_format: "raw", visibility: "public" }),
      harm: "an image in everybody's list",
      undo: (answer) => `/images/${String(answer["id"])}`,
      adminOnly: true,
    },
    {
      api: "POST /v2/images",
      note: "owner of the other",
      body: ({ other }) => ({
        name: "bivouac-verify",
        container_format: "bare",
        disk_format: "raw",
        owner: other.team.projectId,
      }),
      harm: "an image in the other's list",
      undo: (answer) => `/images/${String(answer["id"])}`,
      adminOnly: true,
    },
  ],
};
