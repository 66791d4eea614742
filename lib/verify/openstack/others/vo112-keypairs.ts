// SPDX-License-Identifier: Apache-2.0
import { type OthersCheck, type Question, nothing } from "../probe.ts";

const ofOther = ({ other }: Question): string => `?user_id=${other.session.userId}`;
const byUser = { microversion: "2.10", query: ofOther } as const;

/** Key pairs belong to a user: the name alone names one's own, `user_id` names another's (microversion 2.10). */
export const keypairs: OthersCheck = {
  code: "VO112",
  check: "others-keypairs",
  what: "Key pairs of another team's user cannot be listed, shown, added or deleted.",
  service: "compute",
  about: "other",
  hint: "look at os_compute_api:os-keypairs in nova's policy.yaml: user_id of another is for administrators",
  probes: [
    { api: "GET /v2.1/os-keypairs", note: "user_id of the other", ...byUser },
    { api: "GET /v2.1/os-keypairs/{keypair_name}", note: "user_id of the other", on: "keypair", each: true, ...byUser },
    {
      api: "DELETE /v2.1/os-keypairs/{nothing}",
      note: "user_id of the other",
      ...byUser,
      tell: /keypair/i,
      harmless: "there is no such key pair: 404",
    },
    {
      api: "POST /v2.1/os-keypairs",
      note: "user_id of the other",
      microversion: "2.10",
      body: ({ other }) => ({
        keypair: { name: "bivouac-verify", type: "ssh", user_id: other.session.userId, public_key: nothing },
      }),
      harmless: "the key is no key: 400",
    },
    {
      api: "DELETE /v2.1/os-keypairs/{keypair_name}",
      note: "user_id of the other",
      on: "keypair",
      ...byUser,
      harm: "deletes it",
    },
  ],
};
