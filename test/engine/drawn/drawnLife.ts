import { standingOf } from "../../property/model";
import { EVERYBODY, wantedBy } from "../../property/moveStory";
import { idOf, type License, type Value } from "../../property/people";
import { demandThat, livingAt } from "../../property/verdict";
import type { Chime } from "../../support/chime";
import type { Run, Stack } from "../../support/stack";
import { BESIDE, SPARE, writeProgram } from "./drawnProgram";
import type { EngineStep, EngineStory } from "./drawnStory";

/** Of whom it is said that what they had before is lost, or not known, or that they are left as they are. */
const LOST = /it will leave them as it found them|as is who moved to|stays?( so)? when they leave/;
/** What is refused of a run for some sets: by the engine, where others hang on those, and by a deletion, where what was before may be lost. */
const REFUSED_FOR_SOME =
  /was not specified in --target list|a change of providers mixed with --target|this run does not bring it up to date|Duplicate resource URN/;
const GAP = /which lets go of them first/;
const MOST_LINES = EVERYBODY + 2;

/** People named with a word in what the CLI printed, or right below it. */
function namedIn(output: string, what: RegExp): Set<string> {
  const lines = output.split("\n");
  const near = lines.flatMap((line, i) => (what.test(line) ? lines.slice(i, i + MOST_LINES) : []));
  return new Set(near.join("\n").match(/aaaaaaaa-[\w-]+/g));
}

/** The name of the set that a program has a user in. */
function setOf({ sets, places }: EngineStep["program"], id: string): string | undefined {
  const place = places.find((_, who) => idOf(who) === id) ?? -1;
  return sets[place]?.name;
}

/** Whether a run is for a set; `undefined`: for whoever is in none. */
function isPartOf(targets: EngineStep["targets"], name: string | undefined): boolean {
  return targets.length === 0 || targets.some((one) => one === name);
}

function mayFail({ fails, targets }: EngineStep, { output }: Run): boolean {
  return fails !== null || (targets.length > 0 && REFUSED_FOR_SOME.test(output));
}

/** A story as it is lived, on a stack of its own. */
export class DrawnLife {
  readonly #story: EngineStory;
  readonly #stack: Stack;
  readonly #chime: Chime;
  readonly #before: ReadonlyMap<string, Value>;
  readonly #lost = new Set<string>();
  /** Of whom a set that was left out of a run has something in its state that is not so for long, as only a refresh sees. */
  readonly #stale = new Set<string>();

  constructor(story: EngineStory, stack: Stack, chime: Chime) {
    this.#story = story;
    this.#stack = stack;
    this.#chime = chime;
    this.#before = this.#look();
  }

  async live(): Promise<void> {
    const { steps } = this.#story;
    for (const [i, step] of steps.entries()) await livingAt(`step ${i + 1}`, () => this.#liveStep(step));
    await livingAt("the end", () => this.#end());
  }

  #look(): Map<string, Value> {
    const suspended = new Set(this.#chime.suspended());
    const standing = (id: string): Value =>
      standingOf(this.#story.kind, {
        id,
        address: "",
        suspended: suspended.has(id),
        license: this.#chime.licenseOf(id) as License,
      });
    return new Map(Array.from({ length: EVERYBODY }, (_, who) => [idOf(who), standing(idOf(who))]));
  }

  async #liveStep(step: EngineStep): Promise<void> {
    const program = writeProgram(this.#story, step);
    await (this.#story.front === "yaml" ? this.#stack.writeYaml(program) : this.#stack.write(program));
    const start = this.#look();
    const options = await this.#optionsOf(step);
    if (step.refresh && step.targets.length === 0) this.#stale.clear();
    await this.#excuse(step);
    this.#trouble(step);
    this.#chime.server.journal.clear();
    const run = await this.#stack.up("--preview", ...options);
    this.#chime.server.faults.clear();
    for (const id of namedIn(run.output, LOST)) this.#lost.add(id);
    this.#judgeWrites(step, start, run);
    const isFailed = run.exitCode !== 0;
    demandThat(!isFailed || mayFail(step, run), () => `fails:\n${run.output}`);
    // What those keep that the run did not come to nobody can tell where the program can't be asked.
    if (isFailed && this.#story.front === "yaml") for (const id of this.#before.keys()) this.#lost.add(id);
    if (isFailed) return;
    this.#judgeAccount(step, run);
    if (step.targets.length === 0) await this.#goAgain();
  }

  /**
   * What a set that has no part in the run keeps of a user the one that the user moves to can't know, and what it has of whom it lists no more is not
   * so for long. Nor can it know what was known by a set that goes in the run.
   */
  async #excuse({ program, targets }: EngineStep): Promise<void> {
    const stored = Object.entries(await this.#stack.resources());
    for (const [name, { outputs }] of stored.filter(([one]) => !isPartOf(targets, one))) {
      const state = JSON.stringify(outputs ?? {});
      for (const id of [...this.#before.keys()].filter((one) => state.includes(one))) {
        const set = setOf(program, id);
        if (set === name || isPartOf(targets, set)) this.#lost.add(id);
        if (set !== name) this.#stale.add(id);
      }
    }
  }

  async #optionsOf({ program, refresh, continuesOnError, replace, targets }: EngineStep): Promise<string[]> {
    const name = replace === null ? undefined : program.sets[replace]?.name;
    const urn = name === undefined ? undefined : (await this.#stack.resources())[name]?.urn;
    return [
      ...(refresh ? ["--refresh"] : []),
      ...(continuesOnError ? ["--continue-on-error"] : []),
      ...(urn === undefined ? [] : ["--replace", urn]),
      ...(targets.length === 0 ? [] : [...targets, ...BESIDE]).flatMap((one) => ["--target", `**::${one}`]),
    ];
  }

  /** The service refuses those of the set that is to fail, or the one whom the resource suspends that it waits for. */
  #trouble({ program, fails }: EngineStep): void {
    if (fails === null) return;
    const people = program.places.flatMap((place, who) => (place === fails.place ? [idOf(who)] : []));
    for (const id of fails.isReached ? people : [SPARE]) this.#chime.server.faults.user(id, { code: "Forbidden" });
  }

  /**
   * Whether somebody may be let go whom a set lists that the engine has not come to yet: the deletion that a replacement by hand begins with is
   * asked about in no preview, and neither a program in YAML nor one that goes on later has told by then of all that it declares.
   */
  #isBlind({ program, replace, deleteFirst }: EngineStep): boolean {
    return replace !== null && deleteFirst && (this.#story.front === "yaml" || program.late === "meanwhile");
  }

  /** Nobody is touched who is as the program wants it, but where the preview has told of a gap. */
  #judgeWrites(step: EngineStep, start: ReadonlyMap<string, Value>, { output }: Run): void {
    if (this.#isBlind(step)) return;
    const { program, targets } = step;
    const wanted = wantedBy(this.#story.kind, program);
    const gaps = namedIn(output, GAP);
    for (const { operation, method, users } of this.#chime.server.journal.entries) {
      const wrong = users.filter(
        (id) =>
          isPartOf(targets, setOf(program, id)) && wanted.get(id) === start.get(id) && start.has(id) && !gaps.has(id),
      );
      demandThat(method !== "POST" || wrong.length === 0, () => `${operation} for ${wrong}, who are so:\n${output}`);
    }
  }

  /** The account is as declared; whoever is not listed is as before. */
  #judgeAccount({ program, targets }: EngineStep, { output }: Run): void {
    const wanted = wantedBy(this.#story.kind, program);
    for (const [id, value] of this.#look()) {
      // Who is in a set without a part in the run, or in none, may have been left as before it.
      if (!isPartOf(targets, setOf(program, id))) continue;
      const to = wanted.get(id) ?? this.#before.get(id);
      const fine = value === to || (!wanted.has(id) && this.#lost.has(id)) || this.#stale.has(id);
      demandThat(fine, () => `${id} is ${value} and not ${to}:\n${output}`);
    }
  }

  /** Once more sends nothing; and once more has nothing to do, also not for notes. */
  async #goAgain(): Promise<void> {
    this.#chime.lines();
    const again = await this.#stack.up();
    const writes = this.#chime.writes();
    demandThat(again.exitCode === 0 && writes.length === 0, () => `a second up: ${writes}\n${again.output}`);
    const third = await this.#stack.up("--expect-no-changes");
    demandThat(third.exitCode === 0, () => `a third up has changes:\n${third.output}`);
  }

  async #end(): Promise<void> {
    const { exitCode, output } = await this.#stack.destroy();
    demandThat(exitCode === 0, () => output);
    for (const id of namedIn(output, LOST)) this.#lost.add(id);
    for (const [id, value] of this.#look()) {
      const fine = value === this.#before.get(id) || this.#lost.has(id);
      demandThat(fine, () => `${id} is ${value}, was ${this.#before.get(id)}:\n${output}`);
    }
  }
}
