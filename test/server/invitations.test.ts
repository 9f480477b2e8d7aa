import assert from "node:assert/strict";
import { BatchSuspendUserCommand, InviteUsersCommand, type UserType } from "@aws-sdk/client-chime";
import type { AccountSeed, ChimeServer } from "../../provider/testing";
import { useServers } from "../support/chimeSdk";

const TEAM = "team";

describe("InviteUsers", () => {
  const servers = useServers();
  let server: ChimeServer;
  let clockMs = 0;
  beforeEach(async () => {
    // Signatures are checked against the same clock, so it starts at the real time.
    clockMs = Date.now();
    server = await startTeam("Team");
  });
  const startTeam = (AccountType: AccountSeed["AccountType"]) =>
    servers.start({
      clock: () => clockMs,
      accounts: [
        {
          AccountId: TEAM,
          AccountType,
          DefaultLicense: "Basic",
          Users: [{ UserId: "ann", PrimaryEmail: "Ann@example.com", DisplayName: "Ann Lee", LicenseType: "Pro" }],
        },
      ],
    });
  const invite = (UserEmailList: string[], UserType?: UserType) =>
    servers
      .client(server)
      .send(new InviteUsersCommand({ AccountId: TEAM, UserEmailList, ...(UserType && { UserType }) }));
  const removeAnn = () =>
    servers.client(server).send(new BatchSuspendUserCommand({ AccountId: TEAM, UserIdList: ["ann"] }));

  it("makes a pending user who shows no more than the address and the time", async () => {
    await invite(["new@example.com"]);
    const { UserId, InvitedOn, ...user } = server.user(TEAM, "new@example.com") ?? {};
    assert.match(UserId ?? "", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.equal(InvitedOn, new Date(clockMs).toISOString());
    assert.deepEqual(user, {
      AccountId: TEAM,
      PrimaryEmail: "new@example.com",
      UserType: "PrivateUser",
      UserRegistrationStatus: "Unregistered",
      UserInvitationStatus: "Pending",
    });
  });

  it("brings a removed user back as pending, under the same ID", async () => {
    await removeAnn();
    assert.equal(server.user(TEAM, "ann"), undefined);
    await invite(["ann@example.com"]);
    const user = server.user(TEAM, "ann");
    assert.equal(user?.UserInvitationStatus, "Pending");
    assert.equal(user?.UserRegistrationStatus, "Unregistered");
    assert.equal(user?.InvitedOn, new Date(clockMs).toISOString());
    assert.equal(user?.LicenseType, undefined);
    assert.equal(user?.DisplayName, undefined);
  });

  it("registers the user with the default license when the invitation is accepted", async () => {
    await removeAnn();
    await invite(["ann@example.com"]);
    server.acceptInvitation(TEAM, "ann@example.com");
    const user = server.user(TEAM, "ann");
    assert.equal(user?.UserRegistrationStatus, "Registered");
    assert.equal(user?.UserInvitationStatus, "Accepted");
    assert.equal(user?.LicenseType, "Basic");
    assert.equal(user?.DisplayName, "Ann Lee");
  });

  it("knows the name of a user who was removed while pending, once more invited", async () => {
    for (let time = 0; time < 2; time += 1) {
      await removeAnn();
      await invite(["ann@example.com"]);
    }
    assert.equal(server.acceptInvitation(TEAM, "ann").DisplayName, "Ann Lee");
  });

  it("renews the time of a pending invitation", async () => {
    await invite(["new@example.com"]);
    const before = server.user(TEAM, "new@example.com");
    clockMs += 60_000;
    await invite(["NEW@example.com"]);
    const after = server.user(TEAM, "new@example.com");
    assert.equal(after?.UserId, before?.UserId);
    assert.equal(after?.InvitedOn, new Date(clockMs).toISOString());
  });

  it("leaves a member alone", async () => {
    const before = server.user(TEAM, "ann");
    const { Invites } = await invite(["ann@example.com"]);
    assert.deepEqual(
      Invites?.map(({ Status, EmailStatus }) => [Status, EmailStatus]),
      [["Accepted", "NotSent"]],
    );
    assert.deepEqual(server.user(TEAM, "ann"), before);
  });

  it("invites an address that is listed twice once", async () => {
    const { Invites } = await invite(["b@example.com", "B@example.com"]);
    assert.equal(Invites?.length, 1);
  });

  it("makes a user of the type that is asked for", async () => {
    await invite(["room@example.com"], "SharedDevice");
    assert.equal(server.user(TEAM, "room@example.com")?.UserType, "SharedDevice");
  });

  it("takes 50 addresses and refuses 51, and what is no address, as a whole", async () => {
    const addresses = Array.from({ length: 51 }, (_, index) => `p${index}@example.com`);
    await assert.rejects(invite(addresses), { name: "BadRequestException" });
    await assert.rejects(invite(["ok@example.com", "example.com"]), { name: "BadRequestException" });
    assert.equal(server.account(TEAM).Users.length, 1);
    await invite(addresses.slice(1));
    assert.equal(server.account(TEAM).Users.length, 51);
  });

  for (const type of ["EnterpriseLWA", "EnterpriseDirectory", "EnterpriseOIDC"] as const) {
    it(`is refused on ${type}`, async () => {
      server = await startTeam(type);
      await assert.rejects(invite(["new@example.com"]), { name: "BadRequestException" });
      assert.equal(server.account(TEAM).Users.length, 1);
    });
  }

  it("refuses to accept where nothing is pending", () => {
    assert.throws(() => server.acceptInvitation(TEAM, "ann"), /no pending invitation/);
  });
});
