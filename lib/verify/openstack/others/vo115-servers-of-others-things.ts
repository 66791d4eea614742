// SPDX-License-Identifier: Apache-2.0
import type { HeldType, Raw } from "../holdings.ts";
import { type OthersCheck, type Probe, type Question, nothing } from "../probe.ts";

const mine =
  (type: HeldType, pick: (raw: Raw) => boolean = () => true) =>
  ({ me }: Pick<Question, "me">): Raw | undefined =>
    (me.held.objects.get(type) ?? []).find(pick);
const myServer = mine("server", (server) => server["status"] === "ACTIVE");
const text = (raw: Raw | undefined, key: string): string | undefined =>
  typeof raw?.[key] === "string" ? raw[key] : undefined;
const server_id = (question: Question): string | undefined => text(myServer(question), "id");

/** A server in the asker's own project that takes something of the other. The flavor is the one of its own server. */
const boot = (on: HeldType, what: (object: Raw, question: Question) => object, rest: Partial<Probe> = {}): Probe => ({
  api: "POST /v2.1/servers",
  note: `on the other's ${on}`,
  on,
  pick: (_, question) => myServer(question) !== undefined,
  microversion: "2.67",
  body: (question) => ({
    server: {
      name: "bivouac-verify",
      flavorRef: flavorOf(myServer(question)),
      imageRef: imageOf(myServer(question)),
      networks: "none",
      ...what(question.object, question),
    },
    ...hints(on, question.object),
  }),
  harm: "a server in the asker's project that uses it",
  undo: (answer) => path("/servers/", answer["server"]),
  // Nova says 400 to an id in the body that it cannot find.
  refused: [400, 401, 403, 404],
  ...rest,
});

/** A second disk beside the one of the image. */
const disk =
  (source: "volume" | "snapshot") =>
  ({ id, size }: Raw, question: Question): object => ({
    block_device_mapping_v2: [
      {
        uuid: imageOf(myServer(question)),
        source_type: "image",
        destination_type: "local",
        boot_index: 0,
        delete_on_termination: true,
      },
      {
        uuid: id,
        source_type: source,
        destination_type: "volume",
        boot_index: -1,
        ...(source === "snapshot" ? { volume_size: size, delete_on_termination: true } : {}),
      },
    ],
  });
const hints = (on: HeldType, object: Raw): object =>
  on === "server group" ? { "os:scheduler_hints": { group: object["id"] } } : {};
const path = (prefix: string, made: unknown): string | undefined => {
  const id = text(made as Raw | undefined, "id");
  return id === undefined ? undefined : prefix + id;
};
const flavorOf = (server: Raw | undefined): string => text(server?.["flavor"] as Raw | undefined, "id") ?? nothing;
const imageOf = (server: Raw | undefined): string => text(server?.["image"] as Raw | undefined, "id") ?? nothing;

export const serversOfOthersThings: OthersCheck = {
  code: "VO115",
  check: "servers-with-others-things",
  what: "The team's own servers cannot take another team's ports, volumes, images, networks or groups.",
  service: "compute",
  about: "other",
  hint: "see which check of the same type is red as well: what can be seen can often be used",
  probes: [
    {
      api: "POST /v2.1/servers/{server_id}/os-interface",
      note: "the other's port",
      on: "port",
      pick: (port, question) => port["device_id"] !== "" && myServer(question) !== undefined,
      params: { server_id },
      body: ({ object }) => ({ interfaceAttachment: { port_id: object["id"] } }),
      harmless: "the port is in use: 400 or 409",
    },
    {
      api: "POST /v2.1/servers/{server_id}/os-volume_attachments",
      note: "the other's volume",
      on: "volume",
      pick: (volume, question) =>
        volume["status"] === "in-use" && volume["multiattach"] !== true && myServer(question) !== undefined,
      params: { server_id },
      body: ({ object }) => ({ volumeAttachment: { volumeId: object["id"] } }),
      harmless: "the volume is in use: 400 or 409",
    },
    boot("network", (network) => ({ networks: [{ uuid: network["id"] }] })),
    boot("port", (port) => ({ networks: [{ port: port["id"] }] })),
    boot("image", (image) => ({ imageRef: image["id"] })),
    boot("security group", (group) => ({ security_groups: [{ name: group["id"] }] }), {
      // Nova leaves the group to Neutron, which is asked when the port is made; without a port it may answer 202.
      pick: (_, question) => myServer(question) !== undefined && mine("network")(question) !== undefined,
      body: (question) => ({
        server: {
          name: "bivouac-verify",
          flavorRef: flavorOf(myServer(question)),
          imageRef: imageOf(myServer(question)),
          networks: [{ uuid: mine("network")(question)?.["id"] }],
          security_groups: [{ name: question.object["id"] }],
        },
      }),
    }),
    boot("volume", disk("volume"), {
      pick: (volume, question) => volume["status"] === "available" && myServer(question) !== undefined,
    }),
    boot("snapshot", disk("snapshot")),
    boot("server group", () => ({})),
  ],
};
