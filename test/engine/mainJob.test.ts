import { deepEqual, equal, match } from "node:assert/strict";
import { withChime } from "../support/chime";
import { emailOf, idOf, licenseAssignment, programOf, range, suspensionSet } from "../support/people";
import { withStack } from "../support/stack";

/** Half of the people by ID, half by address in some letter case. */
function named(i: number): string {
  return i % 2 === 0 ? idOf(i) : i % 4 === 1 ? emailOf(i).toUpperCase() : emailOf(i);
}

function program(people: readonly number[], licensed: readonly number[]): string {
  const licenses = Object.fromEntries(licensed.map((i) => [named(i), "Pro"]));
  return programOf(suspensionSet({ users: people.map(named) }), licenseAssignment({ licenses }));
}

const FOUND = [3, 30, 110, 500];
const suspend = (users: number): string => `POST BatchSuspendUser ${users} users -> 200`;
const unsuspend = (users: number): string => `POST BatchUnsuspendUser ${users} users -> 200`;
const update = (users: number): string => `POST BatchUpdateUser ${users} users -> 200`;

describe("the main job on the real engine", () => {
  it("suspends, licenses, changes, repairs and restores in the fewest calls", async () => {
    await withChime([{ people: 700, suspended: FOUND, pro: [205, 600] }], async (chime) => {
      const before = chime.server.account("11111111-aaaa-4bbb-8ccc-000000000001");
      const first = program(range(0, 123), range(200, 291));
      await withStack({ program: first, environment: chime.environment }, async (stack) => {
        const preview = await stack.preview();
        equal(preview.exitCode, 0, preview.output);
        match(preview.output, /UserSuspensionSet "leavers": suspend 120 users in "Example Corp" \(account 1111/);
        match(
          preview.output,
          /already suspended when first looked at; stay so when they leave the set \(see onRemoval\) \(3\)/,
        );
        match(preview.output, /license Basic -> Pro \(90\)/);
        deepEqual(chime.writes(), []);

        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.writes(), [
          suspend(20),
          suspend(50),
          suspend(50),
          update(10),
          ...range(0, 4).map(() => update(20)),
        ]);
        equal(chime.suspended().length, 120 + FOUND.length);

        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.lines(), [], "an unchanged program asks nothing");

        // 25 leave, of whom one was found suspended, and 10 join.
        await stack.write(program(range(26, 133), range(200, 291)));
        equal((await stack.up()).exitCode, 0);
        deepEqual(chime.writes(), [suspend(10), unsuspend(25)]);

        await chime.server.unsuspend("11111111-aaaa-4bbb-8ccc-000000000001", [idOf(40)]);
        await chime.server.setLicense("11111111-aaaa-4bbb-8ccc-000000000001", [idOf(210)], "Basic");
        const drift = await stack.preview("--refresh", "--diff");
        match(drift.output, new RegExp(`~ ${idOf(40)} *: "active" => "suspended"`));
        match(drift.output, new RegExp(`~ ${idOf(210)} *: "Basic" => "Pro"`));
        equal((await stack.up("--refresh")).exitCode, 0);
        deepEqual(chime.writes(), ["POST BatchSuspendUser 1 user -> 200", "POST BatchUpdateUser 1 user -> 200"]);

        const written = [await stack.exportText(), ...stack.runs.map(({ run }) => run.output)].join("\n");
        const { accessKeyId, secretAccessKey } = chime.server.credentials;
        equal(written.includes(accessKeyId) || written.includes(secretAccessKey), false, "no credential anywhere");

        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.server.account("11111111-aaaa-4bbb-8ccc-000000000001"), before);
      });
    });
  });
});
