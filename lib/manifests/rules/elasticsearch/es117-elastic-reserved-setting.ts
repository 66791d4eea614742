// SPDX-License-Identifier: Apache-2.0
import type { ObjectRule } from "../../rule.ts";
import { elasticsearchKind } from "./kinds.ts";
import { labelOf, nodeSetsOf, settingPath } from "./node-sets.ts";
import { sampleConfig, sampleNodes } from "./samples.ts";

/** What the operator keeps for itself: UnsupportedSettings of its API. */
const reserved: readonly string[] = [
  "cluster.name",
  "discovery.seed_hosts",
  "discovery.seed_providers",
  "cluster.initial_master_nodes",
  "network.host",
  "network.publish_host",
  "node.name",
  "path.data",
  "path.logs",
  "xpack.security.authc.reserved_realm.enabled",
  "xpack.security.enabled",
  "xpack.security.http.ssl.certificate",
  "xpack.security.http.ssl.enabled",
  "xpack.security.http.ssl.key",
  "xpack.security.transport.ssl.enabled",
  "xpack.security.transport.ssl.verification_mode",
];
const clientAuthentication = "xpack.security.http.ssl.client_authentication";

export const reservedSetting: ObjectRule = {
  id: "ES117",
  name: "elastic-reserved-setting",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "config leaves the settings alone that the operator writes itself, in any spelling.",
  why:
    "The operator warns and then lets the written value win: nodes that do not find each other, certificates that nobody renews, an API " +
    "that the operator cannot talk to any more.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/apis/elasticsearch/v1/fields.go:65 (UnsupportedSettings)",
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/settings/merged_config.go:39",
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/validation/warnings.go:103",
  ],
  failing: [
    { title: "flat", objects: [sampleNodes(sampleConfig({ "cluster.name": "search" }))] },
    {
      title: "nested",
      objects: [sampleNodes(sampleConfig({ xpack: { security: { "http.ssl": { enabled: false } } } }))],
    },
    {
      title: "clients must have a certificate, the operator too",
      objects: [sampleNodes(sampleConfig({ [clientAuthentication]: "required" }))],
    },
  ],
  passing: [
    { title: "others", objects: [sampleNodes(sampleConfig({ "cluster.routing.rebalance.enable": "all" }))] },
    {
      title: "others of the same family",
      objects: [
        sampleNodes(
          sampleConfig({ xpack: { security: { audit: { enabled: true } } }, [clientAuthentication]: "optional" }),
        ),
      ],
    },
  ],
  *check(manifest, { set }) {
    for (const each of nodeSetsOf(manifest, set)) {
      const names = [...each.settings.keys()];
      for (const setting of reserved) {
        const found = names.find((name) => name === setting || name.startsWith(`${setting}.`));
        if (found === undefined) continue;
        yield {
          message: `${labelOf(each)} sets ${setting}, which the operator sets`,
          at: { path: settingPath(each, found), field: setting },
          seen: setting,
          hint: "leave it out; what can be chosen has a field of the custom resource",
        };
      }
      if (each.settings.get(clientAuthentication) === "required")
        yield {
          message: `${labelOf(each)} wants a certificate of every client, and the operator has none`,
          at: { path: settingPath(each, clientAuthentication), field: clientAuthentication },
          seen: `${clientAuthentication}: required`,
          allowed: "none, optional",
          hint: "use spec.http.tls.client.authentication, which wants an Enterprise licence",
        };
    }
  },
};
