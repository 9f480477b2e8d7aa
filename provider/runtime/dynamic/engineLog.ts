import { createRequire } from "node:module";
import type { Send } from "../engineReport";

/** Pulumi's own modules, its copy of gRPC among them: that one refuses credentials made by any other copy. */
interface PulumiModules {
  readonly service: typeof import("@pulumi/pulumi/proto/engine_grpc_pb.js");
  readonly messages: typeof import("@pulumi/pulumi/proto/engine_pb.js");
  readonly grpc: { readonly credentials: { createInsecure(): ChannelCredentials } };
}

/** The credentials' type belongs to a dependency of Pulumi's that is none of ours. */
type ChannelCredentials = ConstructorParameters<PulumiModules["service"]["EngineClient"]>[1];

function loadPulumi(): PulumiModules {
  const load = createRequire(require.resolve("@pulumi/pulumi/package.json"));
  return {
    service: load("./proto/engine_grpc_pb.js"),
    messages: load("./proto/engine_pb.js"),
    grpc: load("@grpc/grpc-js"),
  };
}

/** Opens the engine's log with Pulumi's own modules. */
export function connectToEngine(address: string): Send {
  const { service, messages, grpc } = loadPulumi();
  const client = new service.EngineClient(address, grpc.credentials.createInsecure());
  return ({ severity, text, urn, ephemeral }) => {
    const request = new messages.LogRequest();
    request.setSeverity(messages.LogSeverity[severity]);
    request.setMessage(text);
    request.setUrn(urn);
    request.setStreamid(0);
    request.setEphemeral(ephemeral);
    return new Promise((resolve) => {
      client.log(request, () => resolve());
    });
  };
}
