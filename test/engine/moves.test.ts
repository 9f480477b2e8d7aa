import { deepEqual, doesNotMatch, equal, match, notEqual } from "node:assert/strict";
import { type Chime, withChime } from "../support/chime";
import { ACCOUNT, idOf, SECOND_ACCOUNT } from "../support/people";
import { type Stack, withStack } from "../support/stack";

const HEAD = `
const { Provider, UserLicenseAssignment, UserSuspensionSet } = require("pulumi-chime-users");
const accountId = ${JSON.stringify(ACCOUNT)};
`;
// Each provider is one more process in each run: only where sets have providers of their own are these declared.
const WITH_TWO = `${HEAD}
const one = new Provider("one", {});
const two = new Provider("two", {});
`;

const set = (name: string, people: readonly number[], opts: string): string =>
  `new UserSuspensionSet(${JSON.stringify(name)}, { accountId, users: ${JSON.stringify(people.map(idOf))} }, ${opts});\n`;

const licenses = (name: string, people: readonly number[], opts: string): string =>
  `new UserLicenseAssignment(${JSON.stringify(name)}, { accountId, licenses: ${JSON.stringify(
    Object.fromEntries(people.map((i) => [idOf(i), "Pro"])),
  )} }, ${opts});\n`;

/** Brings a stack from one program to the next, with the preview that a person would have looked at. */
async function up(stack: Stack, program: string): Promise<string> {
  await stack.write(program);
  const { exitCode, output } = await stack.up("--preview");
  equal(exitCode, 0, output);
  return output;
}

async function story(first: string, then: (stack: Stack, chime: Chime) => Promise<void>): Promise<void> {
  await withChime([{ people: 10 }, { id: SECOND_ACCOUNT, people: 10 }], async (chime) => {
    await withStack({ program: first, environment: chime.environment }, async (stack) => {
      equal((await stack.up()).exitCode, 0);
      chime.lines();
      await then(stack, chime);
    });
  });
}

describe("a user whom a resource of the program lists, on the real engine", function () {
  this.timeout(300_000);

  it("stays suspended where the set is renamed and given another provider, and keeps the license likewise", async () => {
    const first = `${WITH_TWO}${set("old", [1, 2], "{ provider: one }")}${licenses("old", [3], "{ provider: one }")}`;
    await story(first, async (stack, chime) => {
      const next = `${WITH_TWO}${set("new", [1, 2], "{ provider: two }")}${licenses("new", [3], "{ provider: two }")}`;
      const output = await up(stack, next);
      deepEqual(chime.writes(), []);
      deepEqual(chime.suspended(), [1, 2].map(idOf));
      match(output, /moves to UserSuspensionSet "new"/);
    });
  });

  it("stays suspended where the user moves between sets of two providers, in either order", async () => {
    const first = `${WITH_TWO}${set("a", [1, 2], "{ provider: one }")}${set("b", [3], "{ provider: two }")}`;
    await story(first, async (stack, chime) => {
      const there = await up(
        stack,
        `${WITH_TWO}${set("a", [1], "{ provider: one }")}${set("b", [2, 3], "{ provider: two }")}`,
      );
      doesNotMatch(there, /unsuspend \d|unsuspended \d/);
      const back = await up(
        stack,
        `${WITH_TWO}${set("a", [1, 2], "{ provider: one }")}${set("b", [3], "{ provider: two }")}`,
      );
      doesNotMatch(back, /unsuspend \d|unsuspended \d/);
      deepEqual(chime.writes(), []);
      deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
    });
  });

  it("is not let in meanwhile where the gaining set waits for the losing one", async () => {
    const first = `${HEAD}${set("a", [1, 2], "{}")}${set("b", [3], "{}")}`;
    await story(first, async (stack, chime) => {
      const losing = `const a = ${set("a", [1], "{}")}`;
      const output = await up(stack, `${HEAD}${losing}${set("b", [2, 3], "{ dependsOn: a }")}`);
      doesNotMatch(output, /unsuspend \d|unsuspended \d/);
      deepEqual(chime.writes(), []);
      deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
    });
  });

  it("stays as declared on an account that is left together with a change of onRemoval, which counts at once", async () => {
    const first = `${HEAD}${set("a", [1], "{}")}`;
    await story(first, async (stack, chime) => {
      const args = `{ accountId: ${JSON.stringify(SECOND_ACCOUNT)}, users: ${JSON.stringify([idOf(2)])}, onRemoval: "retain" }`;
      await up(stack, `${HEAD}new UserSuspensionSet("a", ${args});\n`);
      deepEqual(chime.suspended(), [idOf(1)]);
      deepEqual(chime.suspended(SECOND_ACCOUNT), [idOf(2)]);
    });
  });

  it("is no longer listed where a transformation takes the user out, or ignoreChanges keeps the other set as it was", async () => {
    const first = `${HEAD}${set("a", [1, 2], "{}")}${set("b", [3, 4], "{}")}`;
    await story(first, async (stack, chime) => {
      const without = `require("@pulumi/pulumi").runtime.registerStackTransformation(({ type, props, opts }) =>
        props.users ? { props: { ...props, users: props.users.filter((user) => user !== ${JSON.stringify(idOf(2))}) }, opts } : undefined);`;
      await up(stack, `${HEAD}${without}${set("a", [1, 2], "{}")}${set("b", [3, 4], "{}")}`);
      deepEqual(chime.suspended(), [1, 3, 4].map(idOf));
      await up(stack, `${HEAD}${set("a", [], "{}")}${set("b", [1, 3, 4], '{ ignoreChanges: ["users"] }')}`);
      deepEqual(chime.suspended(), [3, 4].map(idOf));
    });
  });

  it("is let in by destroy where an alias has renamed the set, and the run refreshes: it is one set by two names", async () => {
    await story(`${HEAD}${set("leavers", [1, 2], "{}")}`, async (stack, chime) => {
      const alias = '{ aliases: [{ name: "leavers" }] }';
      match(await up(stack, `${HEAD}${set("former", [1, 2], alias)}`), /2 unchanged/);
      const { exitCode, output } = await stack.destroy("--refresh");
      equal(exitCode, 0, output);
      doesNotMatch(output, /not changed here/);
      deepEqual(chime.suspended(), []);
    });
  });

  it("has what was before where an alias renames the set that the user leaves, and the run fails before it comes to the other one", async () => {
    await story(`${HEAD}${set("leavers", [1, 2], "{}")}${set("others", [3], "{}")}`, async (stack, chime) => {
      const alias = '{ aliases: [{ name: "leavers" }] }';
      const nowhere = `{ accountId: "00000000-0000-0000-0000-000000000000", users: ["${idOf(1)}"] }`;
      const bad = `const bad = new UserSuspensionSet("bad", ${nowhere}, { dependsOn: former });\n`;
      const waits = set("others", [2, 3], "{ dependsOn: bad }");
      await stack.write(`${HEAD}const former = ${set("former", [1], alias)}${bad}${waits}`);
      notEqual((await stack.up()).exitCode, 0);
      deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
      await up(stack, `${HEAD}${set("former", [1], "{}")}${set("others", [3], "{}")}`);
      deepEqual(chime.suspended(), [1, 3].map(idOf));
    });
  });

  it("is undone by destroy all the same, with the program run or not", async () => {
    const program = `${WITH_TWO}${set("a", [1], "{ provider: one }")}${set("b", [2], "{ provider: two }")}`;
    await story(program, async (stack, chime) => {
      const destroyed = await stack.destroy("--run-program");
      equal(destroyed.exitCode, 0, destroyed.output);
      deepEqual(chime.suspended(), []);
      await up(stack, program);
      equal((await stack.destroy()).exitCode, 0);
      deepEqual(chime.suspended(), []);
      // The state has the name from before, and that is all that a deletion is told.
      await up(stack, program);
      await up(
        stack,
        program.replace('"a"', '"renamed"').replace("provider: one", 'provider: one, aliases: [{ name: "a" }]'),
      );
      equal((await stack.destroy("--run-program")).exitCode, 0);
      deepEqual(chime.suspended(), []);
    });
  });
});
