import assert from "node:assert/strict";
import type { ChimeClient } from "../../provider/chime/client";
import { KEYS, withClient } from "./testClient";
import { startWireServer, type WireAnswer, type WireServer } from "./wireServer";

async function withAnswers(
  answers: readonly WireAnswer[],
  run: (client: ChimeClient, server: WireServer) => Promise<void>,
): Promise<void> {
  const server = await startWireServer(...answers);
  try {
    await withClient({ endpoint: server.url }, (client) => run(client, server));
  } finally {
    await server.close();
  }
}

interface Story {
  readonly name: string;
  readonly answer: WireAnswer;
  readonly call: (client: ChimeClient) => Promise<unknown>;
  readonly sent: string;
  readonly result: unknown;
}

const USER = {
  UserId: "u1",
  AccountId: "a1",
  PrimaryEmail: "ann@example.com",
  DisplayName: "Ann",
  LicenseType: "Pro",
  UserType: "PrivateUser",
  UserRegistrationStatus: "Suspended",
  UserInvitationStatus: "Accepted",
  PersonalPIN: "1234567890",
  PrimaryProvisionedNumber: "+12065550100",
};

const STORIES: Story[] = [
  {
    name: "GetAccount reads the account",
    answer: {
      body: {
        Account: {
          AwsAccountId: "111122223333",
          AccountId: "a1",
          Name: "Example",
          AccountType: "EnterpriseLWA",
          AccountStatus: "Active",
          DefaultLicense: "Pro",
          SupportedLicenses: ["Basic", "Pro"],
          SigninDelegateGroups: null,
        },
      },
    },
    call: (client) => client.getAccount("a1"),
    sent: "GET /accounts/a1 ",
    result: {
      accountId: "a1",
      name: "Example",
      accountType: "EnterpriseLWA",
      accountStatus: "Active",
      defaultLicense: "Pro",
      supportedLicenses: ["Basic", "Pro"],
    },
  },
  {
    name: "GetUser reads the user without the PIN and the phone number",
    answer: { body: { User: USER } },
    call: (client) => client.getUser("a1", "u1"),
    sent: "GET /accounts/a1/users/u1 ",
    result: {
      userId: "u1",
      primaryEmail: "ann@example.com",
      displayName: "Ann",
      licenseType: "Pro",
      registrationStatus: "Suspended",
      invitationStatus: "Accepted",
      userType: "PrivateUser",
    },
  },
  {
    name: "GetAccount keeps credentials that the service repeats out of the account's name",
    answer: { body: { Account: { AccountId: "a1", Name: `of ${KEYS.AWS_ACCESS_KEY_ID}` } } },
    call: (client) => client.getAccount("a1"),
    sent: "GET /accounts/a1 ",
    result: { accountId: "a1", name: "of [redacted]" },
  },
  {
    name: "GetUser leaves out what the service does not tell",
    answer: { body: { User: { UserId: "u1", DisplayName: null } } },
    call: (client) => client.getUser("a1", "u1"),
    sent: "GET /accounts/a1/users/u1 ",
    result: { userId: "u1" },
  },
  {
    name: "BatchSuspendUser sends the IDs and returns who failed",
    answer: { body: { UserErrors: [{ UserId: "u2", ErrorCode: "NotFound", ErrorMessage: "no such user" }, {}, null] } },
    call: (client) => client.batchSuspendUser("a1", ["u1", "u2"]),
    sent: 'POST /accounts/a1/users?operation=suspend {"UserIdList":["u1","u2"]}',
    result: {
      userErrors: [{ userId: "u2", errorCode: "NotFound", errorMessage: "no such user" }, {}],
      requestId: "req-1",
    },
  },
  {
    name: "BatchUnsuspendUser takes null for no failures",
    answer: { body: { UserErrors: null } },
    call: (client) => client.batchUnsuspendUser("a1", ["u1"]),
    sent: 'POST /accounts/a1/users?operation=unsuspend {"UserIdList":["u1"]}',
    result: { userErrors: [], requestId: "req-1" },
  },
  {
    name: "BatchUpdateUser sends licenses and takes a missing list for no failures",
    answer: { status: 202, body: {} },
    call: (client) => client.batchUpdateUser("a1", [{ userId: "u1", licenseType: "Basic" }]),
    sent: 'POST /accounts/a1/users {"UpdateUserRequestItems":[{"UserId":"u1","LicenseType":"Basic"}]}',
    result: { userErrors: [], requestId: "req-1" },
  },
  {
    name: "InviteUsers sends addresses and returns the invitations",
    answer: {
      status: 201,
      body: { Invites: [{ InviteId: "i1", Status: "Pending", EmailAddress: "ann@example.com", EmailStatus: "Sent" }] },
    },
    call: (client) => client.inviteUsers("a1", ["ann@example.com"]),
    sent: 'POST /accounts/a1/users?operation=add {"UserEmailList":["ann@example.com"]}',
    result: {
      invites: [{ emailAddress: "ann@example.com", status: "Pending", emailStatus: "Sent" }],
      requestId: "req-1",
    },
  },
];

describe("operations", () => {
  for (const story of STORIES) {
    it(story.name, () =>
      withAnswers([story.answer], async (client, server) => {
        assert.deepEqual(await story.call(client), story.result);
        assert.deepEqual(
          server.requests.map(({ method, url, body }) => `${method} ${url} ${body}`),
          [story.sent],
        );
      }),
    );
  }

  it("an empty batch is no call", () =>
    withAnswers([{}], async (client, server) => {
      assert.deepEqual(await client.batchSuspendUser("a1", []), { userErrors: [] });
      assert.deepEqual(await client.batchUnsuspendUser("a1", []), { userErrors: [] });
      assert.deepEqual(await client.batchUpdateUser("a1", []), { userErrors: [] });
      assert.deepEqual(await client.inviteUsers("a1", []), { invites: [] });
      assert.equal(server.requests.length, 0);
    }));

  it("letters outside ASCII travel as UTF-8 with the right length", () =>
    withAnswers([{}], async (client, server) => {
      await client.inviteUsers("a1", ["žofie@example.com"]);
      assert.equal(server.requests[0]?.body, '{"UserEmailList":["žofie@example.com"]}');
      assert.equal(server.requests[0]?.headers["content-length"], "40");
    }));

  it("a request names the client, the attempt and nothing that was not signed", () =>
    withAnswers([{ status: 503 }, {}], async (client, server) => {
      await client.batchSuspendUser("a1", ["u1"]);
      const [first, second] = server.requests.map(({ headers }) => headers);
      assert.match(String(first?.["user-agent"]), /^pulumi-chime-users\/\d+\.\d+\.\d+ node\/\d+\.\d+\.\d+ /);
      assert.equal(first?.["content-type"], "application/json");
      assert.equal(first?.["amz-sdk-request"], "attempt=1; max=5");
      assert.equal(second?.["amz-sdk-request"], "attempt=2; max=5");
      assert.match(String(first?.["amz-sdk-invocation-id"]), /^[0-9a-f-]{36}$/);
      assert.equal(second?.["amz-sdk-invocation-id"], first?.["amz-sdk-invocation-id"]);
      assert.match(
        String(first?.authorization),
        /\/us-east-1\/chime\/aws4_request, SignedHeaders=[a-z;-]*host;x-amz-date,/,
      );
    }));

  it("the counter tells requests and retries, in all and per operation", () =>
    withAnswers([{ status: 503 }, {}, { body: { User: USER } }], async (client) => {
      assert.deepEqual(client.calls.total, { requests: 0, retries: 0 });
      await client.batchSuspendUser("a1", ["u1"]);
      await client.getUser("a1", "u1");
      assert.deepEqual(client.calls.total, { requests: 3, retries: 1 });
      assert.deepEqual(client.calls.of("BatchSuspendUser"), { requests: 2, retries: 1 });
      assert.deepEqual(client.calls.of("GetUser"), { requests: 1, retries: 0 });
      assert.deepEqual(client.calls.of("ListUsers"), { requests: 0, retries: 0 });
    }));

  it("a closed client opens again with the next call", () =>
    withAnswers([{ body: { User: USER } }], async (client, server) => {
      await client.getUser("a1", "u1");
      await client.close();
      await client.getUser("a1", "u1");
      assert.equal(server.requests.length, 2);
    }));
});
