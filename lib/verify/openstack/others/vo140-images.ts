// SPDX-License-Identifier: Apache-2.0
import type { OthersCheck, Probe } from "../probe.ts";

const patch = { "content-type": "application/openstack-images-v2.1-json-patch" };
const list = (note: string, query: string): Probe => ({
  api: "GET /v2/images",
  note,
  on: "image",
  query: () => query,
  list: true,
});

/** An image that a team may see but does not own is 403 to a change; one that it may not see is 404. */
export const images: OthersCheck = {
  code: "VO140",
  check: "others-images",
  what: "Images of another team cannot be seen, downloaded, changed, taken or deleted.",
  service: "image",
  about: "other",
  hint: "set the image's visibility to private and remove its members (openstack image set --private; image member list)",
  probes: [
    list("own and public", "?limit=1000"),
    list("visibility=all", "?limit=1000&visibility=all"),
    list("visibility=community", "?limit=1000&visibility=community"),
    list("member_status=all", "?limit=1000&visibility=shared&member_status=all"),
    { ...list("owner of the other", ""), query: ({ other }) => `?owner=${other.team.projectId}` },
    { api: "GET /v2/images/{image_id}", on: "image", each: true },
    { api: "GET /v2/images/{image_id}/file", on: "image", headers: () => ({ range: "bytes=0-0" }) },
    { api: "GET /v2/images/{image_id}/members", on: "image" },
    { api: "GET /v2/images/{image_id}/members/{my_project_id}", on: "image", tell: /member/i },
    { api: "GET /v2/images/{image_id}/tasks", on: "image", adminOnly: true },
    {
      api: "PATCH /v2/images/{image_id}",
      on: "image",
      headers: () => patch,
      body: () => [],
      harmless: "an empty patch",
    },
    {
      api: "DELETE /v2/images/{image_id}/tags/{nothing}",
      on: "image",
      tell: /^the resource could not be found/i,
      harmless: "the tag is not there: 404",
    },
    {
      api: "DELETE /v2/images/{image_id}/members/{nothing}",
      on: "image",
      tell: /member/i,
      harmless: "there is no such member: 404",
    },
    {
      api: "POST /v2/images/{image_id}/actions/reactivate",
      on: "image",
      pick: (image) => image["status"] === "active",
      harmless: "it is active already",
      adminOnly: true,
    },
    {
      api: "POST /v2/images/{image_id}/members",
      note: "the asker",
      on: "image",
      body: ({ me }) => ({ member: me.team.projectId }),
      harm: "the asker may boot from it",
    },
    {
      api: "PUT /v2/images/{image_id}/members/{my_project_id}",
      note: "accepted",
      on: "image",
      body: () => ({ status: "accepted" }),
      harm: "the image is in the asker's list",
    },
    { api: "PUT /v2/images/{image_id}/tags/bivouac-verify", on: "image", harm: "marks it" },
    {
      api: "POST /v2/images/{image_id}/actions/deactivate",
      on: "image",
      harm: "nobody can boot from it",
      adminOnly: true,
    },
    {
      api: "PATCH /v2/images/{image_id}",
      note: "visibility",
      on: "image",
      headers: () => patch,
      body: () => [{ op: "replace", path: "/visibility", value: "community" }],
      harm: "everybody can boot from it",
    },
    { api: "DELETE /v2/images/{image_id}", on: "image", harm: "deletes it" },
  ],
};
