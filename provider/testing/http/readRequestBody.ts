import type { IncomingMessage } from "node:http";
import { MAX_BODY_BYTES } from "../limits";
import type { JsonObject } from "../operations/operation";
import { ServiceError } from "../serviceError";

/** The whole body as bytes, since the signature covers bytes. Throws ServiceError for one that is too long. */
export async function readRequestBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop must not destroy the socket, or the refusal could not be answered.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) {
      request.resume();
      throw new ServiceError("RequestEntityTooLarge", `The request body is longer than ${MAX_BODY_BYTES} bytes.`, {
        Connection: "close",
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A body as a JSON object; an empty one counts as `{}`. Throws ServiceError for anything else. */
export function parseJsonBody(bytes: Buffer): JsonObject {
  if (bytes.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new ServiceError("BadRequest", "The request body is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ServiceError("BadRequest", "The request body is not a JSON object.");
  }
  return value as JsonObject;
}
