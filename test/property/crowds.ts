import fc from "fast-check";
import type { License, Name } from "./people";
import type { Layout, Place, Settings, Step, Story } from "./story";
import { options, troublesAmong, upOptions } from "./troubles";
import type { Doing, Scene } from "./world";

/** People from one, through another. */
type Range = readonly [from: number, through: number];

/** A program over crowds: a range for the set, those right after it for the other set, and a range with a license. */
interface Crowds {
  readonly suspended: Range;
  readonly next: number;
  readonly licensed: Range;
  readonly license: License;
  readonly by: Name["by"];
  readonly exclusive: boolean;
  readonly onRemoval: string;
  readonly maxChanges: string | null;
}

/** A number of people around the limits of pages and calls, where mistakes are made. */
const size = fc.oneof(
  fc.constantFrom(20, 21, 50, 51, 100, 101, 199, 200, 201, 400, 401),
  fc.integer({ min: 1, max: 420 }),
);

const length = fc.oneof(fc.constantFrom(1, 2, 3, 20, 21, 40, 50, 51, 100, 101), fc.integer({ min: 0, max: 160 }));

function rangeAmong(most: number): fc.Arbitrary<Range> {
  const from = fc.nat({ max: most - 1 });
  return fc.tuple(from, length).map(([first, count]): Range => [first, Math.min(first + count, most) - 1]);
}

function isIn(who: number, [from, through]: Range): boolean {
  return who >= from && who <= through;
}

function layoutFrom(people: number, crowds: Crowds): Layout {
  const { suspended, next, licensed, license, by, exclusive, onRemoval, maxChanges } = crowds;
  const rest: Range = [suspended[1] + 1, suspended[1] + next];
  const settings: Settings = {
    onRemoval,
    protectedUsers: [],
    missingUsers: "fail",
    ...(maxChanges ? { maxChanges } : {}),
  };
  const plain: Settings = { onRemoval: "restore", protectedUsers: [], missingUsers: "fail" };
  const places = Array.from({ length: people }, (_, who): Place => {
    const set = isIn(who, suspended) ? "A" : isIn(who, rest) ? "B" : "";
    return { set, assignment: isIn(who, licensed) ? "A" : "", license, by, turn: 0, time: null };
  });
  const setB = next > 0 ? plain : null;
  return { places, settings: { setA: settings, setB, licA: plain, licB: null }, exclusive, twin: null, both: null };
}

function layoutAmong(people: number): fc.Arbitrary<Layout> {
  const crowds = fc.record({
    suspended: rangeAmong(people),
    next: fc.constantFrom(0, 0, 1, 60),
    licensed: rangeAmong(people),
    license: fc.constantFrom<License[]>("Pro", "Plus", "Basic"),
    by: fc.constantFrom<Name["by"][]>("id", "address"),
    exclusive: fc.constantFrom(false, false, true),
    onRemoval: fc.constantFrom("restore", "restore", "unsuspend", "retain"),
    maxChanges: fc.constantFrom(null, null, null, "60%"),
  });
  return crowds.map((drawn) => layoutFrom(people, drawn));
}

function sceneAmong(people: number): fc.Arbitrary<Scene> {
  const licenses = fc.constantFrom<License[]>("Basic", "Pro").map((license) => Array<License>(people).fill(license));
  const suspended = rangeAmong(people).map(([from, through]) => {
    return Array.from({ length: Math.max(0, through - from + 1) }, (_, i) => from + i);
  });
  return fc.record({ people: fc.constant(people), suspended, licenses });
}

function doingAmong(people: number): fc.Arbitrary<Doing> {
  const act = fc.constantFrom<("unsuspend" | "suspend" | "remove")[]>("unsuspend", "unsuspend", "suspend", "remove");
  return fc.tuple(act, rangeAmong(people)).map(([what, [who, through]]) => ({ act: what, who, through }));
}

function stepAmong(people: number): fc.Arbitrary<Step> {
  const troubles = troublesAmong(people, 33);
  const doing = doingAmong(people);
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant("up" as const), options: upOptions(troubles, doing) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("program" as const), layout: layoutAmong(people) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("others" as const), doing }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("refresh" as const), troubles }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("destroy" as const), options: options(troubles) }) },
  );
}

/** Stories of an account whose users fill several calls, and several pages. */
export const crowdStories: fc.Arbitrary<Story> = size.chain((people) => {
  const steps = fc.array(stepAmong(people), { minLength: 1, maxLength: 5, size: "max" });
  return fc.record({ scene: sceneAmong(people), layout: layoutAmong(people), steps, repaired: fc.boolean() });
});
