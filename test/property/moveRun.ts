import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "../../provider/model/clock";
import type { Answer, Neighbours, Question } from "../../provider/model/neighbours";
import { ProgramFile } from "../support/programFile";
import { ACCOUNT_ID, spell } from "./people";
import { ProviderProcess } from "./process";
import { argsOf, type Declared } from "./program";
import type { World } from "./world";

/** A clock on which a second takes a tenth of one: what is waited for really goes on meanwhile. */
const quickClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now() * 10,
  sleep: async (ms, signal) => wait(ms / 10, undefined, { signal }),
};

/** Two provider processes of one run, who ask each other, and the file in which the program says whom it lists. */
export class MoveRun {
  readonly processes: readonly ProviderProcess[];
  readonly #program = new ProgramFile();

  /** `stored`: what the stack's state has, where the program is one that can ask for it. */
  constructor(world: World, stored: Neighbours["stored"] = async () => undefined) {
    const answering = new Map<number, (question: Question) => Answer>();
    const paths = new Set<string>();
    const runRegister = {
      add: (path: string) => paths.add(path),
      others: () => [...paths],
      written: () => [this.#program.path],
    };
    this.processes = [0, 1].map((index) => {
      const neighbours: Neighbours = {
        async answer(how) {
          answering.set(index, how);
        },
        leave: async () => undefined,
        async stored() {
          await wait(0);
          return stored();
        },
        async ask(question) {
          await wait(0);
          const others = [...answering].filter(([other]) => other !== index);
          return others.map(([, how]) => JSON.parse(JSON.stringify(how(question))));
        },
      };
      return new ProviderProcess(world, { clock: quickClock, neighbours, runRegister });
    });
  }

  /** What the program's constructors write down, as the package does it in the program. */
  write({ kind, listing, ...declared }: Declared): void {
    const users = listing.map(([name]) => spell(name));
    const urn = String(argsOf({ kind, listing, ...declared })["__urn"]);
    this.#program.add({ resource: kind, urn, accountId: ACCOUNT_ID, users });
  }

  /** The arguments of a set, with what the package adds to them. */
  argsOf(declared: Declared): Record<string, unknown> {
    return { ...argsOf(declared), __claims: this.#program.path };
  }

  get said(): string[] {
    return this.processes.flatMap(({ said }) => said);
  }

  async close(): Promise<void> {
    await Promise.all(this.processes.map((one) => one.close()));
    this.#program.remove();
  }
}
