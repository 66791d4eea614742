// SPDX-License-Identifier: Apache-2.0
import { type Fields, fieldsAt, isFields, listAt, textAt } from "../../fields.ts";
import type { Manifest } from "../../manifest.ts";
import type { ObjectRule } from "../../rule.ts";
import { sampleElasticsearch } from "../elasticsearch/samples.ts";
import { connectorKind, connectOf, elasticsearchOfConnector } from "./connect.ts";
import { sampleConnect, sampleConnector } from "./samples.ts";

const confluent = "io.confluent.connect.elasticsearch.ElasticsearchSinkConnector";
const least = 16;

const plugin = (artifact: Fields): Fields => ({ plugins: [{ name: "es-sink", artifacts: [artifact] }] });
const image = (tag: string): Fields =>
  plugin({ type: "image", reference: `registry.example.org/kafka-connect-elasticsearch:${tag}` });

export const sinkVersion: ObjectRule = {
  id: "BR102",
  name: "sink-version",
  severity: "error",
  scope: "object",
  kinds: [connectorKind],
  what: `Confluent's connector to Elasticsearch 9 is of version ${least} or newer.`,
  why: "Older ones use a client that Elasticsearch 9 refuses: the task fails at its first request, and each time it is started again.",
  sources: [
    "confluentinc/kafka-connect-elasticsearch issue 847",
    "https://docs.confluent.io/kafka-connectors/elasticsearch/16.0/",
  ],
  failing: [
    {
      title: "a plugin image of 15",
      objects: [sampleElasticsearch(), sampleConnect(image("15.1.1")), sampleConnector()],
    },
    {
      title: "the connector says 14",
      objects: [sampleElasticsearch(), sampleConnector({}, { version: "14.1.2" })],
    },
    {
      title: "an archive that the workers are built with",
      objects: [
        sampleElasticsearch(),
        sampleConnect({
          plugins: undefined,
          build: plugin({
            type: "zip",
            url: "https://example.org/confluentinc-kafka-connect-elasticsearch-15.0.0.zip",
          }),
        }),
        sampleConnector(),
      ],
    },
  ],
  passing: [
    { title: "version 16", objects: [sampleElasticsearch(), sampleConnect(image("16.0.0")), sampleConnector()] },
    {
      title: "Elasticsearch 8",
      objects: [sampleElasticsearch({ version: "8.19.4" }), sampleConnect(image("15.1.1")), sampleConnector()],
    },
    {
      title: "another connector",
      objects: [sampleElasticsearch(), sampleConnector({}, { version: "14.1.2", class: "org.example.Sink" })],
    },
  ],
  *check(connector, { set }) {
    if (textAt(connector.value, "spec", "class") !== confluent) return;
    const elastic = textAt(elasticsearchOfConnector(connector, set)?.value, "spec", "version") ?? "";
    if (majorOf(elastic) === undefined || majorOf(elastic)! < 9) return;
    const version = versionOf(connector, connectOf(connector, set));
    const major = version === undefined ? undefined : majorOf(version);
    if (major === undefined || major >= least) return;
    yield {
      message: `the connector is of version ${version}, Elasticsearch of ${elastic}`,
      at: { path: ["spec", "class"], field: "class" },
      seen: version,
      allowed: `${least}.0.0 or newer`,
      hint: `use a plugin of version ${least}, or a Logstash`,
    };
  },
};

/** As far as anybody says it: the connector, the plugin's image, or what the workers are built from. */
function versionOf(connector: Manifest, connect: Manifest | undefined): string | undefined {
  const own = textAt(connector.value, "spec", "version");
  if (own !== undefined) return /\d+\.\d+\.\d+/.exec(own)?.[0];
  const plugins = [
    ...listAt(connect?.value, "spec", "plugins"),
    ...listAt(fieldsAt(connect?.value, "spec", "build"), "plugins"),
  ];
  const artifacts = plugins.flatMap((each) => listAt(each, "artifacts")).filter(isFields);
  for (const artifact of artifacts) {
    const maven = textAt(artifact, "artifact")?.includes("elasticsearch") ? textAt(artifact, "version") : undefined;
    const place = textAt(artifact, "reference") ?? textAt(artifact, "url") ?? "";
    // Of an image with several plugins the tag may be the image's own.
    const found =
      maven ?? (/elasticsearch|es-sink/i.test(place) ? /[:-]v?(\d+\.\d+\.\d+)/.exec(place)?.[1] : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

function majorOf(version: string): number | undefined {
  const found = /^(\d+)\./.exec(version)?.[1];
  return found === undefined ? undefined : Number(found);
}
