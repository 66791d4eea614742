// SPDX-License-Identifier: Apache-2.0
import { textAt } from "../../fields.ts";
import type { ObjectRule } from "../../rule.ts";
import { downgradeAnnotation, elasticsearchKind } from "./kinds.ts";
import { sampleElasticsearch } from "./samples.ts";
import { compareVersions, readVersion, type Version, version } from "./versions.ts";

/** The oldest version from which one goes to this major at once; "-1" lets snapshots of it in, as the operator does. */
const least: Readonly<Record<number, string>> = { 8: "7.17.0-1", 9: "8.18.0-1" };

export const upgradePath: ObjectRule = {
  id: "ES205",
  name: "elastic-upgrade-path",
  severity: "error",
  scope: "object",
  kinds: [elasticsearchKind],
  what: "A new major version comes after the last minor version of the one before.",
  why: "Only that version can turn the data into what the next one reads, and tells what must be changed first. The operator refuses to jump.",
  sources: [
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/version/supported_versions.go:23",
    "elastic/cloud-on-k8s v3.5.0 pkg/controller/elasticsearch/validation/validations.go:490 (validUpgradePath)",
  ],
  failing: [
    {
      title: "from 8.17 to 9",
      objects: [sampleElasticsearch()],
      earlier: [sampleElasticsearch({ version: "8.17.4" })],
    },
    { title: "from 7 to 9", objects: [sampleElasticsearch()], earlier: [sampleElasticsearch({ version: "7.17.29" })] },
    {
      title: "a downgrade that is allowed, over a major version",
      objects: [sampleElasticsearch({ version: "8.19.6" }, { annotations: { [downgradeAnnotation]: "true" } })],
      earlier: [sampleElasticsearch()],
    },
    {
      title: "the last upgrade is not done yet",
      objects: [sampleElasticsearch()],
      earlier: [{ ...sampleElasticsearch({ version: "8.19.6" }), status: { version: "8.15.0" } }],
    },
  ],
  passing: [
    {
      title: "a downgrade that is allowed, within a major version",
      objects: [sampleElasticsearch({ version: "9.3.0" }, { annotations: { [downgradeAnnotation]: "true" } })],
      earlier: [sampleElasticsearch()],
    },
    {
      title: "from 8.19 to 9",
      objects: [sampleElasticsearch()],
      earlier: [sampleElasticsearch({ version: "8.19.6" })],
    },
    {
      title: "over minors of one major",
      objects: [sampleElasticsearch()],
      earlier: [sampleElasticsearch({ version: "9.0.0" })],
    },
  ],
  *check(manifest, { set }) {
    const earlier = set.earlierOf(manifest)?.value;
    const now = textAt(manifest.value, "spec", "version");
    const asked = textAt(earlier, "spec", "version");
    // What runs counts, where it is known: the lowest version of all nodes.
    const then = textAt(earlier, "status", "version") || asked;
    const [own, before, spoken] = [now, then, asked].map(readVersion);
    if (own !== undefined && before !== undefined && before.numbers[0] > own.numbers[0]) {
      // A downgrade like others is told by its own rule.
      const isAllowed = manifest.annotations[downgradeAnnotation] === "true";
      if (!isAllowed && spoken !== undefined && compareVersions(spoken, own) > 0) return;
      yield {
        message: `there is no way back from ${then} to ${now}, whatever is allowed`,
        at: { path: ["spec", "version"], field: "version" },
        seen: now,
        allowed: `${then} or later`,
        hint: "restore a snapshot into a new cluster",
      };
      return;
    }
    const floor = own === undefined ? undefined : least[own.numbers[0]];
    if (before === undefined || floor === undefined || compareVersions(before, version(floor)) >= 0) return;
    yield {
      message: `there is no way from ${then} to ${now} in one step`,
      at: { path: ["spec", "version"], field: "version" },
      seen: now,
      allowed: `from ${floor.replace("-1", "")} on`,
      hint: `go to the latest ${nextStop(before)} first, and wait until all nodes have it`,
    };
  },
};

/** The last minor version that can be reached from here. */
function nextStop(from: Version): string {
  return compareVersions(from, version("7.17.0-1")) < 0 ? "7.17" : "8.19";
}
