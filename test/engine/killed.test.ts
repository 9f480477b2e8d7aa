import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { isRunning } from "../../provider/model/processStart";
import { type Chime, withChime } from "../support/chime";
import { idOf, programOf, range, suspensionSet } from "../support/people";
import { descendants, until } from "../support/processes";
import { NATIVE_PLUGIN, type Run, type Stack, withStack } from "../support/stack";

/** A front with the process by which the engine reaches it. */
const FRONTS = [
  { front: "dynamic", from: "pulumi-chime-users", provider: "dynamic-provider" },
  { front: "native", from: "pulumi-chime-users/native", provider: "pulumi-resource-chime" },
] as const;

const sorted = (people: readonly number[]): string[] => people.map(idOf).sort();

/** Lets two calls of an operation through and holds up all that come after. */
function holdUp(chime: Chime, operation: "BatchSuspendUser" | "BatchUnsuspendUser"): void {
  chime.server.faults.next(operation, {}, 2);
  chime.server.faults.always(operation, { connection: "hang" });
}

/** Runs a command of the CLI, kills a part of it once `isMidway`, and lets the service work again. */
async function killMidway(
  chime: Chime,
  stack: Stack,
  name: string,
  args: readonly string[],
  victim: "provider" | "cli",
  isMidway: () => boolean,
): Promise<Run> {
  const { pid, ended } = stack.start(...args);
  await until("midway", isMidway);
  const providers = descendants(pid, name);
  notEqual(providers.length, 0, "there is a provider process");
  if (victim === "provider") for (const provider of providers) process.kill(provider, "SIGKILL");
  else {
    process.kill(pid, "SIGKILL");
    // By itself, so that it does not meddle with what comes next.
    await until("the provider has ended, too", () => !providers.some((provider) => isRunning(provider, undefined)));
  }
  const run = await ended;
  chime.server.faults.clear();
  if (victim === "cli") equal((await stack.cli("cancel", "--yes")).exitCode, 0);
  return run;
}

const UP = ["up", "--yes", "--skip-preview"];
const DESTROY = ["destroy", "--yes", "--skip-preview"];

/** Users that were unsuspended since the last look. */
function unsuspended(chime: Chime): string[] {
  const entries = chime.server.journal.entries.filter(({ operation }) => operation === "BatchUnsuspendUser");
  return entries.flatMap(({ users }) => users).sort();
}

for (const { front, from, provider } of FRONTS) {
  const set = (people: readonly number[]): string =>
    programOf(suspensionSet({ users: people.map(idOf) })).replace('"pulumi-chime-users"', JSON.stringify(from));

  describe(`a run that is killed in the middle, of the ${front} provider`, () => {
    for (const victim of ["provider", "cli"] as const) {
      it(`of create, by SIGKILL of the ${victim}: up finishes it, and says who counts as found suspended`, async () => {
        await withChime([{ people: 200, suspended: [5, 190] }], async (chime) => {
          await withStack(
            { program: set(range(0, 151)), options: NATIVE_PLUGIN, environment: chime.environment },
            async (stack) => {
              holdUp(chime, "BatchSuspendUser");
              const killed = await killMidway(
                chime,
                stack,
                provider,
                UP,
                victim,
                () => chime.suspended().length === 102,
              );
              notEqual(killed.exitCode, 0);
              deepEqual(await stack.resources(), {}, "no record is left of it");

              const up = await stack.up();
              equal(up.exitCode, 0);
              match(up.output, /suspend 50 users/);
              match(
                up.output,
                /already suspended when first looked at; stay so when they leave the set \(see onRemoval\) \(101\):/,
              );
              deepEqual(chime.suspended(), sorted([...range(0, 151), 190]));
              deepEqual(unsuspended(chime), []);

              equal((await stack.destroy()).exitCode, 0);
              const left = chime.suspended();
              equal(left.includes(idOf(5)) && left.includes(idOf(190)), true, "found suspended before any run");
              equal(left.length, 102, "whom the killed run suspended stays suspended, which is the safe side");
            },
          );
        });
      });

      it(`of update, by SIGKILL of the ${victim}: up finishes it, and nobody listed is unsuspended`, async () => {
        await withChime([{ people: 300, suspended: [5] }], async (chime) => {
          await withStack(
            { program: set(range(0, 60)), options: NATIVE_PLUGIN, environment: chime.environment },
            async (stack) => {
              equal((await stack.up()).exitCode, 0);
              await stack.write(set(range(30, 210)));
              chime.lines();
              holdUp(chime, "BatchSuspendUser");
              const isMidway = (): boolean => chime.suspended().length === 131 && unsuspended(chime).length === 29;
              const killed = await killMidway(chime, stack, provider, UP, victim, isMidway);
              notEqual(killed.exitCode, 0);

              const up = await stack.up();
              equal(up.exitCode, 0);
              deepEqual(chime.suspended(), sorted([5, ...range(30, 210)]));
              const expected = range(0, 30).filter((i) => i !== 5);
              deepEqual([...new Set(unsuspended(chime))], sorted(expected));
              match(
                up.output,
                /already suspended when first looked at; stay so when they leave the set \(see onRemoval\) \(100\):/,
              );
              chime.lines();
              equal((await stack.up()).exitCode, 0);
              deepEqual(chime.lines(), []);
            },
          );
        });
      });
    }

    it("of a move, while the set that gains users is writing: what they had before is not lost", async () => {
      const two = (a: readonly number[], b: readonly number[]): string => {
        const sets = [suspensionSet({ users: a.map(idOf) }, "a"), suspensionSet({ users: b.map(idOf) }, "b")];
        return programOf(...sets).replace('"pulumi-chime-users"', JSON.stringify(from));
      };
      await withChime([{ people: 200, suspended: [5] }], async (chime) => {
        const program = two(range(0, 20), []);
        await withStack({ program, options: NATIVE_PLUGIN, environment: chime.environment }, async (stack) => {
          equal((await stack.up()).exitCode, 0);
          await stack.write(two([0], range(1, 180)));
          chime.lines();
          holdUp(chime, "BatchSuspendUser");
          const isMidway = (): boolean => chime.suspended().length >= 120;
          const killed = await killMidway(chime, stack, provider, UP, "provider", isMidway);
          notEqual(killed.exitCode, 0);
          const up = await stack.up();
          equal(up.exitCode, 0, up.output);
          deepEqual(chime.suspended(), sorted(range(0, 180)));
          deepEqual(unsuspended(chime), []);
          equal((await stack.destroy()).exitCode, 0);
          // Of whom the killed run has suspended it is said that they stay so; none of them was there before.
          const lost = range(1, 20).filter((i) => i !== 5 && chime.suspended().includes(idOf(i)));
          deepEqual(lost, []);
        });
      });
    });

    it("of destroy, by SIGKILL of the provider: the next destroy finishes it", async () => {
      await withChime([{ people: 200, suspended: [5] }], async (chime) => {
        await withStack(
          { program: set(range(0, 150)), options: NATIVE_PLUGIN, environment: chime.environment },
          async (stack) => {
            equal((await stack.up()).exitCode, 0);
            holdUp(chime, "BatchUnsuspendUser");
            const killed = await killMidway(
              chime,
              stack,
              provider,
              DESTROY,
              "provider",
              () => chime.suspended().length <= 51,
            );
            notEqual(killed.exitCode, 0);
            equal(Object.keys(await stack.resources()).length, 1, "the set is in the state still");
            chime.lines();
            const destroy = await stack.destroy();
            equal(destroy.exitCode, 0);
            deepEqual(chime.writes(), ["POST BatchUnsuspendUser 49 users -> 200"]);
            deepEqual(chime.suspended(), [idOf(5)]);
          },
        );
      });
    });
  });
}
