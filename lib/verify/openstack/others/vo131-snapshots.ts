// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck } from "../probe.ts";

const admin = { adminOnly: true } as const;

export const snapshots: OthersCheck = {
  code: "VO131",
  check: "others-snapshots",
  what: "Snapshots, backups, attachments and transfers of another team cannot be seen, changed, restored or deleted.",
  service: "block-storage",
  about: "other",
  hint: "look at volume:*snapshot*, backup:* and volume:*transfer* in cinder's policy.yaml",
  probes: [
    { api: "GET /v3/{project_id}/snapshots", on: "snapshot", list: true },
    {
      api: "GET /v3/{project_id}/snapshots/detail",
      note: "all_tenants=1",
      on: "snapshot",
      query: () => "?all_tenants=1",
      list: true,
    },
    { api: "GET /v3/{project_id}/snapshots/{snapshot_id}", on: "snapshot", each: true },
    { api: "GET /v3/{project_id}/snapshots/{snapshot_id}/metadata", on: "snapshot" },
    {
      api: "PUT /v3/{project_id}/snapshots/{snapshot_id}",
      on: "snapshot",
      body: ({ object }) => ({ snapshot: { name: object["name"] } }),
      harmless: "the name that it has",
    },
    {
      api: "DELETE /v3/{project_id}/snapshots/{snapshot_id}/metadata/{nothing}",
      on: "snapshot",
      tell: /metadata/i,
      harmless: "the key is not there: 404",
    },
    {
      api: "POST /v3/{project_id}/snapshots/{snapshot_id}/action",
      note: "os-reset_status",
      on: "snapshot",
      body: ({ object }) => ({ "os-reset_status": { status: object["status"] } }),
      harmless: "the status that it has",
      ...admin,
    },
    {
      api: "GET /v3/{project_id}/attachments",
      on: "volume attachment",
      microversion: "3.27",
      query: () => "?all_tenants=1",
      list: true,
    },
    {
      api: "GET /v3/{project_id}/attachments/{attachment_id}",
      gap: "Cinder (seen in 21.3, Zed) asks no policy here: who knows the id sees how the volume is connected",
      on: "volume attachment",
      microversion: "3.27",
      each: true,
    },
    {
      api: "PUT /v3/{project_id}/attachments/{attachment_id}",
      on: "volume attachment",
      microversion: "3.27",
      body: () => ({ attachment: { connector: { host: "bivouac-verify" } } }),
      harm: "leads the attachment to another host",
    },
    {
      api: "POST /v3/{project_id}/attachments/{attachment_id}/action",
      note: "os-complete",
      on: "volume attachment",
      microversion: "3.44",
      body: () => ({ "os-complete": {} }),
      harm: "marks it as attached",
    },
    {
      api: "DELETE /v3/{project_id}/attachments/{attachment_id}",
      on: "volume attachment",
      microversion: "3.27",
      harm: "detaches the volume below a running server",
    },
    { api: "GET /v3/{project_id}/backups/{backup_id}", on: "backup", each: true },
    { api: "GET /v3/{project_id}/backups/{backup_id}/export_record", on: "backup", ...admin },
    { api: "DELETE /v3/{project_id}/backups/{backup_id}", on: "backup", harm: "deletes it" },
    { api: "GET /v3/{project_id}/os-volume-transfer/{transfer_id}", on: "volume transfer", each: true },
    {
      api: "POST /v3/{project_id}/os-volume-transfer/{transfer_id}/accept",
      on: "volume transfer",
      body: () => ({ accept: { auth_key: "bivouac-verify" } }),
      // The transfer is found by whoever knows its id: the key is the secret, and a wrong one is 400.
      refused: [400, 401, 403, 404],
      harmless: "the key is wrong: 400",
    },
    {
      api: "DELETE /v3/{project_id}/os-volume-transfer/{transfer_id}",
      on: "volume transfer",
      harm: "calls the transfer off",
    },
    { api: "DELETE /v3/{project_id}/snapshots/{snapshot_id}", on: "snapshot", harm: "deletes it" },
  ],
};
