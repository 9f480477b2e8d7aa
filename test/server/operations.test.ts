import assert from "node:assert/strict";
import {
  BatchSuspendUserCommand,
  BatchUnsuspendUserCommand,
  BatchUpdateUserCommand,
  GetAccountCommand,
  GetUserCommand,
  InviteUsersCommand,
  ListAccountsCommand,
  ListUsersCommand,
  LogoutUserCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-chime";
import type { ChimeServer } from "../../provider/testing";
import { useServers } from "../support/chimeSdk";

const LWA = "lwa-1";
const TEAM = "team-1";
const accounts = [
  {
    AccountId: LWA,
    AccountType: "EnterpriseLWA",
    Name: "Example Corp",
    Users: [
      {
        UserId: "u1",
        PrimaryEmail: "ana.diaz@example.com",
        LicenseType: "Pro",
        RegisteredOn: "2020-01-02T03:04:05.678Z",
      },
      { UserId: "u2", PrimaryEmail: "bo@example.com", UserRegistrationStatus: "Suspended" },
    ],
  },
  { AccountId: TEAM, AccountType: "Team", Users: [{ UserId: "t1", PrimaryEmail: "cy@example.com" }] },
] as const;

describe("the AWS SDK for JavaScript against the server", () => {
  const servers = useServers();
  let server: ChimeServer;
  beforeEach(async () => {
    server = await servers.start({ accounts });
  });

  it("gets an account", async () => {
    const { Account, $metadata } = await servers.client(server).send(new GetAccountCommand({ AccountId: LWA }));
    assert.deepEqual(Account, {
      AwsAccountId: "123456789012",
      AccountId: LWA,
      Name: "Example Corp",
      AccountType: "EnterpriseLWA",
      CreatedTimestamp: new Date("2018-12-20T18:45:25.231Z"),
      DefaultLicense: "Pro",
      SupportedLicenses: ["Basic", "Pro"],
      AccountStatus: "Active",
    });
    assert.equal($metadata.httpStatusCode, 200);
    assert.match($metadata.requestId ?? "", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it("lists accounts", async () => {
    const { Accounts } = await servers.client(server).send(new ListAccountsCommand({}));
    assert.deepEqual(Accounts?.map((account) => account.AccountId).sort(), [LWA, TEAM]);
  });

  it("lists users", async () => {
    const { Users, NextToken } = await servers.client(server).send(new ListUsersCommand({ AccountId: LWA }));
    assert.deepEqual(
      Users?.map((user) => user.UserId),
      ["u1", "u2"],
    );
    assert.equal(NextToken, undefined);
  });

  it("gets a user", async () => {
    const { User } = await servers.client(server).send(new GetUserCommand({ AccountId: LWA, UserId: "u1" }));
    assert.deepEqual(User, {
      UserId: "u1",
      AccountId: LWA,
      PrimaryEmail: "ana.diaz@example.com",
      DisplayName: "Ana Diaz",
      LicenseType: "Pro",
      UserType: "PrivateUser",
      UserRegistrationStatus: "Registered",
      RegisteredOn: new Date("2020-01-02T03:04:05.678Z"),
    });
  });

  it("updates a user", async () => {
    const input = { AccountId: LWA, UserId: "u1", LicenseType: "Basic", UserType: "SharedDevice" } as const;
    const { User } = await servers.client(server).send(new UpdateUserCommand(input));
    assert.equal(User?.LicenseType, "Basic");
    assert.equal(User?.UserType, "PrivateUser");
    assert.equal(server.user(LWA, "u1")?.LicenseType, "Basic");
  });

  it("logs a user out with 204 and no body", async () => {
    const client = servers.client(server);
    const { $metadata } = await client.send(new LogoutUserCommand({ AccountId: LWA, UserId: "u1" }));
    assert.equal($metadata.httpStatusCode, 204);
  });

  it("invites users with 201", async () => {
    const input = { AccountId: TEAM, UserEmailList: ["di@example.com"] };
    const { Invites, $metadata } = await servers.client(server).send(new InviteUsersCommand(input));
    assert.equal($metadata.httpStatusCode, 201);
    assert.equal(Invites?.length, 1);
    const { InviteId, ...invite } = Invites?.[0] ?? {};
    assert.deepEqual(invite, { Status: "Pending", EmailAddress: "di@example.com", EmailStatus: "Sent" });
    assert.match(InviteId ?? "", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it("suspends users", async () => {
    const input = { AccountId: LWA, UserIdList: ["u1"] };
    assert.deepEqual((await servers.client(server).send(new BatchSuspendUserCommand(input))).UserErrors, []);
    assert.equal(server.user(LWA, "u1")?.UserRegistrationStatus, "Suspended");
  });

  it("unsuspends users", async () => {
    const input = { AccountId: LWA, UserIdList: ["u2"] };
    assert.deepEqual((await servers.client(server).send(new BatchUnsuspendUserCommand(input))).UserErrors, []);
    assert.equal(server.user(LWA, "u2")?.UserRegistrationStatus, "Registered");
  });

  it("updates users in a batch", async () => {
    const input = { AccountId: LWA, UpdateUserRequestItems: [{ UserId: "u1", LicenseType: "Basic" }] } as const;
    const command = new BatchUpdateUserCommand({ ...input, UpdateUserRequestItems: [...input.UpdateUserRequestItems] });
    assert.deepEqual((await servers.client(server).send(command)).UserErrors, []);
    assert.equal(server.user(LWA, "u1")?.LicenseType, "Basic");
  });

  it("accepts a base path, a doubled slash and any signing region", async () => {
    for (const path of ["", "/", "/console", "/console/"]) {
      const client = servers.client(server, { endpoint: `${server.endpoint}${path}`, region: "ap-southeast-2" });
      const { User } = await client.send(new GetUserCommand({ AccountId: LWA, UserId: "u1" }));
      assert.equal(User?.UserId, "u1", `endpoint with "${path}"`);
    }
    assert.deepEqual([...new Set(server.journal.entries.map((entry) => entry.signingRegion))], ["ap-southeast-2"]);
  });

  it("throws NotFoundException for an account and a user that are not there", async () => {
    const client = servers.client(server);
    const missing = { name: "NotFoundException", Code: "NotFound", $metadata: { httpStatusCode: 404 } };
    const calls = [
      client.send(new GetAccountCommand({ AccountId: "gone" })),
      client.send(new GetUserCommand({ AccountId: LWA, UserId: "gone" })),
      client.send(new LogoutUserCommand({ AccountId: LWA, UserId: "gone" })),
      client.send(new UpdateUserCommand({ AccountId: LWA, UserId: "gone" })),
      client.send(new ListUsersCommand({ AccountId: "gone" })),
      client.send(new BatchSuspendUserCommand({ AccountId: "gone", UserIdList: ["u1"] })),
    ];
    for (const call of calls) {
      await assert.rejects(call, (error: typeof missing) => {
        assert.equal(error.name, missing.name);
        assert.equal(error.Code, missing.Code);
        assert.equal(error.$metadata.httpStatusCode, 404);
        return true;
      });
    }
  });
});
