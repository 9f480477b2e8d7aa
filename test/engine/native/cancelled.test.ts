import { deepEqual, doesNotMatch, equal, match, notEqual } from "node:assert/strict";
import { type Chime, withChime } from "../../support/chime";
import { ACCOUNT, idOf, range } from "../../support/people";
import { until } from "../../support/processes";
import { NATIVE_PLUGIN, type Stack, withStack } from "../../support/stack";

const PEOPLE = 2_000;

function yaml(users: readonly number[]): string {
  return `resources:
  leavers:
    type: chime:UserSuspensionSet
    properties: {accountId: ${ACCOUNT}, users: ${JSON.stringify(users.map(idOf))}}
`;
}

/** Cancels a run while it reads the account, and gives back what it has said. */
async function cancelReading(stack: Stack, chime: Chime, ...command: string[]): Promise<string> {
  for (const operation of ["GetAccount", "GetUser", "ListUsers"] as const)
    chime.server.faults.always(operation, { latencyMs: 2_000 });
  chime.lines();
  const { pid, ended } = stack.start(...command);
  await until("reading", () => chime.server.journal.entries.length > 0);
  process.kill(pid, "SIGINT");
  const { exitCode, output } = await ended;
  notEqual(exitCode, 0);
  equal(chime.server.journal.entries.filter(({ operation }) => operation === "ListUsers").length <= 1, true);
  chime.server.faults.clear();
  return output;
}

/** What a run says that was cancelled while it read: that, once, and nothing of an account that it can't tell of. */
function expectCancelled(output: string): void {
  const [, diagnostics = ""] = output.split("Diagnostics:");
  deepEqual(
    // In a preview the engine puts a word of its own before it.
    diagnostics.replace("Preview failed: ", "").match(/(?:error|warning): .*UserSuspensionSet.*|suspend .*/g),
    ['error: UserSuspensionSet "leavers": the run was cancelled, nothing was changed. Run the same command again.'],
    output,
  );
  doesNotMatch(output, /could not be read|chime:unreadable|from the state alone|not known/);
}

describe("Ctrl-C while the native provider writes", () => {
  it("lets calls under way end, sends nothing new, and keeps what was done", async () => {
    await withChime([{ people: PEOPLE }], async (chime) => {
      const project = { yaml: yaml(range(0, PEOPLE)), options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        chime.server.faults.always("BatchSuspendUser", { latencyMs: 500 });
        const { pid, ended } = stack.start("up", "--yes", "--skip-preview");
        await until("midway", () => chime.suspended().length >= 100);
        process.kill(pid, "SIGINT");
        const up = await ended;
        notEqual(up.exitCode, 0);

        const suspended = chime.suspended();
        equal(suspended.length < PEOPLE, true, "it was cut off");
        const { leavers } = await stack.resources();
        const failures = leavers?.outputs?.["failures"] as { user: string; code: string; message: string }[];
        deepEqual(
          Object.keys(leavers?.outputs?.["userIds"] as object).sort(),
          suspended.sort(),
          "what was done is in the state",
        );
        equal(failures.length, PEOPLE - suspended.length);
        deepEqual([...new Set(failures.map(({ code }) => code))], ["Cancelled"]);
        equal(new Set(failures.map(({ message }) => message)).size, 1, "one cause, once");
        match(up.output, /users failed \(Cancelled /);

        chime.server.faults.clear();
        chime.lines();
        const again = await stack.up();
        equal(again.exitCode, 0, again.output);
        equal(chime.suspended().length, PEOPLE);
        const written = chime.server.journal.entries.flatMap(({ users }) => users).length;
        equal(written, PEOPLE - suspended.length, "nobody is written twice");
      });
    });
  });

  it("ends a reading at once, and a destroy goes on where it was", async () => {
    await withChime([{ people: 600 }], async (chime) => {
      const project = { yaml: yaml(range(0, 600)), options: NATIVE_PLUGIN, environment: chime.environment };
      await withStack(project, async (stack) => {
        expectCancelled(await cancelReading(stack, chime, "preview"));
        equal((await stack.up()).exitCode, 0);
        await stack.writeYaml(yaml(range(1, 600)));
        for (const command of ["up", "refresh"])
          expectCancelled(await cancelReading(stack, chime, command, "--yes", "--skip-preview"));
        equal(chime.suspended().length, 600);

        chime.server.faults.always("BatchUnsuspendUser", { latencyMs: 500 });
        const { pid, ended } = stack.start("destroy", "--yes", "--skip-preview");
        await until("midway", () => chime.suspended().length <= 500);
        process.kill(pid, "SIGINT");
        notEqual((await ended).exitCode, 0);
        equal(chime.suspended().length > 0, true);
        chime.server.faults.clear();
        equal((await stack.destroy()).exitCode, 0);
        deepEqual(chime.suspended(), []);
      });
    });
  });
});
