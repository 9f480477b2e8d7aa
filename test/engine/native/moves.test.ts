import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { withChime } from "../../support/chime";
import { ACCOUNT, idOf } from "../../support/people";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";

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
      });
    });
  });
});
