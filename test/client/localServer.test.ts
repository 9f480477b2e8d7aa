import assert from "node:assert/strict";
import type { ChimeClient } from "../../provider/chime/client";
import { type ChimeServer, startChimeServer } from "../../provider/testing/index";
import { failureOf, fastClock, withClient } from "./testClient";

const ACCOUNT_ID = "a0000000-1111-2222-3333-444444444444";
const TEAM_ID = "b0000000-1111-2222-3333-444444444444";
const USERS = Array.from({ length: 450 }, (_, index) => ({
  UserId: `u${String(index).padStart(4, "0")}`,
  PrimaryEmail: `user${index}@example.com`,
}));

describe("against the local Chime server", () => {
  let server: ChimeServer;
  const ids = USERS.map(({ UserId }) => UserId);

  beforeEach(async () => {
    const account = { AccountId: ACCOUNT_ID, Name: "Example", AccountType: "EnterpriseLWA" as const, Users: USERS };
    const team = { AccountId: TEAM_ID, Name: "Team", AccountType: "Team" as const, Users: [] };
    server = await startChimeServer({
      accounts: [account, team],
      credentials: { accessKeyId: "AKIDLOCAL", secretAccessKey: "local/secret+key" },
    });
  });
  afterEach(() => server.close());

  function run(work: (client: ChimeClient) => Promise<void>, basePath = ""): Promise<void> {
    const environment = { ...server.environment, AWS_CONFIG_FILE: "/nonexistent" };
    return withClient({ endpoint: `${server.endpoint}${basePath}` }, work, { environment, clock: fastClock() });
  }

  it("every operation arrives signed, and does what it says", () =>
    run(async (client) => {
      assert.equal((await client.getAccount(ACCOUNT_ID)).accountType, "EnterpriseLWA");
      assert.deepEqual((await client.batchSuspendUser(ACCOUNT_ID, ids.slice(0, 50))).userErrors, []);
      assert.equal((await client.getUser(ACCOUNT_ID, "u0000")).registrationStatus, "Suspended");
      assert.deepEqual((await client.batchUnsuspendUser(ACCOUNT_ID, ["u0000"])).userErrors, []);
      assert.equal(
        (await client.findUsersByEmail(ACCOUNT_ID, "USER0@example.com"))[0]?.registrationStatus,
        "Registered",
      );
      const items = ids.slice(0, 20).map((userId) => ({ userId, licenseType: "Basic" }));
      assert.deepEqual((await client.batchUpdateUser(ACCOUNT_ID, items)).userErrors, []);
      assert.equal((await client.getUser(ACCOUNT_ID, "u0019")).licenseType, "Basic");
      assert.deepEqual(server.journal.lines(), [
        "GET GetAccount -> 200",
        "POST BatchSuspendUser 50 users -> 200",
        "GET GetUser -> 200",
        "POST BatchUnsuspendUser 1 user -> 200",
        "GET ListUsers -> 200",
        "POST BatchUpdateUser 20 users -> 200",
        "GET GetUser -> 200",
      ]);
    }));

  it("450 users are three pages", () =>
    run(async (client) => {
      const sizes: number[] = [];
      for await (const users of client.listUsers(ACCOUNT_ID)) sizes.push(users.length);
      assert.deepEqual(sizes, [200, 200, 50]);
    }));

  it("an invitation goes out", () =>
    run(async (client) => {
      const { invites } = await client.inviteUsers(TEAM_ID, ["new+one@example.com"]);
      assert.equal(invites[0]?.emailAddress, "new+one@example.com");
    }));

  it("the signature is right for odd IDs and under a base path", () =>
    run(async (client) => {
      for (const id of ["a b", "it's(1)*!", "ü", "a+b&c=d", "a:b;c,d@e$", "..."]) {
        const error = await failureOf(client.getUser(ACCOUNT_ID, id));
        assert.equal((error as { kind?: string }).kind, "notFound", String(error));
      }
    }, "/console/"));

  it("a user who is unknown fails alone", () =>
    run(async (client) => {
      const { userErrors } = await client.batchSuspendUser(ACCOUNT_ID, ["u0001", "nobody"]);
      assert.deepEqual(
        userErrors.map(({ userId, errorCode }) => ({ userId, errorCode })),
        [{ userId: "nobody", errorCode: "NotFound" }],
      );
    }));

  for (const connection of ["drop", "reset", "truncate", "malformed"] as const) {
    it(`a spoilt answer is asked for again: ${connection}`, () =>
      run(async (client) => {
        server.faults.next("GetAccount", { connection }, 2);
        await client.getAccount(ACCOUNT_ID);
        assert.deepEqual(client.calls.of("GetAccount"), { requests: 3, retries: 2 });
      }));
  }

  for (const form of ["standard", "headerUri", "headerNamespace", "Code", "code", "__type", "short"] as const) {
    it(`throttling is recognized by its name, whatever the status: ${form}`, () =>
      run(async (client) => {
        server.faults.next("GetAccount", { status: 400, name: "ThrottledClientException", form });
        await client.getAccount(ACCOUNT_ID);
        assert.equal(client.calls.total.retries, 1);
      }));
  }

  it("wrong keys are told, and do not show in the error", async () => {
    const environment = { AWS_ACCESS_KEY_ID: "AKIDLOCAL", AWS_SECRET_ACCESS_KEY: "wrong+key", AWS_CONFIG_FILE: "/x" };
    await withClient(
      { endpoint: server.endpoint },
      async (client) => {
        const error = await failureOf(client.getAccount(ACCOUNT_ID));
        const { kind, message } = error as { kind: string; message: string };
        assert.equal(kind, "denied");
        assert.match(message, /does not accept the AWS credentials/);
        assert.equal(/AKIDLOCAL|wrong\+key/.test(message), false);
      },
      { environment },
    );
  });
});
