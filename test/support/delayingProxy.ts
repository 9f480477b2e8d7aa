import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What is held back: a request on its way to the service, or the answer on its way back. */
export interface Held {
  /** Resolves when it is there and held back; an answer is as old as that. */
  readonly isHeld: Promise<void>;
  /** Lets it go on. */
  release(): void;
}

interface Hold {
  readonly what: "request" | "answer";
  matches(line: string): boolean;
  held(): void;
  readonly released: Promise<void>;
}

function waitFor(hold: Hold): Promise<void> {
  hold.held();
  return hold.released;
}

/** Stands between a client and a server, passes everything on as it is, and holds back what it is told to. */
export class DelayingProxy {
  readonly #target: URL;
  readonly #server: Server;
  readonly #holds: Hold[] = [];

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((incoming, outgoing) => {
      void this.#passOn(incoming).then(({ status, headers, body }) => outgoing.writeHead(status, headers).end(body));
    });
  }

  static async start(endpoint: string): Promise<DelayingProxy> {
    const proxy = new DelayingProxy(new URL(endpoint));
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Holds back the next request whose line, such as `GET /accounts/...`, `matches` picks, or the answer to it. */
  holdNext(what: Hold["what"], matches: (line: string) => boolean): Held {
    const held = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    this.#holds.push({ what, matches, held: held.resolve, released: released.promise });
    return { isHeld: held.promise, release: released.resolve };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #passOn(incoming: IncomingMessage) {
    const { method, url = "/", headers } = incoming;
    const at = this.#holds.findIndex(({ matches }) => matches(`${method} ${url}`));
    const [hold] = at < 0 ? [] : this.#holds.splice(at, 1);
    if (hold?.what === "request") await waitFor(hold);
    const { hostname, port } = this.#target;
    const onward = request({ hostname, port, method, path: url, headers });
    incoming.pipe(onward);
    const [response] = (await once(onward, "response")) as [IncomingMessage];
    const chunks: Buffer[] = await response.toArray();
    if (hold?.what === "answer") await waitFor(hold);
    return { status: response.statusCode ?? 500, headers: response.headers, body: Buffer.concat(chunks) };
  }
}

/** Runs a story with a proxy before a server, which the story's processes are given as the service. */
export async function withDelays(
  environment: Readonly<Record<string, string>>,
  story: (proxy: DelayingProxy, environment: Readonly<Record<string, string>>) => Promise<void>,
): Promise<void> {
  const proxy = await DelayingProxy.start(environment["AWS_ENDPOINT_URL_CHIME"] ?? "");
  try {
    await story(proxy, { ...environment, AWS_ENDPOINT_URL_CHIME: proxy.endpoint });
  } finally {
    await proxy.close();
  }
}
