import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import type { ChimeServer } from "../../provider/testing";
import { withChime } from "../support/chime";
import { type Declared, emailOf, idOf, licenseAssignment, programOf, range, suspensionSet } from "../support/people";
import { type Run, withStack } from "../support/stack";

/** A guard, on an account of its own. */
interface Row {
  readonly name: string;
  readonly suspended?: readonly number[];
  readonly declared: Declared;
  /** What becomes of the account between the preview that passes and what comes after. */
  change(server: ChimeServer, account: string): void;
  /** The refusal, as it stands on the terminal. */
  says(account: string): string;
}

const named = (account: string): string => `account ${account} ("Example Corp")`;
const Named = (account: string): string => `Account ${account} ("Example Corp")`;

const ROWS: readonly Row[] = [
  {
    name: "protectedUsers",
    declared: suspensionSet({ users: [idOf(1)], protectedUsers: ["ceo@example.com"] }),
    change: (server, account) => server.changeUser(account, idOf(1), { PrimaryEmail: "ceo@example.com" }),
    says: () =>
      `1 listed user protected by protectedUsers under another name: ${idOf(1)} (user ID ${idOf(1)}). Remove the entry from users or from protectedUsers.`,
  },
  {
    name: "maxChanges in users",
    suspended: [1, 2],
    declared: suspensionSet({ users: [1, 2, 3].map(idOf), maxChanges: 1 }),
    change: (server, account) => server.unsuspend(account, [idOf(1), idOf(2)]),
    says: () =>
      `3 users would change, maxChanges allows 1. First: ${[1, 2, 3].map(idOf).join(", ")}. Change fewer users at once, or raise maxChanges.`,
  },
  {
    name: "maxChanges as a share",
    declared: suspensionSet({ users: range(0, 4).map(idOf), maxChanges: "10%" }),
    change: (server, account) => server.removeUser(account, idOf(39)),
    says: () =>
      `4 users would change, maxChanges allows 3 (10% of 39 users). First: ${range(0, 4).map(idOf).join(", ")}. Change fewer users at once, or raise maxChanges.`,
  },
  {
    name: "missingUsers",
    declared: licenseAssignment({ licenses: { [emailOf(1)]: "Pro", [idOf(2)]: "Pro" } }),
    change: (server, account) => server.removeUser(account, idOf(1)),
    says: (account) =>
      `1 listed user not found in ${named(account)}: person.1@example.com. Correct or remove the entry, or set missingUsers to "warn".`,
  },
  {
    name: "a license that is not supported",
    declared: licenseAssignment({ licenses: { [idOf(1)]: "Plus", [idOf(2)]: "Pro" } }),
    change: (server, account) => server.changeAccount(account, { SupportedLicenses: ["Basic", "Pro"] }),
    says: (account) =>
      `${Named(account)} does not support the license Plus, which 1 user would get: ${idOf(1)}. It supports Basic, Pro.`,
  },
  {
    name: "a Team account",
    declared: suspensionSet({ users: [idOf(1)] }),
    change: (server, account) => server.changeAccount(account, { AccountType: "Team" }),
    says: (account) =>
      `${Named(account)} is a Team account: suspending there removes users from the account, and only an invitation that they accept brings them back. It would remove 1 user: ${idOf(1)}. If that is what you want, set teamAccount to "disassociate".`,
  },
  {
    name: "an account of an Active Directory",
    declared: licenseAssignment({ licenses: { [idOf(1)]: "Pro" } }),
    change: (server, account) => server.changeAccount(account, { AccountType: "EnterpriseDirectory" }),
    says: (account) =>
      `${Named(account)} is of type EnterpriseDirectory: its users are suspended and licensed in its Active Directory, and the service refuses to do it here. Make the change there, or name an EnterpriseLWA account.`,
  },
  {
    name: "an account of an identity provider",
    declared: suspensionSet({ users: [idOf(1)], teamAccount: "disassociate" }),
    change: (server, account) => server.changeAccount(account, { AccountType: "EnterpriseOIDC" }),
    says: (account) =>
      `${Named(account)} is of type EnterpriseOIDC: its users are suspended and licensed in its identity provider (Okta), and the service refuses to do it here. Make the change there, or name an EnterpriseLWA account.`,
  },
  {
    name: "an account that is itself suspended",
    declared: suspensionSet({ users: [idOf(1)] }),
    change: (server, account) => server.changeAccount(account, { AccountStatus: "Suspended" }),
    says: (account) =>
      `${Named(account)} is itself suspended: its users can't be changed. Have the account reactivated, or name another one.`,
  },
  {
    name: "an account that is gone",
    declared: suspensionSet({ users: [idOf(1)] }),
    change: (server, account) => server.removeAccount(account),
    says: (account) =>
      `Account ${account} does not exist at ENDPOINT, or these credentials can't see it. Check accountId, the AWS profile and the endpoint.`,
  },
  {
    name: "two entries that are one person",
    declared: suspensionSet({ users: [idOf(1), "new@example.com"], missingUsers: "warn" }),
    change: (server, account) => server.changeUser(account, idOf(1), { PrimaryEmail: "New@Example.com" }),
    says: () =>
      `"${idOf(1)}" and "new@example.com" are the same person (user ID ${idOf(1)}). Keep one of the two entries.`,
  },
];

/** Text as the CLI lays it out: in lines of its own making. */
const flat = (text: string): string => text.replace(/\s+/g, " ");

describe("guards on the real engine", () => {
  it("refuse each what a preview let through, in the next preview, all at once, and in up, once the account has changed", async () => {
    const stories = ROWS.map((row, i) => ({
      ...row,
      account: `11111111-aaaa-4bbb-8ccc-${String(i).padStart(12, "0")}`,
    }));
    const scenes = stories.map(({ account, suspended = [] }) => ({ id: account, people: 40, suspended }));
    const program = programOf(
      ...stories.map(({ declared, account }, i) => ({
        ...declared,
        name: `guard-${i}`,
        args: { ...declared.args, accountId: account },
      })),
    );
    await withChime(scenes, async (chime) => {
      await withStack({ program, environment: chime.environment }, async (stack) => {
        const said = ({ output }: Run): string => flat(output).replaceAll(chime.server.endpoint, "ENDPOINT");
        const passed = await stack.preview();
        equal(passed.exitCode, 0, passed.output);
        for (const { account, change } of stories) change(chime.server, account);
        const preview = await stack.preview();
        notEqual(preview.exitCode, 0);
        for (const { name, says, account } of stories) {
          equal(said(preview).includes(says(account)), true, `${name}: ${flat(preview.output)}`);
        }
        for (const [i, { name, says, account }] of stories.entries()) {
          const up = await stack.up("--target", `**guard-${i}`);
          notEqual(up.exitCode, 0, name);
          equal(said(up).includes(says(account)), true, `${name}: ${flat(up.output)}`);
        }
        deepEqual(chime.writes(), []);
      });
    });
  });

  it("an account that can't be read: previewed from the state alone, refused by up", async () => {
    await withChime([{ people: 5 }], async (chime) => {
      const program = programOf(suspensionSet({ users: [idOf(1)] }));
      await withStack({ program, environment: chime.environment }, async (stack) => {
        equal((await stack.preview()).exitCode, 0);
        for (const [fault, says] of [
          [{ status: 403, name: "ForbiddenException", message: "not yours" }, /not yours/],
          [{ status: 401, name: "ExpiredTokenException", message: "x" }, /expired/i],
        ] as const) {
          chime.server.faults.always("GetAccount", fault);
          const preview = await stack.preview();
          equal(preview.exitCode, 0);
          match(flat(preview.output), /warning: UserSuspensionSet "leavers": the account could not be read/);
          match(flat(preview.output), /suspend 1 user in account .* \(from the state alone/);
          const up = await stack.up();
          notEqual(up.exitCode, 0);
          for (const run of [preview, up]) match(run.output, says);
          chime.server.faults.clear();
        }
        deepEqual(chime.writes(), []);
      });
    });
  });

  it("an exclusive set on an account where 40 users are suspended already names the 40", async () => {
    await withChime([{ people: 100, suspended: range(50, 90) }], async (chime) => {
      const program = programOf(suspensionSet({ users: [idOf(1), idOf(2)], exclusive: true }));
      await withStack({ program, environment: chime.environment }, async (stack) => {
        const { exitCode, output } = await stack.preview();
        equal(exitCode, 0);
        match(output, /UserSuspensionSet "leavers": suspend 2 users, unsuspend 40 users in "Example Corp"/);
        match(output, /unsuspend, suspended but not listed \(exclusive\) \(40\):/);
        for (const i of range(50, 90)) equal(output.includes(emailOf(i).toLowerCase()), true, emailOf(i));
        deepEqual(chime.writes(), []);
      });
    });
  });

  it("a user listed by ID in one resource and by address in another fails, naming both resources and both names", async () => {
    await withChime([{ people: 9 }], async (chime) => {
      const [byId, byAddress] = [suspensionSet({ users: [idOf(1)] }, "a"), suspensionSet({ users: [emailOf(1)] }, "b")];
      await withStack({ program: programOf(byId, byAddress), environment: chime.environment }, async (stack) => {
        const twins =
          /UserSuspensionSet "[ab]" and UserSuspensionSet "[ab]" both list (\S+ \(there as \S+\))\. List each user in one of them\./;
        const preview = await stack.preview();
        notEqual(preview.exitCode, 0);
        match(flat(preview.output), twins);
        deepEqual(chime.writes(), []);
        // Where one of the two exists and is not changed, too.
        await stack.write(programOf(byId));
        equal((await stack.up()).exitCode, 0);
        await stack.write(programOf(byId, byAddress));
        chime.lines();
        const second = await stack.up();
        notEqual(second.exitCode, 0);
        match(flat(second.output), twins);
        deepEqual(chime.writes(), []);
      });
    });
  });

  it("an unchanged stack of two resources on an account of 10,000 users previews without a call", async () => {
    await withChime([{ people: 10_000, suspended: range(9_000, 9_100) }], async (chime) => {
      const program = programOf(
        suspensionSet({ users: range(0, 1_000).map(emailOf), maxChanges: "20%" }),
        licenseAssignment({ licenses: Object.fromEntries(range(500, 1_000).map((i) => [idOf(i), "Pro"])) }),
      );
      await withStack({ program, environment: chime.environment }, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.writes().length, 20 + 25);
        const preview = await stack.preview();
        equal(preview.exitCode, 0);
        match(preview.output, /3 unchanged/);
        deepEqual(chime.lines(), []);
        equal(preview.output.includes('UserSuspensionSet "'), false, "nothing to do, nothing said");
      });
    });
  });
});
