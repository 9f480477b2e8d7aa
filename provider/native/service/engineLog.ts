import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { Send } from "../../runtime/engineReport";

/** Opens the engine's log. */
export function connectToEngine(address: string): Send {
  const client = new EngineClient(address, credentials.createInsecure());
  return ({ severity, text, urn, ephemeral }) => {
    const request = new LogRequest();
    request.setSeverity(LogSeverity[severity]);
    request.setMessage(text);
    request.setUrn(urn);
    request.setStreamid(0);
    request.setEphemeral(ephemeral);
    return new Promise((resolve) => {
      client.log(request, () => resolve());
    });
  };
}
