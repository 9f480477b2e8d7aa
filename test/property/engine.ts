import { GuardError } from "../../provider/errors/guardError";
import { UsersFailedError } from "../../provider/errors/usersFailedError";
import { script, scriptDeath, type Trouble } from "./faults";
import { type Json, ProviderProcess } from "./process";
import { argsOf, type Declared, type Program } from "./program";
import { type Failure, goesOn, type Kept, type Outcome, type Run, type Stage, type Turn } from "./stack";
import type { Doing, World } from "./world";

/** The process dies while this resource is written, after so many requests of each kind. */
export interface Death {
  readonly name: string;
  readonly writes: number;
}

/** How `pulumi up` or `pulumi destroy` is run. */
export interface Options {
  /** `--refresh`. */
  readonly refresh: boolean;
  /** Whether what has nothing to do with each other runs side by side. */
  readonly parallel: boolean;
  /** Whether resources come in the opposite order: the engine promises none. */
  readonly reversed: boolean;
  readonly troubles: readonly Trouble[];
  readonly death?: Death;
}

export interface UpOptions extends Options {
  /** `none`: `--skip-preview`; `rough`: the troubles are there during the preview too. */
  readonly preview: "none" | "calm" | "rough";
  /** What somebody else does between the preview and the rest. */
  readonly meanwhile?: Doing;
}

type Step = () => Promise<Turn>;

function failuresOf(outs: Json): readonly Failure[] {
  return outs["failures"] as readonly Failure[];
}

function outcomeOf(error: unknown): Outcome {
  if (UsersFailedError.isInstance(error)) return { end: "done", failures: error.failures };
  if (GuardError.isInstance(error)) return { end: "refused", reasons: error.violations };
  return { end: "failed", message: error instanceof Error ? error.message : String(error) };
}

function orderOf(program: Program, { reversed }: Options): Program {
  return reversed ? program.toReversed() : program;
}

const DONE: Outcome = { end: "done", failures: [] };

/** What Pulumi's engine does with the provider: which calls in which order, and what it keeps of the answers. */
export class Engine {
  readonly #world: World;
  /** The state file: what survives from one operation to the next. */
  #stack = new Map<string, Kept>();

  constructor(world: World) {
    this.#world = world;
  }

  get stack(): ReadonlyMap<string, Kept> {
    return this.#stack;
  }

  /** `pulumi up` without its preview. */
  up(program: Program, options: UpOptions): Promise<Run> {
    return this.#inProcess("up", options, (run) => this.#execute(run, orderOf(program, options), options));
  }

  /** `pulumi preview`: works on a copy of the state. */
  preview(program: Program, options: UpOptions): Promise<Run> {
    const troubles = options.preview === "rough" ? options.troubles : [];
    return this.#inProcess("preview", { troubles }, async (running) => {
      const saved = new Map(this.#stack);
      try {
        if (options.refresh) await running.side(this.#reads(running.process));
        for (const declared of orderOf(program, options)) {
          if (!(await running.side([async () => (await this.#plan(running.process, declared)).turn]))) return;
        }
      } finally {
        this.#stack = saved;
      }
    });
  }

  /** `pulumi refresh`. */
  refresh(troubles: readonly Trouble[]): Promise<Run> {
    return this.#inProcess("refresh", { troubles }, (run) => run.side(this.#reads(run.process)));
  }

  /** `pulumi destroy`. */
  destroy(options: Options): Promise<Run> {
    return this.#inProcess("destroy", options, async (running) => {
      if (options.refresh) await running.side(this.#reads(running.process));
      await this.#deletes(running, [...this.#stack.values()], options);
    });
  }

  async #inProcess(
    what: Run["what"],
    { troubles }: Pick<Options, "troubles">,
    work: (running: Running) => Promise<unknown>,
  ): Promise<Run> {
    const running = new Running(new ProviderProcess(this.#world), this.#world);
    script(this.#world.server, troubles);
    try {
      await work(running);
    } finally {
      this.#world.server.faults.clear();
      await running.process.close();
    }
    return { what, stages: running.stages, said: running.process.said };
  }

  async #execute(running: Running, program: Program, options: UpOptions): Promise<void> {
    if (options.refresh) await running.side(this.#reads(running.process));
    const going = options.parallel
      ? await this.#executeSideBySide(running, program)
      : await this.#executeInTurn(running, program, options.death);
    const listed = new Set(program.map(({ name }) => name));
    const failed = program.some(({ name }) => failuresOf(this.#stack.get(name)?.outs ?? { failures: [] }).length > 0);
    // A program that throws because of failed users is not complete: the engine deletes nothing then.
    if (!going || failed) return;
    const gone = [...this.#stack.values()].filter(({ declared }) => !listed.has(declared.name));
    await this.#deletes(running, gone, options);
  }

  async #executeInTurn(running: Running, program: Program, death: Death | undefined): Promise<boolean> {
    for (const declared of program) {
      const step = async (): Promise<Turn> => {
        const { turn, write } = await this.#plan(running.process, declared);
        if (!write) return turn;
        return this.#unlessDead(declared.name, death, write);
      };
      if (!(await running.side([step]))) return false;
    }
    return true;
  }

  /** Checks and diffs one after the other; what is to be written is written meanwhile. */
  #executeSideBySide(running: Running, program: Program): Promise<boolean> {
    return running.together(async () => {
      const turns: Promise<Turn>[] = [];
      for (const declared of program) {
        const { turn, write } = await this.#plan(running.process, declared);
        turns.push(write ? write().then((written) => this.#adopt(written)) : Promise.resolve(turn));
        if (turn.outcome.end !== "done") break;
      }
      return Promise.all(turns);
    });
  }

  async #deletes(running: Running, resources: readonly Kept[], options: Options): Promise<void> {
    const ordered = options.reversed ? resources.toReversed() : resources;
    const steps = ordered.map((kept): Step => {
      return () => this.#unlessDead(kept.declared.name, options.death, () => this.#delete(running.process, kept));
    });
    if (options.parallel) await running.together(() => Promise.all(steps.map((step) => step())));
    else for (const step of steps) if (!(await running.side([step]))) return;
  }

  /** Keeps what a turn has led to, if the engine hears of it. */
  #adopt(turn: Turn): Turn {
    const { name } = turn.resource;
    if (turn.lost) return turn;
    if (turn.keptAfter) this.#stack.set(name, turn.keptAfter);
    else if (turn.verb === "delete" || turn.verb === "read") this.#stack.delete(name);
    return turn;
  }

  async #unlessDead(name: string, death: Death | undefined, write: Step): Promise<Turn> {
    if (death?.name !== name) return this.#adopt(await write());
    scriptDeath(this.#world.server, death.writes);
    const turn = await write();
    this.#world.server.faults.clear();
    return { ...turn, lost: true };
  }

  /** Check and diff: what is to be done with a resource of the program. */
  async #plan(process: ProviderProcess, declared: Declared): Promise<{ turn: Turn; write?: Step }> {
    const kept = this.#stack.get(declared.name);
    const base = { resource: declared, declared, keptBefore: kept !== undefined, lost: false } as const;
    const was = kept ? { keptAfter: kept } : {};
    const verb = kept ? "update" : "create";
    const { inputs, failures } = await process.check(declared.kind, kept?.inputs ?? {}, argsOf(declared));
    if (failures.length > 0) return { turn: { ...base, ...was, verb, outcome: { end: "refused", reasons: failures } } };
    try {
      const changes = kept === undefined || (await process.diff(declared.kind, kept.id, kept.outs, inputs));
      const turn: Turn = { ...base, ...was, verb: changes ? verb : "none", outcome: DONE };
      // Without a difference the engine keeps the new inputs all the same.
      if (!changes) return { turn: this.#adopt(kept ? { ...turn, keptAfter: { ...kept, inputs } } : turn) };
      return { turn, write: () => this.#write(process, turn, inputs) };
    } catch (error) {
      return { turn: { ...base, ...was, verb, outcome: outcomeOf(error) } };
    }
  }

  async #write(process: ProviderProcess, turn: Turn, inputs: Json): Promise<Turn> {
    const { kind } = turn.resource;
    const kept = this.#stack.get(turn.resource.name);
    try {
      const { id, outs } = kept
        ? { id: kept.id, ...(await process.update(kind, kept.outs, inputs)) }
        : await process.create(kind, inputs);
      const keptAfter = { declared: turn.resource, id, inputs, outs };
      return { ...turn, keptAfter, outcome: { end: "done", failures: failuresOf(outs) } };
    } catch (error) {
      return { ...turn, outcome: outcomeOf(error) };
    }
  }

  async #delete(process: ProviderProcess, kept: Kept): Promise<Turn> {
    const turn: Turn = { verb: "delete", resource: kept.declared, keptBefore: true, lost: false, outcome: DONE };
    try {
      await process.delete(kept.declared.kind, kept.outs);
      return turn;
    } catch (error) {
      return { ...turn, keptAfter: kept, outcome: outcomeOf(error) };
    }
  }

  #reads(process: ProviderProcess): Step[] {
    return [...this.#stack.values()].map((kept) => async () => this.#adopt(await this.#read(process, kept)));
  }

  async #read(process: ProviderProcess, kept: Kept): Promise<Turn> {
    const { declared } = kept;
    const turn: Turn = { verb: "read", resource: declared, keptBefore: true, lost: false, outcome: DONE };
    const { id, outs, inputs } = await process.read(declared.kind, kept.id, kept.outs);
    if (id === "" || !outs) return turn;
    // The engine asks for the difference that the refresh makes before it goes on.
    await process.diff(declared.kind, id, outs, kept.inputs);
    const unread: Outcome = { end: "failed", message: "not refreshed" };
    const outcome = inputs ? DONE : unread;
    return { ...turn, keptAfter: { ...kept, outs, inputs: inputs ?? kept.inputs }, outcome };
  }
}

/** A process at work: notes what its turns found, left and asked. */
class Running {
  readonly process: ProviderProcess;
  readonly stages: Stage[] = [];
  readonly #world: World;

  constructor(process: ProviderProcess, world: World) {
    this.process = process;
    this.#world = world;
  }

  /** Turns one after the other, noted together. Returns whether the engine goes on. */
  side(steps: readonly Step[]): Promise<boolean> {
    return this.together(async () => {
      const turns: Turn[] = [];
      for (const step of steps) turns.push(await step());
      return turns;
    });
  }

  async together(work: () => Promise<Turn[]>): Promise<boolean> {
    const before = this.#world.look();
    this.#world.takeRequests();
    const turns = await work();
    this.stages.push({ turns, before, after: this.#world.look(), requests: this.#world.takeRequests() });
    return goesOn(turns);
  }
}
