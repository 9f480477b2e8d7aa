import { createRequire } from "node:module";
import type { Report } from "../lifecycle/report";

/** The type of @grpc/grpc-js, which is Pulumi's dependency and not ours. */
type ChannelCredentials = ConstructorParameters<
  typeof import("@pulumi/pulumi/proto/engine_grpc_pb.js").EngineClient
>[1];

type Severity = "INFO" | "WARNING";

interface Message {
  readonly severity: Severity;
  readonly text: string;
  readonly urn: string;
  readonly ephemeral: boolean;
}

/** Sends one message to the engine. */
type Send = (message: Message) => Promise<void>;

/** Credentials made by Pulumi's own copy of gRPC: it refuses those of any other copy. */
function insecureCredentials(): ChannelCredentials {
  const { credentials } = createRequire(require.resolve("@pulumi/pulumi/package.json"))("@grpc/grpc-js");
  return credentials.createInsecure();
}

/** Opens the engine's log at the address that the engine starts a provider with; loaded with the first message. */
async function connect(address: string): Promise<Send> {
  const [{ EngineClient }, { LogRequest, LogSeverity }] = await Promise.all([
    import("@pulumi/pulumi/proto/engine_grpc_pb.js"),
    import("@pulumi/pulumi/proto/engine_pb.js"),
  ]);
  const client = new EngineClient(address, insecureCredentials());
  return ({ severity, text, urn, ephemeral }) => {
    const request = new LogRequest();
    request.setSeverity(LogSeverity[severity]);
    request.setMessage(text);
    request.setUrn(urn);
    request.setStreamid(0);
    request.setEphemeral(ephemeral);
    return new Promise((resolve) => client.log(request, () => resolve()));
  };
}

/**
 * The engine's log as a report. Messages go one after the other, so that they are read in the order they were said;
 * without an engine's address they go nowhere. A log that can't be written never fails an operation.
 */
export function createEngineReport(address: string | undefined): Report {
  let send: Promise<Send> | undefined;
  let last: Promise<void> = Promise.resolve();
  const say = (severity: Severity, ephemeral: boolean, text: string, urn = ""): void => {
    if (address === undefined) return;
    send ??= connect(address);
    const opened = send;
    last = last.then(async () => (await opened)({ severity, text, urn, ephemeral })).catch(() => undefined);
  };
  return {
    info: (message, urn) => say("INFO", false, message, urn),
    warn: (message, urn) => say("WARNING", false, message, urn),
    progress: (message, urn) => say("INFO", true, message, urn),
    flush: () => last,
  };
}
