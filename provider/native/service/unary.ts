import { type handleUnaryCall, type ServiceError, status } from "@grpc/grpc-js";
import { fitMessage } from "../../runtime/fitMessage";

/** An error that is to reach the engine as it is. */
export class ServiceAnswer extends Error {
  readonly answer: Partial<ServiceError>;

  constructor(answer: Partial<ServiceError>) {
    super(answer.details);
    this.answer = answer;
  }
}

/** What the engine is told of an error, without what `mask` takes out. */
export function messageOf(error: unknown, mask: (text: string) => string): string {
  return fitMessage(mask(error instanceof Error ? error.message : String(error)));
}

/** An error as gRPC sends it: of any other its message alone reaches the engine. */
function toServiceError(error: unknown, mask: (text: string) => string): Partial<ServiceError> {
  if (error instanceof ServiceAnswer) return error.answer;
  return { code: status.UNKNOWN, details: messageOf(error, mask) };
}

/** Makes a method of gRPC of one that takes a message and gives one back. */
export function unary<Request, Response>(
  method: (request: Request) => Promise<Response> | Response,
  mask: (text: string) => string = (text) => text,
): handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    // In a promise of its own, so that a method that throws at once is answered, too.
    Promise.resolve()
      .then(() => method(request))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(toServiceError(error, mask)),
      );
  };
}
