import { createRequire } from "node:module";
import type { Report } from "../lifecycle/report";
import { inTurn } from "../model/inTurn";

type Severity = "INFO" | "WARNING" | "ERROR";

/** The engine's log: a report, and errors, by which alone no operation fails. */
export interface EngineReport extends Report {
  error(message: string, urn?: string): void;
}

interface Message {
  readonly severity: Severity;
  readonly text: string;
  readonly urn: string;
  readonly ephemeral: boolean;
}

/** Sends one message to the engine. */
type Send = (message: Message) => Promise<void>;

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

/** Opens the engine's log at the address that the engine starts a provider with; loaded with the first message. */
function connect(address: string): Send {
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

/**
 * The engine's log as a report. Messages go one after the other, so that they are read in the order they were said;
 * without an engine's address they go nowhere. A log that can't be written never fails an operation.
 */
export function createEngineReport(address: string | undefined): EngineReport {
  let send: Send | undefined;
  const takeTurn = inTurn();
  const say = (severity: Severity, ephemeral: boolean, text: string, urn = ""): void => {
    if (address === undefined) return;
    const sending = takeTurn(() => {
      send ??= connect(address);
      return send({ severity, text, urn, ephemeral });
    });
    sending.catch(() => undefined);
  };
  return {
    info: (message, urn) => say("INFO", false, message, urn),
    warn: (message, urn) => say("WARNING", false, message, urn),
    error: (message, urn) => say("ERROR", false, message, urn),
    progress: (message, urn) => say("INFO", true, message, urn),
    flush: () => takeTurn(() => Promise.resolve()),
  };
}
