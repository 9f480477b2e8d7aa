import { randomUUID } from "node:crypto";
import { createServer, type RequestListener, type Server, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { HEADERS_TIMEOUT_MS, REQUEST_TIMEOUT_MS } from "../limits";

/** An HTTP server that outlives whatever bytes it is sent. */
export function createHttpServer(handler: (...parameters: Parameters<RequestListener>) => Promise<void>): Server {
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Longer than any client keeps an idle connection, so that none is closed just as it is used again.
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      handler(request, response).catch(() => response.destroy());
    },
  );
  server.on("clientError", answerClientError);
  return server;
}

/** Answers bytes that are not HTTP, headers that are too long, and requests that never end. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const status = statusFor(error.code);
  const body = JSON.stringify({ Code: "BadRequest", Message: STATUS_CODES[status], RequestId: null });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `x-amzn-RequestId: ${randomUUID()}`,
    "x-amzn-ErrorType: BadRequestException",
    "Content-Type: application/json",
    `Date: ${new Date().toUTCString()}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

function statusFor(code: string | undefined): number {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return 431;
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return 408;
    default:
      return 400;
  }
}
