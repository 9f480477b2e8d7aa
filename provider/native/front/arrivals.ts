import type { Clock } from "../../model/clock";

/**
 * So long the engine has to be silent, in milliseconds: it asks about the resources of a program one right after the other,
 * but for the start of another provider's process in between, which takes half a second and more.
 */
const SILENCE_MS = 1_500;
/** And so long it is waited for at most. */
const LONGEST_MS = 5_000;
/** How often other providers' processes are asked whether the engine has asked them meanwhile, in milliseconds. */
const ASK_AGAIN_MS = 250;

/**
 * When the engine has asked about a resource last. It has a user taken off one resource before it asks about the next,
 * which may list that user now: who takes something back waits until it has stopped asking, as far as that can be told.
 */
export class Arrivals {
  readonly #clock: Clock;
  #last = Number.NEGATIVE_INFINITY;
  #isToldByProgram = false;
  /** About how many resources the engine had asked other processes when these were last asked. */
  #elsewhere: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `isToldByProgram`: whether the program itself says whom all of its resources list, so that nobody has to wait. */
  note(isToldByProgram: boolean): void {
    this.#last = this.#clock.monotonicMs();
    this.#isToldByProgram ||= isToldByProgram;
  }

  /** Whether the program says by itself whom all of its resources list, as far as that is known. */
  get isToldByProgram(): boolean {
    return this.#isToldByProgram;
  }

  /** When that was, in milliseconds of the clock. */
  get last(): number {
    return this.#last;
  }

  /**
   * Resolves once nothing has arrived for a moment, or when that takes too long. `countElsewhere`: about how many resources the engine has
   * asked the processes of other providers, which start one after the other.
   */
  async silence(countElsewhere: () => Promise<number>): Promise<void> {
    if (this.#isToldByProgram) return;
    const end = this.#clock.monotonicMs() + LONGEST_MS;
    for (let now = this.#clock.monotonicMs(); now < end; now = this.#clock.monotonicMs()) {
      const left = this.#last + SILENCE_MS - now;
      if (left <= 0) return;
      await this.#clock.sleep(Math.min(left, ASK_AGAIN_MS));
      await this.#hear(countElsewhere);
    }
  }

  async #hear(countElsewhere: () => Promise<number>): Promise<void> {
    const count = await countElsewhere();
    if (this.#elsewhere !== undefined && count > this.#elsewhere) this.#last = this.#clock.monotonicMs();
    this.#elsewhere = count;
  }
}
