import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, emailOf, idOf } from "../../support/people";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";
import { ok } from "../../support/twoSets";

/** Somebody by number, always listed or within a time. */
type Entry = number | { readonly user: number; readonly from?: string; readonly until?: string };

type Sets = Readonly<Record<string, readonly Entry[]>>;

function written(entry: Entry): unknown {
  return typeof entry === "number" ? idOf(entry) : { ...entry, user: idOf(entry.user) };
}

/** A YAML program with a set for each name, on one provider or on one each. */
function yaml(sets: Sets, providers: "one" | "each"): string {
  const entries = Object.entries(sets).map(([name, people]) => {
    const own = providers === "one" ? "" : `\n    options: {provider: "\${of-${name}}"}`;
    const provider = providers === "one" ? "" : `  of-${name}: {type: pulumi:providers:chime}\n`;
    const properties = `{accountId: ${ACCOUNT}, users: ${JSON.stringify(people.map(written))}, maxChanges: 5}`;
    return `${provider}  ${name}:\n    type: chime:UserSuspensionSet${own}\n    properties: ${properties}\n`;
  });
  return `resources:\n${entries.join("")}`;
}

describe("a user who moves between sets of a YAML program", () => {
  for (const providers of ["one", "each"] as const) {
    it(`stays suspended, with ${providers === "one" ? "one provider" : "a provider each"}, in either direction`, async () => {
      await withChime([{ people: 10 }], async (chime) => {
        const first = yaml({ aaa: [1, 2], bbb: [3] }, providers);
        const project = { yaml: first, options: NATIVE_PLUGIN, environment: chime.environment };
        await withStack(project, async (stack) => {
          equal((await stack.up()).exitCode, 0);
          chime.lines();
          for (const sets of [
            { aaa: [1], bbb: [3, 2] },
            // Back at a moment that has passed: the entry ends in the one as it begins in the other.
            { aaa: [1, { user: 2, from: "2020-01-01" }], bbb: [3, { user: 2, until: "2020-01-01" }] },
          ]) {
            await stack.writeYaml(yaml(sets, providers));
            const { exitCode, output } = await stack.up("--preview");
            equal(exitCode, 0, output);
            doesNotMatch(output, /unsuspend \d|unsuspended \d/);
            match(output, /moves to UserSuspensionSet "(aaa|bbb)"/);
            match(output, /already suspended, moves here from UserSuspensionSet "(aaa|bbb)" \(1\)/);
            doesNotMatch(output, /already suspended(?!, moves here)/);
            deepEqual(chime.writes(), []);
            deepEqual(chime.suspended(), [1, 2, 3].map(idOf));
          }
          // Renamed, together with a setting: the process that the refresh asks is not the one that the program is asked of.
          await stack.config("chime:maxAttempts", "3");
          await stack.writeYaml(yaml({ ccc: [1, 2, 3] }, providers));
          const { exitCode, output } = await stack.up("--preview", "--refresh");
          equal(exitCode, 0, output);
          equal(output.match(/already suspended, moves here from/g)?.length, 2, "from both sets, told once");
          deepEqual(chime.writes(), []);
          equal((await stack.destroy()).exitCode, 0);
          deepEqual(chime.suspended(), []);
        });
      });
    });
  }

  it("has what was before also where the engine comes to the set that gains the user before it asks about the other one", async () => {
    const program = (aaa: readonly number[], bbb: readonly number[]): string =>
      yaml({ aaa, bbb }, "one").replace("  bbb:\n", `  bbb:\n    options: {dependsOn: ["${"$"}{aaa}"]}\n`);
    await withChime([{ people: 10, suspended: [8] }], async (chime) => {
      const project = { yaml: program([1], [2, 3, 8]), options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        chime.lines();
        await stack.writeYaml(program([1, 2, 8], [3]));
        const { exitCode, output } = await stack.up("--preview");
        equal(exitCode, 0, output);
        match(output, /already suspended, moves here from UserSuspensionSet "bbb" \(1\)/);
        doesNotMatch(output, /does not know/);
        deepEqual(chime.writes(), []);
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(), [idOf(8)]);
      });
    });
  });

  it("stays suspended also where more sets change than Pulumi works on at a time", async () => {
    const sets = (of: number): Sets =>
      Object.fromEntries(
        ["aaa", "bbb", "ccc", "ddd", "eee", "fff"].map((name, i) => [
          name,
          [10 + i, ...(i === of ? [1] : []), ...(of > 0 && i > 0 && i < of ? [20 + i] : [])],
        ]),
      );
    await withChime([{ people: 30 }], async (chime) => {
      const project = { yaml: yaml(sets(0), "one"), options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        chime.lines();
        await stack.writeYaml(yaml(sets(5), "one"));
        const { exitCode, output } = await stack.up("--preview", "--parallel", "2");
        equal(exitCode, 0, output);
        match(output, /moves to UserSuspensionSet "fff" \(1\)/);
        deepEqual(
          chime.writes(),
          ["BatchSuspendUser 1 user"].flatMap((call) => Array(4).fill(`POST ${call} -> 200`)),
        );
        // What the first one has noted, since it was done before the engine came to the last one, goes once that is known to have the user.
        const again = await stack.up("--preview");
        match(again.output, /6 unchanged/);
        match(again.output, /"aaa": notes of users who have moved to another resource go out of its state/);
        doesNotMatch(again.output, /leaves/);
        equal((await stack.up("--expect-no-changes")).exitCode, 0);
        deepEqual(chime.writes(), []);
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(), []);
      });
    });
  });

  it("is said to move also where the engine asks about many sets before the one that loses the user", async () => {
    const fillers = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`m${i}`, [10 + i]]));
    const sets = (aaa: readonly number[], zzz: readonly number[]): string => yaml({ aaa, ...fillers, zzz }, "each");
    await withChime([{ people: 30 }], async (chime) => {
      const project = { yaml: sets([1], [2, 3]), options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        await ok(stack.up());
        await stack.writeYaml(sets([1, 2], [3]));
        const preview = await ok(stack.preview());
        match(preview, /already suspended, moves here from UserSuspensionSet "zzz" \(1\)/);
        doesNotMatch(preview, /when first looked at/);
      });
    });
  });

  it("is let in where an alias has renamed the set that the user leaves, and the run refreshes: it is one set by two names", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const project = {
        yaml: yaml({ aaa: [1, 2], bbb: [3] }, "one"),
        options: NATIVE_PLUGIN,
        environment: chime.environment,
      };
      await withStack(project, async (stack) => {
        await ok(stack.up());
        const alias = "\n    options: {aliases: ['urn:pulumi:dev::people::chime:index:UserSuspensionSet::aaa']}";
        const next = yaml({ former: [1], bbb: [3] }, "one").replace("UserSuspensionSet", `UserSuspensionSet${alias}`);
        await stack.writeYaml(next);
        doesNotMatch(await ok(stack.up("--preview", "--refresh")), /not changed here/);
        deepEqual(chime.suspended(), [1, 3].map(idOf));
        await ok(stack.destroy());
        deepEqual(chime.suspended(), []);
      });
    });
  });

  it("has what was before also where two runs in a row fail: the second before the set that keeps the note of the first", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const set = (name: string, people: readonly number[], waits = false): string =>
        `  ${name}:\n    type: chime:UserSuspensionSet\n${waits ? `    options: {dependsOn: ["\${bad}"]}\n` : ""}` +
        `    properties: {accountId: ${ACCOUNT}, users: ${JSON.stringify(people.map(idOf))}}\n`;
      const first = `resources:\n${set("aaa", [1, 6])}${set("bbb", [2])}`;
      await withStack({ yaml: first, options: NATIVE_PLUGIN, environment: chime.environment }, async (stack) => {
        await ok(stack.up());
        chime.server.faults.user(idOf(0), { code: "Forbidden" });
        const bad = set("bad", [0]);
        await stack.writeYaml(`resources:\n${bad}${set("aaa", [6])}${set("bbb", [2, 1], true)}`);
        match((await stack.up("--preview")).output, /moves to UserSuspensionSet "bbb" \(1\)/);
        await stack.writeYaml(`resources:\n${bad}${set("aaa", [5, 6], true)}${set("bbb", [2, 1])}`);
        const second = (await stack.up("--preview")).output;
        match(second, /already suspended, moves here from UserSuspensionSet "aaa" \(1\)/);
        doesNotMatch(second, /already suspended when first looked at/);
        await stack.writeYaml(`resources:\n${set("aaa", [5, 6])}${set("bbb", [2, 1])}`);
        await ok(stack.up("--preview"));
        deepEqual(chime.suspended(), [1, 2, 5, 6].map(idOf));
        await ok(stack.destroy());
        deepEqual(chime.suspended(), []);
      });
    });
  });

  it("is told of where a set that lists users by address is replaced by hand without a refresh", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const users = [idOf(1), emailOf(2)];
      const program = `resources:\n  aaa:\n    type: chime:UserSuspensionSet\n    properties: {accountId: ${ACCOUNT}, users: ${JSON.stringify(users)}}\n`;
      await withStack({ yaml: program, options: NATIVE_PLUGIN, environment: chime.environment }, async (stack) => {
        await ok(stack.up());
        const up = await ok(stack.up("--replace", "urn:pulumi:dev::people::chime:index:UserSuspensionSet::aaa"));
        match(up, /lists 2 users whom this resource has changed, and does not know what they had before/);
      });
    });
  });

  it("and may not be listed by two of them", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const project = {
        yaml: yaml({ aaa: [1, 2], bbb: [2] }, "one"),
        options: NATIVE_PLUGIN,
        environment: chime.environment,
      };
      await withStack(project, async (stack) => {
        const { exitCode, output } = await stack.preview();
        equal(exitCode === 0, false);
        match(output, /UserSuspensionSet "(aaa|bbb)" and UserSuspensionSet "(aaa|bbb)" both list aaaaaaaa-/);
        const up = await stack.up("--skip-preview");
        equal(up.exitCode === 0, false);
        match(up.output, /UserSuspensionSet "(aaa|bbb)" and UserSuspensionSet "(aaa|bbb)" both list aaaaaaaa-/);
        deepEqual(chime.writes(), []);
      });
    });
  });
});

const HEAD = `
const { UserLicenseAssignment: Licenses, UserSuspensionSet: Set } = require("pulumi-chime-users/native");
const { UserLicenseAssignment: DynamicLicenses, UserSuspensionSet: DynamicSet } = require("pulumi-chime-users");
`;

type ClassName = `${"" | "Dynamic"}${"Set" | "Licenses"}`;

/** A resource as a line of a program; the name of the variable is that of the resource. */
function resource(type: ClassName, name: string, more: object, opts = "{}"): string {
  return `const ${name} = new ${type}("${name}", ${JSON.stringify({ accountId: ACCOUNT, ...more })}, ${opts});\n`;
}

function users(...people: readonly number[]): object {
  return { users: people.map(idOf) };
}

function licenses(license: string, ...people: readonly number[]): object {
  return { licenses: Object.fromEntries(people.map((i) => [idOf(i), license])) };
}

describe("what users had before, where a run of native resources fails before they are taken over", () => {
  it("stays in the state of the resource that they leave", async () => {
    await withChime([{ people: 10, suspended: [9] }], async (chime) => {
      const first = resource("Set", "a", users(1, 2)) + resource("Licenses", "p", licenses("Pro", 5, 6));
      const project = { program: HEAD + first, options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        equal((await stack.up()).exitCode, 0);
        const left = resource("Set", "a", users(2)) + resource("Licenses", "p", licenses("Pro", 5));
        const nowhere = { ...users(1), accountId: "00000000-0000-0000-0000-000000000000" };
        const failing = resource("Set", "bad", nowhere, "{ dependsOn: [a, p] }");
        const next = (opts: string): string =>
          resource("Set", "b", users(1), opts) + resource("Licenses", "q", licenses("Plus", 6), opts);
        await stack.write(HEAD + left + failing + next("{ dependsOn: [bad] }"));
        equal((await stack.up()).exitCode, 1);
        deepEqual(Object.keys((await stack.resources())["a"]?.outputs?.["userIds"] ?? {}), [idOf(2)]);
        await stack.write(HEAD + left + next("{}"));
        const { exitCode, output } = await stack.up("--preview");
        equal(exitCode, 0, output);
        match(output, /already suspended, moves here from UserSuspensionSet "a" \(1\)/);
        match(output, /license Pro -> Plus, moves here from UserLicenseAssignment "p" \(1\)/);
        equal((await stack.up("--expect-no-changes")).exitCode, 0);
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(), [idOf(9)]);
        deepEqual(
          [5, 6].map((i) => chime.licenseOf(idOf(i))),
          ["Basic", "Basic"],
        );
      });
    });
  });
});

describe("users who move between dynamic and native resources of a program", () => {
  it("are known by the stack's state, whichever provider has written it: in previews, in notes and where these are over", async () => {
    await withChime([{ people: 10 }], async (chime) => {
      const a = (people: readonly number[], opts = "{}", more = {}): string =>
        resource("DynamicSet", "a", { ...users(...people), ...more }, opts);
      const n = (people: readonly number[], opts = "{}"): string =>
        resource("Set", "n", { ...users(...people), onRemoval: "retain" }, opts);
      const pro = resource("DynamicLicenses", "p", licenses("Pro", 8)) + resource("Licenses", "q", licenses("Pro", 9));
      const moved =
        resource("DynamicLicenses", "p", licenses("Plus", 8, 9)) + resource("Licenses", "q", licenses("Pro"));
      const first = HEAD + a([1, 2]) + n([3, 4]) + pro;
      await withStack({ program: first, options: NATIVE_PLUGIN, environment: chime.environment }, async (stack) => {
        await ok(stack.up());
        await stack.write(HEAD + a([2]) + n([1, 3, 4], "{ dependsOn: [a] }") + moved);
        // What a preview has said is not said again in the run that follows.
        const [previewed = ""] = (await ok(stack.up("--preview"))).split("Updating (dev)");
        match(previewed, /license Pro -> Plus, moves here from UserLicenseAssignment "q" \(1\)/);
        match(JSON.stringify((await stack.resources())["a"]?.outputs?.["moved"]), /"to":"n"/);
        await stack.write(HEAD + a([2]) + n([3, 4], "{ dependsOn: [a] }") + moved);
        const decided = await ok(stack.up());
        doesNotMatch(decided, /leaves 1 user as is/, "it is set n that decides");
        deepEqual(chime.suspended(), [1, 2, 3, 4].map(idOf));
        // Refused, so that set n keeps a note.
        await stack.write(HEAD + n([3]) + a([2, 4, 5, 6], "{ dependsOn: [n] }", { maxChanges: 1 }) + moved);
        equal((await stack.up()).exitCode, 1);
        await stack.write(HEAD + a([2, 4]) + n([3], "{ dependsOn: [a] }") + moved);
        const [taken = ""] = (await ok(stack.up("--preview"))).split("Updating (dev)");
        match(taken, /already suspended, moves here from UserSuspensionSet "n" \(1\)/);
        await ok(stack.destroy());
        deepEqual(chime.suspended(), [1, 3].map(idOf));
        deepEqual(
          [8, 9].map((i) => chime.licenseOf(idOf(i))),
          ["Basic", "Basic"],
        );
      });
    });
  });
});
