import assert from "node:assert/strict";
import type { ChimeClient } from "../../provider/chime/client";
import { ApiError } from "../../provider/errors/apiError";
import { TransportError } from "../../provider/errors/transportError";
import { type FastClock, failureOf, fastClock, withClient } from "./testClient";
import { ACCOUNT, startWireServer, type WireAnswer, type WireServer } from "./wireServer";

interface Scene {
  readonly client: ChimeClient;
  readonly server: WireServer;
  readonly clock: FastClock;
}

async function withScript(answers: readonly WireAnswer[], run: (scene: Scene) => Promise<void>): Promise<void> {
  const server = await startWireServer(...answers);
  const clock = fastClock();
  try {
    await withClient({ endpoint: server.url }, (client) => run({ client, server, clock }), {
      clock,
      timeouts: { headersMs: 40, bodyMs: 40 },
    });
  } finally {
    await server.close();
  }
}

const named = (status: number, name: string): WireAnswer => ({ status, headers: { "x-amzn-errortype": name } });
const hangUp: WireAnswer = (_response, socket) => socket.destroy();
const truncate: WireAnswer = (response, socket) => {
  response.writeHead(200, { "content-length": "1000" });
  response.write('{"Account":');
  setTimeout(() => socket.destroy(), 5);
};
const garble: WireAnswer = (_response, socket) => socket.end("HTTP/1.1 2000 what\r\n\r\n");
const beSilent: WireAnswer = () => undefined;
const beSilentInTheMiddle: WireAnswer = (response) => {
  response.writeHead(200, { "content-length": "1000" });
  response.write("{");
};

const PASSING: [string, WireAnswer][] = [
  ["429 with Chime's own name", named(429, "ThrottledClientException")],
  ["429 with the name of something final", named(429, "ForbiddenException")],
  ["400 named ThrottledClient", named(400, "ThrottledClient")],
  ["400 named Throttling", named(400, "ThrottlingException")],
  ["400 named TooManyRequests", named(400, "TooManyRequestsException")],
  ["500", { status: 500, body: "" }],
  ["502 with HTML", { status: 502, body: "<html>Bad Gateway</html>" }],
  ["503 named ServiceUnavailable", named(503, "ServiceUnavailableException")],
  ["504", { status: 504 }],
  ["a connection that is closed", hangUp],
  ["a body that ends too early", truncate],
  ["an answer that is no HTTP", garble],
  ["no headers in time", beSilent],
  ["no body in time", beSilentInTheMiddle],
  ["200 with broken JSON", { body: '{"Account":' }],
  ["200 with HTML", { body: "<html>sign in</html>" }],
  ["200 with a list", { body: [] }],
  ["200 with nothing", { body: "" }],
  ["200 without what the API promises", { body: { Account: { Name: "no ID" } } }],
];

const FINAL: [string, WireAnswer, string][] = [
  ["403", named(403, "ForbiddenException"), "denied"],
  ["401", named(401, "UnauthorizedClientException"), "denied"],
  ["404", named(404, "NotFoundException"), "notFound"],
  ["400", named(400, "BadRequestException"), "invalid"],
  ["408", { status: 408 }, "unknown"],
  ["409", { status: 409 }, "conflict"],
  ["501", { status: 501 }, "unknown"],
];

describe("a request that takes long", () => {
  it("says what is waited for, and not what takes no time", async () => {
    const server = await startWireServer(
      beSilent,
      { status: 429, headers: { "retry-after": "60", "x-amzn-errortype": "ThrottledClientException" } },
      { status: 503, headers: { "retry-after": "7" } },
      { status: 503 },
      ACCOUNT,
    );
    const said: string[] = [];
    const parts = { clock: fastClock(), timeouts: { headersMs: 40 }, tell: (text: string) => said.push(text) };
    try {
      await withClient({ endpoint: server.url }, (client) => client.getAccount("a1").then(() => undefined), parts);
    } finally {
      await server.close();
    }
    const call = "GetAccount for account a1";
    assert.deepEqual(said, [
      `${call}: no answer in time. Sent again (attempt 2 of 5)`,
      `${call}: throttled. Sent again in 60 seconds (attempt 3 of 5)`,
      `${call}: the service is away. Sent again in 7 seconds (attempt 4 of 5)`,
    ]);
  });
});

describe("a request is tried again after", () => {
  for (const [name, answer] of PASSING) {
    it(name, () =>
      withScript([answer, ACCOUNT], async ({ client, server }) => {
        assert.equal((await client.getAccount("a1")).name, "Example");
        assert.equal(server.requests.length, 2);
        assert.deepEqual(client.calls.total, { requests: 2, retries: 1 });
      }),
    );
  }
});

describe("a request is not tried again after", () => {
  for (const [name, answer, kind] of FINAL) {
    it(name, () =>
      withScript([answer, ACCOUNT], async ({ client, server }) => {
        const error = await failureOf(client.getAccount("a1"));
        assert.ok(ApiError.isInstance(error));
        assert.deepEqual([error.kind, error.attempts, server.requests.length], [kind, 1, 1]);
      }),
    );
  }
});

describe("a request that keeps failing", () => {
  it("is sent five times, with growing waits, and ends in the service's own error", () =>
    withScript([{ status: 503, body: { Message: "busy" } }], async ({ client, server, clock }) => {
      const error = await failureOf(client.getAccount("a1"));
      assert.ok(ApiError.isInstance(error));
      assert.match(
        error.message,
        /^GetAccount for account a1 failed: HTTP 503 "busy" \(request req-1, attempt 5 of 5\)\./,
      );
      assert.equal(server.requests.length, 5);
      assert.deepEqual(
        clock.sleeps.filter((ms) => ms >= 50).map((ms) => Math.round(ms)),
        [75, 150, 300, 600],
      );
    }));

  it("ends in a TransportError with the cause where there is no answer", () =>
    withScript([hangUp], async ({ client }) => {
      const error = await failureOf(client.getAccount("a1"));
      assert.ok(TransportError.isInstance(error));
      assert.deepEqual([error.kind, error.attempts, error.operation], ["reset", 5, "GetAccount"]);
      assert.equal((error.cause as { code?: string }).code, "UND_ERR_SOCKET");
    }));

  it("takes no retries from the others", () =>
    withScript([{ status: 503 }], async ({ client, server }) => {
      const calls = Array.from({ length: 60 }, () => failureOf(client.getAccount("a1")));
      const errors = await Promise.all(calls);
      assert.ok(errors.every((error) => ApiError.isInstance(error) && error.attempts === 5));
      assert.equal(server.requests.length, 300);
    }));
});

describe("the service's own word on the wait", () => {
  const waits: [string, Record<string, string>, number][] = [
    ["Retry-After in seconds", { "retry-after": "30" }, 30_000],
    ["x-amz-retry-after in milliseconds", { "x-amz-retry-after": "1500" }, 1500],
    ["the AWS header before the general one", { "x-amz-retry-after": "700", "retry-after": "9" }, 700],
    ["two minutes at most", { "retry-after": "86400" }, 120_000],
  ];
  for (const [name, headers, wait] of waits) {
    it(`is heeded: ${name}`, () =>
      withScript([{ status: 503, headers }, ACCOUNT], async ({ client, clock }) => {
        await client.getAccount("a1");
        assert.deepEqual(
          clock.sleeps.filter((ms) => ms >= 50),
          [wait],
        );
      }));
  }

  it("is heeded: Retry-After as a date", () =>
    withScript(
      [{ status: 503, headers: { "retry-after": new Date(Date.now() + 60_000).toUTCString() } }, ACCOUNT],
      async ({ client, clock }) => {
        await client.getAccount("a1");
        assert.ok(clock.sleeps.some((ms) => ms > 50_000 && ms <= 60_000));
      },
    ));

  it("does not shorten the wait, and nonsense is passed over", () =>
    withScript(
      [{ status: 503, headers: { "retry-after": "soon" } }, { status: 503, headers: { "retry-after": "0" } }, ACCOUNT],
      async (scene) => {
        await scene.client.getAccount("a1");
        assert.deepEqual(
          scene.clock.sleeps.filter((ms) => ms >= 50).map((ms) => Math.round(ms)),
          [75, 150],
        );
      },
    ));
});
