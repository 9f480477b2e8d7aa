import { setTimeout as wait } from "node:timers/promises";
import type { StoredResource } from "../../provider/model/neighbours";
import type { Fault } from "../../provider/testing";
import { standingOf } from "./model";
import { MoveRun } from "./moveRun";
import {
  declaredOf,
  EVERYBODY,
  type Failing,
  type MovesProgram,
  type MovesStep,
  type MovesStory,
  type SetName,
  type Trouble,
  wantedBy,
} from "./moveStory";
import { idOf, type Value } from "./people";
import type { ProviderProcess } from "./process";
import type { Declared } from "./program";
import { demandThat, livingAt } from "./verdict";
import type { World } from "./world";

/** A set in the state, and the provider that manages it. */
interface Kept {
  readonly declared: Declared;
  readonly provider: 0 | 1;
  readonly id: string;
  readonly inputs: Record<string, unknown>;
  readonly outs: Record<string, unknown>;
}

/** Who has moved away from a set and was not taken over, as far as its state tells; without those who have moved to the one of a name. */
function notedBy({ outs }: Kept, except?: string): number[] {
  const all = (outs["moved"] ?? []) as readonly { readonly to: string }[];
  const noted = JSON.stringify(all.filter(({ to }) => to !== except));
  return Array.from({ length: EVERYBODY }, (_, who) => who).filter((who) => noted.includes(idOf(who)));
}

/** Of whom a set has something in its state: whom it lists, and who has moved away and was not taken over. */
function keptBy(kept: Kept, exceptTo?: string): number[] {
  return [...new Set([...kept.declared.listing.map(([{ who }]) => who), ...notedBy(kept, exceptTo)])];
}

/** The orders in which the engine did things, one for each run, as far as they differ. */
export const ordersSeen: Set<string> = new Set();

function isPartOf(targets: readonly number[], place: number): boolean {
  return targets.length === 0 || targets.includes(place);
}

/** The sets that a run is for, of those that there are; none: all. */
function targetsOf({ program, target }: MovesStep): readonly number[] {
  return target.filter((place) => place < program.sets.length);
}

/** A program that is gone through: its sets, which of them the run is for, and whether nothing is written. */
interface Execution {
  readonly declared: readonly Declared[];
  readonly targets: readonly number[];
  readonly isPreview: boolean;
}

const SUSPENDING = ["BatchSuspendUser", "BatchUnsuspendUser"] as const;
const LICENSING = ["BatchUpdateUser"] as const;
const FAULTS: Readonly<Record<Trouble, Fault>> = { refused: { status: 503 }, slow: { latencyMs: 15 }, none: {} };
const LOST = /it will leave them as it found them/;
/** Who moved away in a run that failed, and is left as is where nobody can tell what has become of that. */
const LEFT = /as is who moved to/;
/** Who is as declared without a doing of the stack's, as far as that is known. */
const FOUND_SO = /stays?( so)? when they leave/;
const GAP = /which lets go of them first/;

/** People named in the messages, or below the labels, that say something. */
function namedIn(said: readonly string[], what: RegExp): Set<string> {
  const named = new Set<string>();
  for (const message of said) {
    const lines = message.split("\n");
    for (const [i, line] of lines.entries()) {
      if (!what.test(line)) continue;
      const until = lines.findIndex((next, j) => j > i && /^ {2}\S/.test(next));
      const text = lines.slice(i, until < 0 ? undefined : until).join("\n");
      for (const [id] of text.matchAll(/aaaaaaaa-[\w-]+/g)) named.add(id);
    }
  }
  return named;
}

/** A story as it is lived: a state file, and what the account was like before. */
class MovesLife {
  readonly #world: World;
  readonly #kind: MovesStory["kind"];
  readonly #before: ReadonlyMap<string, Value>;
  readonly #stack = new Map<string, Kept>();
  /** What was replaced, and whose deletion was refused: it is tried again in the next run. */
  #waiting: readonly Kept[] = [];
  /** Whether the run has failed: a set was refused, or not replaced, since the deletion that comes first was refused. */
  #isStopped = false;
  /** The place of the set that the run does not come to, since it fails before. */
  #notReached: number | undefined;
  /** Of whom it was said that what they had before is lost. */
  readonly #lost = new Set<string>();
  /** Of whom a set has something in its state that a run without a part for it has made untrue, as only a refresh sees. */
  readonly #stale = new Set<string>();
  /** Of whom there was a note of a run in which nobody could tell whether the set that they move to was in the stack: it may be out of date. */
  readonly #openNotes = new Set<string>();
  #events: string[] = [];

  constructor(world: World, { kind }: MovesStory) {
    this.#world = world;
    this.#kind = kind;
    this.#before = this.#look();
  }

  #look(): Map<string, Value> {
    return new Map([...this.#world.look()].map(([id, person]) => [id, standingOf(this.#kind, person)]));
  }

  async live(step: MovesStep): Promise<void> {
    const { program } = step;
    const targets = targetsOf(step);
    const all = targets.length === 0 && !(program.late && step.replace !== null);
    // The state does not tell a program of what waits for its deletion.
    const isTold = program.asks && all && (step.refresh || this.#waiting.length === 0);
    const start = this.#look();
    this.#excuse(program, targets);
    this.#excuseGone(step, targets);
    this.#excuseUnasked(step);
    if (step.refresh && targets.length === 0) this.#stale.clear();
    const noted = [...this.#stack.values()].flatMap((one) => notedBy(one));
    const foreseen = await this.#run(step, targets, true);
    this.#trouble(step);
    const said = await this.#run(step, targets, false);
    const hasFailed = this.#isStopped;
    this.#world.server.faults.clear();
    if (hasFailed) this.#noteStale(step, start);
    this.#noteLost(said, isTold);
    if (!program.asks) for (const who of this.#openAfter()) this.#openNotes.add(idOf(who));
    const gaps = new Set([...namedIn(foreseen, GAP), ...this.#unforeseen(step, noted)]);
    this.#judgeWrites(start, program, targets, gaps);
    this.#judgeAccount(program, targets, said);
    if (all && !hasFailed) await this.#goAgain(step);
  }

  /**
   * Of whom there are notes, and who is in two states: one of the sets may have found the user so, where it could not ask. So may one that was
   * replaced by hand, while the one before waits for its deletion.
   */
  #openAfter(): readonly number[] {
    const all = [...this.#stack.values(), ...this.#waiting];
    const twice = Array.from({ length: EVERYBODY }, (_, who) => who).filter(
      (who) => all.filter((one) => keptBy(one).includes(who)).length > 1,
    );
    return [...all.flatMap((one) => notedBy(one)), ...twice];
  }

  /** Who may be let go for a while though no preview can tell. `noted`: of whom a set has kept what was before, since they moved away. */
  #unforeseen({ program, replace, deleteFirst }: MovesStep, noted: readonly number[]): string[] {
    if (!program.late) return [];
    // The deletion that a replacement by hand begins with is asked about in no preview.
    const first = replace !== null && deleteFirst ? this.#lateIn(program) : [];
    // Whether another set has taken those over is known only once that was asked about.
    return program.asks ? first : [...first, ...noted.map(idOf)];
  }

  /**
   * Who was let go in a run that failed before it came to a set that has the user in its state still: once nobody else has the user, that
   * state alone is left, and only a refresh sees that it is not so. Where the program has that set, and can ask for the stack's state, the user
   * is left to it.
   */
  #noteStale({ program: { sets, asks }, fails }: MovesStep, start: ReadonlyMap<string, Value>): void {
    const reached = new Set(sets.filter((_, place) => fails !== null && place !== fails.place).map(({ name }) => name));
    const all = [...this.#stack.values()];
    const now = this.#look();
    const isLeft = (name: string): boolean => asks && sets.some((one) => one.name === name);
    for (const kept of all.filter(({ declared: { name } }) => !reached.has(name as SetName) && !isLeft(name))) {
      const { name, listing } = kept.declared;
      // Who is noted to have moved to that very set is nowhere else where nobody can ask: its own state is taken for true.
      const exceptTo = asks ? undefined : name;
      const isElsewhere = (who: number): boolean =>
        all.some((one) => one !== kept && keptBy(one, exceptTo).includes(who));
      for (const who of keptBy(kept)) {
        const id = idOf(who);
        const value = listing.find(([one]) => one.who === who)?.[1] ?? start.get(id);
        const isUntrue = now.get(id) !== start.get(id) || (!asks && now.get(id) !== value);
        if (isUntrue && !isElsewhere(who)) this.#stale.add(id);
      }
    }
  }

  /** `isKnown`: the state has what everybody had before, and the program can ask for it. */
  #noteLost(said: readonly string[], isKnown: boolean): void {
    const lost = namedIn(said, LOST);
    // Who was lost in a run before may be said to be lost again, by another set that has kept the user since.
    const isExcused = (id: string): boolean => this.#lost.has(id) || this.#openNotes.has(id);
    const known = isKnown ? [...lost].filter((id) => !isExcused(id)) : [];
    demandThat(known.length === 0, () => `lost, though the state has it: ${known}\n${said.join("\n")}`);
    for (const id of [...lost, ...namedIn(said, LEFT)]) this.#lost.add(id);
    // By a note that may be out of date nobody is given anything back: the safe side.
    for (const id of namedIn(said, FOUND_SO)) if (this.#openNotes.has(id)) this.#lost.add(id);
  }

  /**
   * Once more is nothing to do, but for notes of whom a set that is declared late has taken over: a set without such users may write its
   * state without them, for good.
   */
  async #goAgain(step: MovesStep): Promise<void> {
    const wanted = await this.#wantsAgain(step);
    const late = step.program.late ? step.program.sets.at(-1) : undefined;
    const { listing = [] } = (late && this.#stack.get(late.name)?.declared) ?? {};
    const isForNotes = (name: string): boolean => {
      const noted = wanted.noted.get(name) ?? [];
      return noted.length > 0 && noted.every((one) => listing.some(([{ who }]) => who === one));
    };
    const { events } = wanted;
    demandThat(wanted.writing.every(isForNotes), () => `a second up wants: ${events}`);
    if (wanted.writing.length === 0) return;
    const { writing, events: third } = await this.#wantsAgain(step);
    demandThat(writing.length === 0, () => `a third up wants: ${third}, after ${events}`);
  }

  /** The sets that a second run writes, of whom each set had notes before, and all that the run did. It may send nothing. */
  async #wantsAgain(step: MovesStep) {
    const noted = new Map([...this.#stack].map(([name, kept]) => [name as string, notedBy(kept)]));
    const again = await this.#run({ ...step, refresh: false, replace: null }, [], false);
    const writes = this.#world.takeRequests().filter(({ method }) => method === "POST");
    demandThat(writes.length === 0, () => `a second up writes: ${JSON.stringify(writes)}\n${again.join("\n")}`);
    const writing = this.#events.flatMap((event) => (event.startsWith("write ") ? [event.slice("write ".length)] : []));
    return { noted, writing, events: this.#events.join(", ") };
  }

  /** Notes what the run does not come to; has some requests that write refused, which are sent again, or takes time for them: others are done meanwhile. */
  #trouble({ troubles, fails }: MovesStep): void {
    this.#notReached = fails?.isReached === false ? fails.place : undefined;
    const suspends = this.#kind === "UserSuspensionSet";
    for (const operation of suspends ? SUSPENDING : LICENSING) {
      for (const trouble of troubles) this.#world.server.faults.next(operation, FAULTS[trouble]);
    }
  }

  #lateIn({ sets, places }: MovesProgram): string[] {
    return places.flatMap((place, who) => (place === sets.length - 1 ? [idOf(who)] : []));
  }

  /**
   * What a set that has no part in the run keeps of a user the one that the user moves to can't know, and what it has of whom it
   * lists no more is not so for long.
   */
  #excuse({ sets, places }: MovesProgram, targets: readonly number[]): void {
    if (targets.length === 0) return;
    const named = new Set(targets.map((place) => sets[place]?.name));
    const leftOut = [...this.#stack.values()].filter(({ declared }) => !named.has(declared.name as SetName));
    for (const kept of leftOut) {
      for (const who of keptBy(kept)) {
        const place = places[who] ?? -1;
        if (targets.includes(place)) this.#lost.add(idOf(who));
        if (sets[place]?.name !== kept.declared.name) this.#stale.add(idOf(who));
      }
    }
  }

  /**
   * Nor does one that has no part in the run learn what was known of its users by a set that goes in it: where it had changed them after that one,
   * in a run that failed before anybody could tell it, that was before them all.
   */
  #excuseGone({ program: { sets }, targetsGone }: MovesStep, targets: readonly number[]): void {
    if (targets.length === 0 || !targetsGone) return;
    const named = new Set<string>(targets.flatMap((place) => sets[place]?.name ?? []));
    const declared = new Set<string>(sets.map(({ name }) => name));
    const all = [...this.#stack.values()];
    const gone = all.filter(({ declared: { name } }) => !declared.has(name)).flatMap((one) => keptBy(one));
    const leftOut = all.filter(({ declared: { name } }) => declared.has(name) && !named.has(name));
    for (const who of leftOut.flatMap((one) => keptBy(one))) if (gone.includes(who)) this.#lost.add(idOf(who));
  }

  /**
   * Nor can it know what those keep that the engine does not come to in a run that fails, where neither a refresh nor the program's
   * question tells it: a set that waits for what fails, or one that was to be deleted at the end, be it in the place of another; or one that
   * is replaced by hand, whose state the engine shows with its deletion alone.
   */
  #excuseUnasked({ program: { sets, places, asks }, refresh, fails, replace }: MovesStep): void {
    if (fails === null || refresh) return;
    this.#excuseWaiting(sets, places);
    if (asks) return;
    const isAsked = (place: number): boolean => place !== replace && (fails.isReached || place !== fails.place);
    const asked = new Set(sets.filter((_, place) => isAsked(place)).map(({ name }) => name));
    for (const kept of this.#stack.values()) {
      const { name } = kept.declared;
      if (asked.has(name as SetName)) continue;
      for (const who of keptBy(kept)) {
        if (sets[places[who] ?? -1]?.name !== name) this.#lost.add(idOf(who));
      }
    }
  }

  /** Of what waits for its deletion the state does not tell the program. */
  #excuseWaiting(sets: MovesProgram["sets"], places: MovesProgram["places"]): void {
    for (const who of this.#waiting.flatMap((one) => keptBy(one)))
      if (sets[places[who] ?? -1]) this.#lost.add(idOf(who));
  }

  /** Takes all back: everybody is as before, but for those of whom it was said that this is lost. */
  async end(): Promise<void> {
    const run = new MoveRun(this.#world);
    for (const { provider, declared, outs } of [...this.#stack.values(), ...this.#waiting]) {
      await (run.processes[provider] as ProviderProcess).delete(declared.kind, outs);
    }
    await run.close();
    for (const id of namedIn(run.said, LEFT)) this.#lost.add(id);
    for (const [id, value] of this.#look()) {
      const fine = value === this.#before.get(id) || this.#lost.has(id);
      demandThat(fine, () => `${id} is ${value} after destroy, was ${this.#before.get(id)}\n${run.said.join("\n")}`);
    }
  }

  /** One run of the engine: checks and compares one after the other, and writes meanwhile. */
  async #run(step: MovesStep, targets: readonly number[], isPreview: boolean): Promise<readonly string[]> {
    const run = new MoveRun(this.#world, async () => (step.program.asks ? this.#stored() : undefined));
    this.#world.takeRequests();
    this.#events = [];
    try {
      await this.#refresh(run, step, targets, isPreview);
      const declared = declaredOf(this.#kind, step.program);
      const old = await this.#execute(run, step, { declared, targets, isPreview });
      if (this.#isStopped) this.#waiting = [...this.#waiting, ...old];
      else if (!isPreview) await this.#deletes(run, step, { declared, targets, isPreview }, old);
    } finally {
      await run.close();
    }
    ordersSeen.add(this.#events.join(" "));
    return run.said;
  }

  /** What the state has by now, as the engine tells a program. */
  #stored(): StoredResource[] {
    return [...this.#stack.values()].map(({ inputs, outs }) => ({ urn: String(inputs["__urn"]), outputs: outs }));
  }

  /** Goes through a program; gives back what was replaced and is still to be deleted. */
  async #execute(run: MoveRun, step: MovesStep, { declared, targets, isPreview }: Execution): Promise<readonly Kept[]> {
    const late = step.program.late ? declared.at(-1) : undefined;
    for (const one of declared.filter((each) => each !== late)) run.write(one);
    const writes: Promise<void>[] = [];
    const old: Kept[] = [];
    const part = [...declared.entries()].filter(([place]) => isPartOf(targets, place));
    for (const [place, one] of part) {
      if (one === late) await this.#declareLate(run, step, one, writes);
      await wait(step.pauses[place] ?? 0);
      const plan = (): Promise<(() => Promise<void>) | undefined> => this.#plan(run, step, place, one, old);
      if (isPreview) await plan();
      else if (step.fails?.place === place) await this.#fail(one, step.fails, plan);
      else writes.push(...(await this.#begin(plan, step.pauses[place + 4])));
    }
    await Promise.all(writes);
    return old;
  }

  async #begin(plan: () => Promise<(() => Promise<void>) | undefined>, pause: number = 0): Promise<Promise<void>[]> {
    const write = await plan();
    return write ? [wait(pause).then(write)] : [];
  }

  async #fail({ name }: Declared, { isReached }: Failing, plan: () => Promise<unknown>): Promise<void> {
    this.#isStopped = true;
    this.#events.push(`${isReached ? "refused" : "not reached"} ${name}`);
    if (isReached) await plan();
  }

  /** The program comes to a set that it has waited with. */
  async #declareLate(run: MoveRun, step: MovesStep, late: Declared, writes: readonly Promise<void>[]): Promise<void> {
    if (step.program.late === "after") await Promise.all(writes);
    else await wait(step.pauses.at(-1) ?? 0);
    run.write(late);
  }

  async #refresh(run: MoveRun, step: MovesStep, targets: readonly number[], isPreview: boolean): Promise<void> {
    const named = new Set(targets.map((place) => step.program.sets[place]?.name as string));
    if (!step.refresh) return;
    const isRead = ({ declared }: Kept): boolean => targets.length === 0 || named.has(declared.name);
    for (const [name, kept] of this.#stack) {
      if (!isRead(kept)) continue;
      const seen = await this.#read(run, kept);
      if (!isPreview) this.#stack.set(name, seen);
    }
    // The engine reads what waits for its deletion, too.
    const waiting = await Promise.all(this.#waiting.map((kept) => (isRead(kept) ? this.#read(run, kept) : kept)));
    if (!isPreview) this.#waiting = waiting;
  }

  async #read(run: MoveRun, kept: Kept): Promise<Kept> {
    const { declared, id, provider, inputs } = kept;
    const host = run.processes[provider] as ProviderProcess;
    const found = await host.read(declared.kind, id, kept.outs);
    this.#events.push(`read ${declared.name}`);
    if (!found.outs) throw new Error("not read");
    await host.diff(declared.kind, id, found.outs, inputs);
    return { ...kept, outs: found.outs, inputs: found.inputs ?? inputs };
  }

  async #plan(
    run: MoveRun,
    step: MovesStep,
    place: number,
    declared: Declared,
    old: Kept[],
  ): Promise<(() => Promise<void>) | undefined> {
    const { program, replace, deleteFirst } = step;
    const { kind, name } = declared;
    const provider = program.sets[place]?.provider ?? 0;
    const host = run.processes[provider] as ProviderProcess;
    const kept = this.#stack.get(name);
    const replaced = kept !== undefined && replace === place;
    const isNew = kept === undefined || replaced;
    const { inputs, failures } = await host.check(kind, isNew ? {} : kept.inputs, run.argsOf(declared));
    this.#events.push(`check ${name}`);
    demandThat(failures.length === 0, () => `${name} is refused: ${failures}`);
    if (!isNew && !(await host.diff(kind, kept.id, kept.outs, inputs))) return undefined;
    const keep = (id: string, outs: Record<string, unknown>): void => {
      this.#stack.set(name, { declared, provider, id, inputs, outs });
      this.#events.push(`written ${name}`);
    };
    return async () => {
      this.#events.push(`write ${name}`);
      if (replaced && deleteFirst && !(await this.#delete(run, program, kept, targetsOf(step)))) {
        this.#isStopped = true;
        return;
      }
      if (replaced && !deleteFirst) old.push(kept);
      if (isNew) {
        const { id, outs } = await host.create(kind, inputs);
        keep(id, outs);
      } else keep(kept.id, (await host.update(kind, kept.outs, inputs)).outs);
    };
  }

  async #deletes(
    run: MoveRun,
    { program, targetsGone }: MovesStep,
    { declared, targets }: Execution,
    old: readonly Kept[],
  ): Promise<void> {
    const stay = new Set(declared.map(({ name }) => name));
    const isWithGone = targets.length === 0 || targetsGone;
    const gone = isWithGone ? [...this.#stack.values()].filter((kept) => !stay.has(kept.declared.name)) : [];
    const replaced = [...this.#waiting, ...old];
    this.#waiting = [];
    await Promise.all(
      [...replaced, ...gone].map(async (kept) => {
        const { name } = kept.declared;
        this.#events.push(`delete ${name}`);
        const isRefused = !(await this.#delete(run, program, kept, targets));
        const isReplaced = replaced.includes(kept);
        if (isRefused && isReplaced) this.#waiting = [...this.#waiting, kept];
        if (!isRefused && !isReplaced) this.#stack.delete(name);
      }),
    );
  }

  /**
   * Deletes a set; resolves to whether it was not refused, as it is where somebody of its state is in a set without a part in the run:
   * nobody would know any more what such a user had before.
   */
  async #delete(run: MoveRun, program: MovesProgram, kept: Kept, targets: readonly number[]): Promise<boolean> {
    const state = JSON.stringify(kept.outs);
    const isAsked = (place: number): boolean => isPartOf(targets, place) && place !== this.#notReached;
    const isElsewhere = program.places.some((place, who) => place >= 0 && !isAsked(place) && state.includes(idOf(who)));
    try {
      await (run.processes[kept.provider] as ProviderProcess).delete(kept.declared.kind, kept.outs);
      return true;
    } catch (error) {
      if (!isElsewhere || !/this run does not bring it up to date/.test(String(error))) throw error;
      return false;
    }
  }

  /** Nobody is touched who is as the program wants it, but where the preview has told of a gap. */
  #judgeWrites(
    start: ReadonlyMap<string, Value>,
    program: MovesProgram,
    targets: readonly number[],
    gaps: ReadonlySet<string>,
  ): void {
    const wanted = wantedBy(this.#kind, program);
    const writes = this.#world.takeRequests().filter(({ method }) => method === "POST");
    for (const { users, operation } of writes) {
      for (const id of users) {
        const place = program.places.findIndex((_, who) => idOf(who) === id);
        const isLeftOut = targets.length > 0 && !targets.includes(program.places[place] ?? -1);
        const fine = wanted.get(id) !== start.get(id) || gaps.has(id) || isLeftOut;
        demandThat(fine, () => `${operation} for ${id}, who was ${start.get(id)} and is to be; ${this.#events}`);
      }
    }
  }

  /** The account is as declared; whoever is not listed is as before. */
  #judgeAccount(program: MovesProgram, targets: readonly number[], said: readonly string[]): void {
    if (this.#isStopped) {
      this.#isStopped = false;
      return;
    }
    const wanted = wantedBy(this.#kind, program);
    for (const [id, value] of this.#look()) {
      const who = program.places.findIndex((_, i) => idOf(i) === id);
      const isIn = targets.length === 0 || targets.includes(program.places[who] ?? -1);
      if (!isIn) continue;
      const to = wanted.get(id) ?? this.#before.get(id);
      const fine = value === to || (!wanted.has(id) && this.#lost.has(id)) || this.#stale.has(id);
      demandThat(fine, () => `${id} is ${value} and not ${to}; ${this.#events}\n${said.join("\n")}`);
    }
  }
}

/** Lives a story of moves through. Throws, with the step that it came to, where something is wrong. */
export async function liveMoves(world: World, story: MovesStory): Promise<void> {
  const so = story.before.flatMap((is, who) => (is ? [who] : []));
  const suspends = story.kind === "UserSuspensionSet";
  const licenses = story.before.map((is) => (is && !suspends ? ("Pro" as const) : ("Basic" as const)));
  world.reset({ people: story.before.length, suspended: suspends ? so : [], licenses });
  const life = new MovesLife(world, story);
  for (const [i, step] of story.steps.entries()) await livingAt(`step ${i + 1}`, () => life.live(step));
  await livingAt("the end", () => life.end());
}
