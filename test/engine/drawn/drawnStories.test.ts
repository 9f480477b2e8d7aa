import fc from "fast-check";
import { EVERYBODY } from "../../property/moveStory";
import { withChime } from "../../support/chime";
import { NATIVE_PLUGIN, withStack } from "../../support/stack";
import { DrawnLife } from "./drawnLife";
import { writeProgram } from "./drawnProgram";
import { type EngineStory, engineStories } from "./drawnStory";

/** How many stories, and which: the same in each run of the tests; `any` draws new ones. */
const RUNS = Number(process.env["ENGINE_STORIES"] ?? "2");
const ASKED = process.env["PROPERTY_SEED"] ?? "20260220";
const SEED = ASKED === "any" ? Date.now() % 1_000_000 : Number(ASKED);

async function live(story: EngineStory): Promise<void> {
  const { kind, before, front, steps } = story;
  const so = before.flatMap((is, who) => (is ? [who] : []));
  const scene = kind === "UserSuspensionSet" ? { suspended: so } : { pro: so };
  await withChime([{ people: EVERYBODY + 1, ...scene }], async (chime) => {
    const [first] = steps;
    const program = first === undefined ? "" : writeProgram(story, first);
    const options = front === "dynamic" ? {} : { options: NATIVE_PLUGIN };
    const project = { ...(front === "yaml" ? { yaml: program } : { program }), ...options };
    await withStack({ ...project, environment: chime.environment }, (stack) =>
      new DrawnLife(story, stack, chime).live(),
    );
  });
}

describe(`whoever moves between sets on the real engine, in stories that are drawn (PROPERTY_SEED=${SEED})`, function () {
  this.timeout(300_000);

  for (const [i, story] of fc.sample(engineStories, { numRuns: RUNS, seed: SEED }).entries()) {
    const { kind, front, steps } = story;
    it(`stays as declared, and is as before at the end: story ${i + 1}, ${kind}, ${front}, ${steps.length} runs`, () =>
      live(story));
  }
});
