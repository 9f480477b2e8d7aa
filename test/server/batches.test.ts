import assert from "node:assert/strict";
import {
  BatchSuspendUserCommand,
  BatchUnsuspendUserCommand,
  BatchUpdateUserCommand,
  type License,
  UpdateUserCommand,
  type UserError,
} from "@aws-sdk/client-chime";
import { type AccountSeed, type ChimeServer, createAccount, generateUsers } from "../../provider/testing";
import { useServers } from "../support/chimeSdk";

const ACCOUNT = "acc";
const TYPES = ["Team", "EnterpriseLWA", "EnterpriseDirectory", "EnterpriseOIDC"] as const;

function account(type: AccountSeed["AccountType"] = "EnterpriseLWA"): AccountSeed {
  return {
    AccountId: ACCOUNT,
    AccountType: type,
    Users: [
      { UserId: "on", PrimaryEmail: "on@example.com", LicenseType: "Pro" },
      { UserId: "off", PrimaryEmail: "off@example.com", LicenseType: "Pro", UserRegistrationStatus: "Suspended" },
    ],
  };
}

describe("batches", () => {
  const servers = useServers();

  async function serve(seed: AccountSeed = account()) {
    const server = await servers.start({ accounts: [seed] });
    const client = servers.client(server);
    return {
      server,
      suspend: (UserIdList: string[]) => client.send(new BatchSuspendUserCommand({ AccountId: ACCOUNT, UserIdList })),
      unsuspend: (UserIdList: string[]) =>
        client.send(new BatchUnsuspendUserCommand({ AccountId: ACCOUNT, UserIdList })),
      update: (items: [UserId: string, LicenseType: License][]) =>
        client.send(
          new BatchUpdateUserCommand({
            AccountId: ACCOUNT,
            UpdateUserRequestItems: items.map(([UserId, LicenseType]) => ({ UserId, LicenseType })),
          }),
        ),
      updateOne: (UserId: string, LicenseType: License) =>
        client.send(new UpdateUserCommand({ AccountId: ACCOUNT, UserId, LicenseType })),
    };
  }

  function status(server: ChimeServer, user: string): string | undefined {
    return server.user(ACCOUNT, user)?.UserRegistrationStatus;
  }

  function codes(answer: { UserErrors?: UserError[] | undefined }): (string | undefined)[][] {
    return (answer.UserErrors ?? []).map((error) => [error.UserId, error.ErrorCode]);
  }

  const BAD_REQUEST = { name: "BadRequestException", Code: "BadRequest" };

  describe("BatchSuspendUser", () => {
    it("suspends every user of an EnterpriseLWA account and does so again without an error", async () => {
      const { server, suspend } = await serve();
      for (let time = 0; time < 2; time += 1) {
        assert.deepEqual(codes(await suspend(["on", "off"])), []);
        assert.deepEqual([status(server, "on"), status(server, "off")], ["Suspended", "Suspended"]);
      }
    });

    it("removes the users of a Team account", async () => {
      const { server, suspend } = await serve(account("Team"));
      assert.deepEqual(codes(await suspend(["on"])), []);
      assert.deepEqual(
        server.account(ACCOUNT).Users.map((user) => user.UserId),
        ["off"],
      );
      assert.deepEqual(codes(await suspend(["on"])), [["on", "NotFound"]]);
    });

    it("answers unknown users one by one and does the others", async () => {
      const { server, suspend } = await serve();
      assert.deepEqual(codes(await suspend(["nobody", "on", "someone"])), [
        ["nobody", "NotFound"],
        ["someone", "NotFound"],
      ]);
      assert.equal(status(server, "on"), "Suspended");
    });

    it("takes a user who is listed twice once", async () => {
      const { suspend } = await serve(account("Team"));
      assert.deepEqual(codes(await suspend(["on", "on", "nobody", "nobody"])), [["nobody", "NotFound"]]);
    });

    it("takes an empty list", async () => {
      const { suspend } = await serve();
      assert.deepEqual(codes(await suspend([])), []);
    });

    it("takes 50 users and refuses 51 as a whole", async () => {
      const seed = createAccount({ AccountId: ACCOUNT, users: 51 });
      const { server, suspend } = await serve(seed);
      const ids = seed.Users.map((user) => user.UserId);
      await assert.rejects(suspend(ids), BAD_REQUEST);
      assert.ok(ids.every((id) => status(server, id) === "Registered"));
      assert.deepEqual(codes(await suspend(ids.slice(1))), []);
      assert.equal(ids.filter((id) => status(server, id) === "Suspended").length, 50);
    });

    it("refuses a blank user ID as a whole", async () => {
      const { server, suspend } = await serve();
      await assert.rejects(suspend(["on", " "]), BAD_REQUEST);
      assert.equal(status(server, "on"), "Registered");
    });

    it("refuses a request without a list", async () => {
      const { server } = await serve();
      const command = new BatchSuspendUserCommand({ AccountId: ACCOUNT, UserIdList: undefined });
      await assert.rejects(servers.client(server).send(command), BAD_REQUEST);
    });
  });

  describe("BatchUnsuspendUser", () => {
    it("touches suspended users only and reports no error for the others", async () => {
      const pending = {
        UserId: "new",
        PrimaryEmail: "new@example.com",
        UserRegistrationStatus: "Unregistered",
      } as const;
      const seed = account();
      const { server, unsuspend } = await serve({ ...seed, Users: [...(seed.Users ?? []), pending] });
      assert.deepEqual(codes(await unsuspend(["on", "off", "new"])), []);
      assert.deepEqual(
        [status(server, "on"), status(server, "off"), status(server, "new")],
        ["Registered", "Registered", "Unregistered"],
      );
    });

    it("answers unknown users one by one", async () => {
      const { unsuspend } = await serve();
      assert.deepEqual(codes(await unsuspend(["nobody", "off"])), [["nobody", "NotFound"]]);
    });

    it("refuses 51 users as a whole", async () => {
      const { server, unsuspend } = await serve();
      await assert.rejects(unsuspend(["off", ...Array.from({ length: 50 }, (_, index) => `u${index}`)]), BAD_REQUEST);
      assert.equal(status(server, "off"), "Suspended");
    });
  });

  describe("BatchUpdateUser", () => {
    it("changes licenses, those of suspended users included", async () => {
      const { server, update } = await serve();
      const answer = await update([
        ["on", "Basic"],
        ["off", "Basic"],
      ]);
      assert.deepEqual(codes(answer), []);
      assert.deepEqual(
        server.account(ACCOUNT).Users.map((user) => user.LicenseType),
        ["Basic", "Basic"],
      );
      assert.equal(status(server, "off"), "Suspended");
    });

    it("answers a license that the account does not support, user by user", async () => {
      const { server, update } = await serve();
      const answer = await update([
        ["on", "Plus"],
        ["off", "Basic"],
        ["nobody", "Pro"],
      ]);
      assert.deepEqual(codes(answer), [
        ["on", "Unprocessable"],
        ["nobody", "NotFound"],
      ]);
      assert.deepEqual(
        server.account(ACCOUNT).Users.map((user) => user.LicenseType),
        ["Pro", "Basic"],
      );
    });

    it("takes every license that the account supports", async () => {
      const { server, update } = await serve({ ...account(), SupportedLicenses: ["Plus"] });
      assert.deepEqual(codes(await update([["on", "Plus"]])), []);
      assert.equal(server.user(ACCOUNT, "on")?.LicenseType, "Plus");
    });

    it("refuses a word that is no license as a whole", async () => {
      const { server, update } = await serve();
      const items: [string, License][] = [
        ["off", "Basic"],
        ["on", "Gold" as License],
      ];
      await assert.rejects(update(items), BAD_REQUEST);
      assert.equal(server.user(ACCOUNT, "off")?.LicenseType, "Pro");
    });

    it("takes 20 users and refuses 21 as a whole", async () => {
      const seed = { ...account(), Users: generateUsers(21).map((user, index) => ({ ...user, UserId: `u${index}` })) };
      const { server, update } = await serve(seed);
      const items = seed.Users.map((user): [string, License] => [user.UserId, "Basic"]);
      const before = server.account(ACCOUNT).Users;
      await assert.rejects(update(items), BAD_REQUEST);
      assert.deepEqual(server.account(ACCOUNT).Users, before);
      assert.deepEqual(codes(await update(items.slice(1))), []);
      assert.ok(
        server
          .account(ACCOUNT)
          .Users.slice(1)
          .every((user) => user.LicenseType === "Basic"),
      );
    });

    it("lets the last of two items for one user win", async () => {
      const { server, update } = await serve();
      await update([
        ["on", "Pro"],
        ["on", "Basic"],
      ]);
      assert.equal(server.user(ACCOUNT, "on")?.LicenseType, "Basic");
    });
  });

  describe("what an account's type allows", () => {
    const allowed = {
      suspend: ["Team", "EnterpriseLWA"],
      unsuspend: ["EnterpriseLWA"],
      update: ["Team", "EnterpriseLWA"],
      updateOne: ["Team", "EnterpriseLWA"],
    };
    for (const type of TYPES) {
      for (const [verb, types] of Object.entries(allowed)) {
        const isAllowed = types.includes(type);
        it(`${verb} is ${isAllowed ? "done" : "refused as a whole"} on ${type}`, async () => {
          const { server, ...call } = await serve(account(type));
          const before = server.account(ACCOUNT).Users;
          const calls: Record<string, () => Promise<unknown>> = {
            suspend: () => call.suspend(["on"]),
            unsuspend: () => call.unsuspend(["off"]),
            update: () => call.update([["on", "Basic"]]),
            updateOne: () => call.updateOne("on", "Basic"),
          };
          const sent = calls[verb]?.() ?? Promise.reject(new Error(verb));
          if (isAllowed) {
            await sent;
            assert.notDeepEqual(server.account(ACCOUNT).Users, before);
          } else {
            await assert.rejects(sent, BAD_REQUEST);
            assert.deepEqual(server.account(ACCOUNT).Users, before);
          }
        });
      }
    }

    it("UpdateUser refuses a license that the account does not support", async () => {
      const { updateOne } = await serve();
      await assert.rejects(updateOne("on", "ProTrial"), BAD_REQUEST);
    });
  });
});
