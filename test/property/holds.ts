import fc from "fast-check";
import { World } from "./world";

const RUNS = process.env["PROPERTY_RUNS"];
/** The same stories in each run of the tests, so that a change is judged by what it changes; `any` draws new ones. */
const SEED = process.env["PROPERTY_SEED"] ?? "20260220";
const PATH = process.env["PROPERTY_PATH"];

/** How stories of one kind are lived and told. */
export interface Way<Story> {
  live(world: World, story: Story): Promise<void>;
  tell(story: Story): string;
}

/**
 * Lives through random stories, PROPERTY_RUNS of them where that is set, else `runs`. Throws with the shortest story that goes
 * wrong, and with what brings it back: PROPERTY_SEED, and PROPERTY_PATH for the shortest one alone.
 */
export async function holds<Story>(stories: fc.Arbitrary<Story>, runs: number, way: Way<Story>): Promise<void> {
  const world = await World.open();
  try {
    const result = await fc.check(
      fc.asyncProperty(stories, (story) => way.live(world, story)),
      {
        numRuns: RUNS === undefined ? runs : Number(RUNS),
        ...(SEED === "any" ? {} : { seed: Number(SEED) }),
        ...(PATH === undefined ? {} : { path: PATH, endOnFailure: true }),
      },
    );
    if (!result.failed) return;
    const { seed, counterexamplePath, counterexample, numRuns, numShrinks, errorInstance } = result;
    const again = `PROPERTY_SEED=${seed} PROPERTY_PATH=${counterexamplePath}`;
    const story = counterexample ? way.tell(counterexample[0]) : "";
    const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
    throw new Error(
      `after ${numRuns} stories (${numShrinks} times shortened); again: ${again}\n\n${story}\n\n${reason}`,
    );
  } finally {
    await world.server.close();
  }
}
