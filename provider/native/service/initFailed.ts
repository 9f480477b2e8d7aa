import { Metadata, status } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ServiceAnswer } from "./unary";

/** What the engine is to keep of a resource whose users could not all be changed. */
export interface InitFailed {
  readonly id: string;
  readonly outputs: Struct;
  readonly inputs: Struct;
  readonly detectsDrift: boolean;
  readonly message: string;
}

/**
 * The same for an engine without views: an error that carries the state. It travels in a header, which may be no longer
 * than the engine takes: 16 MiB.
 */
export function initFailed({ id, outputs, inputs, detectsDrift, message }: InitFailed): ServiceAnswer {
  const details = new ErrorResourceInitFailed();
  details.setId(id);
  details.setProperties(outputs);
  details.setInputs(inputs);
  details.setRefreshBeforeUpdate(detectsDrift);
  details.setReasonsList([message]);
  const any = new Any();
  any.pack(details.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const answer = new Status();
  answer.setCode(status.UNKNOWN);
  answer.setMessage("resource init failed");
  answer.addDetails(any);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(answer.serializeBinary()));
  return new ServiceAnswer({ code: status.UNKNOWN, details: "resource init failed", metadata });
}
