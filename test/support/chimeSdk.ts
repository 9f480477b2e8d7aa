import { connect } from "node:net";
import { ChimeClient, type ChimeClientConfig } from "@aws-sdk/client-chime";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import { type ChimeServer, type ChimeServerOptions, startChimeServer } from "../../provider/testing";

/** Starts servers and unmodified SDK clients, and ends them after each test. Call it inside a `describe`. */
export function useServers(): {
  start(options?: ChimeServerOptions): Promise<ChimeServer>;
  client(server: ChimeServer, config?: ChimeClientConfig): ChimeClient;
} {
  const open: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const end of open.splice(0).reverse()) {
      await end();
    }
  });
  return {
    async start(options) {
      const server = await startChimeServer(options);
      open.push(() => server.close());
      return server;
    },
    client(server, config) {
      const { endpoint, credentials } = server;
      const client = new ChimeClient({ endpoint, credentials, region: "us-east-1", maxAttempts: 1, ...config });
      open.push(() => client.destroy());
      return client;
    },
  };
}

export interface RawRequest {
  readonly method?: string;
  /** Path without query, as it is signed. */
  readonly path: string;
  readonly query?: Record<string, string>;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly credentials?: ChimeServer["credentials"];
  readonly service?: string;
  readonly region?: string;
  readonly signingDate?: Date;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Signs a request with the SDK's signer, independent of the server's own code. */
export async function signRequest(server: ChimeServer, request: RawRequest): Promise<HttpRequest> {
  const signer = new SignatureV4({
    service: request.service ?? "chime",
    region: request.region ?? "us-east-1",
    credentials: request.credentials ?? server.credentials,
    sha256: Sha256,
    applyChecksum: false,
  });
  const unsigned = new HttpRequest({
    method: request.method ?? "GET",
    protocol: "http:",
    hostname: "127.0.0.1",
    port: server.port,
    path: request.path,
    query: request.query ?? {},
    headers: { host: `127.0.0.1:${server.port}`, ...request.headers },
    ...(request.body !== undefined && { body: request.body }),
  });
  const options = request.signingDate === undefined ? {} : { signingDate: request.signingDate };
  return (await signer.sign(unsigned, options)) as HttpRequest;
}

/** Signs a request, lets `tamper` change it, and sends it. */
export async function sendSigned(
  server: ChimeServer,
  request: RawRequest,
  tamper: (signed: HttpRequest) => void = () => {},
): Promise<RawAnswer> {
  const signed = await signRequest(server, request);
  tamper(signed);
  const query = new URLSearchParams(signed.query as Record<string, string>).toString();
  const { host: _, ...headers } = signed.headers;
  const answer = await fetch(`${server.endpoint}${signed.path}${query === "" ? "" : `?${query}`}`, {
    method: signed.method,
    headers,
    ...(signed.body !== undefined && { body: signed.body as string }),
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Sends bytes over a socket and resolves with everything that comes back until the other side ends. */
export function sendBytes(server: ChimeServer, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(server.port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
  });
}
