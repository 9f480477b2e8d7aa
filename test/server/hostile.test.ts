import assert from "node:assert/strict";
import { connect } from "node:net";
import { setImmediate } from "node:timers/promises";
import type { ChimeServer } from "../../provider/testing";
import { sendBytes, sendSigned, signRequest, useServers } from "../support/chimeSdk";

describe("hostile bytes", () => {
  let server: ChimeServer;
  // Stands before the hook that closes the server.
  afterEach(async () => {
    assert.equal((await sendSigned(server, { path: "/accounts" })).status, 200, "the server still answers");
  });
  const servers = useServers();
  beforeEach(async () => {
    server = await servers.start();
  });
  const head = (first: string, ...headers: string[]): string =>
    [first, "Host: x", "Connection: close", ...headers, "", ""].join("\r\n");

  it("that are not HTTP are answered 400", async () => {
    for (const bytes of [
      "\x16\x03\x01\x02\x00garbage\r\n\r\n",
      "GET\r\n\r\n",
      "\0\0\0\0\r\n\r\n",
      "GET / HTTP/9.9\r\n\r\n",
    ]) {
      assert.match(await sendBytes(server, bytes), /^HTTP\/1\.1 400 .*x-amzn-RequestId: /s);
    }
  });

  it("with headers that are too long are answered 431", async () => {
    assert.match(await sendBytes(server, head("GET / HTTP/1.1", `X: ${"x".repeat(20_000)}`)), /^HTTP\/1\.1 431 /);
  });

  it("with a body over one mebibyte are answered 413, announced or not", async () => {
    const big = Buffer.alloc(4 * 1024 * 1024, "x");
    const announced = head("POST /accounts/a/users HTTP/1.1", `Content-Length: ${big.length}`);
    const chunked = head("POST /accounts/a/users HTTP/1.1", "Transfer-Encoding: chunked");
    const chunk = Buffer.concat([Buffer.from(`${big.length.toString(16)}\r\n`), big, Buffer.from("\r\n0\r\n\r\n")]);
    assert.match(await sendBytes(server, Buffer.concat([Buffer.from(announced), big])), /^HTTP\/1\.1 413 /);
    assert.match(await sendBytes(server, Buffer.concat([Buffer.from(chunked), chunk])), /^HTTP\/1\.1 413 /);
  });

  it("with broken escapes are answered 400 or 403, never 500", async () => {
    for (const target of [
      "/accounts/%E0%A4%A",
      "/accounts?name=%zz",
      "/accounts/a/users/%ff",
      "/%",
      "?",
      "/accounts/../..",
    ]) {
      const answer = await sendBytes(
        server,
        head(
          `GET ${target} HTTP/1.1`,
          "Authorization: AWS4-HMAC-SHA256 Credential=a/b/c/chime/aws4_request, SignedHeaders=host, Signature=s",
        ),
      );
      assert.match(answer, /^HTTP\/1\.1 40[03] /, target);
    }
  });

  it("with dot segments under a right signature are answered 400", async () => {
    const { headers } = await signRequest(server, { method: "POST", path: "/accounts/a/users/../users" });
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const request = ["POST /accounts/a/users/../users HTTP/1.1", ...lines, "Connection: close", "", ""].join("\r\n");
    assert.match(await sendBytes(server, request), /^HTTP\/1\.1 400 .*segments/s);
    assert.equal(server.journal.entries[0]?.operation, "Unknown");
  });

  it("with deep JSON are no harm", async () => {
    const request = { method: "POST", path: "/accounts/a/users", body: `${"[".repeat(100_000)}${"]".repeat(100_000)}` };
    assert.equal((await sendSigned(server, request)).status, 400);
  });

  it("that end in the middle are no harm", async () => {
    const socket = connect(server.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write("POST /accounts/a/users HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
    await setImmediate();
    socket.resetAndDestroy();
  });

  it("with methods that nobody knows, upgrades and tunnels are refused", async () => {
    assert.match(await sendBytes(server, head("BREW /accounts HTTP/1.1")), /^HTTP\/1\.1 400 /);
    assert.match(await sendBytes(server, head("PURGE /accounts HTTP/1.1")), /^HTTP\/1\.1 403 /);
    assert.match(await sendBytes(server, head("GET /accounts HTTP/1.1", "Upgrade: h2c")), /^HTTP\/1\.1 403 /);
    assert.equal(await sendBytes(server, head("CONNECT x:443 HTTP/1.1")), "");
  });

  it("never reach another machine by default", () => {
    assert.match(server.endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
  });
});
