// SPDX-License-Identifier: Apache-2.0
import { createRequire } from "node:module";
import { dataSources, type Invoke, stackOutputs } from "./data-sources.ts";
import { decode } from "./values.ts";

// Not public API of the SDK: its protocol, which is why the SDK's version is pinned and only this file knows.
const sdk = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json"));
const grpc = sdk("@grpc/grpc-js");
const struct = sdk("google-protobuf/google/protobuf/struct_pb.js");
const empty = sdk("google-protobuf/google/protobuf/empty_pb.js");

// Messages and services of the generated protocol, which has no types that could be imported here.
// oxlint-disable-next-line typescript/no-explicit-any
type Wire = any;

const proto = (file: string): Wire => sdk(`./proto/${file}.js`);
const [resourceService, resource, engineService, engine, provider] = [
  proto("resource_grpc_pb"),
  proto("resource_pb"),
  proto("engine_grpc_pb"),
  proto("engine_pb"),
  proto("provider_pb"),
];

export interface MonitorOptions {
  /** @default "bivouac" */
  readonly project?: string | undefined;
  /** @default "test" */
  readonly stack?: string | undefined;
  /** Answer as a preview does: ids and computed outputs are not known. @default false */
  readonly preview?: boolean | undefined;
  /** Outputs that the cloud computes, over the inputs. @default none */
  readonly compute?: ((resource: Registration) => Record<string, unknown> | undefined) | undefined;
  /** Data sources by token, over the OpenStack ones that are always there. */
  readonly invoke?: Readonly<Record<string, Invoke>> | undefined;
  /** Methods by token. */
  readonly call?: Readonly<Record<string, Invoke>> | undefined;
  /** What `get` of an existing resource finds besides the state given. */
  readonly read?: ((type: string, id: string) => Record<string, unknown> | undefined) | undefined;
  /** Outputs of other stacks, for stack references and `readStackOutputs`. */
  readonly stacks?: Readonly<Record<string, Record<string, unknown>>> | undefined;
}

export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly custom: boolean;
  /** URN of the parent; empty for the stack. */
  readonly parent: string;
  /** Name of the explicit provider; undefined for the default one. */
  readonly provider: string | undefined;
  /** Names of what `dependsOn` and the inputs together wait for. */
  readonly dependsOn: readonly string[];
  /** Input → names of the resources that it was made from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect: boolean;
  /** Name of the resource whose deletion takes this one along. */
  readonly deletedWith: string | undefined;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly retainOnDelete: boolean;
  readonly version: string;
  /** Undefined when the program sets none. */
  readonly timeouts: { readonly create: string; readonly update: string; readonly delete: string } | undefined;
  /** Secrets opened, unknowns as `unknown`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Places of secret inputs. */
  readonly secrets: readonly string[];
  /** What the component or stack registered as its outputs, as sent. */
  rawOutputs?: Record<string, unknown>;
}

export interface Invocation {
  readonly kind: "invoke" | "call" | "read";
  readonly token: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly provider: string | undefined;
}

/** What the program said to the engine; debug lines are left out. */
export interface LogLine {
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
}

/** The engine's side of a run: takes down all that a program asks for. */
export class FakeMonitor {
  readonly resources: Registration[] = [];
  readonly invocations: Invocation[] = [];
  readonly logs: LogLine[] = [];
  readonly #options: MonitorOptions;
  readonly #server: Wire = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });

  constructor(options: MonitorOptions) {
    this.#options = options;
    this.#server.addService(resourceService.ResourceMonitorService, {
      ...unimplemented(resourceService.ResourceMonitorService),
      supportsFeature: answer(() => setAll(new resource.SupportsFeatureResponse(), { Hassupport: true })),
      registerResource: answer((request) => this.#register(request)),
      registerResourceOutputs: answer((request) => this.#outputs(request)),
      readResource: answer((request) => this.#read(request)),
      invoke: answer((request) => this.#invoke(request)),
      call: answer((request) => this.#call(request)),
      signalAndWaitForShutdown: answer(() => new empty.Empty()),
    });
    this.#server.addService(engineService.EngineService, {
      ...unimplemented(engineService.EngineService),
      log: answer((request) => this.#log(request)),
      setRootResource: answer(() => new engine.SetRootResourceResponse()),
      getRootResource: answer(() => new engine.GetRootResourceResponse()),
    });
  }

  listen(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.bindAsync(
        "127.0.0.1:0",
        grpc.ServerCredentials.createInsecure(),
        (error: Error | null, port: number) => (error ? reject(error) : resolve(`127.0.0.1:${port}`)),
      );
    });
  }

  close(): void {
    this.#server.forceShutdown();
  }

  #register(request: Wire): unknown {
    const registration = this.#registration(request);
    if (this.resources.some(({ urn }) => urn === registration.urn))
      throw new Error(`duplicate resource URN '${registration.urn}'`);
    this.resources.push(registration);
    const sent = request.getObject()?.toJavaScript() ?? {};
    const computed = this.#options.preview ? {} : (this.#options.compute?.(registration) ?? {});
    const computedId = typeof computed["id"] === "string" ? computed["id"] : `${registration.name}-id`;
    const id = registration.custom && !this.#options.preview ? computedId : "";
    return setAll(new resource.RegisterResourceResponse(), {
      Urn: registration.urn,
      Id: id,
      Object: toStruct({ ...sent, ...computed }),
    });
  }

  #registration(request: Wire): Registration {
    const { project = "bivouac", stack = "test" } = this.#options;
    const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
    const parentType = parent === "" ? "" : (parent.split("::")[2] ?? "");
    const qualified = parentType === "" || parentType === "pulumi:pulumi:Stack" ? type : `${parentType}$${type}`;
    const { value, secrets } = decode(request.getObject()?.toJavaScript() ?? {});
    const dependencies: [string, string[]][] = [];
    request
      .getPropertydependenciesMap()
      .forEach((each: Wire, key: string) => dependencies.push([key, names(each.getUrnsList())]));
    return {
      type,
      name,
      parent,
      secrets,
      inputs: value,
      urn: `urn:pulumi:${stack}::${project}::${qualified}::${name}`,
      custom: request.getCustom(),
      provider: providerName(request.getProvider()),
      dependsOn: names(request.getDependenciesList()),
      propertyDependencies: Object.fromEntries(dependencies.toSorted(([a], [b]) => a.localeCompare(b))),
      protect: request.getProtect() ?? false,
      deletedWith: names([request.getDeletedwith()])[0],
      ignoreChanges: request.getIgnorechangesList(),
      replaceOnChanges: request.getReplaceonchangesList(),
      additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
      retainOnDelete: request.getRetainondelete() ?? false,
      version: request.getVersion(),
      timeouts: timeouts(request.getCustomtimeouts()),
    };
  }

  #outputs(request: Wire): unknown {
    const registration = this.resources.find(({ urn }) => urn === request.getUrn());
    if (registration) registration.rawOutputs = request.getOutputs()?.toJavaScript() ?? {};
    return new empty.Empty();
  }

  #read(request: Wire): unknown {
    const [type, id, name] = [request.getType(), request.getId(), request.getName()];
    const state = request.getProperties()?.toJavaScript() ?? {};
    this.invocations.push({
      kind: "read",
      token: type,
      args: { ...decode(state).value, id },
      provider: providerName(request.getProvider()),
    });
    const found =
      type === "pulumi:pulumi:StackReference"
        ? stackOutputs(this.#options.stacks ?? {})({ name: id })
        : this.#options.read?.(type, id);
    const { project = "bivouac", stack = "test" } = this.#options;
    return setAll(new resource.ReadResourceResponse(), {
      Urn: `urn:pulumi:${stack}::${project}::${type}::${name}`,
      Properties: toStruct({ ...state, ...found }),
    });
  }

  #invoke(request: Wire): unknown {
    const known = {
      "pulumi:pulumi:readStackOutputs": stackOutputs(this.#options.stacks ?? {}),
      ...dataSources,
      ...this.#options.invoke,
    };
    return setAll(new resource.ResourceInvokeResponse(), { Return: toStruct(this.#answer("invoke", request, known)) });
  }

  #call(request: Wire): unknown {
    return setAll(new provider.CallResponse(), {
      Return: toStruct(this.#answer("call", request, this.#options.call ?? {})),
    });
  }

  #answer(kind: "invoke" | "call", request: Wire, known: Readonly<Record<string, Invoke>>): Record<string, unknown> {
    const token = request.getTok();
    const args = decode(request.getArgs()?.toJavaScript() ?? {}).value;
    this.invocations.push({ kind, token, args, provider: providerName(request.getProvider()) });
    const handler = known[token];
    if (handler === undefined)
      throw new Error(`the fake engine has no answer for ${kind} ${token}: pass one in \`${kind}\``);
    return handler(args);
  }

  #log(request: Wire): unknown {
    const severity = (["debug", "info", "warning", "error"] as const)[request.getSeverity() as 0 | 1 | 2 | 3];
    if (severity !== "debug") this.logs.push({ severity, message: request.getMessage() });
    return new empty.Empty();
  }
}

function timeouts(custom: Wire): Registration["timeouts"] {
  const { create, update, pb_delete } = custom?.toObject() ?? {};
  return create || update || pb_delete ? { create, update, delete: pb_delete } : undefined;
}

// Names instead of URNs, so that a test reads like the program.
function names(urns: readonly string[]): string[] {
  return urns.filter((urn) => urn !== "").map((urn) => urn.split("::").slice(3).join("::"));
}

function providerName(reference: string): string | undefined {
  return reference === "" ? undefined : reference.split("::").slice(3, -1).join("::");
}

function toStruct(value: Record<string, unknown>): unknown {
  return struct.Struct.fromJavaScript(value);
}

function setAll(message: Wire, fields: Readonly<Record<string, unknown>>): unknown {
  for (const [field, value] of Object.entries(fields)) message[`set${field}`](value);
  return message;
}

type Handler = (call: Wire, callback: (error: unknown, message?: unknown) => void) => void;

function answer(handle: (request: Wire) => unknown): Handler {
  return (call, callback) => {
    let message: unknown;
    try {
      message = handle(call.request);
    } catch (error) {
      callback({ code: grpc.status.UNKNOWN, message: (error as Error).message });
      return;
    }
    callback(null, message);
  };
}

function unimplemented(service: Record<string, unknown>): Record<string, Handler> {
  return Object.fromEntries(Object.keys(service).map((name) => [name, refuse(name)]));
}

function refuse(name: string): Handler {
  return (_, callback) => callback({ code: grpc.status.UNIMPLEMENTED, message: `the fake engine has no ${name}` });
}
