import assert from "node:assert/strict";
import type { ChimeServer } from "../../provider/testing";
import { type RawRequest, sendBytes, sendSigned, signRequest, useServers } from "../support/chimeSdk";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

describe("answers on the wire", () => {
  const servers = useServers();
  let server: ChimeServer;
  beforeEach(async () => {
    server = await servers.start({
      accounts: [{ AccountId: "acc", AccountType: "EnterpriseLWA", Users: [{ UserId: "u" }] }],
    });
  });

  it("carry JSON, a length, the date and a request ID of their own", async () => {
    const answers = await Promise.all([
      sendSigned(server, { path: "/accounts" }),
      sendSigned(server, { path: "/accounts" }),
    ]);
    for (const { status, headers, text } of answers) {
      assert.equal(status, 200);
      assert.equal(headers.get("content-type"), "application/json");
      assert.equal(headers.get("content-length"), String(Buffer.byteLength(text)));
      assert.match(headers.get("x-amzn-requestid") ?? "", UUID);
      assert.ok(Math.abs(Date.parse(headers.get("date") ?? "") - Date.now()) < 60_000);
    }
    assert.notEqual(answers[0]?.headers.get("x-amzn-requestid"), answers[1]?.headers.get("x-amzn-requestid"));
    assert.equal(server.journal.entries[0]?.requestId, answers[0]?.headers.get("x-amzn-requestid"));
  });

  it("have neither body nor length nor type after a logout", async () => {
    const logout = { method: "POST", path: "/accounts/acc/users/u", query: { operation: "logout" } };
    const { status, headers, text } = await sendSigned(server, logout);
    assert.deepEqual([status, text], [204, ""]);
    assert.equal(headers.get("content-length"), null);
    assert.equal(headers.get("content-type"), null);
    assert.match(headers.get("x-amzn-requestid") ?? "", UUID);
  });

  it("name an error in the header with its suffix and in the body without", async () => {
    const { status, headers, text } = await sendSigned(server, { path: "/accounts/acc/users/nobody" });
    assert.equal(status, 404);
    assert.equal(headers.get("x-amzn-errortype"), "NotFoundException");
    assert.deepEqual(JSON.parse(text), {
      Code: "NotFound",
      Message: "The user nobody does not exist in the account acc.",
      RequestId: null,
    });
  });

  it("give times in ISO 8601", async () => {
    const { text } = await sendSigned(server, { path: "/accounts/acc/users/u" });
    assert.match(text, /"RegisteredOn":"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z"/);
  });

  it("use one connection for many requests", async () => {
    const one = "GET /accounts HTTP/1.1\r\nHost: x\r\n\r\n";
    const last = "GET /accounts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    const text = await sendBytes(server, `${one}${one}${last}`);
    assert.equal(text.match(/HTTP\/1\.1 403/g)?.length, 3);
  });
});

describe("routes", () => {
  const servers = useServers();
  const post = { method: "POST", body: "{}" };
  const cases: (RawRequest & { readonly name: string; readonly expected: string })[] = [
    { name: "a base path of /console", path: "/console/accounts/acc", expected: "200" },
    { name: "doubled slashes in front", path: "//accounts/acc", expected: "200" },
    { name: "a doubled slash after the base path", path: "/console//accounts/acc/users", expected: "200" },
    { name: "an empty user ID", path: "/accounts/acc/users/", expected: "400 BadRequestException" },
    { name: "an empty account ID", path: "/accounts//users", expected: "400 BadRequestException" },
    { name: "an empty account ID alone", path: "/accounts/", expected: "400 BadRequestException" },
    { name: "a blank user ID", path: "/accounts/acc/users/%20", expected: "400 BadRequestException" },
    {
      name: "a suspension with an empty account ID",
      ...post,
      path: "/accounts//users",
      query: { operation: "suspend" },
      expected: "400 BadRequestException",
    },
    { name: "an escaped slash within an ID", path: "/accounts/acc%2Fusers", expected: "404 NotFoundException" },
    { name: "another base path", path: "/v1/accounts", expected: "404 UnknownOperationException" },
    { name: "the root", path: "/", expected: "404 UnknownOperationException" },
    { name: "another collection", path: "/accounts/acc/rooms", expected: "404 UnknownOperationException" },
    { name: "a path that is too deep", path: "/accounts/acc/users/u/pin", expected: "404 UnknownOperationException" },
    {
      name: "an operation that is not one of the ten",
      ...post,
      path: "/accounts/acc/users",
      query: { operation: "create" },
      expected: "404 UnknownOperationException",
    },
    {
      name: "an operation of another path",
      ...post,
      path: "/accounts/acc/users/u",
      query: { operation: "suspend" },
      expected: "404 UnknownOperationException",
    },
    {
      name: "a method that the path has not",
      method: "DELETE",
      path: "/accounts/acc/users/u",
      expected: "405 MethodNotAllowedException",
    },
    { name: "a post to an account", ...post, path: "/accounts/acc", expected: "405 MethodNotAllowedException" },
  ];
  for (const { name, expected, ...request } of cases) {
    it(`answer ${expected} to ${name}`, async () => {
      const server = await servers.start({
        accounts: [{ AccountId: "acc", AccountType: "EnterpriseLWA", Users: [{ UserId: "u" }] }],
      });
      const { status, headers } = await sendSigned(server, request);
      assert.equal([status, headers.get("x-amzn-errortype")].filter((part) => part !== null).join(" "), expected);
    });
  }
});

describe("a plus sign", () => {
  const servers = useServers();

  it("is a plus in a path and in a query, escaped or not", async () => {
    const user = { UserId: "a+b", PrimaryEmail: "a+b@example.com" };
    const server = await servers.start({
      accounts: [{ AccountId: "acc", AccountType: "EnterpriseLWA", Users: [user] }],
    });
    for (const id of ["a+b", "a%2Bb"]) {
      assert.equal((await sendSigned(server, { path: `/accounts/acc/users/${id}` })).status, 200);
      const { headers } = await signRequest(server, {
        path: "/accounts/acc/users",
        query: { "user-email": user.PrimaryEmail },
      });
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
      const target = `/accounts/acc/users?user-email=${id}%40example.com`;
      const answer = await sendBytes(
        server,
        [`GET ${target} HTTP/1.1`, ...lines, "Connection: close", "", ""].join("\r\n"),
      );
      assert.match(answer, /"UserId":"a\+b"/);
    }
  });
});

describe("bodies", () => {
  const servers = useServers();
  const bodies = {
    "no JSON": "{",
    "a list": "[]",
    "a text": '"u"',
    null: "null",
    nothing: "",
    "a member of another type": '{"UserIdList":"u"}',
    "a number in the list": '{"UserIdList":["u",1]}',
    "a null in the list": '{"UserIdList":[null]}',
    "a null list": '{"UserIdList":null}',
    "a prototype": '{"__proto__":{"UserIdList":["u"]}}',
  };
  for (const [name, body] of Object.entries(bodies)) {
    it(`of ${name} are BadRequest`, async () => {
      const server = await servers.start({
        accounts: [{ AccountId: "acc", AccountType: "EnterpriseLWA", Users: [{ UserId: "u" }] }],
      });
      const request = { method: "POST", path: "/accounts/acc/users", query: { operation: "suspend" }, body };
      const { status, headers } = await sendSigned(server, request);
      assert.deepEqual([status, headers.get("x-amzn-errortype")], [400, "BadRequestException"]);
      assert.equal(server.user("acc", "u")?.UserRegistrationStatus, "Registered");
    });
  }

  it("may have members that nobody knows, escapes and spaces", async () => {
    const server = await servers.start({
      accounts: [{ AccountId: "acc", AccountType: "EnterpriseLWA", Users: [{ UserId: "é" }] }],
    });
    const body = '{ "UserIdList" : [ "\\u00e9" ] , "More" : { } }';
    const request = { method: "POST", path: "/accounts/acc/users", query: { operation: "suspend" }, body };
    assert.equal((await sendSigned(server, request)).text, '{"UserErrors":[]}');
    assert.equal(server.user("acc", "é")?.UserRegistrationStatus, "Suspended");
  });
});
