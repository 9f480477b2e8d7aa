import assert from "node:assert/strict";
import type { ChimeClient } from "../../provider/chime/client";
import { TransportError } from "../../provider/errors/transportError";
import type { User } from "../../provider/model/user";
import { failureOf, withClient } from "./testClient";
import { startWireServer, type WireAnswer, type WireServer } from "./wireServer";

async function withPages(
  pages: readonly WireAnswer[],
  run: (client: ChimeClient, server: WireServer) => Promise<void>,
): Promise<void> {
  const server = await startWireServer(...pages);
  try {
    await withClient({ endpoint: server.url }, (client) => run(client, server));
  } finally {
    await server.close();
  }
}

async function collect(pages: AsyncIterable<readonly User[]>): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of pages) ids.push(page.map((user) => user.userId).join("+"));
  return ids;
}

const page = (ids: readonly string[], nextToken?: string | null): WireAnswer => ({
  body: { Users: ids.map((id) => ({ UserId: id, PrimaryEmail: `${id}@example.com` })), NextToken: nextToken },
});

describe("listUsers", () => {
  it("asks for 200 a page and follows the token to the end", () =>
    withPages([page(["u1", "u2"], "t/1+="), page([], "t2"), page(["u3"], null)], async (client, server) => {
      assert.deepEqual(await collect(client.listUsers("a1")), ["u1+u2", "", "u3"]);
      assert.deepEqual(
        server.requests.map(({ url }) => url),
        [
          "/accounts/a1/users?max-results=200",
          "/accounts/a1/users?max-results=200&next-token=t%2F1%2B%3D",
          "/accounts/a1/users?max-results=200&next-token=t2",
        ],
      );
    }));

  for (const end of [undefined, null, ""]) {
    it(`ends with ${JSON.stringify(end) ?? "no"} token`, () =>
      withPages([page(["u1"], end)], async (client, server) => {
        assert.deepEqual(await collect(client.listUsers("a1")), ["u1"]);
        assert.equal(server.requests.length, 1);
      }));
  }

  it("fails where a token comes again, instead of going round for ever", () =>
    withPages([page(["u1"], "t1"), page(["u2"], "t2"), page(["u3"], "t1")], async (client, server) => {
      const error = await failureOf(collect(client.listUsers("a1")));
      assert.ok(TransportError.isInstance(error));
      assert.equal(error.kind, "malformed");
      assert.match(error.message, /^ListUsers for account a1 failed: the service gave the same NextToken twice/);
      assert.equal(server.requests.length, 3);
    }));

  it("sends nothing until somebody reads, and stops when the reader stops", () =>
    withPages([page(["u1"], "t1"), page(["u2"], "t2")], async (client, server) => {
      const pages = client.listUsers("a1");
      assert.equal(server.requests.length, 0);
      for await (const users of pages) if (users.length > 0) break;
      assert.equal(server.requests.length, 1);
    }));

  it("takes null for an empty page", () =>
    withPages([{ body: { Users: null } }], async (client) => {
      assert.deepEqual(await collect(client.listUsers("a1")), [""]);
    }));
});

describe("findUsersByEmail", () => {
  it("finds the user in any letter case", () =>
    withPages([page(["Ann"])], async (client, server) => {
      assert.equal((await client.findUsersByEmail("a1", "aNN@Example.COM"))[0]?.userId, "Ann");
      assert.equal(server.requests[0]?.url, "/accounts/a1/users?max-results=200&user-email=aNN%40Example.COM");
    }));

  it("keeps the plus sign of an address", () =>
    withPages([{ body: {} }], async (client, server) => {
      assert.deepEqual(await client.findUsersByEmail("a1", "ann+x@example.com"), []);
      assert.match(String(server.requests[0]?.url), /user-email=ann%2Bx%40example\.com$/);
    }));

  it("does not take somebody else for the user", () =>
    withPages([page(["u1", "u2"])], async (client) => {
      assert.deepEqual(await client.findUsersByEmail("a1", "ann@example.com"), []);
    }));

  it("does not take a user without an address for the user", () =>
    withPages([{ body: { Users: [{ UserId: "u1" }] } }], async (client) => {
      assert.deepEqual(await client.findUsersByEmail("a1", "ann@example.com"), []);
    }));

  it("looks on further pages where the service gives some", () =>
    withPages([page([], "t1"), page(["ann"])], async (client) => {
      assert.equal((await client.findUsersByEmail("a1", "ann@example.com"))[0]?.userId, "ann");
    }));

  it("finds everybody who shares the address, on further pages too", () =>
    withPages(
      [
        {
          body: { Users: ["u1", "u2"].map((UserId) => ({ UserId, PrimaryEmail: "Ann@Example.com" })), NextToken: "t1" },
        },
        { body: { Users: [{ UserId: "u3", PrimaryEmail: "ann@example.com" }] } },
      ],
      async (client) => {
        const users = await client.findUsersByEmail("a1", "ann@example.com");
        assert.deepEqual(
          users.map(({ userId }) => userId),
          ["u1", "u2", "u3"],
        );
      },
    ));
});
