// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck, Question } from "../probe.ts";

const zone_id = ({ object }: Question): string => String(object["zone_id"]);
const ofZone = { params: { zone_id, recordset_id: ({ object }: Question) => String(object["id"]) } };
const plain = (record: Readonly<Record<string, unknown>>): boolean =>
  record["type"] !== "SOA" && record["type"] !== "NS";

export const dns: OthersCheck = {
  code: "VO150",
  check: "others-dns",
  what: "Zones and recordsets of another team cannot be seen, changed, overlaid or deleted.",
  service: "dns",
  about: "other",
  hint: "look at the zone's shares and at *_zone and *_recordset in designate's policy.yaml",
  probes: [
    { api: "GET /v2/zones", on: "DNS zone", list: true },
    {
      api: "GET /v2/zones",
      note: "x-auth-all-projects",
      on: "DNS zone",
      headers: () => ({ "x-auth-all-projects": "true" }),
      list: true,
      adminOnly: true,
    },
    {
      api: "GET /v2/zones",
      note: "x-auth-sudo-project-id of the other",
      on: "DNS zone",
      headers: ({ other }) => ({ "x-auth-sudo-project-id": other.team.projectId }),
      list: true,
      adminOnly: true,
    },
    { api: "GET /v2/zones/{zone_id}", on: "DNS zone", each: true },
    { api: "GET /v2/zones/{zone_id}/recordsets", on: "DNS zone" },
    { api: "GET /v2/zones/{zone_id}/nameservers", on: "DNS zone" },
    {
      api: "PATCH /v2/zones/{zone_id}",
      on: "DNS zone",
      body: ({ object }) => ({ email: object["email"] }),
      harm: "raises its serial",
    },
    { api: "GET /v2/recordsets", on: "DNS recordset", list: true },
    {
      api: "GET /v2/recordsets",
      note: "x-auth-all-projects",
      on: "DNS recordset",
      headers: () => ({ "x-auth-all-projects": "true" }),
      list: true,
      adminOnly: true,
    },
    { api: "GET /v2/zones/{zone_id}/recordsets/{recordset_id}", on: "DNS recordset", each: true, ...ofZone },
    {
      api: "POST /v2/zones/{zone_id}/recordsets",
      note: "one that is there",
      on: "DNS recordset",
      pick: plain,
      ...ofZone,
      body: ({ object }) => ({ name: object["name"], type: object["type"], records: object["records"] }),
      harmless: "it is there already: 409",
    },
    {
      api: "PUT /v2/zones/{zone_id}/recordsets/{recordset_id}",
      on: "DNS recordset",
      pick: plain,
      ...ofZone,
      body: ({ object }) => ({ records: object["records"] }),
      harm: "raises its serial",
    },
    {
      api: "GET /v2/zones/tasks/transfer_requests",
      note: "x-auth-all-projects",
      on: "DNS transfer",
      headers: () => ({ "x-auth-all-projects": "true" }),
      list: true,
      adminOnly: true,
    },
    { api: "GET /v2/zones/tasks/transfer_requests/{transfer_request_id}", on: "DNS transfer", each: true },
    {
      api: "POST /v2/zones/tasks/transfer_accepts",
      note: "with a wrong key",
      on: "DNS transfer",
      body: ({ object }) => ({ key: "BIVOUACV", zone_transfer_request_id: object["id"] }),
      // Who was offered the zone shows the key; a wrong one is 403 to everybody.
      refused: [400, 401, 403, 404],
      harmless: "the key is wrong: 403",
    },
    {
      api: "POST /v2/zones/{zone_id}/tasks/xfr",
      on: "DNS zone",
      pick: (zone) => zone["type"] === "PRIMARY",
      harmless: "a primary zone is not transferred in: 400",
    },
    { api: "GET /v2/quotas/{other_project_id}" },
    {
      api: "POST /v2/zones",
      note: "below the other's zone",
      on: "DNS zone",
      body: ({ object }) => ({ name: `bivouac-verify.${String(object["name"])}`, email: "verify@example.org" }),
      refused: [400, 401, 403, 404, 409],
      harm: "names of the other's zone lead to the asker",
      undo: (answer) => `/zones/${String(answer["id"])}`,
    },
    {
      api: "POST /v2/zones/{zone_id}/tasks/transfer_requests",
      on: "DNS zone",
      body: () => ({}),
      harm: "offers the zone to others",
    },
    {
      api: "POST /v2/zones/{zone_id}/tasks/abandon",
      on: "DNS zone",
      harm: "the zone is no longer managed",
      adminOnly: true,
    },
    {
      api: "DELETE /v2/zones/{zone_id}/recordsets/{recordset_id}",
      on: "DNS recordset",
      pick: plain,
      ...ofZone,
      harm: "deletes it",
    },
    { api: "DELETE /v2/zones/{zone_id}", on: "DNS zone", harm: "deletes it" },
  ],
};
