// SPDX-License-Identifier: Apache-2.0
import { type Fields, textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";

const user = (over: Fields): Fields => ({
  apiVersion: "v1",
  kind: "Secret",
  type: "kubernetes.io/basic-auth",
  metadata: { name: "reader" },
  ...over,
});

export const writtenPassword: ObjectRule = {
  id: "ES125",
  name: "written-password",
  severity: "warning",
  scope: "object",
  kinds: ["Secret"],
  what: "A Secret of type kubernetes.io/basic-auth has no password in its manifest.",
  why: "A manifest goes into a repository, a build's log, a colleague's terminal. A password that stood there is known, also after it is gone.",
  sources: [
    "https://kubernetes.io/docs/concepts/configuration/secret/#basic-authentication-secret",
    "https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/file-based",
  ],
  failing: [
    { title: "as text", objects: [user({ stringData: { username: "reader", password: "a-b-c" } })] },
    {
      title: "encoded, which hides nothing",
      objects: [user({ data: { username: "cmVhZGVy", password: "YS1iLWM=" } })],
    },
  ],
  passing: [
    {
      title: "filled in later",
      objects: [user({ stringData: { username: "reader", password: "${READER_PASSWORD}" } })],
    },
    {
      title: "encrypted for the repository",
      objects: [user({ data: { password: "ENC[AES256_GCM,data:p673w==,type:str]" } })],
    },
    { title: "the name alone", objects: [user({ stringData: { username: "reader", roles: "team" } })] },
  ],
  *check({ value }) {
    if (textAt(value, "type") !== "kubernetes.io/basic-auth") return;
    for (const field of ["stringData", "data"]) {
      const password = textAt(value, field, "password") ?? "";
      if (password === "" || filledInLater.test(password)) continue;
      yield {
        message: "the password stands in the manifest",
        at: { path: [field, "password"], field: `${field}.password` },
        hint: "make the Secret where passwords are kept: an Output of Pulumi, External Secrets, or by hand",
      };
    }
  },
};

// Variables, templates, SOPS, and what stands for an Output of Pulumi.
const filledInLater = /^\$\{|^\{\{|^ENC\[|^<[^>]*>$|\ue0b1pulumi:/;
