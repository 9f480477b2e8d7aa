import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { ResourceName } from "../../provider/model/resourceName";
import { LEAN } from "./lean";
import { type EngineStub, type Message, type Props, readPort, startEngineStub, UNLIMITED } from "./providerHost";
import { bareEnvironment } from "./stack";

const PLUGIN = join(__dirname, "..", "..", "plugin", "pulumi-resource-chime");
// Pulumi's own copy of gRPC and of the generated messages: one copy does not take another's objects.
const load = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const grpc = load("@grpc/grpc-js");
const messages = load("./proto/provider_pb.js");
const service = load("./proto/provider_grpc_pb.js");
const { Status } = load("./proto/status_pb.js");
const empty = load("google-protobuf/google/protobuf/empty_pb.js");

/** A gRPC message or client of Pulumi's, which come without types that fit several copies. */
// biome-ignore lint/suspicious/noExplicitAny: the generated classes are loaded at run time
type Generated = any;

function structOf(props: Props): Struct {
  return Struct.fromJavaScript(props as Parameters<typeof Struct.fromJavaScript>[0]);
}

function propsOf(struct: Generated): Props {
  return struct?.toJavaScript() ?? {};
}

/** The inputs that the engine would have beside outputs: whatever made these was asked with those. */
const inputsBeside = new WeakMap<Props, Props>();

/** The native provider's process, as the engine runs it, spoken to over gRPC as the engine does. */
export class NativeHost {
  readonly said: Message[];
  readonly #child: ChildProcess;
  readonly #client: Generated;
  readonly #engine: EngineStub;
  #urn: string;
  stderr = "";

  constructor(parts: { child: ChildProcess; client: Generated; engine: EngineStub; said: Message[]; urn: string }) {
    this.#child = parts.child;
    this.#client = parts.client;
    this.#engine = parts.engine;
    this.#urn = parts.urn;
    this.said = parts.said;
    parts.child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr += text;
    });
  }

  /** Goes on with another resource of the same type, of that name. */
  goOnWith(name: string): void {
    this.#urn = [...this.#urn.split("::").slice(0, -1), name].join("::");
  }

  /** Whether the process has ended by itself. */
  get hasEnded(): boolean {
    return this.#child.exitCode !== null;
  }

  /** Calls a method; rejects with the error as gRPC has it, its metadata included. */
  call(method: string, request: Generated): Promise<Generated> {
    return new Promise((resolve, reject) => {
      this.#client[method](request, (error: Error | null, response: Generated) =>
        error ? reject(error) : resolve(response),
      );
    });
  }

  async handshake(supportsViews: boolean): Promise<void> {
    const request = new messages.ProviderHandshakeRequest();
    request.setEngineAddress(this.#engine.address);
    request.setSupportsViews(supportsViews);
    await this.call("handshake", request);
  }

  /** What is wrong with settings. */
  async checkConfig(config: Props): Promise<string[]> {
    const request = new messages.CheckRequest();
    request.setNews(structOf(config));
    const failures = (await this.call("checkConfig", request)).getFailuresList() as Generated[];
    return failures.map((failure) => failure.getReason());
  }

  async configure(config: Props): Promise<void> {
    const request = new messages.ConfigureRequest();
    request.setArgs(structOf(config));
    await this.call("configure", request);
  }

  async check(olds: Props, news: Props): Promise<{ inputs: Props; failures: { property: string; reason: string }[] }> {
    const request = new messages.CheckRequest();
    request.setUrn(this.#urn);
    request.setOlds(structOf(olds));
    request.setNews(structOf(news));
    const response = await this.call("check", request);
    const failures = response.getFailuresList() as Generated[];
    return {
      inputs: propsOf(response.getInputs()),
      failures: failures.map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() })),
    };
  }

  async create(inputs: Props, preview = false): Promise<{ id: string; outs: Props }> {
    const request = new messages.CreateRequest();
    request.setUrn(this.#urn);
    request.setProperties(structOf(inputs));
    request.setPreview(preview);
    const response = await this.call("create", request);
    return { id: response.getId(), outs: this.#beside(response, inputs) };
  }

  /** What the engine keeps of a resource by an error that carries its state; throws any other error again. */
  keptIn(error: unknown): { id: string; outs: Props; inputs: Props; isRefreshedFirst: boolean } {
    const [status] = (error as Generated).metadata?.get("grpc-status-details-bin") ?? [];
    const [any] = status === undefined ? [] : Status.deserializeBinary(status).getDetailsList();
    if (any?.getTypeUrl() !== "type.googleapis.com/pulumirpc.ErrorResourceInitFailed") throw error;
    const details = messages.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
    const inputs = propsOf(details.getInputs());
    const isRefreshedFirst = details.getRefreshBeforeUpdate();
    return { id: details.getId(), outs: this.#beside(details, inputs), inputs, isRefreshedFirst };
  }

  #beside(response: Generated, inputs: Props): Props {
    const outs = propsOf(response.getProperties());
    inputsBeside.set(outs, inputs);
    return outs;
  }

  /** A request about a resource that there is: outputs that nothing here has made have no inputs but their own. */
  #about(request: Generated, id: string, outs: Props): Generated {
    request.setUrn(this.#urn);
    request.setId(id);
    const inputs = structOf(inputsBeside.get(outs) ?? outs);
    if ("setOldInputs" in request) request.setOldInputs(inputs);
    else request.setInputs(inputs);
    if ("setOlds" in request) request.setOlds(structOf(outs));
    else request.setProperties(structOf(outs));
    return request;
  }

  async diff(id: string, outs: Props, news: Props): Promise<{ changes: boolean; replaces: string[] }> {
    const request = this.#about(new messages.DiffRequest(), id, outs);
    request.setNews(structOf(news));
    const response = await this.call("diff", request);
    const some = messages.DiffResponse.DiffChanges.DIFF_SOME;
    return { changes: response.getChanges() === some, replaces: response.getReplacesList() };
  }

  async update(id: string, outs: Props, news: Props, preview = false): Promise<Props> {
    const request = this.#about(new messages.UpdateRequest(), id, outs);
    request.setNews(structOf(news));
    request.setPreview(preview);
    return this.#beside(await this.call("update", request), news);
  }

  async read(id: string, outs: Props): Promise<{ id: string; props: Props; inputs: Props }> {
    const response = await this.call("read", this.#about(new messages.ReadRequest(), id, outs));
    const inputs = propsOf(response.getInputs());
    return { id: response.getId(), props: this.#beside(response, inputs), inputs };
  }

  async delete(id: string, outs: Props): Promise<void> {
    await this.call("delete", this.#about(new messages.DeleteRequest(), id, outs));
  }

  async cancel(): Promise<void> {
    await this.call("cancel", new empty.Empty());
  }

  async close(): Promise<void> {
    this.#client.close();
    this.#engine.server.forceShutdown();
    const ended = this.#child.exitCode === null ? once(this.#child, "exit") : undefined;
    this.#child.kill("SIGKILL");
    await ended;
  }
}

/** Starts the native provider for one resource of a stack. Processes of several providers of one run have its `run` in common. */
export async function startNativeHost(
  resource: ResourceName,
  environment: Readonly<Record<string, string>>,
  { name = "leavers", run }: { readonly name?: string; readonly run?: EngineStub } = {},
): Promise<NativeHost> {
  const said: Message[] = run?.said ?? [];
  const engine = run ?? (await startEngineStub(said));
  const child = spawn(process.execPath, [PLUGIN, engine.address], {
    env: { ...bareEnvironment(), ...LEAN, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const port = await readPort(child);
  const client = new service.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), UNLIMITED);
  const urn = `urn:pulumi:dev::people::chime:index:${resource}::${name}`;
  return new NativeHost({ child, client, engine, said, urn });
}
