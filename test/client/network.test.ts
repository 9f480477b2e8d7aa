import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { InputError } from "../../provider/errors/inputError";
import { TransportError } from "../../provider/errors/transportError";
import { ENVIRONMENT, failureOf, withClient } from "./testClient";
import { ACCOUNT, closeServer, listen, startWireServer, type WireServer } from "./wireServer";

/** A proxy that notes which hosts it was asked for; it tunnels, or forwards a plain request. */
interface TestProxy {
  readonly url: string;
  readonly seen: string[];
  readonly authorizations: (string | undefined)[];
  close(): Promise<void>;
}

async function startProxy(refuseWith?: string): Promise<TestProxy> {
  const seen: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.writeHead(200).end(JSON.stringify({ Account: { AccountId: "a1", Name: "forwarded" } }));
  });
  server.on("connect", (request, socket) => {
    seen.push(`CONNECT ${request.url}`);
    authorizations.push(request.headers["proxy-authorization"]);
    if (refuseWith) {
      socket.end(`HTTP/1.1 ${refuseWith}\r\n\r\n`);
      return;
    }
    const [host = "", port = ""] = (request.url ?? "").split(":");
    const upstream = connect(Number(port), host, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    socket.on("error", () => upstream.destroy());
    upstream.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, seen, authorizations, close: () => closeServer(server) };
}

interface TlsServer {
  readonly url: string;
  readonly caFile: string;
  close(): Promise<void>;
}

async function startTls(folder: string): Promise<TlsServer> {
  const keyFile = join(folder, "key.pem");
  const caFile = join(folder, "cert.pem");
  await promisify(execFile)("openssl", [
    ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost".split(" "),
    ...`-addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout ${keyFile} -out ${caFile}`.split(" "),
  ]);
  const options = { key: await readFile(keyFile), cert: await readFile(caFile) };
  const server: Server = createTlsServer(options, listen([ACCOUNT]).listener) as unknown as Server;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `https://localhost:${port}`, caFile, close: () => closeServer(server) };
}

describe("the network", () => {
  let folder: string;
  let tls: TlsServer;
  let plain: WireServer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "chime-network-"));
    tls = await startTls(folder);
    plain = await startWireServer(ACCOUNT);
  });
  after(async () => {
    await Promise.all([tls.close(), plain.close()]);
    await rm(folder, { recursive: true });
  });

  async function nameFrom(endpoint: string, environment: NodeJS.ProcessEnv): Promise<string> {
    let name = "";
    await withClient(
      { endpoint, maxAttempts: 2 },
      async (client) => {
        name = (await client.getAccount("a1")).name;
      },
      { environment: { ...ENVIRONMENT, ...environment } },
    );
    return name;
  }

  async function withProxy(run: (proxy: TestProxy) => Promise<void>, refuseWith?: string): Promise<void> {
    const proxy = await startProxy(refuseWith);
    try {
      await run(proxy);
    } finally {
      await proxy.close();
    }
  }

  describe("certificates", () => {
    it("of an unknown authority are refused, once, with a word on AWS_CA_BUNDLE", async () => {
      const error = await failureOf(nameFrom(tls.url, {}));
      assert.ok(TransportError.isInstance(error));
      assert.deepEqual([error.kind, error.attempts], ["tls", 1]);
      assert.match(error.message, /name its PEM file in AWS_CA_BUNDLE/);
    });

    it("of the authority in AWS_CA_BUNDLE are trusted", async () => {
      assert.equal(await nameFrom(tls.url, { AWS_CA_BUNDLE: tls.caFile }), "Example");
    });

    it("of the authority in the profile's ca_bundle are trusted", async () => {
      const AWS_CONFIG_FILE = join(folder, "config");
      await writeFile(AWS_CONFIG_FILE, `[default]\nca_bundle = ${tls.caFile}\n`);
      assert.equal(await nameFrom(tls.url, { AWS_CONFIG_FILE }), "Example");
    });

    it("are asked for by name where the file is absent, empty or broken", async () => {
      const empty = join(folder, "empty.pem");
      const broken = join(folder, "broken.pem");
      await writeFile(empty, "no certificate");
      await writeFile(broken, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
      for (const file of [join(folder, "absent.pem"), empty, broken]) {
        const error = await failureOf(nameFrom(tls.url, { AWS_CA_BUNDLE: file }));
        assert.ok(InputError.isInstance(error), String(error));
        assert.equal(error.path, "AWS_CA_BUNDLE");
        assert.ok(error.message.includes(file));
      }
    });
  });

  describe("a proxy", () => {
    for (const variable of ["HTTPS_PROXY", "https_proxy"]) {
      it(`from ${variable} carries https requests, certificates checked`, () =>
        withProxy(async (proxy) => {
          assert.equal(await nameFrom(tls.url, { [variable]: proxy.url, AWS_CA_BUNDLE: tls.caFile }), "Example");
          assert.deepEqual(proxy.seen, [`CONNECT ${new URL(tls.url).host}`]);
          const error = await failureOf(nameFrom(tls.url, { [variable]: proxy.url }));
          assert.equal(TransportError.isInstance(error) && error.kind, "tls");
        }));
    }

    it("from HTTP_PROXY carries http requests", () =>
      withProxy(async (proxy) => {
        await nameFrom(plain.url, { HTTP_PROXY: proxy.url });
        assert.equal(proxy.seen.length, 1);
      }));

    it("from HTTP_PROXY is not for https requests", () =>
      withProxy(async (proxy) => {
        await nameFrom(tls.url, { HTTP_PROXY: proxy.url, AWS_CA_BUNDLE: tls.caFile });
        assert.deepEqual(proxy.seen, []);
      }));

    for (const noProxy of ["localhost", "example.com, localhost", "*", ".example.com localhost"]) {
      it(`is left out for NO_PROXY=${noProxy}`, () =>
        withProxy(async (proxy) => {
          const environment = { HTTPS_PROXY: proxy.url, NO_PROXY: noProxy, AWS_CA_BUNDLE: tls.caFile };
          assert.equal(await nameFrom(tls.url, environment), "Example");
          assert.deepEqual(proxy.seen, []);
        }));
    }

    it("is given its password, which no error repeats", () =>
      withProxy(async (proxy) => {
        const url = proxy.url.replace("//", "//ann:s3cret%40@");
        const error = await failureOf(nameFrom(tls.url, { HTTPS_PROXY: url }));
        assert.ok(TransportError.isInstance(error));
        assert.deepEqual([error.kind, error.attempts, proxy.seen.length], ["proxy", 1, 1]);
        assert.deepEqual(proxy.authorizations, [`Basic ${Buffer.from("ann:s3cret@").toString("base64")}`]);
        assert.equal(/s3cret/.test(`${error.message} ${error.stack} ${error.cause}`), false);
      }, "407 Proxy Authentication Required"));

    it("that is out of order is tried again", () =>
      withProxy(async (proxy) => {
        const error = await failureOf(nameFrom(tls.url, { HTTPS_PROXY: proxy.url }));
        assert.equal(TransportError.isInstance(error) && error.attempts, 2);
      }, "502 Bad Gateway"));

    it("that is no URL is refused by name, without being repeated", async () => {
      const error = await failureOf(nameFrom(tls.url, { https_proxy: "http://ann:s3cret@:x" }));
      assert.ok(InputError.isInstance(error));
      assert.equal(error.path, "https_proxy");
      assert.equal(error.message.includes("s3cret"), false);
    });
  });

  it("nobody listening is a refused connection, with the endpoint named", async () => {
    const error = await failureOf(nameFrom("http://127.0.0.1:1", {}));
    assert.ok(TransportError.isInstance(error));
    assert.deepEqual([error.kind, error.attempts], ["refused", 2]);
    assert.match(
      error.message,
      /connection refused \(ECONNREFUSED, attempt 2 of 2\)\. Check the network and the endpoint http:\/\/127\.0\.0\.1:1\./,
    );
  });

  it("an unknown host name is told from other faults", async () => {
    const error = await failureOf(nameFrom("http://chime.invalid", {}));
    assert.ok(TransportError.isInstance(error));
    assert.equal(error.kind, "dns");
  });

  it("an answer of more than 16 MB is not read to its end", async () => {
    const server = await startWireServer({
      body: { Account: { AccountId: "a1", Name: "x".repeat(17 * 1024 * 1024) } },
    });
    const error = await failureOf(nameFrom(server.url, {}));
    assert.equal(TransportError.isInstance(error) && error.kind, "malformed");
    await server.close();
  });
});
