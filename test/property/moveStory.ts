import fc from "fast-check";
import { idOf, type Value } from "./people";
import type { Declared, KindName } from "./program";

/*
 * Stories of people who move between sets, while the sets are renamed, replaced, given another provider, left out of a run,
 * or registered late.
 */

/** People in all, and how many of them were suspended, or had the license, before any set. */
export const EVERYBODY = 4;
const NAMES = ["a", "b", "c", "d"] as const;
export type SetName = (typeof NAMES)[number];

/** A set of a program, and by which of two providers it is managed. */
interface MovingSet {
  readonly name: SetName;
  readonly provider: 0 | 1;
}

/** A program: its sets in the order in which they are registered, and in which of them each person is. */
export interface MovesProgram {
  readonly sets: readonly MovingSet[];
  readonly places: readonly number[];
  /** Whether the last set is made only once the others are done, or while they may still be at it. */
  readonly late: false | "after" | "meanwhile";
  /** Whether it can ask what the stack's state has, as one in TypeScript. */
  readonly asks: boolean;
}

/** What becomes of a request that writes: it is refused, and sent again, or it takes its time. */
export type Trouble = "refused" | "slow" | "none";

/** A set, by place in the program, that is refused; or that the engine does not come to, since it waits for something that fails. */
export interface Failing {
  readonly place: number;
  readonly isReached: boolean;
}

/** One run: of which program, and how. */
export interface MovesStep {
  readonly program: MovesProgram;
  readonly refresh: boolean;
  /** The sets that the run is for, by place in the program; none: all. */
  readonly target: readonly number[];
  /** Whether such a run is also for the sets that the program has no more. */
  readonly targetsGone: boolean;
  /** A set that is replaced by hand, by place in the program. */
  readonly replace: number | null;
  readonly deleteFirst: boolean;
  /** Where the run fails; the engine ends it then, once it has done what it has begun. */
  readonly fails: Failing | null;
  /** Milliseconds between what the engine does, so that its events come in another order. */
  readonly pauses: readonly number[];
  /** What becomes of the first requests that write. */
  readonly troubles: readonly Trouble[];
}

export interface MovesStory {
  readonly kind: KindName;
  /** Who was so before any set. */
  readonly before: readonly boolean[];
  readonly steps: readonly MovesStep[];
}

const program: fc.Arbitrary<MovesProgram> = fc
  .record({
    names: fc.shuffledSubarray([...NAMES], { minLength: 2 }),
    providers: fc.array(fc.constantFrom<(0 | 1)[]>(0, 1), { minLength: 4, maxLength: 4 }),
    places: fc.array(fc.integer({ min: -1, max: 3 }), { minLength: EVERYBODY, maxLength: EVERYBODY }),
    late: fc.constantFrom<MovesProgram["late"][]>(false, false, false, "after", "meanwhile", "meanwhile"),
    asks: fc.boolean(),
  })
  .map(({ names, providers, places, late, asks }) => ({
    sets: names.map((name, i) => ({ name, provider: providers[i] ?? 0 })),
    places: places.map((place) => (place < names.length ? place : -1)),
    late,
    asks,
  }));

const step: fc.Arbitrary<MovesStep> = fc.record({
  program,
  refresh: fc.boolean(),
  target: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 2 }) },
  ),
  targetsGone: fc.boolean(),
  replace: fc.constantFrom(null, null, null, 0, 1),
  deleteFirst: fc.boolean(),
  fails: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.record({ place: fc.nat({ max: 3 }), isReached: fc.boolean() }) },
  ),
  pauses: fc.array(fc.nat({ max: 4 }), { minLength: 8, maxLength: 8 }),
  troubles: fc.array(fc.constantFrom<Trouble[]>("refused", "slow", "none"), { maxLength: 3 }),
});

export const moveStories: fc.Arbitrary<MovesStory> = fc.record({
  kind: fc.constantFrom<KindName[]>("UserSuspensionSet", "UserLicenseAssignment"),
  before: fc.array(fc.constantFrom(false, false, true), { minLength: EVERYBODY, maxLength: EVERYBODY }),
  steps: fc.array(step, { minLength: 2, maxLength: 5 }),
});

/** What a set gives to its people. */
function valueIn(kind: KindName, name: SetName): Value {
  if (kind === "UserSuspensionSet") return "suspended";
  return name === "c" || name === "d" ? "Plus" : "Pro";
}

/** The sets of a program as they are declared. */
export function declaredOf(kind: KindName, { sets, places }: MovesProgram): Declared[] {
  return sets.map(({ name }, place) => ({
    name,
    kind,
    listing: places.flatMap((at, who): Declared["listing"] =>
      at === place ? [[{ who, by: "id", turn: 0 }, valueIn(kind, name)]] : [],
    ),
    exclusive: false,
    onRemoval: "restore",
    protectedUsers: [],
    missingUsers: "fail",
  }));
}

/** What a program wants for each user, by ID. */
export function wantedBy(kind: KindName, { sets, places }: MovesProgram): Map<string, Value> {
  const wanted = new Map<string, Value>();
  for (const [who, place] of places.entries()) {
    const set = sets[place];
    if (set) wanted.set(idOf(who), valueIn(kind, set.name));
  }
  return wanted;
}

function tellStep(kind: KindName, { program: next, ...how }: MovesStep): string {
  const sets = declaredOf(kind, next).map(
    ({ name, listing }, i) =>
      `${name}${next.sets[i]?.provider}[${listing.map(([{ who }]) => who)}]${next.late && i === next.sets.length - 1 ? ` late ${next.late}` : ""}`,
  );
  return `up ${sets.join(" ")}${next.asks ? " asking" : ""} ${JSON.stringify(how)}`;
}

/** A whole story, to be read by a person. */
export function tellMoves({ kind, before, steps }: MovesStory): string {
  const so = before.flatMap((is, who) => (is ? [who] : []));
  return [`${kind}, so before: ${so}`, ...steps.map((one, i) => `${i + 1}. ${tellStep(kind, one)}`), "the end: destroy"]
    .map((line) => `  ${line}`)
    .join("\n");
}
