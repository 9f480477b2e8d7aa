import type { JsonObject } from "../operations/operation";
import { isJsonObject, readText } from "../wire/answer";
import { redact } from "./redact";

/** An answer as it came from the network; header names in lower case. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** What an error answer says, with the secrets taken out. */
export interface ErrorAnswer {
  /** Without its `Exception`. */
  readonly name?: string;
  readonly message?: string;
  readonly requestId?: string;
}

/** Longer texts are somebody's HTML page. */
const MESSAGE_LENGTH = 1000;

const NAME = /^[A-Za-z][\w.-]{0,99}$/;
const REQUEST_ID = /^[\w.:=+/-]{1,100}$/;

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `com.amazonaws.chime#NotFoundException:http://internal/` is NotFound. */
function cleanName(raw: string | undefined): string | undefined {
  const name = raw
    ?.split(/[,:]/)[0]
    ?.split("#")
    .at(-1)
    ?.trim()
    .replace(/Exception$/, "");
  return name !== undefined && NAME.test(name) ? name : undefined;
}

/** One line without control characters. */
function flatten(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  return text.replaceAll(/[\s\u0000-\u001f\u007f-\u009f\u2028-\u202e]+/g, " ").trim();
}

function readMessage(body: JsonObject | undefined, text: string): string | undefined {
  const said = body ? (readText(body, "Message") ?? readText(body, "message")) : text.replaceAll(/<[^<>]*>/g, " ");
  return said && flatten(said) !== "" ? said : undefined;
}

/** The ID that AWS support asks for; absent where the answer has none. */
export function readRequestId(response: WireResponse, secrets: readonly string[]): string | undefined {
  const { headers } = response;
  const id = headers["x-amzn-requestid"] ?? headers["x-amz-request-id"];
  return id !== undefined && REQUEST_ID.test(id) ? redact(id, secrets) : undefined;
}

/**
 * Reads an error answer in the order of the AWS SDKs: the header `x-amzn-errortype`, then `Code` or `code`, then
 * `__type`. A body that is no JSON object (a list, null, HTML, nothing) leaves the header.
 */
export function readErrorAnswer(response: WireResponse, secrets: readonly string[]): ErrorAnswer {
  const body = parseObject(response.body);
  const inBody = (member: string) => (body ? readText(body, member) : undefined);
  const candidates = [response.headers["x-amzn-errortype"], inBody("Code"), inBody("code"), inBody("__type")];
  const name = candidates.map(cleanName).find((candidate) => candidate !== undefined);
  const said = readMessage(body, response.body);
  // Redacted before it is cut, so that no half of a secret stays.
  const message = said === undefined ? undefined : flatten(redact(said, secrets)).slice(0, MESSAGE_LENGTH);
  const requestId = readRequestId(response, secrets);
  return {
    ...(name === undefined ? {} : { name: redact(name, secrets) }),
    ...(message === undefined ? {} : { message }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}
