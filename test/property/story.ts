import type { Death, Options, UpOptions } from "./engine";
import type { Trouble } from "./faults";
import { type License, type Name, spell, type Value } from "./people";
import type { Declared, KindName, Program } from "./program";
import { countsOn, nextDayOf, type Time, type Timed } from "./time";
import type { Doing, Scene } from "./world";

/** Settings of one resource, as its program has them. */
export type Settings = Pick<Declared, "onRemoval" | "protectedUsers" | "maxChanges" | "missingUsers">;

/** Where a program has one person: in which set, with which license in which assignment, and by what name. */
export interface Place {
  readonly set: "" | "A" | "B";
  readonly assignment: "" | "A" | "B";
  readonly license: License;
  readonly by: Name["by"];
  readonly turn: number;
  /** When the entries count; null: always. */
  readonly time: Time | null;
}

export const SLOTS = ["setA", "setB", "licA", "licB"] as const;
export type Slot = (typeof SLOTS)[number];

/** A program in the making: who is where, and which resources there are. */
export interface Layout {
  readonly places: readonly Place[];
  readonly settings: Readonly<Record<Slot, Settings | null>>;
  /** Whether the set is exclusive; one that has another set beside it never is. */
  readonly exclusive: boolean;
  /** Somebody who is listed by a second name in the same set. */
  readonly twin: Name | null;
  /** Somebody whom the second set lists, whoever else does. */
  readonly both: Name | null;
}

/** What happens next. */
export type Step =
  | { readonly do: "program"; readonly layout: Layout }
  | { readonly do: "edit"; readonly who: number; readonly place: Place }
  | { readonly do: "others"; readonly doing: Doing }
  | { readonly do: "wait"; readonly days: number }
  | { readonly do: "up"; readonly options: UpOptions }
  | { readonly do: "refresh"; readonly troubles: readonly Trouble[] }
  | { readonly do: "destroy"; readonly options: Options };

/** An account, a program, and what happens to them. */
export interface Story {
  readonly scene: Scene;
  readonly layout: Layout;
  readonly steps: readonly Step[];
  /** Whether an up that refreshes makes everything right before the final destroy. */
  readonly repaired: boolean;
}

const KIND_OF: Readonly<Record<Slot, KindName>> = {
  setA: "UserSuspensionSet",
  setB: "UserSuspensionSet",
  licA: "UserLicenseAssignment",
  licB: "UserLicenseAssignment",
};

/** An entry of a program: who, what, and when. */
interface Entry {
  readonly name: Name;
  readonly value: Value;
  readonly time: Time | null;
}

/** When somebody is listed in a resource, where the person is put into this one or the other one of its kind. */
function timeIn(place: Place, isHere: boolean): Time | null | undefined {
  const { time } = place;
  if (isHere) return time;
  // Who goes over to another resource is listed there from that moment on.
  return time?.goesOver === true && time.until !== undefined ? { from: time.until } : undefined;
}

function entriesOf({ places, twin, both }: Layout, slot: Slot): Entry[] {
  const letter = slot.at(-1);
  return places.flatMap((place, who): Entry[] => {
    const name: Name = { who, by: place.by, turn: place.turn };
    const isLicense = KIND_OF[slot] === "UserLicenseAssignment";
    const where = isLicense ? place.assignment : place.set;
    const value = isLicense ? place.license : "suspended";
    // Whom the program lists by two names has no time: one of the names may not show while it does not count.
    const plain = who === twin?.who || who === both?.who ? { ...place, time: null } : place;
    const time = where === "" ? undefined : timeIn(plain, where === letter);
    return time === undefined ? [] : [{ name, value, time }];
  });
}

function listingOf(layout: Layout, slot: Slot, entries: readonly Entry[], day: number): [Name, Value][] {
  const { twin, both } = layout;
  const listing = entries
    .filter(({ time }) => time === null || countsOn(time, day))
    .map(({ name, value }): [Name, Value] => [name, value]);
  const extra = slot === "setA" ? twin : slot === "setB" ? both : null;
  const isNew = extra && !listing.some(([name]) => spell(name).toLowerCase() === spell(extra).toLowerCase());
  return isNew ? [...listing, [extra, "suspended"]] : listing;
}

/** The program that a layout stands for, as of a day. */
export function programOf(layout: Layout, day: number): Program {
  const slots = SLOTS.filter((slot) => layout.settings[slot] !== null);
  return slots.map((slot): Declared => {
    const settings = layout.settings[slot] as Settings;
    const alone = slot === "setA" && layout.settings.setB === null;
    const kind = KIND_OF[slot];
    const entries = entriesOf(layout, slot);
    const listing = listingOf(layout, slot, entries, day);
    const timed = entries.flatMap(({ name, value, time }): Timed[] =>
      time === null ? [] : [{ name, value, ...time }],
    );
    const nextChange = nextDayOf(timed, day);
    return { name: slot, kind, listing, timed, nextChange, exclusive: layout.exclusive && alone, ...settings };
  });
}

function tellNames(names: readonly string[]): string {
  return names.length <= 12
    ? names.join(", ")
    : `${names.slice(0, 3).join(", ")} ... ${names.at(-1)} (${names.length})`;
}

function tellDeclared({
  name,
  listing,
  exclusive,
  onRemoval,
  protectedUsers,
  maxChanges,
  missingUsers,
  timed = [],
}: Declared): string {
  const people = listing.map(([user, value]) => (value === "suspended" ? spell(user) : `${spell(user)}=${value}`));
  const settings = [
    ...timed.map(({ name: user, from = "", until = "" }) => `${spell(user)} in days ${from}..${until}`),
    ...(exclusive ? ["exclusive"] : []),
    ...(onRemoval === "restore" ? [] : [`onRemoval ${onRemoval}`]),
    ...(protectedUsers.length === 0 ? [] : [`protected ${protectedUsers.map(spell).join(", ")}`]),
    ...(maxChanges === undefined ? [] : [`maxChanges ${maxChanges}`]),
    ...(missingUsers === "fail" ? [] : ["missingUsers warn"]),
  ];
  return `${name} [${tellNames(people)}]${settings.map((setting) => `; ${setting}`).join("")}`;
}

/** A program, a resource a line. */
function tellProgram(program: Program): string {
  return program.map((declared) => `\n      ${tellDeclared(declared)}`).join("") || " (no resources)";
}

function tellTrouble(trouble: Trouble): string {
  const { how, ...rest } = trouble;
  return `${how} ${Object.values(rest).join(" ")}`;
}

function tellDeath(death: Death | undefined): string[] {
  return death ? [`dies writing ${death.name} after ${death.writes} calls`] : [];
}

function tellDoing({ act, who, through, ...more }: Doing): string {
  const people = through === undefined ? `person ${who}` : `people ${who} to ${through}`;
  return `${act} ${people} ${Object.values(more).join(" ")}`.trimEnd();
}

function tellOptions(options: Options & Partial<UpOptions>): string {
  const flags = [
    ...(options.refresh ? ["--refresh"] : []),
    ...(options.preview === "none" ? ["--skip-preview"] : []),
    ...(options.preview === "rough" ? ["troubles in the preview too"] : []),
    ...(options.meanwhile ? [`after the preview somebody else: ${tellDoing(options.meanwhile)}`] : []),
    ...(options.parallel ? ["side by side"] : []),
    ...(options.reversed ? ["in reverse"] : []),
    ...options.troubles.map((trouble) => `trouble: ${tellTrouble(trouble)}`),
    ...tellDeath(options.death),
  ];
  return flags.map((flag) => ` | ${flag}`).join("");
}

/** One step in a line, or a program in several. */
function tellStep(step: Step, program: Program): string {
  switch (step.do) {
    case "program":
    case "edit":
      return `the program is now${tellProgram(program)}`;
    case "wait":
      return `${step.days} days go by`;
    case "others":
      return `somebody else: ${tellDoing(step.doing)}`;
    case "up":
    case "destroy":
      return `pulumi ${step.do}${tellOptions(step.options)}`;
    case "refresh":
      return `pulumi refresh${step.troubles.map((trouble) => ` | trouble: ${tellTrouble(trouble)}`).join("")}`;
  }
}

/** The layout after somebody has edited the program. */
export function edited(layout: Layout, step: Step): Layout {
  if (step.do === "program") return step.layout;
  if (step.do !== "edit") return layout;
  return { ...layout, places: layout.places.with(step.who, step.place) };
}

/** A whole story, to be read by a person. */
export function tellStory({ scene, layout, steps, repaired }: Story): string {
  const { people, suspended, licenses } = scene;
  const held = licenses.slice(0, people).flatMap((license, who) => (license === "Basic" ? [] : [`${who} ${license}`]));
  const out = suspended.filter((who) => who < people).map(String);
  const account = [
    `account: ${people} people`,
    ...(out.length > 0 ? [`suspended ${tellNames(out)}`] : []),
    held.length > 0 ? `licenses ${tellNames(held)}, the others Basic` : "all Basic",
  ];
  const lines = [account.join("; "), `program:${tellProgram(programOf(layout, 0))}`];
  let current = layout;
  let day = 0;
  for (const [i, step] of steps.entries()) {
    current = edited(current, step);
    if (step.do === "wait") day += step.days;
    lines.push(`${i + 1}. ${tellStep(step, programOf(current, day))}`);
  }
  lines.push(repaired ? "the end: pulumi up --refresh, refresh, destroy --refresh" : "the end: pulumi destroy");
  return lines.map((line) => `  ${line}`).join("\n");
}
