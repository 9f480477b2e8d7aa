import { deepEqual, doesNotMatch, equal, match, notEqual } from "node:assert/strict";
import { type Chime, withChime } from "../support/chime";
import { ACCOUNT, emailOf, idOf, TEAM } from "../support/people";
import { type Stack, withStack } from "../support/stack";
import { ok } from "../support/twoSets";

const HEAD = `
const { Provider, UserLicenseAssignment, UserSuspensionSet } = require("pulumi-chime-users");
`;
// Each provider is one more process in each run: only where sets have providers of their own are these declared.
const ONE_AND_TWO = 'const one = new Provider("one", {});\nconst two = new Provider("two", {});\n';

/** A set as a line of a program; the name of the variable is that of the set. */
function set(name: string, users: readonly (number | string)[], opts = "{}", more: object = {}): string {
  const args = {
    accountId: ACCOUNT,
    users: users.map((user) => (typeof user === "number" ? idOf(user) : user)),
    ...more,
  };
  return `const ${name} = new UserSuspensionSet("${name}", ${JSON.stringify(args)}, ${opts});\n`;
}

function licenses(name: string, people: readonly number[], license: string, opts = "{}"): string {
  const args = { accountId: ACCOUNT, licenses: Object.fromEntries(people.map((i) => [idOf(i), license])) };
  return `const ${name} = new UserLicenseAssignment("${name}", ${JSON.stringify(args)}, ${opts});\n`;
}

const urnOf = (name: string): string =>
  `urn:pulumi:dev::people::pulumi-nodejs:dynamic/chime:UserSuspensionSet::${name}`;

/** Brings a stack to a program, and gives back what was said in its preview and in the run. */
async function up(stack: Stack, program: string, ...args: string[]): Promise<string> {
  await stack.write(`${HEAD}${program}`);
  return ok(stack.up("--preview", ...args));
}

/** A stack that is brought to its first program, and at the end destroyed: the account is then as it was before. */
async function story(
  first: string,
  options: string,
  then: (stack: Stack, chime: Chime) => Promise<void>,
): Promise<void> {
  const accounts = [
    { people: 10, suspended: [9], pro: [8] },
    { id: TEAM, type: "Team" as const, people: 10 },
  ];
  await withChime(accounts, async (chime) => {
    await withStack({ program: `${HEAD}${first}`, environment: chime.environment, options }, async (stack) => {
      await ok(stack.up());
      chime.lines();
      await then(stack, chime);
      deepEqual(chime.writes(), [], "a move is no change");
      equal((await stack.preview("--expect-no-changes")).exitCode, 0);
      await ok(stack.destroy());
      deepEqual(chime.suspended(), [idOf(9)]);
      deepEqual(
        [6, 7, 8].map((i) => chime.licenseOf(idOf(i))),
        ["Basic", "Basic", "Pro"],
      );
    });
  });
}

const ALWAYS = "options: {refresh: always}";
const LOST = /under onRemoval "restore" it will leave them as it found them/;

describe("what users had before goes along with them, on the real engine", function () {
  this.timeout(300_000);

  it("where a set and an assignment are renamed without an alias, and to another provider, with a refresh", async () => {
    const sets = set("old", [1, 2, 9], "{ provider: one }");
    const first = ONE_AND_TWO + sets + licenses("oldPro", [7, 8], "Pro", "{ provider: one }");
    await story(first, ALWAYS, async (stack) => {
      const next = set("new_", [1, 2, 9], "{ provider: two }") + licenses("newPro", [7, 8], "Pro", "{ provider: two }");
      const output = await up(stack, ONE_AND_TWO + next);
      match(output, /already suspended, moves here from UserSuspensionSet "old" \(3\)/);
      match(output, /license already as declared, moves here from UserLicenseAssignment "oldPro" \(2\)/);
      match(output, /moves to UserSuspensionSet "new_" \(3\)/);
      doesNotMatch(output, LOST);
      // Once more, and a setting of the provider is new: the process that the refresh has asked is ended meanwhile.
      await stack.config("chime:maxAttempts", "3");
      const last =
        set("last", [1, 2, 9], "{ provider: two }") + licenses("lastPro", [7, 8], "Pro", "{ provider: two }");
      const again = await up(stack, ONE_AND_TWO + last);
      match(again, /already suspended, moves here from UserSuspensionSet "new_" \(3\)/);
      match(again, /license already as declared, moves here from UserLicenseAssignment "newPro" \(2\)/);
      doesNotMatch(again, LOST);
    });
  });

  for (const [orders, refresh] of [
    ["one after the other", ""],
    ["with a refresh", ALWAYS],
  ] as const) {
    it(`where users move between sets of two providers, in either order of registration, ${orders}`, async () => {
      const [a, b] = ["{ provider: one }", "{ provider: two }"];
      const first = ONE_AND_TWO + set("a", [1, 2, 3], a) + set("b", [4], b) + set("c", [5]);
      await story(first, refresh, async (stack) => {
        const there = await up(stack, ONE_AND_TWO + set("b", [2, 4], b) + set("a", [1], a) + set("c", [3, 5]));
        match(there, /moves to UserSuspensionSet "b" \(1\): .*2\n/);
        match(there, /moves to UserSuspensionSet "c" \(1\): .*3\n/);
        if (refresh) match(there, /already suspended, moves here from UserSuspensionSet "a"/);
        else doesNotMatch(there, /stay so when/);
        const back = await up(stack, ONE_AND_TWO + set("a", [4], a) + set("c", [1, 3]) + set("b", [2, 5], b));
        match(back, /moves to UserSuspensionSet "a" \(1\): .*4\n/);
        doesNotMatch(back, LOST);
      });
    });
  }

  it("where a license moves together with a user, and with it changes", async () => {
    await story(licenses("a", [6, 7], "Plus") + licenses("b", [], "Pro"), "", async (stack, chime) => {
      const output = await up(stack, licenses("a", [6], "Plus") + licenses("b", [7], "Pro"));
      match(output, /license Plus -> Pro, moves here from UserLicenseAssignment "a"|license Plus -> Pro \(1\)/);
      equal(chime.licenseOf(idOf(7)), "Pro");
      chime.lines();
    });
  });

  it("where a set is replaced by hand, deleted first or after a refresh", async () => {
    await story(set("a", [1, 2], "{ deleteBeforeReplace: true }"), "", async (stack) => {
      doesNotMatch(await ok(stack.up("--replace", urnOf("a"))), LOST);
      await up(stack, set("a", [1, 2]));
      const output = await ok(stack.up("--replace", urnOf("a"), "--refresh"));
      match(output, /stays? with the resource that takes the place of this one/);
      doesNotMatch(output, LOST);
    });
  });

  it("where a set is replaced by hand, or renamed, without an alias and without a refresh", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      await withStack({ program: "", environment: chime.environment }, async (stack) => {
        const d = (users: readonly number[]): string => set("d", users, "{ provider: one }");
        await up(stack, ONE_AND_TWO + set("a", [1]) + set("b", [2]) + d([3]));
        doesNotMatch(await ok(stack.up("--replace", urnOf("a"))), LOST);
        // As in a stack of the version before: the engine has never been asked in it, and previews that first.
        const asked = "urn:pulumi:dev::people::pulumi:providers:pulumi::default";
        await ok(stack.cli("state", "delete", asked, "--yes"));
        // What another provider's set keeps is taken over from it while both list the user.
        const c = set("c", [emailOf(2), 3], "{ provider: two }");
        const renamed = await up(stack, ONE_AND_TWO + set("a", [1]) + c + d([3]));
        // The preview says what the run then does, and the run does not say it again.
        const [preview = "", run = ""] = renamed.split("Updating (dev)");
        match(preview, /already suspended, moves here from UserSuspensionSet "b" \(1\)/);
        doesNotMatch(run, /already suspended/);
        doesNotMatch(renamed, LOST);
        match(renamed, /moves to UserSuspensionSet "c" \(1\): \S+2\n/);
        const left = await up(stack, ONE_AND_TWO + set("a", [1]) + c + d([]));
        match(left, /moves to UserSuspensionSet "c" \(1\): \S+3\n/);
        doesNotMatch(left, LOST);
        await up(stack, ONE_AND_TWO);
        deepEqual(chime.suspended(), []);
      });
    });
  });

  it("where a run has no part for the set that users move to, or for the one that they come from", async () => {
    const first = set("a", [1, 2], "{ provider: one }") + set("b", [3], "{ provider: two }");
    await story(ONE_AND_TWO + first, "", async (stack) => {
      const next = ONE_AND_TWO + set("a", [1], "{ provider: one }") + set("b", [2, 3], "{ provider: two }");
      const output = await up(stack, next, "--target", urnOf("a"));
      match(
        output,
        /keeps in its state what 1 user had before, until UserSuspensionSet "b" takes over, .*: \S+2\. Run pulumi up for the whole stack\.\n/,
      );
      await up(stack, next);
      await up(stack, next, "--expect-no-changes");
    });
  });

  it("where the run fails before the set that users move to is made, where that is refused, and where it waits", async () => {
    await story(set("a", [1, 2, 3]) + set("b", [4]), "", async (stack, chime) => {
      const nowhere = { accountId: "00000000-0000-0000-0000-000000000000" };
      const bad = set("bad", [1], "{ dependsOn: [a] }", nowhere);
      await stack.write(HEAD + set("a", [2, 3]) + bad + set("b", [4, 1], "{ dependsOn: [bad] }"));
      notEqual((await stack.up()).exitCode, 0);
      // Refused for two who are new: the third moves here, and is not to be lost.
      await stack.write(HEAD + set("a", [3]) + set("b", [4, 1, 2, 5, 6], "{ dependsOn: [a] }", { maxChanges: 1 }));
      notEqual((await stack.up()).exitCode, 0);
      const { outputs } = (await stack.resources())["a"] ?? {};
      deepEqual(outputs?.["holdings"], { suspended: { active: { [idOf(3)]: "" } } });
      const moved = outputs?.["moved"] as { to: string; holdings: object }[];
      deepEqual(
        moved.map(({ to, holdings }) => ({ to, holdings })),
        [1, 2].map((person) => ({ to: "b", holdings: { suspended: { active: { [idOf(person)]: "" } } } })),
      );
      const next = set("a", [3]) + set("b", [4, 1, 2]);
      const output = await up(stack, next);
      match(output, /already suspended, moves here from UserSuspensionSet "a" \(2\)/);
      // One that waits takes over once the other is done, which has them in its state no more than for the next run to tell.
      const waiting = set("a", []) + set("b", [4, 1, 2]) + set("c", [3], "{ dependsOn: [a] }");
      await up(stack, waiting);
      await up(stack, waiting, "--expect-no-changes");
      const left = await up(stack, set("a", []) + set("b", [4, 1, 2]) + set("c", [], "{ dependsOn: [a] }"));
      match(left, /UserSuspensionSet "c": unsuspended 1 user/);
      doesNotMatch(left, /UserSuspensionSet "a": unsuspend/);
      deepEqual(chime.suspended(), [1, 2, 4, 9].map(idOf));
      chime.lines();
    });
  });

  it("as a license is given back to the assignment that a failed run did not come to", async () => {
    for (const provider of ["{}", "{ provider: two }"]) {
      const isGone = provider === "{}";
      await withChime([{ people: 10 }], async (chime) => {
        const environment = chime.environment;
        const kept = licenses("b", [7], "Pro", provider);
        const head = isGone ? HEAD : HEAD + ONE_AND_TWO;
        const program = head + licenses("a", [5, 6], "Plus") + (isGone ? "" : kept);
        await withStack({ program, environment }, async (stack) => {
          await ok(stack.up());
          const nowhere = { accountId: "00000000-0000-0000-0000-000000000000" };
          const fails = licenses("b", [5, 7], "Pro", provider) + set("bad", [1], "{ dependsOn: [b] }", nowhere);
          await stack.write(head + fails + licenses("a", [6], "Plus", "{ dependsOn: [bad] }"));
          notEqual((await stack.up()).exitCode, 0);
          deepEqual([chime.licenseOf(idOf(5)), chime.licenseOf(idOf(6))], ["Pro", "Plus"]);
          await stack.write(program);
          const output = await ok(stack.up("--preview"));
          deepEqual([chime.licenseOf(idOf(5)), chime.licenseOf(idOf(6))], ["Plus", "Plus"], output);
          match(output, /license Pro -> Plus, (goes back to|moves here from) UserLicenseAssignment "[ab]" \(1\)/);
          equal((await stack.preview("--expect-no-changes")).exitCode, 0);
          equal((await stack.preview("--refresh", "--expect-no-changes")).exitCode, 0);
          await ok(stack.destroy());
          deepEqual(
            [5, 6, 7].map((i) => chime.licenseOf(idOf(i))),
            ["Basic", "Basic", "Basic"],
          );
        });
      });
    }
  });

  it("and whom another set has taken over since is not undone by a note of that, in whatever run", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const retaining = (people: readonly number[], opts: string): string =>
        set("b", people, opts, { onRemoval: "retain" });
      await withStack({ program: "", environment: chime.environment }, async (stack) => {
        await up(stack, set("a", [1, 2, 4]) + retaining([3], "{}"));
        await up(stack, set("a", [2, 4]) + retaining([1, 3], "{ dependsOn: [a] }"));
        match(JSON.stringify((await stack.resources())["a"]?.outputs?.["moved"]), /"to":"b"/);
        await up(stack, set("a", [2, 4]) + retaining([1, 3], "{}"), "--expect-no-changes");
        await ok(stack.destroy("--target", urnOf("a")));
        deepEqual(chime.suspended(), [1, 3].map(idOf));
        // The other set lets somebody be while the first has no part in the run.
        const waiting = retaining([1, 3, 5], "{ dependsOn: [a] }");
        await up(stack, set("a", [2, 5]) + retaining([1, 3], "{}"));
        await up(stack, set("a", [2]) + waiting);
        await up(stack, set("a", [2]) + retaining([1, 3], "{ dependsOn: [a] }"), "--target", urnOf("b"));
        const after = await up(stack, set("a", [2]) + retaining([1, 3], "{}"));
        doesNotMatch(after, /unsuspend/);
        await ok(stack.destroy());
        deepEqual(chime.suspended(), [1, 3, 5].map(idOf));
      });
    });
  });

  it("where a run is only for a set that is taken out of the program, and whose users others list: it is refused", async () => {
    const waiting = "{ dependsOn: [z] }";
    await story(set("z", [4]) + set("a", [1, 2, 9]) + set("b", [3], waiting), "", async (stack, chime) => {
      const next = set("z", [4]) + set("b", [2, 3, 9], waiting);
      await stack.write(HEAD + next);
      for (const how of [
        ["--target", urnOf("a")],
        ["--exclude", urnOf("b")],
      ]) {
        const { exitCode, output } = await stack.up(...how);
        notEqual(exitCode, 0, output);
        match(
          output,
          /refused, nothing was changed\. users: in the program UserSuspensionSet "b" lists 1 user of this/,
        );
        match(output, /Run pulumi up --refresh for the whole stack/);
        deepEqual(chime.suspended(), [1, 2, 3, 4, 9].map(idOf));
      }
      await up(stack, set("a", [1]) + next);
    });
  });

  it("where a run is only for a set that gets another account, and whose users others list: it is refused", async () => {
    await story(set("a", [1]) + set("b", [3]), "", async (stack, chime) => {
      const next = set("a", [5], "{}", { accountId: TEAM, teamAccount: "disassociate" }) + set("b", [1, 3]);
      await stack.write(HEAD + next);
      const { exitCode, output } = await stack.up("--target", urnOf("a"));
      notEqual(exitCode, 0, output);
      match(output, /refused, nothing was changed.* Run pulumi up --refresh for the whole stack/);
      // Only the new account was written to.
      equal(chime.writes().length, 1);
      doesNotMatch(await up(stack, next, "--refresh"), LOST);
    });
  });

  it("on a Team account, by address and by ID", async () => {
    const team = { accountId: TEAM, teamAccount: "disassociate" };
    const first = set("a", [emailOf(1), 2], "{ provider: one }", team) + set("b", [], "{ provider: two }", team);
    await story(ONE_AND_TWO + first, "", async (stack, chime) => {
      equal(chime.server.account(TEAM)?.Users.length, 8);
      const next = set("b", [1, emailOf(2)], "{ provider: two }", team) + set("a", [], "{ provider: one }", team);
      const output = await up(stack, ONE_AND_TWO + next);
      match(output, /moves to UserSuspensionSet "b" \(2\)/);
      await stack.config("chime:maxAttempts", "3");
      const c = set("c", [1, emailOf(2)], "{ provider: one }", team);
      const renamed = await up(stack, ONE_AND_TWO + c, "--refresh");
      match(renamed, /already suspended, moves here from UserSuspensionSet "b" \(2\)/);
      doesNotMatch(renamed, LOST);
      const destroyed = await ok(stack.destroy());
      match(destroyed, /invited again 2 users/);
      chime.lines();
      await up(stack, ONE_AND_TWO);
    });
  });

  it("and where the program waits in between, the preview says that there is a gap, or on a Team account refuses", async () => {
    const waiting = (more: object, user: number): string =>
      `${set("a", [], "{}", more)}module.exports = (async () => {
        await new Promise((resolve) => a.id.apply(resolve));
        ${set("b", [user], "{}", more)}
      })();`;
    await withChime([{ people: 10 }, { id: TEAM, type: "Team", people: 10 }], async (chime) => {
      await withStack({ program: "", environment: chime.environment }, async (stack) => {
        await up(stack, set("a", [1]));
        await stack.write(`${HEAD}${waiting({}, 1)}`);
        const output = await ok(stack.preview());
        match(output, /suspend, moves here from UserSuspensionSet "a", which lets go of them first/);
        await up(stack, waiting({}, 1));
        deepEqual(chime.suspended(), [idOf(1)]);
        const team = { accountId: TEAM, teamAccount: "disassociate" };
        await up(stack, set("a", [2], "{}", team));
        await stack.write(`${HEAD}${waiting(team, 2)}`);
        const refused = await stack.preview();
        equal(refused.exitCode === 0, false);
        match(refused.output, /would be invited to it by the resource that lists them no more/);
      });
    });
  });
});
