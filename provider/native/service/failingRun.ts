import { credentials } from "@grpc/grpc-js";
import { ResourceStatusClient } from "@pulumi/pulumi/proto/resource_status_grpc_pb";
import { PublishViewStepsRequest, ViewStep, ViewStepState } from "@pulumi/pulumi/proto/resource_status_pb";

/** Under which type the engine shows that users failed; nothing of it is kept. */
const TYPE = "chime:index:UserFailures";

/** Where the engine takes more on a resource than the answer itself. */
export interface ResourceStatus {
  readonly address: string;
  readonly token: string;
}

/**
 * Has the engine fail the run once it has saved the answer to come: a step of a view, which fails. An error instead of the answer would
 * carry the state in a header, and be lost with it where that is too long. The engine runs such steps after it has
 * saved the resource, and keeps no view whose step failed.
 */
export async function failRun({ address, token }: ResourceStatus, urn: string, message: string): Promise<void> {
  const state = new ViewStepState();
  state.setType(TYPE);
  state.setName(urn.split("::").at(-1) ?? "");
  const step = new ViewStep();
  step.setOp(ViewStep.Op.CREATE);
  step.setStatus(ViewStep.Status.OK);
  step.setNew(state);
  step.setError(message);
  const request = new PublishViewStepsRequest();
  request.setToken(token);
  request.addSteps(step);
  const client = new ResourceStatusClient(address, credentials.createInsecure());
  try {
    await new Promise<void>((resolve, reject) => {
      client.publishViewSteps(request, (error) => (error ? reject(error) : resolve()));
    });
  } finally {
    client.close();
  }
}
