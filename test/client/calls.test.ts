import assert from "node:assert/strict";
import { createClient } from "../../provider/chime/client";
import { ApiError } from "../../provider/errors/apiError";
import { InputError } from "../../provider/errors/inputError";
import { TransportError } from "../../provider/errors/transportError";
import type { Clock } from "../../provider/model/clock";
import { ENVIRONMENT, failureOf, fastClock, withClient } from "./testClient";
import { ACCOUNT, startWireServer, type WireAnswer, type WireServer } from "./wireServer";

const HOUR_MS = 3_600_000;

/** `20261121T020842Z` as milliseconds. */
function signedAt(server: WireServer, index: number): number {
  const text = String(server.requests[index]?.headers["x-amz-date"]);
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

function refuseClock(name: string, date: number, headers: Record<string, string> = {}): WireAnswer {
  return { status: 403, headers: { "x-amzn-errortype": name, date: new Date(date).toUTCString(), ...headers } };
}

describe("a clock that is off", () => {
  for (const name of ["InvalidSignatureException", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "RequestExpired"]) {
    it(`is corrected once from the answer's date, and stays corrected: ${name}`, async () => {
      const clock = fastClock();
      const server = await startWireServer(refuseClock(name, clock.now() + HOUR_MS), ACCOUNT);
      await withClient(
        { endpoint: server.url, maxAttempts: 1 },
        async (client) => {
          await client.getAccount("a1");
          await client.getAccount("a1");
          assert.deepEqual(client.calls.total, { requests: 3, retries: 1 });
        },
        { clock },
      );
      assert.ok(Math.abs(signedAt(server, 0) - clock.now()) < 5_000);
      for (const index of [1, 2]) assert.ok(Math.abs(signedAt(server, index) - clock.now() - HOUR_MS) < 5_000);
      await server.close();
    });
  }

  it("is not blamed where the service refuses again after the correction", async () => {
    const clock = fastClock();
    const refusals = [1, 2].map((hours) => refuseClock("RequestTimeTooSkewed", clock.now() + hours * HOUR_MS));
    const server = await startWireServer(...refusals, ACCOUNT);
    await withClient({ endpoint: server.url }, async (client) => {
      const error = await failureOf(client.getAccount("a1"));
      assert.ok(ApiError.isInstance(error));
      assert.deepEqual([error.kind, error.attempts], ["denied", 2]);
      assert.match(error.message, /set the clock of this machine/);
    });
    await server.close();
  });

  const notSkew: [string, WireAnswer][] = [
    ["a wrong key with a right date", refuseClock("InvalidSignatureException", Date.now() + 60_000)],
    ["a missing permission with a wrong date", refuseClock("ForbiddenException", Date.now() + HOUR_MS)],
    ["an answer out of a cache", refuseClock("InvalidSignatureException", Date.now() + HOUR_MS, { age: "3600" })],
  ];
  for (const [name, answer] of notSkew) {
    it(`is not what is wrong with ${name}`, async () => {
      const server = await startWireServer(answer, ACCOUNT);
      await withClient({ endpoint: server.url }, async (client) => {
        assert.equal(((await failureOf(client.getAccount("a1"))) as ApiError).kind, "denied");
        assert.equal(server.requests.length, 1);
      });
      await server.close();
    });
  }
});

describe("a call that is stopped", () => {
  const silent: WireAnswer = () => undefined;

  it("is not sent when the signal was aborted before", async () => {
    const server = await startWireServer(ACCOUNT);
    await withClient({ endpoint: server.url }, async (client) => {
      const error = await failureOf(client.getAccount("a1", { signal: AbortSignal.abort(new Error("no more")) }));
      assert.ok(TransportError.isInstance(error));
      assert.deepEqual([error.kind, error.attempts, server.requests.length], ["aborted", 0, 0]);
      assert.match(error.message, /stopped by the caller \(not sent\)/);
      assert.equal((error.cause as Error).message, "no more");
    });
    await server.close();
  });

  it("ends while the service is silent, and is not tried again", async () => {
    const stop = new AbortController();
    const server = await startWireServer(() => stop.abort());
    await withClient({ endpoint: server.url }, async (client) => {
      const error = await failureOf(client.getAccount("a1", { signal: stop.signal }));
      assert.ok(TransportError.isInstance(error));
      assert.deepEqual([error.kind, error.attempts, server.requests.length], ["aborted", 1, 1]);
    });
    await server.close();
  });

  it("ends while it waits for its next attempt", async () => {
    const stop = new AbortController();
    const clock: Clock = {
      ...fastClock(),
      sleep: (ms, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener("abort", () => reject(signal.reason));
          if (ms >= 50) stop.abort();
        }),
    };
    const server = await startWireServer({ status: 503 });
    await withClient(
      { endpoint: server.url },
      async (client) => {
        const error = await failureOf(client.getAccount("a1", { signal: stop.signal }));
        assert.ok(TransportError.isInstance(error));
        assert.deepEqual([error.kind, error.attempts], ["aborted", 1]);
      },
      { clock },
    );
    await server.close();
  });

  it("ends while it waits for others, and leaves its place to the next", async () => {
    let release: (() => void) | undefined;
    const server = await startWireServer((response) => {
      release = () => response.end(JSON.stringify({ Account: { AccountId: "a1", Name: "first" } }));
      stop.abort();
    }, ACCOUNT);
    const stop = new AbortController();
    await withClient({ endpoint: server.url, maxConcurrency: 1 }, async (client) => {
      const first = client.getAccount("a1");
      const second = failureOf(client.getAccount("a1", { signal: stop.signal }));
      const third = client.getAccount("a1");
      const error = await second;
      assert.equal(TransportError.isInstance(error) && error.kind, "aborted");
      release?.();
      assert.deepEqual([(await first).name, (await third).name, server.requests.length], ["first", "Example", 2]);
    });
    await server.close();
  });

  it("ends at its deadline, told from an abort", async () => {
    const server = await startWireServer(silent);
    const client = createClient({ endpoint: server.url }, ENVIRONMENT);
    const error = await failureOf(client.getAccount("a1", { patienceMs: 20 }));
    assert.ok(TransportError.isInstance(error));
    assert.equal(error.kind, "deadline");
    assert.match(error.message, /the time allowed for it is over/);
    await server.close();
    await client.close();
  });
});

describe("what cannot be sent", () => {
  const bad = ["", "  ", ".", "..", "a/b", "a?b", "a#b", "a%2Fb", "a\nb", "a\u0000", "\ud800"];

  it("is refused before anything is sent: IDs that would change the path", () =>
    withClient({ endpoint: "http://127.0.0.1:1" }, async (client) => {
      for (const id of bad) {
        const failures = await Promise.all([
          failureOf(client.getAccount(id)),
          failureOf(client.getUser("a1", id)),
          failureOf(client.getUser(id, "u1")),
          failureOf(client.listUsers(id)[Symbol.asyncIterator]().next()),
          failureOf(client.batchSuspendUser("a1", ["u1", id])),
          failureOf(client.batchUnsuspendUser("a1", [id])),
          failureOf(client.batchUpdateUser("a1", [{ userId: id, licenseType: "Pro" }])),
          failureOf(client.inviteUsers(id, ["ann@example.com"])),
        ]);
        const paths = failures.map((error) => InputError.isInstance(error) && error.path);
        assert.deepEqual(
          paths,
          ["accountId", "userId", "accountId", "accountId", "userIds[1]", "userIds[0]", "userIds[0]", "accountId"],
          JSON.stringify(id),
        );
      }
      assert.equal(client.calls.total.requests, 0);
    }));

  it("is refused before anything is sent: more than one call takes", () =>
    withClient({ endpoint: "http://127.0.0.1:1" }, async (client) => {
      const ids = (count: number) => Array.from({ length: count }, (_, index) => `u${index}`);
      const failures = await Promise.all([
        failureOf(client.batchSuspendUser("a1", ids(51))),
        failureOf(client.batchUnsuspendUser("a1", ids(51))),
        failureOf(
          client.batchUpdateUser(
            "a1",
            ids(21).map((userId) => ({ userId, licenseType: "Pro" })),
          ),
        ),
        failureOf(
          client.inviteUsers(
            "a1",
            ids(51).map((id) => `${id}@example.com`),
          ),
        ),
        failureOf(client.inviteUsers("a1", ["not an address"])),
        failureOf(client.findUsersByEmail("a1", " ")),
      ]);
      assert.deepEqual(
        failures.map((error) => InputError.isInstance(error) && error.message),
        [
          "userIds: has 51 entries; one call takes 50.",
          "userIds: has 51 entries; one call takes 50.",
          "userIds: has 21 entries; one call takes 20.",
          "emails: has 51 entries; one call takes 50.",
          'emails[0]: is no email address: "not an address".',
          "email: must not be blank.",
        ],
      );
    }));

  it("are not the odd IDs: they reach the service as they are", async () => {
    const server = await startWireServer({ body: { User: { UserId: "u1" } } });
    await withClient({ endpoint: server.url }, async (client) => {
      for (const id of ["a b", "ü", "a+b&c=d", "it's(1)*!", "...", "a:b;c,d@e$"]) {
        await client.getUser("a1", id);
        const segment = server.requests.at(-1)?.url.split("/").at(-1) ?? "";
        assert.equal(decodeURIComponent(segment), id);
        assert.match(segment, /^[\w.~%-]+$/);
      }
    });
    await server.close();
  });
});
