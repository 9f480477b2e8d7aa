import type { ErrorForm } from "../faults/fault";
import type { ServiceError } from "../serviceError";
import { type Answer, jsonAnswer } from "./answer";

/** An error to answer; the name with its `Exception` suffix. */
export interface WireError {
  readonly status: number;
  readonly name: string;
  readonly message: string;
}

const ERROR_HEADER = "x-amzn-ErrorType";

/** The service's own way to answer an error. */
export function serviceErrorAnswer(error: ServiceError): Answer {
  const wire = { status: error.status, name: `${error.errorName}Exception`, message: error.message };
  const answer = errorAnswer(wire, "standard");
  return { ...answer, headers: { ...answer.headers, ...error.headers } };
}

/** An error in one of the forms that services, gateways and proxies put it in. */
export function errorAnswer({ status, name, message }: WireError, form: ErrorForm): Answer {
  const short = name.replace(/Exception$/, "");
  const named = (header: string): Answer =>
    jsonAnswer(status, { Message: message, RequestId: null }, { [ERROR_HEADER]: header });
  const inBody = (members: Readonly<Record<string, string | null>>): Answer =>
    jsonAnswer(status, { ...members, RequestId: null });
  switch (form) {
    case "standard":
      return jsonAnswer(status, { Code: short, Message: message, RequestId: null }, { [ERROR_HEADER]: name });
    case "headerOnly":
      return named(name);
    case "headerUri":
      return named(`${name}:http://internal.amazon.com/coral/com.amazonaws.chime/`);
    case "headerNamespace":
      return named(`com.amazonaws.chime#${name}`);
    case "Code":
      return inBody({ Code: name, Message: message });
    case "code":
      return inBody({ code: name, message });
    case "__type":
      return inBody({ __type: `com.amazonaws.chime#${name}`, message });
    case "short":
      return jsonAnswer(status, { Code: short, Message: message, RequestId: null }, { [ERROR_HEADER]: short });
    case "unnamed":
      return inBody({ Message: message });
    case "nullCode":
      return inBody({ Code: null, Message: message });
    case "empty":
      return { status, headers: {}, body: "" };
    case "html":
      return {
        status,
        headers: { "Content-Type": "text/html" },
        body: `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>\n`,
      };
    case "array":
      return jsonAnswer(status, []);
  }
}

const NAMES: Readonly<Record<number, string>> = {
  400: "BadRequestException",
  401: "UnauthorizedClientException",
  403: "ForbiddenException",
  404: "NotFoundException",
  409: "ConflictException",
  422: "UnprocessableEntityException",
  429: "ThrottledClientException",
  500: "ServiceFailureException",
  503: "ServiceUnavailableException",
};

/** The API's name for an error status. */
export function errorNameFor(status: number): string {
  return NAMES[status] ?? (status < 500 ? "BadRequestException" : "ServiceFailureException");
}
