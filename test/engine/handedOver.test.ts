import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { withChime } from "../support/chime";
import { ALWAYS, HEAD, LOST, licenses, ONE_AND_TWO, set, story, up, urnOf } from "../support/handovers";
import { emailOf, idOf, TEAM } from "../support/people";
import { withStack } from "../support/stack";
import { ok } from "../support/twoSets";

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
      match(destroyed, /invited 2 users again/);
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
