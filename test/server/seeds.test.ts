import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAccount, EXAMPLE_ACCOUNT_ID, EXAMPLE_TEAM_ID, generateUsers, SeedError } from "../../provider/testing";
import { useServers } from "../support/chimeSdk";

const API_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe("seeds", () => {
  const servers = useServers();
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "chime-seed-"));
  });
  after(() => rmSync(folder, { recursive: true }));
  const startWith = (name: string, content: string | object) => {
    const seedFile = join(folder, name);
    writeFileSync(seedFile, typeof content === "string" ? content : JSON.stringify(content));
    return servers.start({ seedFile });
  };

  describe("none", () => {
    it("makes an EnterpriseLWA account of 240 people and a Team", async () => {
      const server = await servers.start();
      const [company, team] = server.accounts();
      assert.deepEqual(
        [company?.AccountId, company?.AccountType, company?.Users.length],
        [EXAMPLE_ACCOUNT_ID, "EnterpriseLWA", 240],
      );
      assert.deepEqual([team?.AccountId, team?.AccountType, team?.Users.length], [EXAMPLE_TEAM_ID, "Team", 12]);
      const count = (member: "LicenseType" | "UserRegistrationStatus", value: string) =>
        company?.Users.filter((user) => user[member] === value).length;
      assert.deepEqual([count("LicenseType", "Basic"), count("LicenseType", "Pro")], [80, 160]);
      assert.deepEqual(
        [count("UserRegistrationStatus", "Suspended"), count("UserRegistrationStatus", "Registered")],
        [12, 228],
      );
      assert.equal(team?.Users.at(-1)?.UserInvitationStatus, "Pending");
    });

    it("makes the same people each time, each with an address of their own", async () => {
      const [one, other] = [await servers.start(), await servers.start()];
      assert.deepEqual(one.accounts(), other.accounts());
      const addresses = one.account(EXAMPLE_ACCOUNT_ID).Users.map((user) => user.PrimaryEmail ?? "");
      assert.equal(new Set(addresses).size, 240);
      assert.ok(addresses.every((address) => /^[a-z]+\.[a-z]+@example\.com$/.test(address)));
    });
  });

  describe("generateUsers", () => {
    it("makes as many as asked, beyond the number of names too", () => {
      const users = generateUsers(12_000);
      assert.equal(new Set(users.map((user) => user.PrimaryEmail)).size, 12_000);
      assert.deepEqual(users.slice(0, 5), generateUsers(5));
    });
  });

  describe("createAccount", () => {
    it("makes an account with the members that are given and IDs for the rest", () => {
      const account = createAccount({ type: "Team", users: 2, SupportedLicenses: ["Plus"], Name: "Crew" });
      assert.deepEqual([account.AccountType, account.SupportedLicenses, account.Name], ["Team", ["Plus"], "Crew"]);
      assert.match(account.AccountId, API_ID);
      assert.ok(account.Users.every((user) => API_ID.test(user.UserId) && user.AccountId === account.AccountId));
    });
  });

  describe("in JSON", () => {
    it("need a type and an address only", async () => {
      const server = await startWith("min.json", {
        accounts: [{ AccountType: "Team", Users: [{ PrimaryEmail: "jo.ng@example.com" }] }],
      });
      const [account] = server.accounts();
      const [user] = account?.Users ?? [];
      assert.match(account?.AccountId ?? "", API_ID);
      assert.match(user?.UserId ?? "", API_ID);
      assert.deepEqual(
        [user?.DisplayName, user?.LicenseType, user?.UserRegistrationStatus],
        ["Jo Ng", "Pro", "Registered"],
      );
    });

    it("keep every member that they give", async () => {
      const user = {
        UserId: "U-1",
        AccountId: "A-1",
        PrimaryEmail: "Jo@Example.com",
        PrimaryProvisionedNumber: "+15551234567",
        DisplayName: "Jo",
        LicenseType: "ProTrial",
        UserType: "SharedDevice",
        UserRegistrationStatus: "Suspended",
        UserInvitationStatus: "Failed",
        RegisteredOn: "2020-01-02T03:04:05.000Z",
        InvitedOn: "2020-01-01T00:00:00.000Z",
        AlexaForBusinessMetadata: { IsAlexaForBusinessEnabled: false, AlexaForBusinessRoomArn: "null" },
        PersonalPIN: "12345678",
      };
      const account = {
        AwsAccountId: "111122223333",
        AccountId: "A-1",
        Name: "Mine",
        AccountType: "EnterpriseOIDC",
        CreatedTimestamp: "2019-01-01T00:00:00.000Z",
        DefaultLicense: "Plus",
        SupportedLicenses: ["Plus", "Basic"],
        AccountStatus: "Suspended",
        SigninDelegateGroups: [{ GroupName: "admins" }],
      };
      const server = await startWith("full.json", { accounts: [{ ...account, Users: [user] }] });
      assert.deepEqual(server.accounts(), [{ ...account, Users: [user] }]);
    });

    const account = { AccountType: "Team" };
    const wrong: Record<string, [content: string | object, message: RegExp]> = {
      "no JSON": ["{", /wrong\.json: the file is not JSON: /],
      "no accounts": [{}, /wrong\.json: "no accounts" is not a list\.$/],
      "another root": [
        { users: [] },
        /wrong\.json: "users" is not known here; the accounts belong under "accounts"\.$/,
      ],
      "an account without a type": [{ accounts: [{}] }, /wrong\.json, accounts\[0\]: AccountType is missing\.$/],
      "an unknown type": [
        { accounts: [{ AccountType: "LWA" }] },
        /accounts\[0\]\.AccountType: "LWA" is not one of Team, /,
      ],
      "an unknown member": [
        { accounts: [{ ...account, Users: [{ PrimaryEmail: "a@b.c", License: "Pro" }] }] },
        /accounts\[0\]\.Users\[0\]: "License" is not one of UserId, /,
      ],
      "a wrong license": [
        { accounts: [account, { ...account, Users: [{ UserId: "u" }, { UserId: "v", LicenseType: "Gold" }] }] },
        /accounts\[1\]\.Users\[1\]\.LicenseType: "Gold" is not one of Basic, Plus, Pro, ProTrial\.$/,
      ],
      "a user without an address": [
        { accounts: [{ ...account, Users: [{}] }] },
        /Users\[0\]: PrimaryEmail is missing\.$/,
      ],
      "what is no address": [
        { accounts: [{ ...account, Users: [{ PrimaryEmail: "jo" }] }] },
        /Users\[0\]\.PrimaryEmail: "jo" is not an e-mail address\.$/,
      ],
      "a time that is none": [
        { accounts: [{ ...account, Users: [{ UserId: "u", InvitedOn: "yesterday" }] }] },
        /InvitedOn: "yesterday" is not an ISO 8601 time/,
      ],
      "an ID twice": [
        { accounts: [{ ...account, Users: [{ UserId: "u" }, { UserId: "u" }] }] },
        /Users\[1\]\.UserId: the UserId "u" is there twice\.$/,
      ],
      "an address twice": [
        { accounts: [{ ...account, Users: [{ PrimaryEmail: "a@b.c" }, { PrimaryEmail: "A@b.c" }] }] },
        /Users\[1\]\.PrimaryEmail: the address "a@b\.c" is there twice\.$/,
      ],
      "an account ID twice": [
        {
          accounts: [
            { ...account, AccountId: "x" },
            { ...account, AccountId: "x" },
          ],
        },
        /accounts\[1\]\.AccountId: the AccountId "x" is there twice\.$/,
      ],
      "a user of another account": [
        { accounts: [{ ...account, AccountId: "x", Users: [{ UserId: "u", AccountId: "y" }] }] },
        /Users\[0\]\.AccountId: "y" is not the account that has the user, x\.$/,
      ],
      "users that are no list": [
        { accounts: [{ ...account, Users: {} }] },
        /accounts\[0\]\.Users: \{\} is not a list\.$/,
      ],
    };
    for (const [name, [content, message]] of Object.entries(wrong)) {
      it(`are refused with ${name}, naming the place`, async () => {
        await assert.rejects(startWith("wrong.json", content), (error: Error) => {
          assert.ok(error instanceof SeedError);
          assert.match(error.message, message);
          assert.ok(!error.message.includes("\n"));
          return true;
        });
      });
    }
  });

  describe("in CSV", () => {
    it("make one EnterpriseLWA account with a user a row", async () => {
      const csv =
        '\uFEFFUserId,PrimaryEmail,DisplayName,LicenseType,UserRegistrationStatus\r\nu1,"jo@example.com","Ng, Jo",Basic,Suspended\r\n,max.o@example.com,,,\r\n\r\n';
      const [account, ...others] = (await startWith("people.csv", csv)).accounts();
      assert.deepEqual([account?.AccountType, others.length], ["EnterpriseLWA", 0]);
      const [jo, max] = account?.Users ?? [];
      assert.deepEqual(
        [jo?.UserId, jo?.DisplayName, jo?.LicenseType, jo?.UserRegistrationStatus],
        ["u1", "Ng, Jo", "Basic", "Suspended"],
      );
      assert.match(max?.UserId ?? "", API_ID);
      assert.deepEqual(
        [max?.DisplayName, max?.LicenseType, max?.UserRegistrationStatus],
        ["Max O", "Pro", "Registered"],
      );
    });

    it("may have semicolons or tabs between the cells, as spreadsheets write them", async () => {
      for (const between of [";", "\t"]) {
        const row = ["a@b.c", '"Ng, Jo"', "Plus"].join(between);
        const csv = `\uFEFF${["PrimaryEmail", "DisplayName", "LicenseType"].join(between)}\r\n${row}\r\n`;
        const [user] = (await startWith("people.csv", csv)).accounts()[0]?.Users ?? [];
        assert.deepEqual([user?.PrimaryEmail, user?.DisplayName, user?.LicenseType], ["a@b.c", "Ng, Jo", "Plus"]);
      }
    });

    it("make as many accounts as the columns say", async () => {
      const csv = "primaryemail,AccountId,AccountType,AccountName\na@b.c,one,Team,Crew\nb@b.c,two,,\nc@b.c,one,,\n";
      const accounts = (await startWith("accounts.csv", csv)).accounts();
      assert.deepEqual(
        accounts.map(({ AccountId, AccountType, Name, Users }) => [AccountId, AccountType, Name, Users.length]),
        [
          ["one", "Team", "Crew", 2],
          ["two", "EnterpriseLWA", "Example Corp", 1],
        ],
      );
    });

    const wrong: Record<string, [csv: string, message: RegExp]> = {
      "an unknown column": [
        "PrimaryEmail,Lizenz\na@b.c,Pro\n",
        /wrong\.csv, line 1: the column "Lizenz" is not one of UserId, /,
      ],
      "a column twice": ["UserId,userid\na,b\n", /wrong\.csv, line 1: the column "UserId" is there twice\.$/],
      "a wrong license": [
        "PrimaryEmail,LicenseType\na@b.c,Pro\nb@b.c,Gold\n",
        /wrong\.csv, line 3, column LicenseType: "Gold" is not one of Basic, Plus, Pro, ProTrial\.$/,
      ],
      "a row that is too short": ["PrimaryEmail,LicenseType\na@b.c\n", /wrong\.csv: the file is not CSV: .*line 2/],
      "a row without an address": [
        "PrimaryEmail,LicenseType\n,Pro\n",
        /wrong\.csv, line 2: PrimaryEmail is missing\.$/,
      ],
      "an account of two types": [
        "PrimaryEmail,AccountId,AccountType\na@b.c,x,Team\nb@b.c,x,EnterpriseLWA\n",
        /wrong\.csv, line 3: the account's AccountType is "EnterpriseLWA" here, but "Team" in a row before\.$/,
      ],
      "an unknown type": [
        "PrimaryEmail,AccountType\na@b.c,LWA\n",
        /wrong\.csv, line 2, column AccountType: "LWA" is not one of /,
      ],
      "no rows": ["PrimaryEmail\n", /wrong\.csv: there is no row below the header\.$/],
      nothing: ["", /wrong\.csv: there is no row below the header\.$/],
    };
    for (const [name, [csv, message]] of Object.entries(wrong)) {
      it(`are refused with ${name}, naming the place`, async () => {
        await assert.rejects(startWith("wrong.csv", csv), (error: Error) => {
          assert.ok(error instanceof SeedError);
          assert.match(error.message, message);
          return true;
        });
      });
    }
  });

  it("are refused in a file that is missing or of another kind", async () => {
    await assert.rejects(
      servers.start({ seedFile: join(folder, "none.json") }),
      /none\.json: there is no such file\.$/,
    );
    await assert.rejects(
      servers.start({ seedFile: "people.xlsx" }),
      /people\.xlsx: a seed file's name ends in \.json or \.csv\.$/,
    );
    await assert.rejects(servers.start({ seedFile: "a.json", accounts: [] }), /not both/);
  });
});
