import { createSecureContext, getCACertificates, type SecureContext } from "node:tls";
import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import type { ResolvedConfig } from "../configuration/config";
import type { WireResponse } from "../failures/errorAnswer";

/** A signed request: the path with base path and query, ready for the wire. */
export interface SignedRequest {
  readonly method: "GET" | "POST";
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How long the parts of an exchange may take, in milliseconds. */
export interface Timeouts {
  readonly connectMs: number;
  /** From the end of the request to the headers of the answer. */
  readonly headersMs: number;
  /** Between two pieces of the body. */
  readonly bodyMs: number;
}

/** What a client waits by default. */
export const DEFAULT_TIMEOUTS: Timeouts = { connectMs: 10_000, headersMs: 30_000, bodyMs: 30_000 };

/** A page of 200 users has some 200 kB; an answer of more than 16 MB is not one of this service. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** Sends requests over connections that are kept open. Throws the network layer's own errors. */
export interface Transport {
  send(request: SignedRequest, signal: AbortSignal | undefined): Promise<WireResponse>;
  /** Closes the connections once the answers under way are there. */
  close(): Promise<void>;
}

/** Built once: parsing all root certificates for every connection takes longer than a request. */
function trust(extraCa: readonly string[] | undefined): { secureContext?: SecureContext } {
  if (!extraCa) return {};
  return { secureContext: createSecureContext({ ca: [...getCACertificates("default"), ...extraCa] }) };
}

function createDispatcher(config: ResolvedConfig, timeouts: Timeouts): Dispatcher {
  const tls = { ...trust(config.extraCa), timeout: timeouts.connectMs };
  const options: Agent.Options = {
    connect: tls,
    connectTimeout: timeouts.connectMs,
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyMs,
    maxResponseSize: MAX_ANSWER_BYTES,
    connections: config.maxConcurrency,
    // One request a connection at a time is what the limits on concurrency and time are made for.
    allowH2: false,
  };
  if (!config.proxy) return new Agent(options);
  const { url, noProxy } = config.proxy;
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy: url,
    httpsProxy: url,
    noProxy,
    requestTls: tls,
    proxyTls: tls,
  });
}

function joinHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const joined = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(", ") : value,
  ]);
  return Object.fromEntries(joined.filter(([, value]) => value !== undefined));
}

/** Opens nothing yet; the first request does. */
export function createTransport(config: ResolvedConfig, timeouts: Timeouts): Transport {
  const dispatcher = createDispatcher(config, timeouts);
  return {
    async send(request, signal) {
      const answer = await dispatcher.request({
        origin: config.endpoint.origin,
        path: request.target,
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
        ...(signal ? { signal } : {}),
      });
      return { status: answer.statusCode, headers: joinHeaders(answer.headers), body: await answer.body.text() };
    },
    close: () => dispatcher.close(),
  };
}
