// SPDX-License-Identifier: Apache-2.0
import { type sendUnaryData, Server, ServerCredentials, type ServerReadableStream } from "@grpc/grpc-js";
import type { EngineEvent } from "@pulumi/pulumi/automation/events.js";
import eventsService from "@pulumi/pulumi/proto/events_grpc_pb.js";
import type events from "@pulumi/pulumi/proto/events_pb.js";

/** Where the engine sends its events: the value of its `--event-log`. */
export interface EventServer {
  readonly address: string;
  close(): void;
}

/** Receives the events of one engine in order. */
export async function serveEvents(onEvent: (event: EngineEvent) => void): Promise<EventServer> {
  const server = new Server({ "grpc.max_receive_message_length": 400 << 20 });
  server.addService(eventsService.EventsService, {
    streamEvents: (
      call: ServerReadableStream<InstanceType<typeof events.EventRequest>, unknown>,
      reply: sendUnaryData<unknown>,
    ) => {
      call.on("data", (request: InstanceType<typeof events.EventRequest>) =>
        onEvent(JSON.parse(request.getEvent()) as EngineEvent),
      );
      call.on("end", () => reply(null, empty()));
      // The engine went away; its exit code says so.
      call.on("error", () => undefined);
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { address: `tcp://127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

// The SDK carries its own copy of google-protobuf, and serializing checks the class: so ask the SDK for an empty message.
function empty(): unknown {
  return eventsService.EventsService.streamEvents.responseDeserialize(Buffer.alloc(0));
}
