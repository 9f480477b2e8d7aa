import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ResourceName } from "../../provider/model/resourceName";
import { shellOf } from "../../provider/resources/shell";
import { LEAN } from "./lean";
import { bareEnvironment } from "./stack";

const ROOT = join(__dirname, "..", "..");
// Pulumi's own copy of gRPC and of the generated messages: one copy does not take another's objects.
const load = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const grpc = load("@grpc/grpc-js");
const structs = load("google-protobuf/google/protobuf/struct_pb.js");
const messages = load("./proto/provider_pb.js");
const service = load("./proto/provider_grpc_pb.js");
const engineMessages = load("./proto/engine_pb.js");
const engineService = load("./proto/engine_grpc_pb.js");
const empty = load("google-protobuf/google/protobuf/empty_pb.js");

export type Props = Record<string, unknown>;

/** What the provider said to the engine. */
export interface Message {
  readonly severity: "DEBUG" | "INFO" | "WARNING" | "ERROR";
  readonly text: string;
  readonly urn: string;
}

const SEVERITIES = ["DEBUG", "INFO", "WARNING", "ERROR"] as const;

/** A gRPC message or client of Pulumi's, which come without types that fit several copies. */
// biome-ignore lint/suspicious/noExplicitAny: the generated classes are loaded at run time
type Generated = any;

/** What stands for the engine. */
export interface EngineStub {
  readonly address: string;
  /** What it was told. */
  readonly said: Message[];
  readonly server: Generated;
}

/** An engine as far as a provider process asks one: it keeps what is said. `address`: where one listened that has ended. */
export async function startEngineStub(said: Message[], address = "127.0.0.1:0"): Promise<EngineStub> {
  const server = new grpc.Server();
  server.addService(engineService.EngineService, {
    log(call: Generated, callback: Generated) {
      const request = call.request;
      said.push({
        severity: SEVERITIES[request.getSeverity() as number] ?? "DEBUG",
        text: request.getMessage(),
        urn: request.getUrn(),
      });
      callback(null, new empty.Empty());
    },
    getRootResource: (_call: Generated, callback: Generated) =>
      callback(null, new engineMessages.GetRootResourceResponse()),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(address, grpc.ServerCredentials.createInsecure(), (error: Error | null, bound: number) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { address: `127.0.0.1:${port}`, said, server };
}

/** A connection like the engine's: Node's own would take no more than 4 MB in a message. */
export const UNLIMITED = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** The port that a provider process prints. */
export async function readPort(child: ChildProcess): Promise<string> {
  let text = "";
  child.stdout?.setEncoding("utf8");
  for await (const chunk of child.stdout ?? []) {
    text += chunk;
    if (text.includes("\n")) return text.trim();
  }
  throw new Error("the provider host ended before it told its port");
}

/** Pulumi's dynamic provider process, as the engine runs it, spoken to over gRPC as the engine does. */
export class ProviderHost {
  readonly said: Message[];
  stderr = "";
  readonly #child: ChildProcess;
  readonly #client: Generated;
  readonly #engine: EngineStub;
  readonly #resource: ResourceName;

  constructor(parts: {
    child: ChildProcess;
    client: Generated;
    engine: EngineStub;
    said: Message[];
    resource: ResourceName;
  }) {
    this.#child = parts.child;
    this.#client = parts.client;
    this.#engine = parts.engine;
    this.#resource = parts.resource;
    this.said = parts.said;
    parts.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
  }

  /** Whether the process has ended by itself. */
  get hasEnded(): boolean {
    return this.#child.exitCode !== null;
  }

  #call(method: string, request: Generated): Promise<Generated> {
    return new Promise((resolve, reject) => {
      this.#client[method](request, (error: Error | null, response: Generated) =>
        error ? reject(error) : resolve(response),
      );
    });
  }

  #struct(props: Props): Generated {
    return structs.Struct.fromJavaScript({ ...props, __provider: shellOf(this.#resource) });
  }

  async configure(config: Props): Promise<void> {
    const request = new messages.ConfigureRequest();
    request.setArgs(structs.Struct.fromJavaScript(config));
    await this.#call("configure", request);
  }

  async check(olds: Props, news: Props): Promise<{ inputs: Props; failures: { property: string; reason: string }[] }> {
    const request = new messages.CheckRequest();
    request.setOlds(Object.keys(olds).length === 0 ? structs.Struct.fromJavaScript({}) : this.#struct(olds));
    request.setNews(this.#struct(news));
    const response = await this.#call("check", request);
    const failures = response.getFailuresList() as Generated[];
    return {
      inputs: response.getInputs().toJavaScript(),
      failures: failures.map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() })),
    };
  }

  async diff(id: string, olds: Props, news: Props): Promise<{ changes: boolean; replaces: string[] }> {
    const request = new messages.DiffRequest();
    request.setId(id);
    request.setOlds(this.#struct(olds));
    request.setNews(this.#struct(news));
    const response = await this.#call("diff", request);
    const some = messages.DiffResponse.DiffChanges.DIFF_SOME;
    return { changes: response.getChanges() === some, replaces: response.getReplacesList() };
  }

  async create(inputs: Props): Promise<{ id: string; outs: Props }> {
    const request = new messages.CreateRequest();
    request.setProperties(this.#struct(inputs));
    const response = await this.#call("create", request);
    return { id: response.getId(), outs: response.getProperties().toJavaScript() };
  }

  async update(id: string, olds: Props, news: Props): Promise<Props> {
    const request = new messages.UpdateRequest();
    request.setId(id);
    request.setOlds(this.#struct(olds));
    request.setNews(this.#struct(news));
    return (await this.#call("update", request)).getProperties().toJavaScript();
  }

  async read(id: string, props: Props): Promise<{ id: string; props: Props; inputs?: Props }> {
    const request = new messages.ReadRequest();
    request.setId(id);
    request.setProperties(this.#struct(props));
    const response = await this.#call("read", request);
    const inputs = response.getInputs()?.toJavaScript();
    return { id: response.getId(), props: response.getProperties().toJavaScript(), ...(inputs ? { inputs } : {}) };
  }

  async delete(id: string, props: Props): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setId(id);
    request.setProperties(this.#struct(props));
    await this.#call("delete", request);
  }

  async close(): Promise<void> {
    this.#client.close();
    this.#engine.server.forceShutdown();
    const ended = this.#child.exitCode === null ? once(this.#child, "exit") : undefined;
    this.#child.kill("SIGKILL");
    await ended;
  }
}

/**
 * Starts the provider process of one resource; each run of the engine has one of its own, but for those of several providers,
 * which have their `run` in common.
 */
export async function startProviderHost(
  resource: ResourceName,
  environment: Readonly<Record<string, string>>,
  configuration: Props = {},
  run?: EngineStub,
): Promise<ProviderHost> {
  const said: Message[] = run?.said ?? [];
  const engine = run ?? (await startEngineStub(said));
  const script = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");
  const child = spawn(process.execPath, [script, engine.address], {
    cwd: ROOT,
    env: { ...bareEnvironment(), ...LEAN, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const port = await readPort(child);
  const client = new service.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), UNLIMITED);
  const host = new ProviderHost({ child, client, engine, said, resource });
  await host.configure(configuration);
  return host;
}
