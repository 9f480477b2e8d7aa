import { type handleUnaryCall, Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { type IResourceProviderServer, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { endWithEngine, leaveWhenEnded } from "../../runtime/leaveWhenEnded";
import { Methods } from "./methods";
import { ProviderMethods } from "./providerMethods";
import { ProviderProcess } from "./providerProcess";
import { unary } from "./unary";

/** gRPC has 4 MB for a message otherwise, and a state of 50,000 users has more. */
const NO_LIMITS = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

type Implemented = Omit<
  IResourceProviderServer,
  "parameterize" | "invoke" | "call" | "list" | "construct" | "getMapping" | "getMappings"
>;

function methodsOf(process: ProviderProcess, schema: () => string): Partial<Implemented> {
  const provider = new ProviderMethods(process, schema);
  const resources = new Methods(process);
  const mask = (text: string): string => process.mask(text);
  /** An operation on a resource: what it says is there before its answer is. */
  const said = <Request, Response>(
    method: (request: Request) => Promise<Response>,
  ): handleUnaryCall<Request, Response> =>
    unary(async (request: Request) => {
      try {
        return await method(request);
      } finally {
        await process.flush();
      }
    }, mask);
  return {
    handshake: unary((request) => provider.handshake(request)),
    attach: unary((request) => provider.attach(request)),
    getPluginInfo: unary(() => provider.getPluginInfo()),
    getSchema: unary(() => provider.getSchema()),
    checkConfig: unary((request) => provider.checkConfig(request)),
    diffConfig: unary((request) => provider.diffConfig(request)),
    configure: unary((request) => provider.configure(request)),
    cancel: unary(() => provider.cancel()),
    check: said((request) => resources.check(request)),
    diff: said((request) => resources.diff(request)),
    create: said((request) => resources.create(request)),
    update: said((request) => resources.update(request)),
    read: said((request) => resources.read(request)),
    delete: said((request) => resources.delete(request)),
  };
}

/**
 * Serves the provider on a port of this machine alone, and resolves to it. What the engine may ask for and this provider has
 * not, gRPC answers as not implemented.
 */
export async function serve(engineAddress: string | undefined, schema: () => string): Promise<number> {
  const server = new Server(NO_LIMITS);
  const provider = new ProviderProcess(engineAddress);
  leaveWhenEnded(() => provider.leave());
  endWithEngine(engineAddress);
  const methods = methodsOf(provider, schema);
  server.addService(ResourceProviderService, methods as UntypedServiceImplementation);
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}
