import { deepEqual, doesNotMatch, equal, match, notEqual } from "node:assert/strict";
import { withChime } from "../support/chime";
import { HEAD, LOST, licenses, ONE_AND_TWO, set, story, up, urnOf } from "../support/handovers";
import { idOf, TEAM } from "../support/people";
import { withStack } from "../support/stack";
import { ok } from "../support/twoSets";

describe("what users had before, where a run fails or is for some resources alone, goes along with them, on the real engine", function () {
  this.timeout(300_000);

  it("where a run has no part for the set that users move to, or for the one that they come from", async () => {
    const first = set("a", [1, 2], "{ provider: one }") + set("b", [3], "{ provider: two }");
    await story(ONE_AND_TWO + first, "", async (stack) => {
      const next = ONE_AND_TWO + set("a", [1], "{ provider: one }") + set("b", [2, 3], "{ provider: two }");
      const kept =
        /keeps in its state what 1 user had before, until UserSuspensionSet "b" takes over, .*: \S+2\. Run pulumi up for the whole stack\.\n/;
      await stack.write(HEAD + next);
      match((await stack.preview("--target", urnOf("a"))).output, kept);
      doesNotMatch((await stack.preview("--target", urnOf("a"), "--target", urnOf("b"))).output, kept);
      match(await up(stack, next, "--target", urnOf("a")), kept);
      doesNotMatch((await stack.preview("--target", urnOf("a"))).output, kept);
      doesNotMatch(await up(stack, next), kept);
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
});
