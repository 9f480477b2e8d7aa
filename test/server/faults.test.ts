import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import {
  BatchSuspendUserCommand,
  BatchUpdateUserCommand,
  type ChimeClient,
  GetAccountCommand,
  GetUserCommand,
  ListUsersCommand,
} from "@aws-sdk/client-chime";
import type { ChimeServer, ErrorForm, Fault } from "../../provider/testing";
import { sendSigned, useServers } from "../support/chimeSdk";

const ACCOUNT = "acc";
const users = ["a", "b", "c"].map((UserId) => ({ UserId, PrimaryEmail: `${UserId}@example.com` }));
const accounts = [{ AccountId: ACCOUNT, AccountType: "EnterpriseLWA", Users: users }] as const;
const getAccount = (): GetAccountCommand => new GetAccountCommand({ AccountId: ACCOUNT });
const suspend = (...UserIdList: string[]): BatchSuspendUserCommand =>
  new BatchSuspendUserCommand({ AccountId: ACCOUNT, UserIdList });

interface SdkError extends Error {
  readonly $metadata: { readonly httpStatusCode?: number };
  readonly $retryable?: unknown;
}

async function errorOf(call: Promise<unknown>): Promise<SdkError> {
  const outcome = await call.then(
    () => undefined,
    (error: SdkError) => error,
  );
  assert.ok(outcome, "the call fails");
  return outcome;
}

describe("scripted faults", () => {
  const servers = useServers();
  let server: ChimeServer;
  let client: ChimeClient;
  beforeEach(async () => {
    server = await servers.start({ accounts });
    client = servers.client(server);
  });
  const statuses = () => server.journal.entries.map((entry) => entry.status);

  describe("by operation", () => {
    it("strike the next requests of that operation, in line, then no more", async () => {
      server.faults.next("GetAccount", { status: 503 }, 2);
      server.faults.next("GetAccount", {});
      server.faults.next("GetAccount", { status: 404 });
      await client.send(new ListUsersCommand({ AccountId: ACCOUNT }));
      for (let call = 0; call < 5; call += 1) {
        await client.send(getAccount()).catch(() => {});
      }
      assert.deepEqual(statuses(), [200, 503, 503, 200, 404, 200]);
    });

    it("strike always until they are cleared, after those that are next", async () => {
      server.faults.always("*", { status: 500 });
      server.faults.next("*", { status: 502 });
      for (let call = 0; call < 3; call += 1) {
        await client.send(getAccount()).catch(() => {});
      }
      server.faults.clear();
      await client.send(getAccount());
      assert.deepEqual(statuses(), [502, 500, 500, 200]);
    });

    it("can be scripted before the first request", async () => {
      const scripted = await servers.start({
        accounts,
        faults: (script) => script.next("GetAccount", { status: 403 }),
      });
      assert.equal((await errorOf(servers.client(scripted).send(getAccount()))).name, "ForbiddenException");
    });

    it("are refused for a word that is no operation", () => {
      assert.throws(() => server.faults.next("SuspendUser" as "GetUser", {}), /"SuspendUser" is not an operation/);
    });
  });

  describe("with an error", () => {
    const names = {
      400: "BadRequestException",
      401: "UnauthorizedClientException",
      403: "ForbiddenException",
      404: "NotFoundException",
      429: "ThrottledClientException",
      500: "ServiceFailureException",
      502: "ServiceFailureException",
      503: "ServiceUnavailableException",
    };
    for (const [status, name] of Object.entries(names)) {
      it(`of status ${status} are a ${name}`, async () => {
        server.faults.next("GetAccount", { status: Number(status), message: "Not now" });
        const error = await errorOf(client.send(getAccount()));
        assert.deepEqual([error.name, error.message], [name, "Not now"]);
        assert.equal(error.$metadata.httpStatusCode, Number(status));
      });
    }

    const forms: Record<ErrorForm, string> = {
      standard: "ThrottledClientException",
      headerOnly: "ThrottledClientException",
      headerUri: "ThrottledClientException",
      headerNamespace: "ThrottledClientException",
      Code: "ThrottledClientException",
      code: "ThrottledClientException",
      __type: "ThrottledClientException",
      short: "ThrottledClient",
      unnamed: "Unknown",
      empty: "Unknown",
      html: "SyntaxError",
      array: "Unknown",
      nullCode: "TypeError",
    };
    for (const [form, name] of Object.entries(forms)) {
      it(`in the form ${form} are a ${name} to the SDK`, async () => {
        server.faults.next("GetAccount", { status: 429, form: form as ErrorForm });
        assert.equal((await errorOf(client.send(getAccount()))).name, name);
        assert.deepEqual(statuses(), [429]);
      });
    }

    it("tell when to come back", async () => {
      server.faults.next("GetAccount", { status: 429, retryAfter: 2, retryAfterMs: 1500 });
      const { headers } = await sendSigned(server, { path: `/accounts/${ACCOUNT}` });
      assert.deepEqual([headers.get("retry-after"), headers.get("x-amz-retry-after")], ["2", "1500"]);
    });

    it("carry any name, body and header", async () => {
      const fault: Fault = {
        status: 418,
        name: "TeapotException",
        body: '{"Message":"short"}',
        headers: { "x-pot": "1" },
      };
      server.faults.next("GetAccount", fault);
      const { status, headers, text } = await sendSigned(server, { path: `/accounts/${ACCOUNT}` });
      assert.deepEqual(
        [status, headers.get("x-amzn-errortype"), headers.get("x-pot"), text],
        [418, "TeapotException", "1", '{"Message":"short"}'],
      );
    });

    it("leave the account as it is, unless they are applied", async () => {
      const status = () => server.user(ACCOUNT, "a")?.UserRegistrationStatus;
      server.faults.next("BatchSuspendUser", { status: 500 });
      await errorOf(client.send(suspend("a")));
      assert.equal(status(), "Registered");
      server.faults.next("BatchSuspendUser", { status: 500, applied: true });
      await errorOf(client.send(suspend("a")));
      assert.equal(status(), "Suspended");
      assert.deepEqual(
        server.journal.entries.map((entry) => entry.applied),
        [false, true],
      );
    });
  });

  describe("of the connection", () => {
    const outcomes = [
      { connection: "drop", applied: false, line: "POST BatchSuspendUser 1 user -> dropped" },
      { connection: "reset", applied: false, line: "POST BatchSuspendUser 1 user -> reset" },
      { connection: "truncate", applied: true, line: "POST BatchSuspendUser 1 user -> 200 truncated" },
      { connection: "malformed", applied: true, line: "POST BatchSuspendUser 1 user -> 200 malformed" },
    ] as const;
    for (const { connection, applied, line } of outcomes) {
      it(`${connection} loses the answer ${applied ? "of what was done" : "and does nothing"}`, async () => {
        server.faults.next("BatchSuspendUser", { connection });
        await errorOf(client.send(suspend("a")));
        assert.equal(server.user(ACCOUNT, "a")?.UserRegistrationStatus, applied ? "Suspended" : "Registered");
        assert.deepEqual(server.journal.lines(), [line]);
      });
    }

    it("drop loses the answer of what was done where it is applied", async () => {
      server.faults.next("BatchSuspendUser", { connection: "drop", applied: true });
      await errorOf(client.send(suspend("a")));
      assert.equal(server.user(ACCOUNT, "a")?.UserRegistrationStatus, "Suspended");
    });

    it("hang never answers, until the client gives up", async () => {
      server.faults.next("GetAccount", { connection: "hang" });
      const givingUp = new AbortController();
      const failure = errorOf(client.send(getAccount(), { abortSignal: givingUp.signal }));
      while (server.journal.entries.length === 0) await setTimeout(5);
      givingUp.abort();
      assert.match((await failure).name, /AbortError|TimeoutError/);
      assert.deepEqual(server.journal.lines(), ["GET GetAccount -> hung"]);
    });

    it("are retried by the SDK", async () => {
      server.faults.next("GetAccount", { connection: "drop" });
      server.faults.next("GetAccount", { connection: "reset" });
      const { $metadata } = await servers.client(server, { maxAttempts: 3 }).send(getAccount());
      assert.equal($metadata.attempts, 3);
    });

    it("can be slow before the headers and before the body", async () => {
      server.faults.next("GetAccount", { latencyMs: 5, bodyDelayMs: 5 });
      assert.equal((await client.send(getAccount())).Account?.AccountId, ACCOUNT);
    });

    it("can tell a wrong time, which a client then corrects itself by", async () => {
      server.faults.next("GetAccount", { dateSkewMs: 3_600_000 });
      const { headers } = await sendSigned(server, { path: `/accounts/${ACCOUNT}` });
      assert.ok(Date.parse(headers.get("date") ?? "") > Date.now() + 3_500_000);
    });
  });

  describe("by user", () => {
    it("fail that user in every batch, by ID or address, until they are cleared", async () => {
      server.faults.user("a", { code: "Throttled", message: "Slow down" });
      server.faults.user("B@example.com", { code: "Forbidden", operation: "BatchSuspendUser" });
      const suspended = await client.send(suspend("a", "b", "c"));
      assert.deepEqual(suspended.UserErrors, [
        { UserId: "a", ErrorCode: "Throttled", ErrorMessage: "Slow down" },
        { UserId: "b", ErrorCode: "Forbidden", ErrorMessage: "Forbidden for user b" },
      ]);
      const items = ["a", "b"].map((UserId) => ({ UserId, LicenseType: "Basic" as const }));
      const update = new BatchUpdateUserCommand({ AccountId: ACCOUNT, UpdateUserRequestItems: items });
      assert.deepEqual(
        (await client.send(update)).UserErrors?.map((error) => error.UserId),
        ["a"],
      );
      server.faults.clear();
      assert.deepEqual((await client.send(suspend("a", "b", "c"))).UserErrors, []);
      assert.deepEqual(
        server.journal.entries.map((entry) => entry.failedUsers),
        [["a", "b"], ["a"], []],
      );
    });

    it("end after as many times as they are scripted", async () => {
      server.faults.user("a", { code: "Throttled", times: 2 });
      const failed: (string | undefined)[][] = [];
      for (let call = 0; call < 3; call += 1) {
        failed.push(((await client.send(suspend("a", "b"))).UserErrors ?? []).map((error) => error.UserId));
      }
      assert.deepEqual(failed, [["a"], ["a"], []]);
    });

    it("report a change that was made as failed where they are applied", async () => {
      server.faults.user("a", { code: "ServiceFailure", applied: true });
      assert.equal((await client.send(suspend("a"))).UserErrors?.length, 1);
      assert.equal(server.user(ACCOUNT, "a")?.UserRegistrationStatus, "Suspended");
    });

    it("refuse every request that names the user where they have a status", async () => {
      server.faults.user("b", { code: "BadRequest", status: 400 });
      assert.equal((await errorOf(client.send(suspend("a", "b", "c")))).name, "BadRequestException");
      assert.equal(
        (await errorOf(client.send(new GetUserCommand({ AccountId: ACCOUNT, UserId: "b" })))).name,
        "BadRequestException",
      );
      assert.deepEqual((await client.send(suspend("a", "c"))).UserErrors, []);
      assert.equal(server.user(ACCOUNT, "b")?.UserRegistrationStatus, "Registered");
    });
  });
});

describe("pace", () => {
  const servers = useServers();

  it("is a number of requests per second, with one second's worth at once", async () => {
    let now = Date.now();
    const server = await servers.start({ accounts, requestsPerSecond: 2, clock: () => now });
    const client = servers.client(server);
    const call = () =>
      client.send(getAccount()).then(
        () => 200,
        (error: SdkError) => error.name,
      );
    assert.deepEqual([await call(), await call(), await call()], [200, 200, "ThrottledClientException"]);
    now += 500;
    assert.deepEqual([await call(), await call()], [200, "ThrottledClientException"]);
    now += 60_000;
    assert.deepEqual([await call(), await call(), await call()], [200, 200, "ThrottledClientException"]);
    assert.equal(server.journal.entries[2]?.cause, "rate limit");
  });

  it("starts from the burst that is asked for", async () => {
    const now = Date.now();
    const server = await servers.start({ accounts, requestsPerSecond: 0.5, burst: 3, clock: () => now });
    const client = servers.client(server);
    for (let call = 0; call < 4; call += 1) {
      await client.send(getAccount()).catch(() => {});
    }
    assert.deepEqual(
      server.journal.entries.map((entry) => entry.status),
      [200, 200, 200, 429],
    );
  });

  it("refuses numbers that are none", async () => {
    for (const options of [
      { requestsPerSecond: 0 },
      { requestsPerSecond: Number.NaN },
      { latencyMs: -1 },
      { requestsPerSecond: 1, burst: 0 },
    ]) {
      await assert.rejects(servers.start(options), RangeError);
    }
  });
});
