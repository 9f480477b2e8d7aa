import assert from "node:assert/strict";
import {
  ListAccountsCommand,
  ListUsersCommand,
  type ListUsersCommandInput,
  paginateListUsers,
} from "@aws-sdk/client-chime";
import { type ChimeServer, createAccount } from "../../provider/testing";
import { useServers } from "../support/chimeSdk";

const ACCOUNT = "acc";
const BAD_REQUEST = { name: "BadRequestException" };

describe("ListUsers", () => {
  const servers = useServers();
  const listed = createAccount({ AccountId: ACCOUNT, users: 250 });
  let server: ChimeServer;
  beforeEach(async () => {
    server = await servers.start({ accounts: [listed] });
  });
  const list = (input: Omit<ListUsersCommandInput, "AccountId"> = {}) =>
    servers.client(server).send(new ListUsersCommand({ AccountId: ACCOUNT, ...input }));

  it("pages by 100 where nothing is asked, and by up to 200", async () => {
    assert.equal((await list()).Users?.length, 100);
    assert.equal((await list({ MaxResults: 1 })).Users?.length, 1);
    assert.equal((await list({ MaxResults: 200 })).Users?.length, 200);
  });

  it("refuses pages of 0, of 201 and of half a user", async () => {
    for (const MaxResults of [0, 201, 1.5, -1]) {
      await assert.rejects(list({ MaxResults }), BAD_REQUEST, `${MaxResults}`);
    }
  });

  it("gives every user once over all pages, with no token twice", async () => {
    const ids: (string | undefined)[] = [];
    const tokens: (string | undefined)[] = [];
    const paginator = paginateListUsers({ client: servers.client(server), pageSize: 40 }, { AccountId: ACCOUNT });
    for await (const page of paginator) {
      ids.push(...(page.Users ?? []).map((user) => user.UserId));
      tokens.push(page.NextToken);
    }
    assert.deepEqual(ids.sort(), listed.Users.map((user) => user.UserId).sort());
    assert.equal(new Set(tokens).size, 7);
    assert.equal(tokens.at(-1), undefined);
  });

  it("gives another token each time the same page is asked for", async () => {
    const tokens = await Promise.all([list(), list(), list()]);
    assert.equal(new Set(tokens.map((page) => page.NextToken)).size, 3);
  });

  it("gives no token after a last page that is full", async () => {
    const { NextToken } = await list({ MaxResults: 125 });
    const last = await list({ MaxResults: 125, NextToken });
    assert.equal(last.Users?.length, 125);
    assert.equal(last.NextToken, undefined);
  });

  it("skips and repeats nobody when users come and go between two pages", async () => {
    const first = await list({ MaxResults: 100 });
    const seen = (first.Users ?? []).map((user) => user.UserId ?? "");
    server.removeUser(ACCOUNT, seen[99] ?? "");
    server.removeUser(ACCOUNT, seen[0] ?? "");
    server.addUser(ACCOUNT, { UserId: "!first of all", PrimaryEmail: "first@example.com" });
    const second = await list({ MaxResults: 200, NextToken: first.NextToken });
    const all = [...seen, ...(second.Users ?? []).map((user) => user.UserId)];
    assert.deepEqual(all.sort(), listed.Users.map((user) => user.UserId).sort());
  });

  it("refuses a token of another list and one that it never gave", async () => {
    const { NextToken } = await list({ MaxResults: 10 });
    for (const input of [{ NextToken, UserType: "PrivateUser" }, { NextToken: "abc" }, { NextToken: "W10" }] as const) {
      await assert.rejects(list(input), BAD_REQUEST);
    }
  });

  it("finds one user by the whole address in any letter case", async () => {
    const { PrimaryEmail = "", UserId } = listed.Users[7] ?? {};
    const found = await list({ UserEmail: PrimaryEmail.toUpperCase() });
    assert.deepEqual(
      found.Users?.map((user) => user.UserId),
      [UserId],
    );
    assert.deepEqual((await list({ UserEmail: PrimaryEmail.slice(1) })).Users, []);
  });

  it("finds everybody with an address that several have, page by page, and whoever is left with it", async () => {
    const [one, other, third] = listed.Users;
    const UserEmail = one?.PrimaryEmail ?? "";
    const sharing = [one, other, third].map((user) => user?.UserId ?? "");
    for (const id of sharing) server.changeUser(ACCOUNT, id, { PrimaryEmail: UserEmail });
    const first = await list({ UserEmail, MaxResults: 2 });
    const second = await list({ UserEmail, MaxResults: 2, NextToken: first.NextToken });
    const found = [...(first.Users ?? []), ...(second.Users ?? [])].map((user) => user.UserId);
    assert.deepEqual([found, second.NextToken], [[...sharing].sort(), undefined]);

    server.changeUser(ACCOUNT, sharing[2] ?? "", { PrimaryEmail: "elsewhere@example.com" });
    server.removeUser(ACCOUNT, sharing[0] ?? "");
    assert.deepEqual(
      (await list({ UserEmail })).Users?.map((user) => user.UserId),
      [sharing[1]],
    );
  });

  it("finds an address with signs that a query encodes", async () => {
    server.addUser(ACCOUNT, { UserId: "odd", PrimaryEmail: "a+b&c=d'é@example.com" });
    assert.deepEqual(
      (await list({ UserEmail: "a+b&c=d'é@example.com" })).Users?.map((user) => user.UserId),
      ["odd"],
    );
  });

  it("filters by user type", async () => {
    server.addUser(ACCOUNT, { UserId: "room", PrimaryEmail: "room@example.com", UserType: "SharedDevice" });
    assert.deepEqual(
      (await list({ UserType: "SharedDevice" })).Users?.map((user) => user.UserId),
      ["room"],
    );
    assert.equal(
      (await list({ UserType: "PrivateUser", MaxResults: 200 })).Users?.some((u) => u.UserId === "room"),
      false,
    );
    await assert.rejects(list({ UserType: "Robot" as "SharedDevice" }), BAD_REQUEST);
  });
});

describe("ListAccounts", () => {
  const servers = useServers();
  const accounts = [
    createAccount({ AccountId: "c", Name: "Sales East", users: [{ PrimaryEmail: "ann@example.com" }] }),
    createAccount({ AccountId: "a", Name: "Sales West" }),
    createAccount({ AccountId: "b", Name: "Support", type: "Team" }),
  ];

  it("filters by the start of the name and by a user's address", async () => {
    const client = servers.client(await servers.start({ accounts }));
    const ids = async (input: { Name?: string; UserEmail?: string }) =>
      (await client.send(new ListAccountsCommand(input))).Accounts?.map((account) => account.AccountId);
    assert.deepEqual(await ids({}), ["a", "b", "c"]);
    assert.deepEqual(await ids({ Name: "Sales" }), ["a", "c"]);
    assert.deepEqual(await ids({ Name: "East" }), []);
    assert.deepEqual(await ids({ UserEmail: "ANN@example.com" }), ["c"]);
  });

  it("pages", async () => {
    const client = servers.client(await servers.start({ accounts }));
    const first = await client.send(new ListAccountsCommand({ MaxResults: 2 }));
    const second = await client.send(new ListAccountsCommand({ MaxResults: 2, NextToken: first.NextToken }));
    assert.deepEqual([first.Accounts?.length, second.Accounts?.length, second.NextToken], [2, 1, undefined]);
  });

  it("refuses a name of more than 100 characters", async () => {
    const client = servers.client(await servers.start({ accounts }));
    await assert.rejects(client.send(new ListAccountsCommand({ Name: "n".repeat(101) })), BAD_REQUEST);
  });
});
