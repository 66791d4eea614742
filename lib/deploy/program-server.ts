// SPDX-License-Identifier: Apache-2.0
import { AsyncLocalStorage } from "node:async_hooks";
import { Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall } from "@grpc/grpc-js";
import { log } from "@pulumi/pulumi";
import { isGrpcError } from "@pulumi/pulumi/errors.js";
import languageService from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import * as runtimeConfig from "@pulumi/pulumi/runtime/config.js";
import * as settings from "@pulumi/pulumi/runtime/settings.js";
import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack.js";
import * as state from "@pulumi/pulumi/runtime/state.js";

/** A Pulumi program in this process; what it returns are the stack's outputs. */
export type Program = () => Promise<Record<string, unknown> | void>;

/** Where the engine reaches a program: the value of its `--client`. */
export interface ProgramServer {
  readonly address: string;
  /** Errors that the program itself made, not those of the engine or a provider. */
  readonly errors: readonly Error[];
  close(): void;
}

/**
 * Serves one program to one engine.
 *
 * The Automation API's own server listens to every unhandled rejection of the process, so that a resource that fails in one
 * team's program fails each program that runs beside it. Here a rejection is charged to the program that it came from.
 */
export async function serveProgram(program: Program): Promise<ProgramServer> {
  const errors: Error[] = [];
  const server = new Server({ "grpc.max_receive_message_length": 400 << 20 });
  server.addService(languageService.LanguageRuntimeService, {
    getRequiredPlugins: (_: Call, reply: Reply) => reply(null, new language.GetRequiredPluginsResponse()),
    getPluginInfo: (_: Call, reply: Reply) => {
      const info = new plugin.PluginInfo();
      info.setVersion("1.0.0");
      reply(null, info);
    },
    run: (call: ServerUnaryCall<RunRequest, unknown>, reply: Reply) => {
      const answer = new language.RunResponse();
      runProgram(program, call.request, errors).then(
        () => reply(null, answer),
        (error: unknown) => {
          answer.setError(error instanceof Error ? error.message : String(error));
          reply(null, answer);
        },
      );
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { address: `127.0.0.1:${port}`, errors, close: () => server.forceShutdown() };
}

type Call = ServerUnaryCall<unknown, unknown>;
type Reply = sendUnaryData<unknown>;
type RunRequest = InstanceType<typeof language.RunRequest>;

// Left out of the SDK's declarations, though its own server uses it: what keeps parallel programs apart.
const { withLocalStorage } = state as unknown as { withLocalStorage: <T>(body: () => T) => T };

const running = new AsyncLocalStorage<Error[]>();
let programs = 0;

async function runProgram(program: Program, request: RunRequest, errors: Error[]): Promise<void> {
  watch();
  try {
    await running.run(errors, () => withLocalStorage(() => inStack(program, request)));
  } catch (error) {
    if (!isGrpcError(error as Error)) note(errors, error);
  } finally {
    unwatch();
  }
  const [first] = errors;
  if (first) throw first;
}

async function inStack(program: Program, request: RunRequest): Promise<void> {
  const [engine = ""] = request.getArgsList();
  settings.resetOptions(
    request.getProject(),
    request.getStack(),
    request.getParallel(),
    engine,
    request.getMonitorAddress(),
    request.getDryrun(),
    request.getOrganization(),
  );
  const config = Object.fromEntries(request.getConfigMap().entries());
  runtimeConfig.setAllConfig(config, request.getConfigsecretkeysList());
  let ended = false;
  try {
    await runInPulumiStack(program);
    ended = true;
  } finally {
    await settings.disconnect(ended);
  }
  if (log.hasErrors()) throw new Error("the program reported errors");
}

function watch(): void {
  if (programs++ > 0) return;
  process.on("unhandledRejection", charge);
  process.on("uncaughtException", charge);
}

function unwatch(): void {
  if (--programs > 0) return;
  process.off("unhandledRejection", charge);
  process.off("uncaughtException", charge);
}

function charge(error: unknown): void {
  // The engine closed the connection: it has told the cause already.
  if (isGrpcError(error as Error)) return;
  const errors = running.getStore();
  // Not of a program: as Node would have done without us.
  if (!errors) {
    process.off("uncaughtException", charge);
    throw error;
  }
  note(errors, error);
}

// One failure comes back from every promise that waited for it.
function note(errors: Error[], error: unknown): void {
  const one = error instanceof Error ? error : new Error(String(error));
  if (!errors.some(({ message }) => message === one.message)) errors.push(one);
}
