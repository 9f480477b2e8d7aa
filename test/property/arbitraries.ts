import fc from "fast-check";
import type { License, Name } from "./people";
import type { Layout, Place, Settings, Step, Story } from "./story";
import type { Time } from "./time";
import { options, troublesAmong, upOptions } from "./troubles";
import type { Doing, Scene } from "./world";

/** What a kind of stories is about; how often something is so, of a hundred times. */
export interface Theme {
  /** People in all: in the account at the start, or to come. */
  readonly everybody: number;
  /** A program has a first set: by default nearly always. */
  readonly setA?: number;
  /** A program has a second set, an assignment, a second assignment. */
  readonly setB: number;
  readonly licA: number;
  readonly licB: number;
  /** A set without another beside it is exclusive. */
  readonly exclusive: number;
  /** People come, go or change their address, and programs name them by what they are not yet, or not any more. */
  readonly moving: number;
  /** A setting is other than by default. */
  readonly settings: number;
  /** An entry counts for a time alone; by default none does, and no day goes by. */
  readonly time?: number;
  /** Something goes wrong during an operation. */
  readonly trouble: number;
}

/** An arbitrary that is mostly the usual value: something else so many times of a hundred. */
function sometimes<T>(often: number, arbitrary: fc.Arbitrary<T>, usual: T): fc.Arbitrary<T> {
  return fc.oneof({ weight: 100 - often, arbitrary: fc.constant(usual) }, { weight: often, arbitrary });
}

const license = fc.constantFrom<License[]>("Basic", "Pro", "Plus");

function settingsOf(theme: Theme, name: fc.Arbitrary<Name>, onRemoval: readonly string[]): fc.Arbitrary<Settings> {
  const { settings } = theme;
  return fc
    .record({
      onRemoval: sometimes(settings, fc.constantFrom(...onRemoval), "restore"),
      protectedUsers: sometimes(settings, fc.array(name, { minLength: 1, maxLength: 2 }), []),
      maxChanges: sometimes<number | string | undefined>(
        settings,
        fc.constantFrom(3, "50%", "20%", 2, 1, 0),
        undefined,
      ),
      // A listed user who is missing stops the whole program: mostly it is only told, so that stories go on.
      missingUsers: sometimes<"warn" | "fail">(Math.min(settings, 20), fc.constant("fail"), "warn"),
    })
    .map(({ maxChanges, ...rest }) => (maxChanges === undefined ? rest : { ...rest, maxChanges }));
}

/** Some days of the first ten: at least one, where it begins and ends. */
function timeOf(often: number): fc.Arbitrary<Time | null> {
  if (often === 0) return fc.constant(null);
  const day = fc.nat({ max: 9 });
  const time = fc.oneof(
    fc.record({ from: day }),
    fc.record({ until: day, goesOver: fc.boolean() }),
    fc
      .record({ from: day, length: fc.integer({ min: 1, max: 5 }), goesOver: fc.boolean() })
      .map(({ from, length, goesOver }) => ({ from, until: from + length, goesOver })),
  );
  return sometimes<Time | null>(often, time, null);
}

/** The names that somebody may go by, mostly the first ID or address, and where programs put people. */
function namesOf({ everybody, moving, time = 0 }: Theme): { name: fc.Arbitrary<Name>; place: fc.Arbitrary<Place> } {
  const who = fc.nat({ max: everybody - 1 });
  const turn = sometimes(moving, fc.constant(1), 0);
  const by = fc.constantFrom<Name["by"][]>("id", "address", "ADDRESS");
  const set = fc.constantFrom<Place["set"][]>("", "A", "A", "B");
  const assignment = fc.constantFrom<Place["assignment"][]>("", "A", "A", "B");
  return {
    name: fc.record({ who, by, turn }),
    place: fc.record({ set, assignment, license, by, turn, time: timeOf(time) }),
  };
}

function layoutOf(theme: Theme): fc.Arbitrary<Layout> {
  const { everybody, exclusive } = theme;
  const { name, place } = namesOf(theme);
  const set = settingsOf(theme, name, ["unsuspend", "retain"]);
  const assignment = settingsOf(theme, name, ["retain", "Basic", "Plus"]);
  return fc.record({
    places: fc.array(place, { minLength: everybody, maxLength: everybody }),
    settings: fc.record({
      setA: sometimes<Settings | null>(theme.setA ?? 90, set, null),
      setB: sometimes<Settings | null>(theme.setB, set, null),
      licA: sometimes<Settings | null>(theme.licA, assignment, null),
      licB: sometimes<Settings | null>(theme.licB, assignment, null),
    }),
    exclusive: sometimes(exclusive, fc.constant(true), false),
    twin: sometimes<Name | null>(Math.ceil(theme.settings / 3), name, null),
    both: sometimes<Name | null>(Math.ceil(theme.settings / 3), name, null),
  });
}

function sceneOf({ everybody, moving }: Theme): fc.Arbitrary<Scene> {
  return fc.record({
    people: fc.integer({ min: moving > 0 ? Math.ceil(everybody / 2) : everybody, max: everybody }),
    suspended: fc.uniqueArray(fc.nat({ max: everybody - 1 }), { maxLength: 3 }),
    licenses: fc.array(license, { maxLength: everybody }),
  });
}

function doingOf({ everybody, moving }: Theme): fc.Arbitrary<Doing> {
  const who = fc.nat({ max: everybody - 1 });
  const standing = fc.constantFrom<("unsuspend" | "suspend")[]>("unsuspend", "suspend");
  const coming = fc.constantFrom<("rename" | "remove" | "add")[]>("rename", "remove", "add");
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ act: standing, who }) },
    { weight: 2, arbitrary: fc.record({ act: fc.constant("license" as const), who, license }) },
    { weight: Math.ceil(moving / 10), arbitrary: fc.record({ act: coming, who }) },
  );
}

function stepOf(theme: Theme): fc.Arbitrary<Step> {
  const who = fc.nat({ max: theme.everybody - 1 });
  const { place } = namesOf(theme);
  const troubles = troublesAmong(theme.everybody, theme.trouble);
  const doing = doingOf(theme);
  const parts = { layout: layoutOf(theme), doing, up: upOptions(troubles, doing), destroy: options(troubles) };
  const wait = fc.record({ do: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 4 }) });
  return fc.oneof(
    ...((theme.time ?? 0) > 0 ? [{ weight: 6, arbitrary: wait }] : []),
    { weight: 8, arbitrary: fc.record({ do: fc.constant("up" as const), options: parts.up }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant("others" as const), doing: parts.doing }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant("edit" as const), who, place }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("program" as const), layout: parts.layout }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("refresh" as const), troubles }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("destroy" as const), options: parts.destroy }) },
  );
}

/** Stories of a few people who go through everything. */
export function storiesOf(theme: Theme): fc.Arbitrary<Story> {
  const steps = fc.array(stepOf(theme), { minLength: 1, maxLength: 14, size: "max" });
  return fc.record({
    scene: sceneOf(theme),
    layout: layoutOf(theme),
    steps,
    repaired: fc.constantFrom(true, true, false),
  });
}
