import { deepStrictEqual } from "node:assert/strict";
import { decodeState } from "../../provider/lifecycle/state";
import { encodeOuts } from "../../provider/runtime/dynamic/dynamicFront";
import { decodeIdentity } from "../../provider/runtime/dynamic/identity";
import { Engine, type Options, type UpOptions } from "./engine";
import { Excuses, type Trouble } from "./faults";
import { Judge } from "./judge";
import type { Account } from "./people";
import { KINDS } from "./process";
import type { Program } from "./program";
import { goesOn, type Run } from "./stack";
import { edited, type Layout, programOf, type Step, type Story } from "./story";
import { judging } from "./tellRun";
import { demandThat, livingAt } from "./verdict";
import type { World } from "./world";

const PLAIN: UpOptions = { refresh: false, parallel: false, reversed: false, preview: "calm", troubles: [] };

function same(account: Account, other: Account): boolean {
  return (
    account.size === other.size &&
    [...account].every(([id, person]) => JSON.stringify(person) === JSON.stringify(other.get(id)))
  );
}

/** What is said of users of whom the run does not tell whether another resource has taken them over. */
const UNKNOWN = /Whether that has taken over can't be known in this run/;

/** One story as it is lived: the world, the engine, and the judge who watches both. */
class Life {
  readonly #world: World;
  readonly #engine: Engine;
  readonly #judge = new Judge();
  #layout: Layout;
  /** What the story does not tell of, while it is done. */
  #where = "";

  constructor(world: World, layout: Layout) {
    this.#world = world;
    this.#engine = new Engine(world);
    this.#layout = layout;
  }

  get program(): Program {
    return programOf(this.#layout, this.#world.day);
  }

  async live(step: Step): Promise<void> {
    this.#layout = edited(this.#layout, step);
    if (step.do === "others") this.#world.do(step.doing);
    else if (step.do === "wait") this.#world.day += step.days;
    else if (step.do === "up") await this.#up(step.options);
    else if (step.do === "refresh") this.#watch(await this.#engine.refresh(step.troubles), [], step.troubles);
    else if (step.do === "destroy") await this.#destroy(step.options);
  }

  /**
   * However it went so far: an up that sees everything makes it right, and a destroy takes it all back, with or without
   * such an up before it.
   */
  async end(repaired: boolean): Promise<void> {
    const fine = repaired && (await this.#up({ ...PLAIN, refresh: true }));
    if (fine) await this.#refreshInVain();
    await this.#destroy({ ...PLAIN, refresh: repaired });
    demandThat(this.#engine.stack.size === 0, () => "something is left after destroy");
  }

  async #up(options: UpOptions): Promise<boolean> {
    const { preview, troubles, meanwhile, death } = options;
    if (preview !== "none") {
      const foreseen = await this.#engine.preview(this.program, options);
      this.#watch(foreseen, this.program, preview === "rough" ? troubles : []);
      if (!foreseen.stages.every(({ turns }) => goesOn(turns))) return false;
      if (meanwhile) this.#world.do(meanwhile);
    }
    const run = await this.#engine.up(this.program, options);
    this.#watch(run, this.program, troubles);
    const asForeseen = preview === "none" || meanwhile || troubles.length > 0 || death || !isRefusedAnew(run);
    demandThat(asForeseen !== false, () => "refused, and the preview had not said so");
    const turns = run.stages.flatMap((stage) => stage.turns);
    const fine = goesOn(turns) && turns.every(({ outcome }) => outcome.end === "done" && outcome.failures.length === 0);
    if (fine) await this.#upInVain(run.said);
    return fine;
  }

  /**
   * A second up right after one that went well has nothing to do, but for notes of which the first one has said that they hang on another
   * resource, which it came to only later: it may write these out of a state.
   */
  async #upInVain(said: readonly string[]): Promise<void> {
    const open = (name: string): boolean =>
      said.some((text) => text.includes(`"${name}": leaves `) && UNKNOWN.test(text));
    const stack = JSON.stringify([...this.#engine.stack].filter(([name]) => !open(name)));
    this.#where = "in a second up right after it";
    const run = await this.#engine.up(this.program, PLAIN);
    this.#watch(run, this.program, []);
    for (const { turns, requests } of run.stages) {
      for (const { verb, resource } of turns) {
        const fine = verb === "none" || (verb === "update" && open(resource.name));
        demandThat(fine, () => `a second up wants to ${verb} ${resource.name}`);
      }
      demandThat(requests.length === 0, () => "a second up asks the service");
    }
    const after = JSON.stringify([...this.#engine.stack].filter(([name]) => !open(name)));
    demandThat(stack === after, () => "a second up changes the state");
    this.#where = "";
  }

  /** A refresh right after an up that saw everything finds no drift. */
  async #refreshInVain(): Promise<void> {
    const before = [...this.#engine.stack].map(([name, { inputs }]) => [name, inputs]);
    this.#where = "in a refresh right after it";
    this.#watch(await this.#engine.refresh([]), [], []);
    const after = [...this.#engine.stack].map(([name, { inputs }]) => [name, inputs]);
    this.#where = "";
    const tell = (): string => `a refresh finds drift that is none: ${JSON.stringify({ before, after })}`;
    demandThat(isDeepEqual(before, after), tell);
  }

  async #destroy(options: Options): Promise<void> {
    this.#watch(await this.#engine.destroy(options), [], options.troubles);
  }

  /** Has a process judged, and what it has left in the state. */
  #watch(run: Run, program: Program, troubles: readonly Trouble[]): void {
    for (const { before, after } of run.stages) {
      demandThat(same(before, this.#world.account), () => "the account was changed outside of a turn");
      if (run.what !== "preview") this.#world.settle(after);
    }
    judging(run, this.#engine.stack, this.#where, () => this.#judge.judge(run, program, new Excuses(troubles)));
    for (const [name, { outs, declared }] of this.#engine.stack) {
      const kind = KINDS[declared.kind];
      const again = encodeOuts(kind, decodeIdentity(outs), decodeState(kind, outs));
      const tell = (): string => `the state of ${name} is not stable: ${JSON.stringify({ outs, again })}`;
      demandThat(isDeepEqual(again, outs), tell);
    }
  }
}

/**
 * Whether a guard stands against something, though nothing was changed since the preview. What an earlier resource of
 * the same up has changed is another matter: a user who moves may count as a change of the second set only then.
 */
function isRefusedAnew({ stages }: Run): boolean {
  const start = stages[0]?.before ?? new Map();
  const untouched = stages.filter(({ before }) => same(before, start));
  return untouched.some(({ turns }) => turns.some(({ outcome }) => outcome.end === "refused"));
}

function isDeepEqual(one: unknown, other: unknown): boolean {
  try {
    deepStrictEqual(one, other);
    return true;
  } catch {
    return false;
  }
}

/** Lives a story through. Throws, with the step that it came to, where something is not as it has to be. */
export async function live(world: World, story: Story): Promise<void> {
  world.reset(story.scene);
  const life = new Life(world, story.layout);
  for (const [i, next] of story.steps.entries()) await livingAt(`step ${i + 1}`, () => life.live(next));
  await livingAt("the end", () => life.end(story.repaired));
}
