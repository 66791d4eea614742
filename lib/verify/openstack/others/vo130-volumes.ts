// SPDX-License-Identifier: Apache-2.0
import type { HeldType, Raw } from "../holdings.ts";
import { type OthersCheck, type Probe, nothing } from "../probe.ts";

const used = (volume: Raw): boolean => volume["status"] === "in-use" && volume["multiattach"] !== true;
const action = (name: string, value: Probe["body"], rest: Partial<Probe>): Probe => ({
  api: "POST /v3/{project_id}/volumes/{volume_id}/action",
  note: name,
  on: "volume",
  params: { project_id: ({ me }) => me.team.projectId },
  body: (question) => ({ [name]: value?.(question) }),
  ...rest,
});
const copy = (on: HeldType, key: string): Probe => ({
  api: "POST /v3/{project_id}/volumes",
  note: `from the other's ${on}`,
  on,
  body: ({ object }) => ({ volume: { name: "bivouac-verify", size: object["size"], [key]: object["id"] } }),
  harm: "copies the other's data",
  undo: (answer) => `/volumes/${(answer["volume"] as { id: string }).id}`,
});

/** Cinder reads volumes with a filter on the asker's project: 404 for what another owns. */
export const volumes: OthersCheck = {
  code: "VO130",
  check: "others-volumes",
  what: "Volumes of another team cannot be seen, changed, attached, copied or deleted.",
  service: "block-storage",
  about: "other",
  hint: "look for roles of the team's user beyond its project, and at volume:* in cinder's policy.yaml",
  probes: [
    { api: "GET /v3/{project_id}/volumes", on: "volume", list: true },
    {
      api: "GET /v3/{project_id}/volumes/detail",
      note: "all_tenants=1",
      on: "volume",
      query: () => "?all_tenants=1",
      list: true,
    },
    {
      api: "GET /v3/{project_id}/volumes/detail",
      note: "project_id of the other",
      on: "volume",
      query: ({ other }) => `?all_tenants=1&project_id=${other.team.projectId}`,
      list: true,
    },
    { api: "GET /v3/{other_project_id}/volumes", on: "volume", refused: [400, 401, 403, 404] },
    { api: "GET /v3/{project_id}/volumes/{volume_id}", on: "volume", each: true },
    { api: "GET /v3/{project_id}/volumes/{volume_id}/metadata", on: "volume" },
    {
      api: "PUT /v3/{project_id}/volumes/{volume_id}",
      on: "volume",
      body: ({ object }) => ({ volume: { name: object["name"] } }),
      harmless: "the name that it has",
    },
    {
      api: "POST /v3/{project_id}/volumes/{volume_id}/metadata",
      on: "volume",
      body: () => ({ metadata: {} }),
      harmless: "adds no key",
    },
    {
      api: "DELETE /v3/{project_id}/volumes/{volume_id}/metadata/{nothing}",
      on: "volume",
      tell: /metadata/i,
      harmless: "the key is not there: 404",
    },
    {
      api: "DELETE /v3/{project_id}/volumes/{volume_id}",
      note: "in use",
      on: "volume",
      pick: used,
      harmless: "it is attached: 400",
    },
    action("os-extend", ({ object }) => ({ new_size: object["size"] }), {
      pick: used,
      harmless: "it is as large already: 400",
    }),
    action("os-volume_upload_image", () => ({ image_name: "bivouac-verify", force: false }), {
      pick: used,
      harmless: "it is in use: 400",
    }),
    action("os-retype", () => ({ new_type: nothing, migration_policy: "never" }), {
      tell: /type/i,
      harmless: "there is no such type: 404",
    }),
    action("os-set_bootable", ({ object }) => ({ bootable: object["bootable"] === "true" }), {
      harmless: "what it is already",
    }),
    action("os-reserve", () => null, { pick: used, harmless: "it is in use: 400" }),
    action("os-reset_status", ({ object }) => ({ status: object["status"] }), {
      harmless: "the status that it has",
      adminOnly: true,
    }),
    {
      api: "POST /v3/{project_id}/os-volume-transfer",
      on: "volume",
      pick: used,
      body: ({ object }) => ({ transfer: { volume_id: object["id"], name: "bivouac-verify" } }),
      harmless: "it is in use: 400",
    },
    {
      api: "POST /v3/{project_id}/attachments",
      on: "volume",
      pick: used,
      microversion: "3.27",
      body: ({ object }) => ({ attachment: { volume_uuid: object["id"], instance_uuid: nothing } }),
      harmless: "it is in use: 400",
    },
    copy("volume", "source_volid"),
    copy("snapshot", "snapshot_id"),
    action("os-begin_detaching", () => null, { pick: used, harm: "it counts as being detached" }),
    action("os-force_detach", () => ({}), { pick: used, harm: "detaches it below a running server", adminOnly: true }),
    action("os-reserve", () => null, {
      pick: (volume) => volume["status"] === "available",
      harm: "it counts as being attached",
    }),
    {
      api: "DELETE /v3/{project_id}/volumes/{volume_id}",
      on: "volume",
      pick: (volume) => volume["status"] === "available",
      harm: "deletes it",
    },
  ],
};
