import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { withChime } from "../support/chime";
import { FRONTS, type Front, type FrontHost, startHost, usersSeen } from "../support/fronts";
import { emailOf, idOf, TEAM } from "../support/people";
import type { Props } from "../support/providerHost";

const ARGS = { accountId: TEAM, teamAccount: "disassociate" };

/** Runs a story in which each operation of the engine has a provider process of its own, as in real life. */
async function withTeam(
  front: Front,
  story: (team: {
    readonly chime: Parameters<Parameters<typeof withChime>[1]>[0];
    operation<T>(work: (host: FrontHost) => Promise<T>): Promise<T>;
  }) => Promise<void>,
): Promise<void> {
  await withChime([{ id: TEAM, type: "Team", people: 6 }], async (chime) => {
    await story({
      chime,
      async operation(work) {
        const host = await startHost(front, "UserSuspensionSet", chime.environment);
        try {
          return await work(host);
        } finally {
          await host.close();
        }
      },
    });
  });
}

const members = (chime: { server: { account(id: string): { Users: readonly { UserId: string }[] } } }): string[] =>
  chime.server.account(TEAM).Users.map((user) => user.UserId);

/** What a first run of a set leaves in the state. */
async function createSet(
  host: FrontHost,
  users: readonly string[],
  more: Props = {},
): Promise<{ id: string; outs: Props; inputs: Props }> {
  const { inputs, failures } = await host.check({}, { ...ARGS, ...more, users });
  deepEqual(failures, []);
  return { ...(await host.create(inputs)), inputs };
}

for (const front of FRONTS) {
  describe(`a suspension set on a Team account that may disassociate, of the ${front} provider`, () => {
    it("removes users, says what brings them back, and counts the absent ones as suspended", async () => {
      await withTeam(front, async ({ chime, operation }) => {
        const { id, outs, inputs } = await operation(async (host) => {
          const created = await createSet(host, [emailOf(1), idOf(2)]);
          match(host.said.map(({ text }) => text).join("\n"), /removes .* invitation/);
          return created;
        });
        deepEqual(members(chime), [0, 3, 4, 5].map(idOf));
        await operation(async (host) => {
          const read = await host.read(id, outs);
          deepEqual(read.inputs?.["users"], inputs["users"], "no drift");
          equal((await host.diff(id, read.props, inputs)).changes, false);
        });
      });
    });

    it("refuses to suspend where the type of the account is not known, says so where it is told to go on, and minds the type before", async () => {
      await withTeam(front, async ({ chime, operation }) => {
        const answerType = (AccountType?: string): void => {
          const body = JSON.stringify({ Account: { AccountId: TEAM, Name: "Corp", AccountType } });
          chime.server.faults.always("GetAccount", { body });
        };
        const warnings = ({ said }: FrontHost): string[] =>
          said.flatMap(({ severity, text }) => (severity === "WARNING" ? [text] : []));
        const users = [emailOf(1)];
        answerType();
        await operation(async (host) => {
          deepEqual((await host.previewCreate({ accountId: TEAM, users })).refusals, []);
          match(warnings(host).join("\n"), /does not say of what type .*it is not treated as a Team account/);
        });
        answerType("TeamPlus");
        await operation(async (host) => {
          const { inputs, refusals } = await host.previewCreate({ accountId: TEAM, users });
          match(
            refusals.join("\n"),
            /is of type "TeamPlus", which this version does not know.*It would suspend 1 user/,
          );
          await rejects(host.create(inputs), /refused, nothing was changed.*is of type "TeamPlus"/s);
        });
        await operation(async (host) => {
          answerType("EnterpriseQuantum");
          for (const [name, i] of [
            ["one", 1],
            ["two", 2],
          ] as const) {
            host.goOnWith(name);
            deepEqual((await host.previewCreate({ accountId: TEAM, users: [emailOf(i)] })).refusals, []);
          }
          const [warning = "", ...more] = warnings(host);
          match(
            warning,
            /is of type "EnterpriseQuantum", which this version does not know: it is treated like an EnterpriseLWA account/,
          );
          deepEqual(more, []);
        });
        equal(members(chime).length, 6);

        answerType("TeamPlus");
        await operation(async (host) => {
          deepEqual((await host.previewCreate({ ...ARGS, users })).refusals, []);
          match(warnings(host).join("\n"), /"TeamPlus".*it is not treated as a Team account.* not invited again/);
        });
        chime.server.faults.clear();
        const { id, outs, inputs } = await operation((host) => createSet(host, users));
        answerType();
        await operation(async (host) => {
          const read = await host.read(id, outs);
          equal((await host.diff(id, read.props, inputs)).changes, false, "who was removed counts as suspended");
          await host.delete(id, read.props);
        });
        equal(members(chime).length, 6, "and is invited again");
      });
    });

    it("invites the recorded address of a user who leaves the set, also one that is named by ID", async () => {
      await withTeam(front, async ({ chime, operation }) => {
        const { id, outs } = await operation((host) => createSet(host, [emailOf(1), idOf(2)]));
        chime.lines();
        await operation(async (host) => {
          const { inputs } = await host.check({ accountId: TEAM }, { ...ARGS, users: [] });
          await host.update(id, outs, inputs);
        });
        deepEqual(chime.writes(), ["POST InviteUsers 2 users -> 201"]);
        const invited = chime.server.account(TEAM).Users.filter((user) => user.UserInvitationStatus === "Pending");
        deepEqual(invited.map((user) => user.PrimaryEmail?.toLowerCase()).sort(), [
          "person.1@example.com",
          "person.2@example.com",
        ]);
      });
    });

    it("shows a listed user who accepted an invitation as drift and removes the user again", async () => {
      await withTeam(front, async ({ chime, operation }) => {
        const { id, outs, inputs } = await operation((host) => createSet(host, [emailOf(1)]));
        chime.server.addUser(TEAM, { PrimaryEmail: emailOf(1), UserRegistrationStatus: "Registered" });
        const drifted = await operation((host) => host.read(id, outs));
        deepEqual(drifted.inputs?.["users"], usersSeen(front, { "person.1@example.com": "active" }));
        await operation(async (host) => {
          equal((await host.diff(id, drifted.props, inputs)).changes, true);
          const updated = await host.update(id, drifted.props, inputs);
          deepEqual(updated["failures"], []);
        });
        equal(chime.server.user(TEAM, emailOf(1)), undefined);
      });
    });

    it("shows as drift also who is named by ID and came back with another one: the recorded address tells", async () => {
      await withTeam(front, async ({ chime, operation }) => {
        const { id, outs, inputs } = await operation((host) => createSet(host, [idOf(2)]));
        chime.server.addUser(TEAM, { PrimaryEmail: emailOf(2), UserRegistrationStatus: "Registered" });
        const drifted = await operation((host) => host.read(id, outs));
        deepEqual(drifted.inputs?.["users"], usersSeen(front, { [idOf(2)]: "active" }));
        await operation(async (host) => {
          const updated = await host.update(id, drifted.props, inputs);
          deepEqual(updated["failures"], []);
        });
        equal(chime.server.user(TEAM, emailOf(2)), undefined);
      });
    });

    it("invites everybody again when deleted, and nobody under retain", async () => {
      for (const [onRemoval, writes] of [
        ["restore", ["POST InviteUsers 1 user -> 201"]],
        ["retain", []],
      ] as const) {
        await withTeam(front, async ({ chime, operation }) => {
          const { id, outs } = await operation((host) => createSet(host, [emailOf(1)], { onRemoval }));
          chime.lines();
          await operation((host) => host.delete(id, outs));
          deepEqual(chime.writes(), writes);
        });
      }
    });
  });
}
