import { deepEqual, doesNotMatch, match, notEqual } from "node:assert/strict";
import { type Chime, withChime } from "../../support/chime";
import { ACCOUNT, idOf } from "../../support/people";
import { NATIVE_PLUGIN, type Stack, withStack } from "../../support/stack";
import { ok } from "../../support/twoSets";

/** Sets by name, with whom they list; the one that comes last waits for the one before it. */
function yaml(sets: Readonly<Record<string, readonly number[]>>): string {
  const names = Object.keys(sets);
  const written = Object.entries(sets).map(([name, people], i) => {
    const properties = { accountId: ACCOUNT, users: people.map((one) => idOf(one)) };
    const options = i < 2 ? {} : { dependsOn: [`\${${names[i - 1]}}`] };
    return `  ${name}: ${JSON.stringify({ type: "chime:UserSuspensionSet", properties, options })}\n`;
  });
  return `resources:\n${written.join("")}`;
}

/** User 2 moves from set "a" to set "c" in a run that fails before it comes to "c". */
async function afterFailure(
  { before, how }: { readonly before: Readonly<Record<string, readonly number[]>>; readonly how: readonly string[] },
  story: (stack: Stack, chime: Chime) => Promise<void>,
): Promise<void> {
  await withChime([{ people: 10 }], async (chime) => {
    const project = { yaml: yaml(before), options: NATIVE_PLUGIN, environment: chime.environment };
    await withStack(project, async (stack) => {
      await ok(stack.up());
      await stack.writeYaml(yaml({ a: [1], z: [5], c: [2] }));
      chime.server.faults.user(idOf(5), { code: "Forbidden" });
      notEqual((await stack.up(...how)).exitCode, 0);
      chime.server.faults.clear();
      await story(stack, chime);
    });
  });
}

/** Two assignments; the second one is deleted before it is made anew. */
function yamlOfLicenses(a: readonly number[], c: readonly number[]): string {
  const all = [
    ["a", a, "Pro"],
    ["c", c, "Plus"],
  ] as const;
  const written = all.map(([name, people, license]) => {
    const licenses = Object.fromEntries(people.map((one) => [idOf(one), license]));
    const properties = { accountId: ACCOUNT, licenses };
    return `  ${name}: ${JSON.stringify({ type: "chime:UserLicenseAssignment", properties, options: { deleteBeforeReplace: true } })}\n`;
  });
  return `resources:\n${written.join("")}`;
}

const LEFT = /leaves 1 user as is who moved to UserSuspensionSet "c" in an earlier run: \S+0002/;

describe("a user of a YAML program who had moved to a set in a run that failed before it", function () {
  this.timeout(300_000);

  it("is let in once nobody lists the user, where the set was never made", async () => {
    await afterFailure({ before: { a: [1, 2] }, how: ["--preview"] }, async (stack, chime) => {
      await stack.writeYaml(yaml({ a: [1] }));
      match(await ok(stack.preview()), /unsuspend 1 user in [^\n]*\n +unsuspend, no longer listed \(1\)\n[^\n]*0002/);
      await ok(stack.up("--preview"));
      deepEqual(chime.suspended(), [idOf(1)]);
      await ok(stack.up("--expect-no-changes"));
    });
  });

  it("is let in, where the set was there and is still, though it does not change", async () => {
    await afterFailure({ before: { a: [1, 2], z: [], c: [4] }, how: ["--preview"] }, async (stack, chime) => {
      await stack.writeYaml(yaml({ a: [1], z: [], c: [4] }));
      await ok(stack.up("--preview"));
      deepEqual(chime.suspended(), [1, 4].map(idOf));
      await ok(stack.up("--expect-no-changes"));
    });
  });

  it("is left as is with a word, where the set was there and is taken out, and a refresh ends that", async () => {
    await afterFailure({ before: { a: [1, 2], z: [], c: [4] }, how: ["--preview"] }, async (stack, chime) => {
      await stack.writeYaml(yaml({ a: [1], z: [] }));
      match(await ok(stack.preview()), LEFT);
      match(await ok(stack.up("--preview")), LEFT);
      match(await ok(stack.up()), LEFT);
      const refreshed = await ok(stack.up("--preview", "--refresh"));
      match(refreshed, LEFT);
      doesNotMatch(refreshed, /A run with --refresh knows/);
      deepEqual(chime.suspended(), [1, 2].map(idOf));
      await ok(stack.up("--expect-no-changes"));
    });
  });

  it("is no more in mind once the user is as before, where nothing tells of the set any more", async () => {
    await afterFailure({ before: { a: [1, 2], z: [], c: [4] }, how: ["--preview"] }, async (stack, chime) => {
      await stack.writeYaml(yaml({ a: [1], z: [] }));
      chime.server.changeUser(ACCOUNT, idOf(2), { UserRegistrationStatus: "Registered" });
      const preview = await ok(stack.preview());
      doesNotMatch(preview, LEFT);
      match(preview, /"a": notes of users who have moved to another resource go out of its state/);
      doesNotMatch(await ok(stack.up()), LEFT);
      await ok(stack.up("--expect-no-changes"));
      deepEqual(chime.suspended(), [idOf(1)]);
    });
  });

  it("stays suspended where the set takes over in the next run, and nothing is left of the note", async () => {
    await afterFailure({ before: { a: [1, 2] }, how: ["--preview"] }, async (stack, chime) => {
      chime.lines();
      doesNotMatch(await ok(stack.up("--preview")), LEFT);
      deepEqual(chime.writes(), ["POST BatchSuspendUser 1 user -> 200"]);
      deepEqual(chime.suspended(), [1, 2, 5].map(idOf));
      // The first set has its note still, and this run is not for the one that has the user.
      const { a } = await stack.resources();
      await ok(stack.up("--preview", "--target", a?.urn ?? ""));
      deepEqual(chime.suspended(), [1, 2, 5].map(idOf));
      await ok(stack.up());
      await ok(stack.up("--expect-no-changes"));
      await stack.writeYaml(yaml({ a: [1], z: [5], c: [] }));
      await ok(stack.up("--preview"));
      deepEqual(chime.suspended(), [1, 5].map(idOf));
      await ok(stack.destroy());
      deepEqual(chime.suspended(), []);
    });
  });

  it("has another license there, and once that is seen nothing is left of the note", async () => {
    await withChime([{ people: 4 }], async (chime) => {
      const project = { yaml: yamlOfLicenses([], [2, 3]), options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        await ok(stack.up());
        await stack.writeYaml(yamlOfLicenses([2], [3]));
        const { c } = await stack.resources();
        await ok(stack.up("--preview", "--replace", c?.urn ?? ""));
        chime.lines();
        match(
          await ok(stack.up("--preview")),
          /"c": notes of users who have moved to another resource go out of its state/,
        );
        await ok(stack.up("--expect-no-changes"));
        deepEqual(chime.writes(), []);
        await ok(stack.destroy());
        deepEqual(
          [1, 2, 3].map((one) => chime.licenseOf(idOf(one))),
          ["Basic", "Basic", "Basic"],
        );
      });
    });
  });
});
