import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** A request as it arrived. */
export interface WireRecord {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** What the server does with one request: an answer as data, or anything else by hand. */
export type WireAnswer =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | ((response: ServerResponse, socket: Socket, request: WireRecord) => void);

/** A server that answers byte for byte what a test gives it; the last answer stands for all further requests. */
export interface WireServer {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly WireRecord[];
  readonly listener: RequestListener;
  close(): Promise<void>;
}

function respond(answer: WireAnswer, response: ServerResponse, request: WireRecord): void {
  if (typeof answer === "function") {
    answer(response, response.socket as Socket, request);
    return;
  }
  const { status = 200, headers = {}, body = {} } = answer;
  response.writeHead(status, { "content-type": "application/json", "x-amzn-requestid": "req-1", ...headers });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

/** The listener that answers from a list, and what it has seen. */
export function listen(answers: readonly WireAnswer[]): { requests: WireRecord[]; listener: RequestListener } {
  const requests: WireRecord[] = [];
  const listener: RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const record = { method, url, headers, body: Buffer.concat(parts).toString("utf8") };
      requests.push(record);
      respond(answers[Math.min(requests.length, answers.length) - 1] ?? {}, response, record);
    });
  };
  return { requests, listener };
}

/** Closes a server with every connection to it. */
export async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** Starts a server on the loopback that gives these answers, one after the other. */
export async function startWireServer(...answers: WireAnswer[]): Promise<WireServer> {
  const { requests, listener } = listen(answers);
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, requests, listener, close: () => closeServer(server) };
}

/** An answer of GetAccount. */
export const ACCOUNT: WireAnswer = { body: { Account: { AccountId: "a1", Name: "Example" } } };
