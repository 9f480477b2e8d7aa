import fc from "fast-check";
import { type MovesStep, type MovesStory, moveStories, type SetName } from "../../property/moveStory";
import type { KindName } from "../../property/program";

/*
 * Stories of people who move between sets, for the real engine: those of the property tests, and with what is the engine's own. Which process
 * comes to what first is not held still here: it is as it comes.
 */

/** By what a program declares its sets: the dynamic resources, the native provider in Node, or in YAML. */
export type Front = "dynamic" | "native" | "yaml";

/** What a run has besides its program. */
export interface EngineHow {
  /** Whether a set that is new has the name of one that is gone as an alias. */
  readonly renames: boolean;
  readonly continuesOnError: boolean;
}

export interface EngineStep
  extends EngineHow,
    Pick<MovesStep, "program" | "refresh" | "replace" | "deleteFirst" | "fails"> {
  /** The name from before of a set, by its name. */
  readonly aliases: Readonly<Partial<Record<SetName, SetName>>>;
  /** The sets that the run is for, also such as the program has no more; none: all. */
  readonly targets: readonly SetName[];
}

export interface EngineStory extends Pick<MovesStory, "kind" | "before"> {
  readonly front: Front;
  readonly steps: readonly EngineStep[];
}

/** The names that new sets take over, each from one that is gone. */
function aliasesOf({ program }: MovesStep, before: MovesStep | undefined): EngineStep["aliases"] {
  const now = program.sets.map(({ name }) => name);
  const then = before?.program.sets.map(({ name }) => name) ?? [];
  const gone = then.filter((name) => !now.includes(name));
  const made = now.filter((name) => !then.includes(name));
  return Object.fromEntries(made.slice(0, gone.length).map((name, i) => [name, gone[i]]));
}

/** A failing place that the program has. */
function failsIn({ program, fails }: MovesStep): MovesStep["fails"] {
  return fails && { ...fails, place: fails.place % program.sets.length };
}

/** The sets that a run is for. One that waits for another takes part with that one: the engine makes nothing of what waits for what is left out. */
function targetsIn(
  { program, target, targetsGone }: MovesStep,
  before: MovesStep | undefined,
  aliases: EngineStep["aliases"],
): SetName[] {
  const names = program.sets.map(({ name }) => name);
  const named = target.flatMap((place) => names[place] ?? []);
  if (named.length === 0) return [];
  const [first] = names;
  const last = names.at(-1);
  const waited = program.late === "after" && first !== undefined && named.some((name) => name === last) ? [first] : [];
  const then = before?.program.sets.map(({ name }) => name) ?? [];
  const taken = Object.values(aliases);
  const gone = targetsGone ? then.filter((name) => !names.includes(name) && !taken.includes(name)) : [];
  return [...new Set([...named, ...waited, ...gone])];
}

const MOST_STEPS = 5;

export const engineStories: fc.Arbitrary<EngineStory> = fc
  .record({
    moves: moveStories,
    front: fc.constantFrom<Front[]>("dynamic", "native", "yaml"),
    hows: fc.array(
      fc.record({ renames: fc.boolean(), continuesOnError: fc.constantFrom(false, false, false, false, true) }),
      { minLength: MOST_STEPS, maxLength: MOST_STEPS },
    ),
  })
  .map(({ moves: { kind, before, steps }, front, hows }) => ({
    kind,
    before,
    front,
    steps: steps.map((step, i): EngineStep => {
      const { program, refresh, replace, deleteFirst } = step;
      const { renames = false, continuesOnError = false } = hows[i] ?? {};
      const aliases = renames ? aliasesOf(step, steps[i - 1]) : {};
      const targets = targetsIn(step, steps[i - 1], aliases);
      const isIn = (place: number): boolean =>
        targets.length === 0 || targets.some((name) => name === program.sets[place]?.name);
      return {
        program,
        refresh,
        replace: replace !== null && isIn(replace) ? replace : null,
        deleteFirst,
        fails: failsIn(step),
        renames,
        // Both together may end in what the engine itself calls a bug, with a broken state.
        continuesOnError: continuesOnError && targets.length === 0,
        aliases,
        targets,
      };
    }),
  }));

/** The type of a set in the stack. */
export function typeOf(kind: KindName, front: Front): string {
  return front === "dynamic" ? `pulumi-nodejs:dynamic/chime:${kind}` : `chime:index:${kind}`;
}
