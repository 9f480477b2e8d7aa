import assert from "node:assert/strict";
import { GetUserCommand, ListUsersCommand } from "@aws-sdk/client-chime";
import { toServerOptions } from "../../provider/cli/serve";
import { type ChimeServer, EXAMPLE_CREDENTIALS, type JournalEntry, type User } from "../../provider/testing";
import { sendSigned, useServers } from "../support/chimeSdk";
import { setVariables } from "../support/variables";

const accounts = [
  {
    AccountId: "lwa",
    AccountType: "EnterpriseLWA",
    Users: [{ UserId: "a", PrimaryEmail: "a@example.com" }, { UserId: "b" }],
  },
  { AccountId: "team", AccountType: "Team", Users: [{ UserId: "t", PrimaryEmail: "t@example.com" }] },
] as const;

describe("changes out of band", () => {
  const servers = useServers();
  let server: ChimeServer;
  beforeEach(async () => {
    server = await servers.start({ accounts });
  });
  afterEach(() => assert.deepEqual(server.journal.entries, [], "none of them is a request"));

  it("suspend and unsuspend by ID or address", () => {
    server.suspend("lwa", ["A@example.com", "b"]);
    assert.deepEqual(
      server.account("lwa").Users.map((user) => user.UserRegistrationStatus),
      ["Suspended", "Suspended"],
    );
    server.unsuspend("lwa", ["a"]);
    assert.equal(server.user("lwa", "a")?.UserRegistrationStatus, "Registered");
    server.suspend("team", ["t"]);
    assert.deepEqual(server.account("team").Users, []);
  });

  it("set licenses, members, users and accounts", () => {
    server.setLicense("lwa", ["a", "b"], "ProTrial");
    assert.equal(server.user("lwa", "b")?.LicenseType, "ProTrial");
    server.changeUser("lwa", "a", { UserRegistrationStatus: "Released", DisplayName: undefined, UserId: "other" });
    const { DisplayName, UserRegistrationStatus } = server.user("lwa", "a") ?? {};
    assert.deepEqual([DisplayName, UserRegistrationStatus], [undefined, "Released"]);
    server.changeUser("lwa", "a", { PrimaryEmail: "new@example.com" });
    assert.equal(server.user("lwa", "a@example.com"), undefined);
    assert.equal(server.user("lwa", "new@example.com")?.UserId, "a");
    server.addUser("lwa", { PrimaryEmail: "c@example.com" });
    server.removeUser("lwa", "b");
    assert.deepEqual(
      server.account("lwa").Users.map((user) => user.PrimaryEmail),
      ["new@example.com", "c@example.com"],
    );
    server.changeAccount("lwa", { SupportedLicenses: ["Plus"] });
    assert.deepEqual(server.account("lwa").SupportedLicenses, ["Plus"]);
    server.addAccount({ AccountType: "Team", AccountId: "second" });
    server.removeAccount("team");
    assert.deepEqual(
      server.accounts().map((account) => account.AccountId),
      ["lwa", "second"],
    );
  });

  it("throw for an address that several have, until one is left with it", () => {
    server.changeUser("lwa", "b", { PrimaryEmail: "A@example.com" });
    const refusal = /The address a@example\.com is that of 2 users of the account lwa \(a, b\): name the user by ID\./;
    assert.throws(() => server.suspend("lwa", ["a@example.com"]), refusal);
    assert.throws(() => server.user("lwa", "a@example.com"), refusal);
    server.removeUser("lwa", "a");
    assert.equal(server.user("lwa", "a@example.com")?.UserId, "b");
  });

  it("leave a user's IDs as they are", () => {
    const { UserId, AccountId } = server.changeUser("lwa", "a", { UserId: "other", AccountId: "team" });
    assert.deepEqual([UserId, AccountId], ["a", "lwa"]);
  });

  it("throw for an account and a user that are not there", () => {
    assert.throws(() => server.account("gone"), /There is no account gone\./);
    assert.throws(() => server.removeUser("lwa", "gone"), /There is no user gone in the account lwa\./);
  });

  it("hand out copies, which change nothing", () => {
    const view = server.account("lwa").Users as User[];
    view.length = 0;
    assert.equal(server.account("lwa").Users.length, 2);
  });
});

describe("the journal", () => {
  const servers = useServers();

  it("has each request with what it named and what came of it", async () => {
    const heard: JournalEntry[] = [];
    const server = await servers.start({ accounts, onRequest: (entry) => heard.push(entry) });
    const client = servers.client(server);
    await client.send(new GetUserCommand({ AccountId: "lwa", UserId: "a" }));
    await client.send(new GetUserCommand({ AccountId: "lwa", UserId: "gone" })).catch(() => {});
    await client.send(new ListUsersCommand({ AccountId: "lwa", UserEmail: "a@example.com" }));
    await sendSigned(server, { path: "/nowhere" });
    assert.deepEqual(server.journal.lines(), [
      "GET GetUser -> 200",
      "GET GetUser -> 404",
      "GET ListUsers -> 200",
      "GET Unknown -> 404",
    ]);
    assert.deepEqual(server.journal.counts(), { GetUser: 2, ListUsers: 1, Unknown: 1 });
    assert.deepEqual(
      server.journal.entries.map((entry) => entry.users),
      [["a"], ["gone"], ["a@example.com"], []],
    );
    assert.deepEqual(
      server.journal.entries.map((entry) => entry.error),
      [undefined, "NotFoundException", undefined, "UnknownOperationException"],
    );
    assert.equal(server.journal.entries[0]?.accountId, "lwa");
    assert.deepEqual(heard, server.journal.entries);
  });

  it("keeps as many entries as it was told to, and counts and tells all of them", async () => {
    for (const [journalEntries, kept] of [
      [0, []],
      [2, ["c", "d"]],
    ] as const) {
      const heard: JournalEntry[] = [];
      const server = await servers.start({ accounts, journalEntries, onRequest: (entry) => heard.push(entry) });
      const client = servers.client(server);
      for (const UserId of ["a", "b", "c", "d"])
        await client.send(new GetUserCommand({ AccountId: "lwa", UserId })).catch(() => {});
      assert.deepEqual(
        server.journal.entries.flatMap(({ users }) => users),
        kept,
      );
      assert.deepEqual([server.journal.counts(), heard.length], [{ GetUser: 4 }, 4]);
    }
    await assert.rejects(servers.start({ journalEntries: -1 }), /journalEntries must be a number of at least 0\./);
  });

  it("is not kept by the command where nobody can ask for it", () => {
    const options = { port: 0, host: "127.0.0.1", latency: 0, faultSeed: 1 };
    assert.equal(toServerOptions(options).journalEntries, 0);
    assert.equal(toServerOptions({ ...options, control: true }).journalEntries, undefined);
  });

  it("tells how many requests were at work at once", async () => {
    const server = await servers.start({ accounts, latencyMs: 1_000 });
    const client = servers.client(server);
    await Promise.all([1, 2, 3].map(() => client.send(new GetUserCommand({ AccountId: "lwa", UserId: "a" }))));
    assert.deepEqual(
      server.journal.entries.map((entry) => entry.concurrency),
      [1, 2, 3],
    );
    server.journal.clear();
    await client.send(new GetUserCommand({ AccountId: "lwa", UserId: "a" }));
    assert.deepEqual(
      server.journal.entries.map((entry) => entry.concurrency),
      [1],
    );
    assert.deepEqual(server.journal.counts(), { GetUser: 1 });
  });
});

describe("startChimeServer", () => {
  const servers = useServers();
  let restore = (): void => undefined;
  afterEach(() => restore());

  it("accepts the environment's keys where both are set, else AWS's example pair", async () => {
    restore = setVariables({ AWS_ACCESS_KEY_ID: "AKIAMINE", AWS_SECRET_ACCESS_KEY: "mine" });
    const mine = { accessKeyId: "AKIAMINE", secretAccessKey: "mine" };
    assert.deepEqual((await servers.start()).credentials, mine);
    restore();
    restore = setVariables({ AWS_ACCESS_KEY_ID: "AKIAMINE", AWS_SECRET_ACCESS_KEY: undefined });
    assert.deepEqual((await servers.start()).credentials, EXAMPLE_CREDENTIALS);
  });

  it("gives the environment for a child process", async () => {
    const credentials = { accessKeyId: "id", secretAccessKey: "key", sessionToken: "token" };
    const { endpoint, environment } = await servers.start({ credentials });
    assert.deepEqual(environment, {
      AWS_ENDPOINT_URL_CHIME: endpoint,
      AWS_ACCESS_KEY_ID: "id",
      AWS_SECRET_ACCESS_KEY: "key",
      AWS_SESSION_TOKEN: "token",
    });
  });

  it("rejects where the port is taken", async () => {
    const { port } = await servers.start();
    await assert.rejects(servers.start({ port }), { code: "EADDRINUSE" });
  });

  it("closes twice, and while a request waits", async () => {
    const server = await servers.start({ accounts, latencyMs: 60_000 });
    const waiting = servers.client(server).send(new GetUserCommand({ AccountId: "lwa", UserId: "a" }));
    const lost = assert.rejects(waiting);
    while (server.journal.entries.length === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all([server.close(), server.close()]);
    await lost;
  });
});
