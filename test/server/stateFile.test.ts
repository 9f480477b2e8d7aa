import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { BatchSuspendUserCommand, InviteUsersCommand, ListUsersCommand } from "@aws-sdk/client-chime";
import { createAccount, EXAMPLE_ACCOUNT_ID, EXAMPLE_TEAM_ID, startChimeServer } from "../../provider/testing";
import { loadAccounts } from "../../provider/testing/seed/loadAccounts";
import { serializeState } from "../../provider/testing/serializeState";
import { Store } from "../../provider/testing/store";
import { useServers } from "../support/chimeSdk";

describe("a state file", () => {
  const servers = useServers();
  let folder: string;
  let stateFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "chime-state-"));
    stateFile = join(folder, "state.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("keeps every change over a restart", async () => {
    const first = await servers.start({ stateFile });
    const client = servers.client(first);
    const [company, team] = first.accounts().map((account) => account.Users.map((user) => user.UserId));
    const removed = team?.[0] ?? "";
    const address = first.user(EXAMPLE_TEAM_ID, removed)?.PrimaryEmail ?? "";
    await client.send(
      new BatchSuspendUserCommand({ AccountId: EXAMPLE_ACCOUNT_ID, UserIdList: company?.slice(0, 3) ?? [] }),
    );
    await client.send(new BatchSuspendUserCommand({ AccountId: EXAMPLE_TEAM_ID, UserIdList: [removed] }));
    const before = first.accounts();
    await first.close();

    const second = await servers.start({ stateFile, accounts: [] });
    assert.deepEqual(second.accounts(), before);
    const invite = new InviteUsersCommand({ AccountId: EXAMPLE_TEAM_ID, UserEmailList: [address] });
    await servers.client(second).send(invite);
    assert.equal(second.user(EXAMPLE_TEAM_ID, address)?.UserId, removed);
  });

  it("keeps two users with one address apart over a restart", async () => {
    const first = await servers.start({ stateFile });
    const [one, other] = first.account(EXAMPLE_ACCOUNT_ID).Users;
    first.changeUser(EXAMPLE_ACCOUNT_ID, one?.UserId ?? "", { PrimaryEmail: other?.PrimaryEmail });
    const before = first.accounts();
    await first.close();

    const second = await servers.start({ stateFile });
    assert.deepEqual(second.accounts(), before);
    second.changeUser(EXAMPLE_ACCOUNT_ID, other?.UserId ?? "", { PrimaryEmail: "elsewhere@example.com" });
    assert.equal(second.user(EXAMPLE_ACCOUNT_ID, other?.PrimaryEmail ?? "")?.UserId, one?.UserId);
  });

  it("goes on with a page token after a restart", async () => {
    const list = (NextToken?: string) =>
      new ListUsersCommand({ AccountId: EXAMPLE_ACCOUNT_ID, MaxResults: 200, NextToken });
    const first = await servers.start({ stateFile });
    const page = await servers.client(first).send(list());
    await first.close();
    const rest = await servers.client(await servers.start({ stateFile })).send(list(page.NextToken));
    const ids = [...(page.Users ?? []), ...(rest.Users ?? [])].map((user) => user.UserId);
    assert.equal(new Set(ids).size, 240);
  });

  it("is a seed", async () => {
    const first = await servers.start({ stateFile });
    first.suspend(EXAMPLE_TEAM_ID, [first.account(EXAMPLE_TEAM_ID).Users[0]?.UserId ?? ""]);
    await first.close();
    const copy = await servers.start({ seedFile: stateFile });
    assert.deepEqual(copy.accounts(), first.accounts());
  });

  it("is written as a whole, with nothing left beside it", async () => {
    const server = await servers.start({ stateFile });
    server.removeAccount(EXAMPLE_ACCOUNT_ID);
    await server.close();
    assert.deepEqual(readdirSync(folder), ["state.json"]);
    assert.equal((JSON.parse(readFileSync(stateFile, "utf8")) as { accounts: object[] }).accounts.length, 1);
  });

  it("makes closing fail where it can't be written any more, with nothing left beside it", async () => {
    const server = await startChimeServer({ stateFile });
    rmSync(stateFile);
    mkdirSync(stateFile);
    server.removeAccount(EXAMPLE_ACCOUNT_ID);
    await assert.rejects(server.close(), /state\.json can't be written \(EISDIR\)\.$/);
    assert.deepEqual(readdirSync(folder), ["state.json"]);
  });

  it("follows changes while the server runs", async () => {
    const server = await servers.start({ stateFile });
    server.removeAccount(EXAMPLE_ACCOUNT_ID);
    while (readFileSync(stateFile, "utf8").includes(EXAMPLE_ACCOUNT_ID)) {
      await setTimeout(20);
    }
    server.removeAccount(EXAMPLE_TEAM_ID);
    while (readFileSync(stateFile, "utf8").includes(EXAMPLE_TEAM_ID)) {
      await setTimeout(20);
    }
  });

  it("is of one moment, whatever changes while it is written", () => {
    const account = createAccount({ users: 2_500 });
    const store = new Store();
    loadAccounts(store, [account]);
    const record = store.find(account.AccountId);
    const text: string[] = [];
    for (const piece of serializeState(store)) {
      text.push(piece);
      // The last one, who is written last, changes with each piece, and somebody goes.
      const last = account.Users.at(-1);
      if (last !== undefined) record?.put({ ...last, DisplayName: `Piece ${text.length}` });
      record?.remove(account.Users[2_000]?.UserId ?? "");
    }
    assert.ok(text.length > 3, "it comes in pieces");
    assert.deepEqual(JSON.parse(text.join("")), { accounts: [account] });
  });

  it("is refused where it is broken, and left as it is", async () => {
    writeFileSync(stateFile, '{"accounts": [');
    await assert.rejects(servers.start({ stateFile }), /state\.json: the file is not JSON/);
    assert.equal(readFileSync(stateFile, "utf8"), '{"accounts": [');
  });

  it("is refused where it can't be written", async () => {
    const nowhere = join(folder, "none", "state.json");
    await assert.rejects(servers.start({ stateFile: nowhere }), /none\/state\.json can't be written \(ENOENT\)\.$/);
  });
});
