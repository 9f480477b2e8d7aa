import fc from "fast-check";
import { World } from "./world";

const RUNS = process.env["PROPERTY_RUNS"];
/** The same stories in each run of the tests, so that a change is judged by what it changes; `any` draws new ones. */
const ASKED = process.env["PROPERTY_SEED"] ?? "20260220";
const SEED = ASKED === "any" ? Date.now() % 2 ** 31 : Number(ASKED);
const PATH = process.env["PROPERTY_PATH"];

/** After how many stories a long run says how far it is. */
const TELL_EACH = 100;

/** Where more than the usual stories are asked for. */
function tell(text: string): true {
  if (RUNS !== undefined) process.stdout.write(`${text}\n`);
  return true;
}

function tellLived(lived: number, all: number): void {
  if (lived % TELL_EACH === 0) tell(`lived ${lived} of ${all} stories`);
}

/** How stories of one kind are lived and told. */
export interface Way<Story> {
  live(world: World, story: Story): Promise<void>;
  tell(story: Story): string;
  /** How many are lived at once, each in a world of its own: more than one where a story mostly waits. */
  readonly atOnce?: number;
}

/**
 * Lives through random stories, PROPERTY_RUNS of them where that is set, else `runs`. Throws with the shortest story that goes
 * wrong, and with what brings it back: PROPERTY_SEED, and PROPERTY_PATH for the shortest one alone.
 */
export async function holds<Story>(stories: fc.Arbitrary<Story>, runs: number, way: Way<Story>): Promise<void> {
  const numRuns = RUNS === undefined ? runs : Number(RUNS);
  const shares = PATH === undefined ? Math.min(way.atOnce ?? 1, numRuns) : 1;
  const hasFailed = new AbortController();
  const ended = await Promise.allSettled(
    Array.from({ length: shares }, (_, share) => {
      return holdsFor(stories, { numRuns, share, shares }, way, hasFailed);
    }),
  );
  for (const end of ended) if (end.status === "rejected") throw end.reason;
}

/**
 * Lives through a share of the stories, one after the other: all shares draw the same ones. Those of the others are not gone on with
 * after one that goes wrong.
 */
async function holdsFor<Story>(
  stories: fc.Arbitrary<Story>,
  { numRuns, share, shares }: { readonly numRuns: number; readonly share: number; readonly shares: number },
  way: Way<Story>,
  hasFailed: AbortController,
): Promise<void> {
  const world = await World.open();
  try {
    let drawn = 0;
    let isShortened = false;
    const property = fc.asyncProperty(stories, async (story) => {
      const isMine = isShortened || drawn % shares === share;
      drawn += 1;
      if (!isMine || hasFailed.signal.aborted) return;
      try {
        await way.live(world, story);
        tellLived(drawn, numRuns);
      } catch (error) {
        // What is drawn from now on is this story, made shorter.
        isShortened ||= tell(
          `PROPERTY_SEED=${SEED} PROPERTY_PATH=${drawn - 1} goes wrong, a shorter one is looked for: ${error}`,
        );
        throw error;
      }
    });
    const result = await fc.check(property, {
      numRuns,
      seed: SEED,
      ...(PATH === undefined ? {} : { path: PATH, endOnFailure: true }),
    });
    if (!result.failed) return;
    hasFailed.abort();
    const { seed, counterexamplePath, counterexample, numShrinks, errorInstance } = result;
    const again = `PROPERTY_SEED=${seed} PROPERTY_PATH=${counterexamplePath}`;
    const story = counterexample ? way.tell(counterexample[0]) : "";
    const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
    throw new Error(
      `after ${result.numRuns} stories (${numShrinks} times shortened); again: ${again}\n\n${story}\n\n${reason}`,
    );
  } finally {
    await world.server.close();
  }
}
